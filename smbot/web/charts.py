"""Charts as places in per cents: what a template draws as SVG, with the words that say the same. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from smbot.core.messages import Message

TOP, HEIGHT = 18.0, 62.0
"""Where a drawing begins and how high it is, in per cent of its chart: above stand labels, below the axis's words."""

EDGE = 5
"""A name whose middle stands so near to the left edge, in per cent, begins there: else it would be cut."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A label in a drawing: what it says, where, and on which side of that place it stands."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A value with its tail, as per cents of the longest; `told` says both in words."""

    name: str
    told: Message | str
    half: float
    most: float


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column with its tail: where it stands and how high it is."""

    x: float
    width: float
    half: float
    half_y: float
    most: float
    most_y: float


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Columns side by side, with labels."""

    columns: tuple[Column, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line through values, as the points of an SVG polyline in a square of 100, with labels."""

    points: str
    marks: tuple[Mark, ...]
    last_y: float


def columns_of(values: Sequence[tuple[float, float]], names: Sequence[str], top: str) -> Columns:
    """Return columns of values with their tails; `names` stand below (empty: none), `top` at the highest."""
    highest = max((max(pair) for pair in values), default=0) or 1
    step = 100 / max(1, len(values))

    def column(place: int, half: float, most: float) -> Column:
        heights = [HEIGHT * value / highest for value in (half, most)]
        return Column(
            x=_round(place * step + step * 0.1),
            width=_round(step * 0.8),
            half=_round(heights[0]),
            half_y=_round(TOP + HEIGHT - heights[0]),
            most=_round(heights[1]),
            most_y=_round(TOP + HEIGHT - heights[1]),
        )

    middle = [_round((place + 0.5) * step) for place in range(len(values))]
    marks = [
        Mark(text=name, x=x, y=97, anchor="start" if x < EDGE else "middle")
        for name, x in zip(names, middle, strict=True)
        if name
    ]
    if any(max(pair) for pair in values):
        peak = max(range(len(values)), key=lambda place: max(values[place]))
        marks.append(Mark(text=top, x=middle[peak], y=TOP - 4, anchor=_anchor(middle[peak])))
    return Columns(columns=tuple(column(n, *pair) for n, pair in enumerate(values)), marks=tuple(marks))


def line_of(values: Sequence[float], texts: Sequence[str], first: str, last: str) -> Line:
    """Return a line; `texts` say its values, `first` and `last` name its ends."""
    highest = max(values, default=0) or 1
    step = 100 / max(1, len(values) - 1)
    places = [(_round(n * step), 100 - 100 * value / highest) for n, value in enumerate(values)]
    if len(places) == 1:
        places.append((100.0, places[0][1]))
    marks = [Mark(text=first, x=0, y=97, anchor="start")]
    if len(values) > 1:
        marks.append(Mark(text=last, x=100, y=97, anchor="end"))
        peak = max(range(len(values)), key=lambda place: values[place])
        shown = dict.fromkeys((peak, len(values) - 1)) if 100 - places[peak][0] > 12 else {len(values) - 1: None}
        for place in shown:
            x, y = places[place]
            marks.append(Mark(text=texts[place], x=x, y=_round(TOP + HEIGHT * y / 100 - 4), anchor=_anchor(x)))
    points = " ".join(f"{x},{_round(y)}" for x, y in places)
    last_y = _round(TOP + HEIGHT * places[-1][1] / 100) if places else TOP + HEIGHT
    return Line(points=points, marks=tuple(marks), last_y=last_y)


def bars_of(rows: Sequence[tuple[str, Message | str, float, float]]) -> tuple[Bar, ...]:
    """Return bars of rows: a name, what is told of it, a value and its tail."""
    longest = max((max(half, most) for _, _, half, most in rows), default=0) or 1
    return tuple(
        Bar(name=name, told=told, half=_round(100 * half / longest), most=_round(100 * most / longest))
        for name, told, half, most in rows
    )


def _anchor(x: float) -> str:
    return "start" if x < 10 else "end" if x > 90 else "middle"


def _round(value: float) -> float:
    return round(value, 1)
