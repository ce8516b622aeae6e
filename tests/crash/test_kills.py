"""A kill -9 anywhere, a process that sleeps, a wrong clock, a full disk: nothing is lost, doubled, damaged or told."""

import multiprocessing
import re
from functools import partial
from itertools import count
from pathlib import Path

import pytest

import smbot
from tests.crash.campaign import campaign, rehearsal
from tests.crash.forks import Order
from tests.crash.points import ELSEWHERE, OTHERS, POINTS, RARE

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.crash.worker"])

LABEL = re.compile(r'(?:failpoint\(|keep_each\(.*)f?"([a-z.-]+\{?[a-z.]*\}?)"\)')


@pytest.fixture(scope="module")
def a_rehearsal():
    with rehearsal(seed=1) as one:
        one.worlds.ask("weather", 1)
        yield one


def test_every_labelled_place_is_known_here():
    folder = Path(smbot.__file__).parent
    found = {label for file in folder.rglob("*.py") for label in LABEL.findall(file.read_text("utf-8"))}

    plain = {label for label in found if "{" not in label}
    families = tuple(label.partition("{")[0] for label in found if "{" in label)
    assert {label for label in plain if not label.startswith(OTHERS)} <= set(POINTS)
    assert all(name in plain or name.startswith(families) for name in POINTS)
    assert len(POINTS) >= 30


def test_a_kill_at_any_place_loses_and_doubles_nothing(a_rehearsal):
    places = [place for place in POINTS if place not in ELSEWHERE]

    for place in places:
        # A worker beside it, or the platforms' weather, may leave nothing to do there: then it is tried again.
        any(a_rehearsal.kill(place, beside=beside and place.startswith("send.")) for beside in (True, *[False] * 4))
    a_rehearsal.check()

    assert a_rehearsal.score.problems == []
    assert {place for place in places if not a_rehearsal.score.kills[place]} <= RARE


def _once(act):
    """Do it until it comes to its place: the platforms' weather may leave a round nothing to do there."""
    return any(act() for _ in range(5))


def test_who_slept_past_the_lease_sends_nothing_that_another_took_over(a_rehearsal):
    stopped = [_once(partial(a_rehearsal.stop, place)) for place in ("send.claimed", "send.answered")]
    # The first requests of a round read; its replies come after them.
    stopped += [a_rehearsal.stop("http.headers-written", visit) for visit in (9, 10, 11)]
    a_rehearsal.check()

    assert a_rehearsal.score.problems == []
    assert all(stopped[:2])
    assert any(stopped[2:])


def test_a_wrong_clock_and_a_full_disk_lose_nothing(a_rehearsal):
    a_rehearsal.jump(1)
    ahead = _once(partial(a_rehearsal.kill, "send.claimed"))
    a_rehearsal.jump(-1)
    behind = _once(partial(a_rehearsal.kill, "send.answered"))
    full = [a_rehearsal.fault("files", Order(bytes_left=left)) for left in (0, 30_000, 90_000)]
    full += [a_rehearsal.fault("pages", Order(pages_left=left)) for left in (0, 3)]
    failed = [a_rehearsal.fault("a place", Order(failpoint=f"*=raise@{visit}")) for visit in (5, 40)]
    failed += [a_rehearsal.fault("a statement", Order(statement=number)) for number in (20, 150)]
    a_rehearsal.check()

    assert a_rehearsal.score.problems == []
    assert (ahead, behind) == (True, True)
    assert full[0]
    assert all(failed)


@pytest.mark.campaign
@pytest.mark.parametrize(
    "order", [lambda n: Order(failpoint=f"*=raise@{n}"), lambda n: Order(statement=n)], ids=["place", "statement"]
)
def test_whatever_fails_first_second_and_so_on_until_a_round_passes_loses_nothing(order):
    with rehearsal(seed=2) as one:
        for number in count(1):
            met = one.fault("failure", order(number))
            if number % 100 == 0 or not met:
                one.check()
            if not met:
                break

        assert one.score.problems == []
        assert number > 100


@pytest.mark.campaign
def test_a_thousand_kills_lose_and_double_nothing():
    score = campaign(1000, seed=3)

    assert score.problems == []
