"""The place a collector has reached, also in the middle of a run; pure."""

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg

SNOWFLAKE_EPOCH_MS = 1_288_834_974_657
"""4 November 2010, 01:42:54.657 UTC: the upper bits of an X id count milliseconds from here."""

SEARCH_REACH = timedelta(days=7)
"""How far back recent search goes."""

MARGIN = timedelta(minutes=10)
"""Left out at the far end, so that the start of a run stays in reach until its last page."""

MARGIN_AFTER_REFUSAL = timedelta(hours=1)
"""Left out when X, by its own clock, found a start too old."""

_ID = re.compile(r"[0-9]{1,25}")


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """A place; everything up to the post `since` is stored.

    The rest describes a run under way, all pages of which are asked for with the same `since` (or `start`,
    an ISO time, where `since` is out of X's reach). `newest` is the newest id of the run's first page, and
    becomes `since` when its last page is stored.
    """

    since: str | None = None
    newest: str | None = None
    token: str | None = None
    start: str | None = None

    def as_text(self) -> str:
        """Return the cursor as JSON, to be kept by whoever stores the page."""
        return json.dumps({"since": self.since, "newest": self.newest, "token": self.token, "start": self.start})

    def restarted(self) -> "Cursor":
        """Return the beginning of the same run."""
        return Cursor(since=self.since)

    def from_time(self, now: datetime, margin: timedelta = MARGIN) -> "Cursor":
        """Return the beginning of a run that asks by time, as far back as recent search goes but `margin`."""
        start = now - SEARCH_REACH + margin
        return Cursor(since=self.since, start=start.strftime("%Y-%m-%dT%H:%M:%SZ"))

    def after(self, newest: str | None, token: str | None) -> "Cursor":
        """Return the place after a page whose answer gave `newest` and `token`."""
        newest = self.newest or newest
        if token is not None:
            return replace(self, newest=newest, token=token)
        return Cursor(since=newest or self.since)


def read_cursor(text: str | None) -> Cursor:
    """Return the cursor that `Cursor.as_text` wrote; None is the beginning.

    Raises:
        ConfigurationError: Something else.
    """
    if text is None:
        return Cursor()
    try:
        found = json.loads(text)
        since, newest, token, start = (found[name] for name in ("since", "newest", "token", "start"))
    except (ValueError, KeyError, TypeError):
        raise _foreign() from None
    if not (
        (since is None or is_id(since)) and (newest is None or is_id(newest)) and _is_text(token) and _is_text(start)
    ):
        raise _foreign()
    return Cursor(since=since, newest=newest, token=token, start=start)


def is_id(value: object) -> bool:
    """Say whether this is an id as X writes them: digits."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def made_at(post_id: str) -> datetime | None:
    """Return when this version of a post was made: its id tells, but for those of before November 2010."""
    if not 15 <= len(post_id) <= 19:
        return None
    return datetime.fromtimestamp(((int(post_id) >> 22) + SNOWFLAKE_EPOCH_MS) / 1000, UTC)


def out_of_reach(post_id: str | None, now: datetime) -> bool:
    """Say whether recent search would refuse this since_id."""
    made = None if post_id is None else made_at(post_id)
    return made is not None and made < now - SEARCH_REACH + MARGIN


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def _foreign() -> ConfigurationError:
    return ConfigurationError(
        msg("The cursor of X in the database is not one that X's collector wrote."),
        where="platforms.x",
        mend=msg("Delete it: the collector then begins with the newest posts, and duplicates are dropped."),
    )
