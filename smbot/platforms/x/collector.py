"""Reads mentions, saved searches and our own posts on X, page by page."""

from collections.abc import Iterator
from typing import Protocol

from smbot.collect.ports import OwnPost, Page, RefusedItem
from smbot.core.clock import Clock
from smbot.core.errors import AccountProblem
from smbot.core.messages import msg
from smbot.platforms.x.budget import page_cost
from smbot.platforms.x.client import XClient
from smbot.platforms.x.cursor import MARGIN_AFTER_REFUSAL, Cursor, is_id, out_of_reach, read_cursor
from smbot.platforms.x.errors import BadCursor, no_answer
from smbot.platforms.x.parts import EXPANSIONS, MEDIA_FIELDS, POLL_FIELDS, beside
from smbot.platforms.x.settings import XMonitor, XSettings
from smbot.platforms.x.to_post import FIELDS, OWN_FIELDS, Us, to_post
from smbot.raw.post import RawPost

PAGES_PER_RUN = 200
"""Pages read in one go: more than X keeps for mentions (800 posts), and an end to tokens without one."""

_ASKED = {
    "tweet_fields": list(FIELDS),
    "expansions": list(EXPANSIONS),
    "user_fields": ["name", "username"],
    "media_fields": list(MEDIA_FIELDS),
    "poll_fields": list(POLL_FIELDS),
}


class _Source(Protocol):
    """What differs between mentions, searches and our own posts: the call."""

    name: str
    addressed: bool
    owned: bool

    def ask(self, cursor: Cursor) -> dict[str, object]:
        """Return X's answer for the page at `cursor`."""

    def reachable(self, cursor: Cursor) -> Cursor:
        """Return `cursor`, or one that X still accepts in its place."""


class _Mentions:
    name = "x"
    addressed = True

    def __init__(self, client: XClient, settings: XSettings) -> None:
        self.owned = settings.owns_app and client.as_user
        self._client = client
        self._settings = settings

    def ask(self, cursor: Cursor) -> dict[str, object]:
        return self._client.read(
            lambda x: x.get_users_mentions(
                self._settings.user_id,
                since_id=None if cursor.start else cursor.since,
                start_time=cursor.start,
                pagination_token=cursor.token,
                max_results=self._settings.page_size,
                user_auth=self._client.as_user,
                **_ASKED,
            )
        )

    def reachable(self, cursor: Cursor) -> Cursor:
        return cursor


class _Search:
    addressed = False
    owned = False

    def __init__(self, client: XClient, settings: XSettings, monitor: XMonitor, clock: Clock) -> None:
        self.name = f"x:monitor:{monitor.name}"
        self._client = client
        self._settings = settings
        self._query = monitor.query
        self._clock = clock

    def ask(self, cursor: Cursor) -> dict[str, object]:
        # X takes since_id or start_time, not both.
        return self._client.read(
            lambda x: x.search_recent_tweets(
                self._query,
                since_id=None if cursor.start else cursor.since,
                start_time=cursor.start,
                next_token=cursor.token,
                max_results=self._settings.page_size,
                user_auth=not self._client.as_app,
                **_ASKED,
            )
        )

    def reachable(self, cursor: Cursor) -> Cursor:
        now = self._clock.now()
        return cursor.from_time(now) if not cursor.start and out_of_reach(cursor.since, now) else cursor


class _Own:
    """Our own timeline: what colleagues answer by hand stands there, and smbot's own replies."""

    name = "x:own"
    addressed = False

    def __init__(self, client: XClient, settings: XSettings, clock: Clock) -> None:
        self.owned = settings.owns_app
        self._client = client
        self._settings = settings
        self._clock = clock

    def ask(self, cursor: Cursor) -> dict[str, object]:
        # Authors are not asked for: they are all ourselves, and a user costs ten times a post.
        return self._client.read(
            lambda x: x.get_users_tweets(
                self._settings.user_id,
                since_id=None if cursor.start else cursor.since,
                start_time=cursor.start,
                pagination_token=cursor.token,
                max_results=self._settings.page_size,
                exclude=["retweets"],
                tweet_fields=list(OWN_FIELDS),
                user_auth=True,
            )
        )

    def reachable(self, cursor: Cursor) -> Cursor:
        # The first time, a week back: older replies answer nothing that still waits, and each is billed.
        return cursor if cursor.since or cursor.start else cursor.from_time(self._clock.now())


