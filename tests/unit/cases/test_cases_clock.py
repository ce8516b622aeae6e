"""The service clock of a case: business hours, pauses, due and overdue, steps of escalation."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.cases.clock import Beat, ClockEvent, Standard, read_clock, rung, standard_path
from smbot.cases.hours import BusinessHours, CalendarHours
from smbot.core.roles import Role

TORONTO = ZoneInfo("America/Toronto")
HOLIDAYS = {date(2026, 12, 25), date(2026, 12, 28)}
OFFICE = BusinessHours(
    days=frozenset(range(5)),
    opens=time(8, 30),
    closes=time(16, 30),
    zone=TORONTO,
    is_holiday=HOLIDAYS.__contains__,
)
HOUR = timedelta(hours=1)


def local(day, hour, minute=0, month=12):
    return datetime(2026, month, day, hour, minute, tzinfo=TORONTO).astimezone(UTC)


def events(*beats):
    return [ClockEvent(at=at, beat=beat) for beat, at in beats]


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (local(21, 9), 2, local(21, 11)),  # Monday, within the day
        (local(21, 15, 30), 2, local(22, 9, 30)),  # over the night
        (local(18, 15, 30), 2, local(21, 9, 30)),  # Friday over the weekend
        (local(19, 12), 1, local(21, 9, 30)),  # Saturday
        (local(21, 6), 1, local(21, 9, 30)),  # before opening
        (local(21, 18), 1, local(22, 9, 30)),  # after closing
        (local(24, 15, 30), 2, local(29, 9, 30)),  # over Christmas, the weekend, and Boxing Day observed
        (local(21, 8, 30), 8, local(21, 16, 30)),  # a whole day ends at its closing
        (local(30, 9, month=10), 16, local(3, 9, month=11)),  # over the end of daylight saving, on Sunday 1 November
        (local(21, 9), 0, local(21, 9)),
    ],
)
def test_business_hours_pass_in_opening_hours_alone(start, hours, end):
    assert OFFICE.after(start, hours * HOUR) == end
    assert OFFICE.between(start, end) == hours * HOUR


def test_opening_hours_that_never_come_are_refused():
    never = BusinessHours(
        days=frozenset({0}), opens=time(9), closes=time(10), zone=TORONTO, is_holiday=lambda _day: True
    )

    with pytest.raises(ValueError, match="never come"):
        never.after(local(21, 9), HOUR)


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(start=MOMENTS, hours=st.integers(0, 200))
def test_counting_up_to_what_is_due_gives_the_allowance_back(start, hours):
    assert OFFICE.between(start, OFFICE.after(start, hours * HOUR)) == hours * HOUR


@given(one=MOMENTS, other=MOMENTS, third=MOMENTS)
def test_business_hours_add_up_and_are_never_negative(one, other, third):
    first, second, last = sorted((one, other, third))

    assert OFFICE.between(first, second) + OFFICE.between(second, last) == OFFICE.between(first, last)
    assert OFFICE.between(last, first) == timedelta(0)


def test_a_running_clock_is_due_when_its_hours_have_passed():
    standard = Standard(counting=OFFICE, allowance=8 * HOUR)

    reading = read_clock(events((Beat.STARTED, local(21, 12, 30))), standard, local(21, 15, 30))

    assert (reading.used, reading.left, reading.running) == (3 * HOUR, 5 * HOUR, True)
    assert (reading.due_at, reading.overdue) == (local(22, 12, 30), False)


def test_waiting_for_the_citizen_moves_the_due_date_by_what_it_took():
    standard = Standard(counting=OFFICE, allowance=8 * HOUR)
    lived = events((Beat.STARTED, local(21, 8, 30)), (Beat.PAUSED, local(21, 12, 30)), (Beat.RESUMED, local(23, 8, 30)))

    resting = read_clock(lived[:2], standard, local(22, 12))
    going = read_clock(lived, standard, local(23, 9, 30))

    assert (resting.due_at, resting.running, resting.left) == (None, False, 4 * HOUR)
    assert (going.due_at, going.used) == (local(23, 12, 30), 5 * HOUR)


def test_what_was_overdue_before_a_pause_stays_overdue():
    standard = Standard(counting=CalendarHours(), allowance=2 * HOUR)
    lived = events((Beat.STARTED, local(21, 8)), (Beat.PAUSED, local(21, 11)))

    reading = read_clock(lived, standard, local(21, 15))

    assert (reading.overdue, reading.due_at, reading.left) == (True, local(21, 10), timedelta(0))


def test_a_case_that_is_reopened_goes_on_from_what_was_used():
    standard = Standard(counting=CalendarHours(), allowance=10 * HOUR)
    lived = events((Beat.STARTED, local(21, 8)), (Beat.STOPPED, local(21, 14)), (Beat.RESUMED, local(22, 8)))

    reading = read_clock(lived, standard, local(22, 9))

    assert (reading.used, reading.due_at) == (7 * HOUR, local(22, 12))


def test_each_step_of_the_path_is_reached_when_its_hours_are_used():
    path = standard_path({Role.COMPLIANCE: 24, Role.APPROVER: 12})
    standard = Standard(counting=CalendarHours(), allowance=16 * HOUR, path=path)

    assert [step.role for step in path] == [Role.APPROVER, Role.COMPLIANCE]
    assert [rung(standard, used * HOUR) for used in (0, 11, 12, 23, 24, 99)] == [0, 0, 1, 1, 2, 2]


@given(gaps=st.lists(st.integers(0, 5000), max_size=8), hours=st.integers(1, 60), later=st.integers(0, 9000))
def test_a_clock_is_never_negative_and_never_runs_backward(gaps, hours, later):
    standard = Standard(counting=OFFICE, allowance=hours * HOUR)
    at, lived = local(21, 9), [ClockEvent(at=local(21, 9), beat=Beat.STARTED)]
    for number, gap in enumerate(gaps):
        at += timedelta(minutes=gap)
        lived.append(ClockEvent(at=at, beat=Beat.RESUMED if number % 2 else Beat.PAUSED))

    now, then = (read_clock(lived, standard, at + timedelta(minutes=m)) for m in (0, later))

    assert timedelta(0) <= now.used <= then.used
    assert now.left >= then.left >= timedelta(0)
    assert then.overdue or not now.overdue
    assert then.due_at is None or then.due_at >= lived[0].at
