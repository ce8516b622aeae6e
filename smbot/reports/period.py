"""Weeks and other periods, counted in the organisation's time zone."""

from datetime import date, datetime, time, timedelta, tzinfo

from smbot.reports.model import Period

WEEK = timedelta(days=7)
BASELINE_PERIODS = 4
"""Rising words are compared with four weeks: long enough to know what is usual, short enough to be recent."""


def week_of(last_day: date, now: datetime, zone: tzinfo) -> Period:
    """Return the week of `last_day`, from its Monday up to and including that day.

    A week that still runs ends now, and is compared with the same days and hours of the week before: a Wednesday
    beside a whole week would always look calm.
    """
    return _period(last_day - timedelta(days=last_day.weekday()), last_day, WEEK, now, zone)


def days_up_to(last_day: date, days: int, now: datetime, zone: tzinfo) -> Period:
    """Return the `days` days up to and including `last_day`, compared with as many days before."""
    length = timedelta(days=days)
    return _period(last_day - length + timedelta(days=1), last_day, length, now, zone)


def _period(first_day: date, last_day: date, length: timedelta, now: datetime, zone: tzinfo) -> Period:
    first, after = datetime.combine(first_day, time.min), datetime.combine(last_day + timedelta(days=1), time.min)
    # Shifted by the clock on the wall, so that Monday midnight stays Monday midnight across a change of the hour.
    end = max(first, min(after, now.astimezone(zone).replace(tzinfo=None)))
    return Period(
        first_day=first_day,
        last_day=last_day,
        start=first.replace(tzinfo=zone),
        end=end.replace(tzinfo=zone),
        before_start=(first - length).replace(tzinfo=zone),
        before_end=(end - length).replace(tzinfo=zone),
        baseline_start=(first - BASELINE_PERIODS * length).replace(tzinfo=zone),
    )


def last_sunday(now: datetime, zone: tzinfo) -> date:
    """Return the last day of the last whole week."""
    today = now.astimezone(zone).date()
    return today - timedelta(days=today.weekday() + 1)
