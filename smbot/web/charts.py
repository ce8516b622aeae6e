"""Charts as places in per cents, which a template draws as SVG; labels stand beside, in HTML. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from smbot.core.messages import Message

MOST = 100.0


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A value with its tail, as per cents of the longest; `told` says both in words."""

    name: str
    told: Message | str
    half: float
    most: float


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column with its tail: where it stands, how high both are, and where they begin, counted from above."""

    x: float
    width: float
    half: float
    half_y: float
    most: float
    most_y: float


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Columns side by side; `names` stand below, one for each (some empty), `top` says how high the highest is."""

    columns: tuple[Column, ...]
    names: tuple[str, ...]
    top: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line through values, as the points of an SVG polyline in a square of 100.

    `top` and `end` say the highest and the last value, `names` what its ends are.
    """

    points: str
    top: str
    end: str
    names: tuple[str, str]


def columns_of(values: Sequence[tuple[float, float]], names: Sequence[str], top: str) -> Columns:
    """Return columns of values with their tails."""
    highest = max((max(pair) for pair in values), default=0) or 1
    step = MOST / max(1, len(values))

    def column(place: int, half: float, most: float) -> Column:
        heights = [MOST * value / highest for value in (half, most)]
        return Column(
            x=_round(place * step + step * 0.1),
            width=_round(step * 0.8),
            half=_round(heights[0]),
            half_y=_round(MOST - heights[0]),
            most=_round(heights[1]),
            most_y=_round(MOST - heights[1]),
        )

    return Columns(columns=tuple(column(n, *pair) for n, pair in enumerate(values)), names=tuple(names), top=top)


def line_of(values: Sequence[float], texts: Sequence[str], names: tuple[str, str]) -> Line:
    """Return a line; `texts` say its values."""
    highest = max(values, default=0)
    step = MOST / max(1, len(values) - 1)
    places = [(_round(n * step), _round(MOST - MOST * value / (highest or 1))) for n, value in enumerate(values)]
    if len(places) == 1:
        places.append((MOST, places[0][1]))
    return Line(
        points=" ".join(f"{x},{y}" for x, y in places),
        top=texts[values.index(highest)] if values else "",
        end=texts[-1] if values else "",
        names=names,
    )


def bars_of(rows: Sequence[tuple[str, Message | str, float, float]]) -> tuple[Bar, ...]:
    """Return bars of rows: a name, what is told of it, a value and its tail."""
    longest = max((max(half, most) for _, _, half, most in rows), default=0) or 1
    return tuple(
        Bar(name=name, told=told, half=_round(MOST * half / longest), most=_round(MOST * most / longest))
        for name, told, half, most in rows
    )


def _round(value: float) -> float:
    return round(value, 1)
