"""Jobs in virtual time: due when due, in order, failures told and survived."""

from collections import Counter
from datetime import timedelta

import pytest
from fakes import NOW

from smbot.daemon.jobs import Job
from smbot.daemon.parts import Part
from smbot.daemon.virtual import VirtualTime


@pytest.fixture
def a_job():
    """The factory `a_job(name, seconds, work)`."""

    def make(name, seconds, work=lambda: None):
        return Job(name=name, part=Part.WORK, every=timedelta(seconds=seconds), work=work)

    return make


def test_each_job_runs_at_once_and_then_as_often_as_it_says(a_clock, a_job):
    seen = []
    jobs = [
        a_job("a", 2, lambda: seen.append(("a", a_clock.now()))),
        a_job("b", 3, lambda: seen.append(("b", a_clock.now()))),
    ]

    VirtualTime(jobs, a_clock).run(timedelta(seconds=6))

    assert [(name, (at - NOW).total_seconds()) for name, at in seen] == [
        ("a", 0), ("b", 0), ("a", 2), ("b", 3), ("a", 4), ("a", 6), ("b", 6),
    ]  # fmt: skip
    assert a_clock.now() == NOW + timedelta(seconds=6)


def test_time_goes_on_where_the_last_run_ended(a_clock, a_job):
    time = VirtualTime([a_job("a", 10)], a_clock)

    time.run(timedelta(seconds=5))
    time.run(timedelta(seconds=5))

    assert time.runs == Counter(a=2)


def test_a_job_that_fails_is_counted_and_stops_nothing(a_clock, a_job):
    def broken():
        raise ValueError("canary")

    time = VirtualTime([a_job("broken", 1, broken), a_job("works", 1)], a_clock)

    time.run(timedelta(seconds=2))

    assert time.runs == Counter(broken=3, works=3)
    assert time.failures["broken"] == 3
    assert time.failures["works"] == 0


def test_a_job_that_takes_long_is_not_run_for_the_times_it_missed(a_clock, a_job):
    time = VirtualTime([a_job("slow", 1, lambda: a_clock.advance(seconds=60))], a_clock)

    time.run(timedelta(minutes=3))

    assert time.runs["slow"] == 3


def test_a_month_of_jobs_takes_no_time_to_speak_of(a_clock, a_job):
    time = VirtualTime([a_job("hourly", 3600), a_job("daily", 86_400)], a_clock)

    time.run(timedelta(days=30))

    assert time.runs == Counter(hourly=721, daily=31)
