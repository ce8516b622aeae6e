"""Reads lists of the Graph API page by page: the feed, visitors' posts, posts that tag us, reviews.

Each list has a collector of its own, so that one which Facebook refuses (a permission for reviews, say) holds up no
other. Comments and messages hang below other things: see `following` and `conversations`.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta

from smbot.collect.ports import OwnPost, Page, RefusedItem
from smbot.core.clock import Clock
from smbot.platforms.facebook.client import GraphClient, Value
from smbot.platforms.facebook.errors import BadRequest, no_answer
from smbot.platforms.facebook.place import OVERLAP, Place, foreign, read_json, read_place, seconds
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.platforms.facebook.to_post import POST_FIELDS, REVIEW_FIELDS, Item, Read, Us, read_post, read_review
from smbot.raw.post import RawPost

PAGES_PER_RUN = 200
"""Pages read in one go, and an end to cursors without one."""


class ListCollector:
    """Reads one list of the page, newest first, back to what is stored."""

    def __init__(
        self,
        client: GraphClient,
        settings: FacebookSettings,
        clock: Clock,
        *,
        name: str,
        edge: str,
        fields: str,
        read: Callable[[object, Us, str], Item | RefusedItem],
    ) -> None:
        self._client = client
        self._settings = settings
        self._clock = clock
        self._edge = edge
        self._fields = fields
        self._us = Us(page_id=settings.page_id, account=name)
        self._read = read

    @property
    def name(self) -> str:
        """See `Collector.name`."""
        return self._us.account

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """See `Collector.pages`."""
        place = _place(cursor, floor(self._clock, self._settings))
        asked = {place.after}
        for number in range(1, PAGES_PER_RUN + 1):
            at, answer = ask_at(self._client, f"{self._settings.page_id}/{self._edge}", place, self._parameters(place))
            if at != place:
                asked = {at.after}  # the run began anew, and its cursors may come again
            items, refused = read_all(answer, lambda item, where: self._read(item, self._us, where), self.name, number)
            after = following(answer)
            if after in asked or at.reached_back(items):
                after = None
            asked.add(after)
            place = at.after_page(items, after)
            yield page_of(at, items, refused, json.dumps(place.as_json()))
            if after is None:
                return

    def _parameters(self, place: Place) -> dict[str, Value]:
        return {"fields": self._fields, "limit": self._settings.page_size, "since": place.lower}


def feed(client: GraphClient, settings: FacebookSettings, clock: Clock) -> ListCollector:
    """Return what reads our page's feed: our posts, visitors', and public ones that tag us."""
    return ListCollector(client, settings, clock, name="facebook", edge="feed", fields=POST_FIELDS, read=read_post)


def visitors(client: GraphClient, settings: FacebookSettings, clock: Clock) -> ListCollector:
    """Return what reads visitors' posts: the feed leaves some out, and what came before is dropped as known."""
    return ListCollector(
        client, settings, clock, name="facebook:visitors", edge="visitor_posts", fields=POST_FIELDS, read=read_post
    )


def tagged(client: GraphClient, settings: FacebookSettings, clock: Clock) -> ListCollector:
    """Return what reads public posts of others that tag our page."""
    return ListCollector(
        client, settings, clock, name="facebook:tagged", edge="tagged", fields=POST_FIELDS, read=read_post
    )


def reviews(client: GraphClient, settings: FacebookSettings, clock: Clock) -> ListCollector:
    """Return what reads recommendations and ratings of our page."""
    return ListCollector(
        client, settings, clock, name="facebook:reviews", edge="ratings", fields=REVIEW_FIELDS, read=read_review
    )


def ask_at(
    client: GraphClient, path: str, place: Place, parameters: Mapping[str, Value]
) -> tuple[Place, dict[str, object]]:
    """Return the answer and the place that led to it: the run's beginning, where its cursor is no longer good.

    Raises:
        NotThere: What the list belongs to is not there.
        PlatformError: Throttled, AccountProblem or Unavailable.
    """
    if place.after is not None:
        try:
            return place, client.read(path, **parameters, after=place.after)
        except BadRequest:
            place = place.restarted()
    return place, client.read(path, **parameters)


def read_all(answer: Mapping[str, object], read: Read, name: str, number: int) -> tuple[list[Item], list[RefusedItem]]:
    """Return what could be read of an answer's items, and what could not.

    Raises:
        Unavailable: It is not a list. The place must not move.
    """
    data = answer.get("data")
    if not isinstance(data, list):
        raise no_answer("data")
    items: list[Item] = []
    refused: list[RefusedItem] = []
    for at, item in enumerate(data, start=1):
        found = read(item, f"{name}, page {number}, item {at}")
        if isinstance(found, Item):
            items.append(found)
        else:
            refused.append(found)
    return items, refused


def following(answer: Mapping[str, object]) -> str | None:
    """Return the cursor of the page that follows, or None at the end.

    Graph gives `cursors.after` on the last page too; that another follows is told by `paging.next` alone.
    """
    paging = answer.get("paging")
    if not isinstance(paging, dict) or not paging.get("next"):
        return None
    cursors = paging.get("cursors")
    after = cursors.get("after") if isinstance(cursors, dict) else None
    return after if isinstance(after, str) and after else None


def page_of(place: Place, items: Sequence[Item], refused: Sequence[RefusedItem], cursor: str) -> Page:
    """Return the page: what is new or changed since `place`, ours apart, and what was hidden or shown."""
    fresh = place.fresh(items)
    changed = [item for item in fresh if item.hidden or (item.hidden is False and place.knows(item))]
    return Page(
        posts=tuple(item.found for item in fresh if isinstance(item.found, RawPost)),
        own=tuple(item.found for item in fresh if isinstance(item.found, OwnPost)),
        notices=tuple(item.notice() for item in changed),
        refused=tuple(refused),
        cursor=cursor,
    )


def floor(clock: Clock, settings: FacebookSettings) -> int:
    """Return how far back a first reading goes."""
    return seconds(clock.now() - timedelta(days=settings.follow_days))


def _place(cursor: str | None, first: int) -> Place:
    value = read_json(cursor)
    if not value:
        return Place(since=first + OVERLAP)
    try:
        return read_place(value)
    except (KeyError, TypeError, ValueError):
        raise foreign() from None
