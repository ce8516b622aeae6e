"""Holidays and business days of a jurisdiction, from the library `holidays`."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache

from holidays import country_holidays

from smbot.access.laws import Closed, HolidayList, Law
from smbot.access.names import Jurisdiction

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
GOOD_FRIDAY = timedelta(days=3)
"""How long before Easter Monday it is."""
LANGUAGES = {"en": "en_CA", "fr": "fr"}


@cache
def _year(jurisdiction: Jurisdiction, lists: tuple[HolidayList, ...], year: int, language: str) -> Mapping[date, str]:
    province = None if jurisdiction == Jurisdiction.CA else jurisdiction.value
    own = tuple(each for each in lists if each != "easter-monday")
    spoken = LANGUAGES[language]
    found = dict(country_holidays("CA", subdiv=province, years=year, categories=own, language=spoken).items())
    if "easter-monday" in lists:
        # The library has it for some provinces alone; it is the third day after Good Friday, which all of them keep.
        optional = country_holidays("CA", subdiv="QC", years=year, categories=("optional",), language=spoken)
        found |= {day: name for day, name in optional.items() if day - GOOD_FRIDAY in found}
    return found


def holiday_name(jurisdiction: Jurisdiction, lists: Sequence[HolidayList], day: date, language: str = "en") -> str:
    """Return what a holiday is called, or "" where the day is none.

    Statutory holidays of the province are in the list ``public``, those of the federal public service in
    ``government``, others that only some keep (Easter Monday in Quebec, Orangemen's Day) in ``optional``.
    """
    return _year(jurisdiction, tuple(lists), day.year, language).get(day, "")


def is_holiday(law: Law, day: date) -> bool:
    """Say whether a day is a holiday by the lists of a row."""
    return bool(holiday_name(law.jurisdiction, law.holidays, day))


def is_business_day(law: Law, day: date) -> bool:
    """Say whether a day is neither Saturday, Sunday nor a holiday by the lists of a row."""
    return day.weekday() < SATURDAY and not is_holiday(law, day)


def is_closed(law: Law, day: date) -> bool:
    """Say whether the last day moves off a day by the row's `closed`."""
    kind: Closed | None = {SATURDAY: "saturday", SUNDAY: "sunday"}.get(day.weekday())  # type: ignore[assignment]
    return kind in law.closed or ("holiday" in law.closed and is_holiday(law, day))


def next_open(law: Law, day: date) -> date:
    """Return `day`, or the next day off which the last day does not move."""
    while is_closed(law, day):
        day += ONE_DAY
    return day


def after_business_day(jurisdiction: Jurisdiction, at: datetime) -> datetime:
    """Return when a whole business day has passed since a local moment: the same time on the next business day.

    What comes on a day off counts from the beginning of the next business day. Holidays are those of the province's
    public list, for Canada those of its public service.
    """
    lists: tuple[HolidayList, ...] = ("government",) if jurisdiction == Jurisdiction.CA else ("public",)

    def off(day: date) -> bool:
        return day.weekday() >= SATURDAY or bool(holiday_name(jurisdiction, lists, day))

    day, clock = at.date(), at.time()
    while off(day):
        day, clock = day + ONE_DAY, time.min
    day += ONE_DAY
    while off(day):
        day += ONE_DAY
    return datetime.combine(day, clock, at.tzinfo)
