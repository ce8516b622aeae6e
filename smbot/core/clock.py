"""The clock, handed in so that tests can hold it still."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time; aware, in UTC."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """See `Clock.now`."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that reads the machine's clock


class FrozenClock:
    """A clock that moves only when told; for tests and the rehearsal of outages."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """See `Clock.now`."""
        return self._at

    def advance(self, **by: float) -> None:
        """Move forward by a `timedelta`'s keywords, e.g. ``advance(seconds=11)``."""
        self._at += timedelta(**by)
