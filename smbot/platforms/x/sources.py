"""What is asked of X: mentions, saved searches, our own posts, and what posts quote."""

from collections.abc import Callable, Sequence
from typing import Protocol

from smbot.core.clock import Clock
from smbot.platforms.x.client import XClient
from smbot.platforms.x.cursor import Cursor, out_of_reach
from smbot.platforms.x.parts import EXPANSIONS, MEDIA_FIELDS, POLL_FIELDS
from smbot.platforms.x.settings import ReadBeside, XMonitor, XSettings
from smbot.platforms.x.to_post import FIELDS, OWN_FIELDS

_ALONE = {
    "tweet_fields": list(FIELDS),
    "expansions": ["author_id"],
    "user_fields": ["name", "username"],
}
_BESIDE = {
    **_ALONE,
    "expansions": list(EXPANSIONS),
    "media_fields": list(MEDIA_FIELDS),
    "poll_fields": list(POLL_FIELDS),
}
_ASKED = {ReadBeside.OFF: _ALONE, ReadBeside.QUOTED: _BESIDE}

LookUp = Callable[[Sequence[str]], dict[str, object]]
"""Returns X's answer about posts, at most 100, by their ids."""


class Source(Protocol):
    """What differs between mentions, searches and our own posts: the call."""

    name: str
    addressed: bool
    owned: bool

    def ask(self, cursor: Cursor) -> dict[str, object]:
        """Return X's answer for the page at `cursor`."""

    def reachable(self, cursor: Cursor) -> Cursor:
        """Return `cursor`, or one that X still accepts in its place."""


class Mentions:
    """The mentions of the account. See `Source`."""

    name = "x"
    addressed = True

    def __init__(self, client: XClient, settings: XSettings) -> None:
        self.owned = settings.owns_app and client.as_user
        self._client = client
        self._settings = settings

    def ask(self, cursor: Cursor) -> dict[str, object]:
        """See `Source.ask`."""
        return self._client.read(
            lambda x: x.get_users_mentions(
                self._settings.user_id,
                since_id=None if cursor.start else cursor.since,
                start_time=cursor.start,
                pagination_token=cursor.token,
                max_results=self._settings.page_size,
                user_auth=self._client.as_user,
                **_ASKED[self._settings.read_beside],
            )
        )

    def reachable(self, cursor: Cursor) -> Cursor:
        """See `Source.reachable`."""
        return cursor


class Search:
    """A saved search. See `Source`."""

    addressed = False
    owned = False

    def __init__(self, client: XClient, settings: XSettings, monitor: XMonitor, clock: Clock) -> None:
        self.name = f"x:monitor:{monitor.name}"
        self._client = client
        self._settings = settings
        self._query = monitor.query
        self._clock = clock

    def ask(self, cursor: Cursor) -> dict[str, object]:
        """See `Source.ask`."""
        # X takes since_id or start_time, not both.
        return self._client.read(
            lambda x: x.search_recent_tweets(
                self._query,
                since_id=None if cursor.start else cursor.since,
                start_time=cursor.start,
                next_token=cursor.token,
                max_results=self._settings.page_size,
                user_auth=not self._client.as_app,
                **_ASKED[self._settings.read_beside],
            )
        )

    def reachable(self, cursor: Cursor) -> Cursor:
        """See `Source.reachable`."""
        now = self._clock.now()
        return cursor.from_time(now) if not cursor.start and out_of_reach(cursor.since, now) else cursor


class Own:
    """Our own timeline: what colleagues answer by hand stands there, and smbot's own replies."""

    name = "x:own"
    addressed = False

    def __init__(self, client: XClient, settings: XSettings, clock: Clock) -> None:
        self.owned = settings.owns_app
        self._client = client
        self._settings = settings
        self._clock = clock

    def ask(self, cursor: Cursor) -> dict[str, object]:
        """See `Source.ask`."""
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
        """See `Source.reachable`."""
        # The first time, a week back: older replies answer nothing that still waits, and each is billed.
        return cursor if cursor.since or cursor.start else cursor.from_time(self._clock.now())


def quoted_posts(client: XClient, settings: XSettings) -> LookUp | None:
    """Return what reads quoted posts, where the settings want them read."""
    if settings.read_beside == ReadBeside.OFF:
        return None
    return lambda ids: client.read(lambda x: x.get_tweets(list(ids), user_auth=not client.as_app, **_BESIDE))
