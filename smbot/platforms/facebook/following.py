"""Reads the comments below our page's posts, in a fair rotation: who has news first, then who waits longest.

Comments arrive on old posts too, and Graph has no list of a page's comments. So the posts younger than `follow_days`
are listed in each run (one call for a hundred), and of them are asked for comments: those that Graph calls updated
since they were last asked, and those whose turn it is anyway, since Graph does not say of every comment that it
updates the post. A post's turn comes each time its age has grown by a fiftieth: a post of an hour in every run, one
of a day every half hour, one of a month every 14 hours. Measured for a page with
one new post a day: 364 calls a day for comments, and 288 to list the posts.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from smbot.collect.ports import Page
from smbot.core.clock import Clock
from smbot.platforms.facebook.client import GraphClient, Value
from smbot.platforms.facebook.collector import ask_at, floor, following, page_of, read_all
from smbot.platforms.facebook.errors import NotThere, no_answer
from smbot.platforms.facebook.place import Place, foreign, read_json, read_place, seconds
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.platforms.facebook.to_post import COMMENT_FIELDS, NODE, Us, read_comment
from smbot.platforms.values import instant, objects

LISTINGS = 5
"""Most calls to list the posts that are followed: the newest 500."""

POSTS_PER_RUN = 25
"""Most posts asked for comments in one run."""

SHARE_OF_AGE = 50
SLACK = int(timedelta(minutes=5).total_seconds())
"""Seconds by which Graph's clock may be behind ours."""


@dataclass(frozen=True, kw_only=True)
class Followed:
    """A post that is followed, with times in seconds since 1970.

    When it was made and last updated, when it was last asked for comments (0: never), and the place in their list.
    """

    made: int
    updated: int = 0
    asked: int = 0
    place: Place = field(default_factory=Place)

    def urgency(self, now: int) -> float:
        """Return how much its turn has come: 1 or more is due."""
        if not self.asked or self.updated >= self.asked - SLACK:
            return float("inf")
        turn = max(1.0, (now - self.made) / SHARE_OF_AGE)
        return (now - self.asked) / turn


@dataclass(frozen=True, kw_only=True)
class Rota:
    """Every post that is followed, and those still to be asked in the run under way."""

    posts: Mapping[str, Followed] = field(default_factory=dict)
    queue: tuple[str, ...] = ()

    def listed(self, found: Mapping[str, tuple[int, int]], now: int) -> "Rota":
        """Return the rota of a new run, by what is listed now: made and updated of each post."""
        posts = {
            name: replace(self.posts.get(name, Followed(made=made)), made=made, updated=updated)
            for name, (made, updated) in found.items()
        }
        urgent = {name: post.urgency(now) for name, post in posts.items()}
        due = sorted((name for name in posts if urgent[name] >= 1), key=lambda name: (-urgent[name], posts[name].asked))
        return Rota(posts=posts, queue=tuple(due[:POSTS_PER_RUN]))

    def after_page(self, name: str, place: Place, now: int) -> "Rota":
        """Return the rota after a page of a post's comments; it leaves the queue after its last page."""
        post = replace(self.posts[name], place=place)
        if place.after is not None:
            return replace(self, posts={**self.posts, name: post})
        return replace(self, posts={**self.posts, name: replace(post, asked=now)}, queue=self.queue[1:])

    def without(self, name: str) -> "Rota":
        """Return the rota without a post that is not there any more."""
        posts = {other: post for other, post in self.posts.items() if other != name}
        return Rota(posts=posts, queue=tuple(other for other in self.queue if other != name))

    def as_text(self) -> str:
        """Return the rota as JSON."""
        posts = {
            name: {"made": post.made, "updated": post.updated, "asked": post.asked, "place": post.place.as_json()}
            for name, post in self.posts.items()
        }
        return json.dumps({"posts": posts, "queue": self.queue})


def read_rota(cursor: str | None) -> Rota:
    """Return the rota that `Rota.as_text` wrote; None is the beginning.

    Raises:
        ConfigurationError: Something else.
    """
    value = read_json(cursor)
    if not value:
        return Rota()
    try:
        told, queue = value["posts"], value["queue"]
        if not isinstance(told, dict) or not isinstance(queue, list) or not all(name in told for name in queue):
            raise TypeError("rota")
        posts = {
            str(name): Followed(
                made=int(post["made"]),
                updated=int(post["updated"]),
                asked=int(post["asked"]),
                place=read_place(post["place"]),
            )
            for name, post in told.items()
        }
    except (KeyError, TypeError, ValueError):
        raise foreign() from None
    return Rota(posts=posts, queue=tuple(str(name) for name in queue))


class CommentsCollector:
    """Reads the comments, and the answers to them, below the posts of our page's feed."""

    name = "facebook:comments"

    def __init__(self, client: GraphClient, settings: FacebookSettings, clock: Clock) -> None:
        self._client = client
        self._settings = settings
        self._clock = clock
        self._us = Us(page_id=settings.page_id, account=self.name)

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """See `Collector.pages`."""
        rota = read_rota(cursor)
        if not rota.queue:
            rota = rota.listed(self._list(), seconds(self._clock.now()))
            if not rota.queue:
                yield Page(posts=(), cursor=rota.as_text())
        number = 0
        while rota.queue:
            number += 1
            name = rota.queue[0]
            try:
                rota, page = self._page(rota, name, number)
            except NotThere:
                # Deleted, or hidden from us: nothing is concluded from it, since a lost permission looks the same.
                rota = rota.without(name)
                page = Page(posts=(), cursor=rota.as_text())
            yield page

    def _page(self, rota: Rota, name: str, number: int) -> tuple[Rota, Page]:
        before = rota.posts[name].place
        place, answer = ask_at(self._client, f"{name}/comments", before, self._parameters(before))
        items, refused = read_all(
            answer, lambda item, where: read_comment(item, self._us, name, where), self.name, number
        )
        after = following(answer)
        if after == place.after:
            after = None  # Graph goes in a circle: this list is over
        rota = rota.after_page(name, place.after_page(items, after), seconds(self._clock.now()))
        return rota, page_of(place, items, refused, rota.as_text())

    def _parameters(self, place: Place) -> dict[str, Value]:
        # The default filter leaves out answers to comments and what Facebook holds back.
        asked: dict[str, Value] = {
            "filter": "stream",
            "order": "chronological",
            "fields": COMMENT_FIELDS,
            "limit": self._settings.page_size,
        }
        return {**asked, "since": place.lower} if place.lower else asked

    def _list(self) -> dict[str, tuple[int, int]]:
        """Return when each of the newest posts was made and last updated."""
        found: dict[str, tuple[int, int]] = {}
        asked: dict[str, Value] = {
            "fields": "id,created_time,updated_time",
            "limit": 100,
            "since": floor(self._clock, self._settings),
        }
        after: str | None = None
        for _ in range(LISTINGS):
            path = f"{self._settings.page_id}/feed"
            answer = (
                self._client.read(path, **asked) if after is None else self._client.read(path, **asked, after=after)
            )
            if not isinstance(answer.get("data"), list):
                raise no_answer("data")
            for item in objects(answer["data"]):
                name, made, updated = item.get("id"), instant(item.get("created_time")), item.get("updated_time")
                if isinstance(name, str) and NODE.fullmatch(name) and made is not None:
                    found[name] = seconds(made), seconds(instant(updated) or made)
            after = following(answer)
            if after is None:
                break
        return found
