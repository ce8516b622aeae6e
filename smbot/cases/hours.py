"""How service time is counted: round the clock, or in opening hours without holidays. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

FARTHEST = timedelta(days=3660)
"""No service standard reaches over ten years: opening hours that never come are a mistake in the settings."""


class Counting(Protocol):
    """Counts the time that a service standard means."""

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much of the time from `start` to `end` counts; nothing where `end` is earlier."""

    def after(self, start: datetime, span: timedelta) -> datetime:
        """Return the first moment by which `span` has been counted since `start`."""


@dataclass(frozen=True)
class CalendarHours:
    """Every hour counts."""

    def between(self, start: datetime, end: datetime) -> timedelta:
        """See `Counting.between`."""
        return max(end - start, timedelta(0))

    def after(self, start: datetime, span: timedelta) -> datetime:
        """See `Counting.after`."""
        return start + span


@dataclass(frozen=True, kw_only=True)
class BusinessHours:
    """Opening hours count: from `opens` to `closes` on `days` (0: Monday) of `zone` that are no holiday."""

    days: frozenset[int]
    opens: time
    closes: time
    zone: ZoneInfo
    is_holiday: Callable[[date], bool]

    def between(self, start: datetime, end: datetime) -> timedelta:
        """See `Counting.between`."""
        counted = timedelta(0)
        for opens, closes in self._openings(start, end):
            counted += max(min(closes, end) - max(opens, start), timedelta(0))
        return counted

    def after(self, start: datetime, span: timedelta) -> datetime:
        """See `Counting.after`.

        Raises:
            ValueError: In ten years there are not so many opening hours.
        """
        if span <= timedelta(0):
            return start
        left = span
        for opens, closes in self._openings(start, start + FARTHEST):
            begins = max(opens, start)
            if closes - begins >= left:
                return begins + left
            left -= max(closes - begins, timedelta(0))
        raise ValueError("so many opening hours never come")

    def _openings(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the openings that may touch the time from `start` to `end`, in UTC: there a day has no odd hour."""
        day, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        while day <= last:
            if day.weekday() in self.days and not self.is_holiday(day):
                yield self._moment(day, self.opens), self._moment(day, self.closes)
            day += timedelta(days=1)

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)
