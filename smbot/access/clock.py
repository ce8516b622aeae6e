"""When an answer is due: the row in force at receipt, its days, holidays, extensions and pauses. Pure.

Day zero is the day of receipt, unless the row says that it counts. A day on which the clock stood still does not count:
from the day of the pause up to the day before it went on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from smbot.access.days import ONE_DAY, is_business_day, is_holiday, next_open
from smbot.access.laws import Law, law_in_force
from smbot.access.names import Counting, Jurisdiction, RequestKind

OVERDUE = "overdue"

ZONES: Mapping[Jurisdiction, str] = {
    Jurisdiction.CA: "America/Toronto",
    Jurisdiction.AB: "America/Edmonton",
    Jurisdiction.BC: "America/Vancouver",
    Jurisdiction.MB: "America/Winnipeg",
    Jurisdiction.NB: "America/Moncton",
    Jurisdiction.NL: "America/St_Johns",
    Jurisdiction.NS: "America/Halifax",
    Jurisdiction.NT: "America/Yellowknife",
    Jurisdiction.NU: "America/Iqaluit",
    Jurisdiction.ON: "America/Toronto",
    Jurisdiction.PE: "America/Halifax",
    Jurisdiction.QC: "America/Montreal",
    Jurisdiction.SK: "America/Regina",
    Jurisdiction.YT: "America/Whitehorse",
}
"""The time zone of each seat of government, for a reckoning without an installation, which has its own setting."""


class NoDate(StrEnum):
    """Why no due date is shown."""

    NO_LAW = "no-law"
    """No row holds yet at that day."""
    UNVERIFIED = "unverified"
    PAUSED = "paused"


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A time in which the clock stands still; `until` is None while it does."""

    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Say whether a day does not count for this pause."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """What the clock says today.

    `due` takes extensions and pauses into account, `by_law` neither; both are None where `why` says so (`by_law` only
    where there is no verified row). `fell_on` is the last day where it moved to the next open one. `left` counts the
    days that are left as the law counts them: 0 on the due date, below 0 when it is over. `skipped` are the holidays
    from receipt to the due date that did not count, or off which the last day moved.
    """

    received: date
    law: Law | None
    why: NoDate | None = None
    by_law: date | None = None
    due: date | None = None
    fell_on: date | None = None
    left: int | None = None
    skipped: tuple[date, ...] = ()


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """Return the day on which something was received, where the body is."""
    return at.astimezone(zone).date()


def reckon(
    laws: Sequence[Law],
    jurisdiction: Jurisdiction,
    kind: RequestKind,
    received: date,
    *,
    today: date,
    extensions: Sequence[int] = (),
    pauses: Sequence[Pause] = (),
) -> Reckoning:
    """Return when an answer is due to what was `received` on a day; `extensions` are in days as the law counts them."""
    law = law_in_force(laws, jurisdiction, kind, received)
    if law is None:
        return Reckoning(received=received, law=None, why=NoDate.NO_LAW)
    if law.verified_on is None or law.days is None:
        return Reckoning(received=received, law=law, why=NoDate.UNVERIFIED)
    by_law = next_open(law, _last_day(law, received, law.days))
    days = law.days + sum(extensions)
    if any(pause.until is None for pause in pauses):
        since = next(pause.since for pause in pauses if pause.until is None)
        used = _counted(law, received, since - ONE_DAY, pauses) + (
            law.receipt_counts and _counts(law, received, pauses)
        )
        return Reckoning(received=received, law=law, why=NoDate.PAUSED, by_law=by_law, left=days - used)
    last = _last_day(law, received, days, pauses)
    due = next_open(law, last)
    return Reckoning(
        received=received,
        law=law,
        by_law=by_law,
        due=due,
        fell_on=last if last != due else None,
        left=_counted(law, today, due, pauses) if today <= due else -_counted(law, due, today, ()),
        skipped=tuple(_skipped(law, received, last, due)),
    )


def alarm_level(left: int | None, alarm_days: Sequence[int]) -> str:
    """Return which alarm stands: the smallest of `alarm_days` that has come, `OVERDUE`, or "" for none."""
    if left is None:
        return ""
    if left < 0:
        return OVERDUE
    return str(min((days for days in alarm_days if left <= days), default=""))


def _counts(law: Law, day: date, pauses: Sequence[Pause]) -> bool:
    if any(pause.covers(day) for pause in pauses):
        return False
    return law.counting == Counting.CALENDAR or is_business_day(law, day)


def _last_day(law: Law, received: date, days: int, pauses: Sequence[Pause] = ()) -> date:
    """Return the day on which the last of `days` falls."""
    day = received
    missing = days - (law.receipt_counts and _counts(law, day, pauses))
    while missing > 0:
        day += ONE_DAY
        missing -= _counts(law, day, pauses)
    return day


def _counted(law: Law, after: date, until: date, pauses: Sequence[Pause]) -> int:
    """Return how many days count after one day, up to and including another."""
    count, day = 0, after
    while day < until:
        day += ONE_DAY
        count += _counts(law, day, pauses)
    return count


def _skipped(law: Law, received: date, last: date, due: date) -> Iterator[date]:
    day = received + ONE_DAY if law.counting == Counting.BUSINESS else last
    while day < due:
        if is_holiday(law, day):
            yield day
        day += ONE_DAY
