"""Whether a month's budget lasts at the pace of the days before today."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.bootstrap import Application
from smbot.core.clock import FrozenClock
from smbot.core.messages import say
from smbot.doctor.spending import budgets, last_day
from smbot.settings import load
from smbot.testing.x import XServer, XWorld
from tests.installations import write_installation

TODAY = date(2026, 9, 11)


@pytest.mark.parametrize(
    ("spent", "pace", "day"),
    [
        (0, 0, None),
        (0, 7, None),
        (80, 7, None),
        (81, 7, date(2026, 9, 30)),
        (90, 14, date(2026, 9, 16)),
        (99, 70, date(2026, 9, 12)),
        (100, 0, TODAY),
        (120, 7, TODAY),
    ],
)
def test_the_day_on_which_a_budget_of_100_is_spent(spent, pace, day):
    assert last_day(spent, pace, 100, TODAY) == day


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 10**9), st.dates(date(2026, 1, 1)))
def test_a_budget_ends_today_or_later_in_the_month_and_sooner_the_faster_it_is_spent(spent, pace, limit, today):
    day, sooner = last_day(spent, pace, limit, today), last_day(spent, 2 * pace, limit, today)

    assert day is None or (today <= day and (day.year, day.month) == (today.year, today.month))
    assert day is None or (sooner is not None and sooner <= day)


@pytest.fixture
def application(tmp_path):
    clock = FrozenClock(datetime(2026, 9, 1, 12, 0, tzinfo=UTC))
    world = XWorld(clock)
    with XServer(world) as server:
        file = write_installation(tmp_path, world, server)
    application = Application(load(file), clock=clock)
    yield application
    application.close()


def spend(application, days, dollars):
    """Let reading cost so much on each of some days, from today on; then it is the day after."""
    for _ in range(days):
        with application.store.write() as tx:
            tx.spend("x:monitor:ferries", dollars * 1_000_000, 1)
        application.clock.advance(days=1)


def test_doctor_says_when_the_budget_will_be_spent(application):
    spend(application, 10, 45)

    (finding,) = budgets(application)

    assert finding.advice
    assert say(finding.what, "en") == "This month’s budget of X will be spent on 2026-09-24."
    assert "1350.00 US dollars" in say(finding.why, "en")


def test_doctor_is_content_where_the_budget_lasts(application):
    spend(application, 10, 30)

    (finding,) = budgets(application)

    assert finding.fix is None
    assert say(finding.what, "en") == "This month’s budget of X lasts."


def test_what_was_read_today_and_long_ago_is_no_pace(application):
    spend(application, 1, 300)
    application.clock.advance(days=9)
    with application.store.write() as tx:
        tx.spend("x", 300 * 1_000_000, 1)

    assert [finding.fix for finding in budgets(application)] == [None]
