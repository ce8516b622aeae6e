"""Business days and hours are those of an office: its week, its exceptions, its holidays."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from smbot.offices.load import SHIPPED, read_directory
from smbot.offices.opening import after_days, after_hours

OFFICE = read_directory(SHIPPED).directory.offices[0]
TORONTO = ZoneInfo("America/Toronto")


def at(*moment):
    return datetime(*moment, tzinfo=TORONTO)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (at(2026, 11, 2, 9), 1, at(2026, 11, 3, 16, 30)),  # Monday: the end of Tuesday
        (at(2026, 11, 2, 9), 2, at(2026, 11, 4, 18)),  # Wednesday is open until six
        (at(2026, 11, 6, 9), 1, at(2026, 11, 9, 16, 30)),  # Friday: over the weekend
        (at(2026, 11, 7, 9), 1, at(2026, 11, 9, 16, 30)),  # from a Saturday
        (at(2026, 12, 23, 9), 1, at(2026, 12, 24, 12)),  # Christmas Eve ends at noon
        (at(2026, 12, 24, 9), 1, at(2027, 1, 4, 16, 30)),  # holidays and the closure between them
    ],
)
def test_so_many_business_days_end_when_the_last_of_them_does(start, days, end):
    assert after_days(OFFICE, start, days) == end


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (at(2026, 11, 2, 9), 4, at(2026, 11, 2, 13)),
        (at(2026, 11, 2, 15, 30), 2, at(2026, 11, 3, 9, 30)),
        (at(2026, 11, 2, 6), 1, at(2026, 11, 2, 9, 30)),  # before it opens nothing counts
        (at(2026, 11, 6, 16), 1, at(2026, 11, 9, 9)),
        (at(2026, 10, 30, 16), 1, at(2026, 11, 2, 9)),  # the clocks go back on that Sunday
    ],
)
def test_hours_count_while_the_office_is_open(start, hours, end):
    assert after_hours(OFFICE, start, hours) == end


def test_an_office_that_never_opens_has_no_business_time():
    from smbot.offices.week import Week

    shut = OFFICE.model_copy(update={"hours": Week(), "exceptions": ()})

    assert after_days(shut, at(2026, 11, 2), 1) is None
    assert after_hours(shut, at(2026, 11, 2), 1) is None
