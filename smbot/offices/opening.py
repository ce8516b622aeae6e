"""When an office is open: its week, its exceptions, and the holidays that it observes; pure."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import holidays as statutory

from smbot.offices.model import Calendar, ChannelKind, Office
from smbot.offices.week import Opening
from smbot.offices.words import Bilingual

HORIZON = 366
"""Days in which an office that opens at all opens again."""


def is_open(office: Office, at: datetime, channel: ChannelKind | None = None) -> bool:
    """Say whether an office, or one kind of its channels, is open at a moment (aware, in any zone)."""
    local = at.astimezone(office.zone)
    minute = local.hour * 60 + local.minute
    return any(one.opens <= minute < one.closes for one in hours_on(office, local.date(), channel))


def next_opening(office: Office, at: datetime, channel: ChannelKind | None = None) -> datetime | None:
    """Return when an office is open next, `at` itself where it is open then, in the office's zone.

    None where it does not open within a year.
    """
    if is_open(office, at, channel):
        return at.astimezone(office.zone)
    today = at.astimezone(office.zone).date()
    for day in (today + timedelta(days=ahead) for ahead in range(HORIZON + 1)):
        for one in hours_on(office, day, channel):
            begins = datetime.combine(day, time(*divmod(one.opens, 60)), office.zone)
            # An hour that the change to daylight time skips is no opening.
            if begins > at and is_open(office, begins, channel):
                return begins
    return None


def after_days(office: Office, start: datetime, days: int) -> datetime | None:
    """Return when the last of so many business days after the day of `start` ends, in the office's zone.

    A business day is one on which the office opens. None where there are not so many within a year.
    """
    today = start.astimezone(office.zone).date()
    for day in (today + timedelta(days=ahead) for ahead in range(1, HORIZON + 1)):
        openings = hours_on(office, day)
        days -= bool(openings)
        if openings and not days:
            return _moment(office, day, openings[-1].closes)
    return None


def after_hours(office: Office, start: datetime, hours: int) -> datetime | None:
    """Return when an office has been open for so many hours since `start`; None where it is not within a year."""
    left, today = timedelta(hours=hours), start.astimezone(office.zone).date()
    for day in (today + timedelta(days=ahead) for ahead in range(HORIZON + 1)):
        for one in hours_on(office, day):
            begins, ends = (_moment(office, day, minute).astimezone(UTC) for minute in (one.opens, one.closes))
            begins = max(begins, start)
            if ends - begins >= left:
                return (begins + left).astimezone(office.zone)
            left -= max(ends - begins, timedelta(0))
    return None


def _moment(office: Office, day: date, minute: int) -> datetime:
    """Return a minute of a day where the office is; midnight at its end is the next day's."""
    return datetime.combine(day, time(0), office.zone) + timedelta(minutes=minute)


def hours_on(office: Office, day: date, channel: ChannelKind | None = None) -> tuple[Opening, ...]:
    """Return the openings of a day: an exception goes before a holiday, and a holiday before the week.

    A kind of channel that the office has several of is open when one of them is.
    """
    for special in office.exceptions:
        if special.covers(day):
            return special.hours
    if holiday(office, day) is not None:
        return ()
    weekday = day.weekday()
    own = [one.hours for one in office.channels if one.kind == channel]
    if not own:
        return office.hours.on(weekday) if channel is None else ()
    weeks = dict.fromkeys(office.hours if week is None else week for week in own)
    return _joined([one for week in weeks for one in week.on(weekday)])


def holiday(office: Office, day: date) -> Bilingual | None:
    """Return the name of the holiday that an office observes on a day, or None."""
    for calendar in office.holidays:
        if name := holidays_of(calendar, office.province, day.year).get(day):
            return name
    return None


@lru_cache(maxsize=256)
def holidays_of(calendar: Calendar, province: str, year: int) -> Mapping[date, Bilingual]:
    """Return the holidays of a year with their names.

    By the library `holidays`: `province` is what the province's law sets, `federal` the days of the federal public
    service, `customary` what many employers of the province add (Easter Monday, the civic holiday).
    """
    category = {"province": "public", "federal": "government", "customary": "optional"}[calendar]
    subdivision = None if calendar == "federal" else province

    def named(language: str) -> Mapping[date, str]:
        return statutory.country_holidays(
            "CA", subdiv=subdivision, years=year, language=language, categories=(category,)
        )

    english, french = named("en_CA"), named("fr")
    # In years to come names may be joined differently; a day that has one in English has one in French.
    return {day: Bilingual(en=name, fr=french.get(day) or name) for day, name in english.items()}


def _joined(openings: list[Opening]) -> tuple[Opening, ...]:
    joined: list[Opening] = []
    for one in sorted(openings, key=lambda each: (each.opens, each.closes)):
        if joined and one.opens <= joined[-1].closes:
            closes = max(one.closes, joined[-1].closes)
            joined[-1] = Opening.model_construct(opens=joined[-1].opens, closes=closes)
        else:
            joined.append(one)
    return tuple(joined)