class XCollector:
    """The paging loop that mentions, searches and our own posts share."""

    def __init__(self, source: _Source, us: Us, clock: Clock) -> None:
        self._source = source
        self._us = us
        self._clock = clock

    @property
    def name(self) -> str:
        """See `Collector.name`."""
        return self._source.name

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """See `Collector.pages`."""
        at = self._source.reachable(read_cursor(cursor))
        seen = {at.token}
        for number in range(1, PAGES_PER_RUN + 1):
            asked, (at, answer) = at, self._read(at)
            if at != asked:
                seen = {at.token}  # the run began anew, and its tokens may come again
            items = _items(answer)
            token = _next_token(answer)
            if token in seen:
                token = None  # X went in a circle: this run is over
            seen.add(token)
            at = at.after(_newest(answer, items), token)
            yield self._page(items, answer, at, number)
            if token is None:
                return

    def _read(self, at: Cursor) -> tuple[Cursor, dict[str, object]]:
        """Return the answer and the cursor that led to it: another one where X refused `at`."""
        for _ in range(3):  # a bad token, then a start too old, each mended once
            try:
                return at, self._source.ask(at)
            except BadCursor as bad:
                now = self._clock.now()
                restarted = self._source.reachable(at.restarted())
                at = restarted if bad.token else at.from_time(now, MARGIN_AFTER_REFUSAL)
        raise AccountProblem("400", msg("X does not accept the paging of {account}.", account=self.name))

    def _page(self, items: list[object], answer: dict[str, object], after: Cursor, number: int) -> Page:
        along = beside(answer.get("includes"))
        posts: list[RawPost] = []
        own: list[OwnPost] = []
        refused: list[RefusedItem] = []
        for place, item in enumerate(items, start=1):
            post = to_post(
                item,
                along,
                self._us,
                account=self.name,
                where=f"{self.name}, page {number}, item {place}",
                addressed=self._source.addressed,
            )
            if isinstance(post, RawPost):
                posts.append(post)
            elif isinstance(post, OwnPost):
                own.append(post)
            elif post is not None:
                refused.append(post)
        return Page(
            posts=tuple(posts),
            own=tuple(own),
            refused=tuple(refused),
            cursor=after.as_text(),
            cost_micros=page_cost(
                len(items), len(along.authors), owned=self._source.owned, referenced=len(along.posts)
            ),
        )


class MentionsCollector(XCollector):
    """Reads the posts that mention the account: the newest 800 at most, which is all that X keeps."""

    def __init__(self, client: XClient, settings: XSettings, clock: Clock) -> None:
        us = Us(user_id=settings.user_id, username=settings.username)
        super().__init__(_Mentions(client, settings), us, clock)


class MonitorCollector(XCollector):
    """Reads what a saved search finds: the last seven days at most."""

    def __init__(self, client: XClient, settings: XSettings, monitor: XMonitor, clock: Clock) -> None:
        us = Us(user_id=settings.user_id, username=settings.username)
        super().__init__(_Search(client, settings, monitor, clock), us, clock)


class OwnCollector(XCollector):
    """Reads what our account posts, to join it to what it answers."""

    def __init__(self, client: XClient, settings: XSettings, clock: Clock) -> None:
        us = Us(user_id=settings.user_id, username=settings.username)
        super().__init__(_Own(client, settings, clock), us, clock)


def _items(answer: dict[str, object]) -> list[object]:
    """Return the posts of an answer; it has no `data` at all where there are none.

    Raises:
        AccountProblem: X answers with errors alone: the account does not exist or cannot be seen.
        Unavailable: It is not an answer to the question. The cursor must not move.
    """
    data, meta = answer.get("data"), answer.get("meta")
    if data is None and answer.get("errors"):
        raise AccountProblem("200 errors", msg("X does not know the account: check user_id."))
    if not isinstance(meta, dict) or not isinstance(data, list | None):
        raise no_answer("meta or data")
    if not data and (meta.get("result_count") or meta.get("newest_id")):
        raise no_answer("data")
    return data or []


def _meta(answer: dict[str, object]) -> dict[str, object]:
    meta = answer.get("meta")
    return meta if isinstance(meta, dict) else {}


def _next_token(answer: dict[str, object]) -> str | None:
    token = _meta(answer).get("next_token")
    return token if isinstance(token, str) and token else None


def _newest(answer: dict[str, object], items: list[object]) -> str | None:
    newest = _meta(answer).get("newest_id")
    if is_id(newest):
        return str(newest)
    ids = [item.get("id") for item in items if isinstance(item, dict)]
    return max((str(i) for i in ids if is_id(i)), key=int, default=None)
