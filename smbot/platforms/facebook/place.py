"""The places a collector has reached in Graph's lists, also in the middle of a run; pure.

Graph has no "newer than this id". A list is asked from a time on, an hour before the newest item stored, and what is
known from that hour is told apart by id and mark: so an item that shows up late, or is changed within the hour, is
seen, and nothing is read twice.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.platforms.facebook.to_post import Item

OVERLAP = int(timedelta(hours=1).total_seconds())
"""Seconds asked for again before the newest item that is stored."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in one list; times are seconds since 1970.

    All up to `since` is stored. `known` holds the items of the last hour before it, with their time and mark.
    `after` is Graph's paging cursor in the middle of a run, and `newest` the run's newest item so far, which takes
    over as `since` when the run's last page is stored.
    """

    since: int = 0
    newest: int = 0
    after: str | None = None
    known: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def lower(self) -> int:
        """Return from when on to ask; 0 is the beginning."""
        return max(0, self.since - OVERLAP)

    def fresh(self, items: Sequence[Item]) -> list[Item]:
        """Return those items that are new or changed."""
        return [item for item in items if seconds(item.at) >= self.lower and self._mark(item) != item.mark]

    def knows(self, item: Item) -> bool:
        """Say whether another version of the item was seen."""
        return item.handle.post_id in self.known

    def after_page(self, items: Sequence[Item], after: str | None) -> "Place":
        """Return the place after a page was stored; `after` None ends the run."""
        newest = max([self.newest, *(seconds(item.at) for item in items)])
        known = {**self.known, **{item.handle.post_id: (seconds(item.at), item.mark) for item in items}}
        end = max(newest, self.since)
        if after is None:
            return Place(since=end, known=_since(known, end - OVERLAP))
        # What was known when the run began counts to its end: its last pages come back to it.
        kept = _since(known, end - OVERLAP) | {name: seen for name, seen in known.items() if seen[0] <= self.since}
        return replace(self, newest=newest, after=after, known=kept)

    def restarted(self) -> "Place":
        """Return the beginning of the same run, for a paging cursor that is no longer good."""
        return replace(self, after=None)

    def reached_back(self, items: Sequence[Item]) -> bool:
        """Say whether a page of a list that begins with the newest goes back to what is stored."""
        return any(seconds(item.at) < self.lower for item in items)

    def as_json(self) -> dict[str, object]:
        """Return what `read_place` reads."""
        return {
            "since": self.since,
            "newest": self.newest,
            "after": self.after,
            "known": {name: list(seen) for name, seen in self.known.items()},
        }

    def _mark(self, item: Item) -> str | None:
        seen = self.known.get(item.handle.post_id)
        return seen[1] if seen else None


def _since(known: Mapping[str, tuple[int, str]], at: int) -> dict[str, tuple[int, str]]:
    return {name: seen for name, seen in known.items() if seen[0] >= at}


def read_place(value: object) -> Place:
    """Return the place that `Place.as_json` wrote.

    Raises:
        TypeError, ValueError, KeyError: Something else.
    """
    if not isinstance(value, dict):
        raise TypeError("not a place")
    after = value["after"]
    if after is not None and not isinstance(after, str):
        raise TypeError("after")
    known = {str(name): (int(at), str(mark)) for name, (at, mark) in dict(value["known"]).items()}
    return Place(since=int(value["since"]), newest=int(value["newest"]), after=after, known=known)


def read_json(cursor: str | None) -> dict[str, object]:
    """Return a cursor's JSON object; None is the beginning, an empty one.

    Raises:
        ConfigurationError: Something else.
    """
    if cursor is None:
        return {}
    try:
        found = json.loads(cursor)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise foreign()
    return found


def foreign() -> ConfigurationError:
    """Return the error for a cursor that these collectors did not write."""
    return ConfigurationError(
        msg("The cursor of Facebook in the database is not one that Facebook's collector wrote."),
        where="platforms.facebook",
        mend=msg("Delete it: the collector then begins anew, and duplicates are dropped."),
    )


def seconds(at: datetime) -> int:
    """Return a time as whole seconds since 1970."""
    return int(at.timestamp())
