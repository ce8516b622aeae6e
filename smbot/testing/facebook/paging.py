"""Pages of an edge. A cursor names the last item's place, so that pages stay in step while the world changes."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from smbot.testing.facebook.errors import GraphError, invalid
from smbot.testing.facebook.request import Request, moment
from smbot.testing.http.replies import Json, JsonObject

T = TypeVar("T")
USUAL, MOST, LONGEST_NUMBER = 25, 100, 9
"""How many items a page has where nothing is said, and at most (Meta says 100 for a Page's feed)."""


@dataclass(frozen=True, kw_only=True)
class Edge(Generic[T]):
    """The whole list an edge stands for. `key` sorts and never changes for an item; `falling` turns the order."""

    path: str
    items: Sequence[T]
    key: Callable[[T], str]
    time: Callable[[T], datetime]
    render: Callable[[T], JsonObject]
    falling: bool = True
    most: int | None = None


def page(request: Request, edge: Edge[T], parameters: Mapping[str, str]) -> JsonObject:
    """Cut one page out of an edge.

    Raises:
        GraphError: 100 for a limit, cursor or time that is none, or a limit over the edge's most.
    """
    limit = _limit(parameters.get("limit"), edge.most)
    items = _between(edge, parameters)
    keyed = sorted(((edge.key(item), item) for item in items), key=lambda pair: pair[0], reverse=edge.falling)
    given, earlier, later = _cut(edge, keyed, parameters, limit)
    data: list[Json] = [edge.render(item) for _, item in given]
    if not given:
        return {"data": data}
    cursors = {"before": _cursor(edge.path, given[0][0]), "after": _cursor(edge.path, given[-1][0])}
    paging: JsonObject = {"cursors": cursors}
    if later:
        paging["next"] = request.link(edge.path, parameters, limit=str(limit), after=cursors["after"])
    if earlier:
        paging["previous"] = request.link(edge.path, parameters, limit=str(limit), before=cursors["before"])
    return {"data": data, "paging": paging}


def _between(edge: Edge[T], parameters: Mapping[str, str]) -> Sequence[T]:
    items = edge.items
    if since := parameters.get("since"):
        start = moment(since, "since")
        items = [item for item in items if edge.time(item) >= start]
    if until := parameters.get("until"):
        end = moment(until, "until")
        items = [item for item in items if edge.time(item) <= end]
    return items


def _cut(
    edge: Edge[T], keyed: list[tuple[str, T]], parameters: Mapping[str, str], limit: int
) -> tuple[list[tuple[str, T]], bool, bool]:
    def is_before(key: str, other: str) -> bool:
        return key > other if edge.falling else key < other

    if after := parameters.get("after"):
        place = _open(edge.path, after)
        rest = [pair for pair in keyed if is_before(place, pair[0])]
        return rest[:limit], len(rest) < len(keyed), len(rest) > limit
    if before := parameters.get("before"):
        place = _open(edge.path, before)
        head = [pair for pair in keyed if is_before(pair[0], place)]
        start = max(0, len(head) - limit)
        return head[start:], start > 0, len(head) < len(keyed)
    return keyed[:limit], False, len(keyed) > limit


def _limit(value: str | None, most: int | None) -> int:
    if value is None:
        return USUAL
    if not value.isascii() or not value.isdigit() or len(value) > LONGEST_NUMBER:
        raise invalid("Param limit must be an integer")
    if most is not None and int(value) > most:
        raise invalid(f"Param limit must be at most {most}")
    return min(int(value), MOST)


def _cursor(path: str, key: str) -> str:
    return base64.urlsafe_b64encode(f"{path} {key}".encode()).decode().rstrip("=")


def _open(path: str, cursor: str) -> str:
    try:
        inside = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise _bad_cursor() from None
    there, _, key = inside.partition(" ")
    if there != path or not key:
        raise _bad_cursor()
    return key


def _bad_cursor() -> GraphError:
    return invalid("Invalid cursors values")
