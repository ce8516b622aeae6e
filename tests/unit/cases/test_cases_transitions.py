"""The table of cases is complete, and what a change of state does to the clock follows from it."""

from itertools import product

import pytest

from smbot.cases.clock import Beat
from smbot.cases.model import CaseState
from smbot.cases.transitions import BY_PROBLEM, TABLE, Action, allowed, beat_of, target

S = CaseState


def test_each_state_has_a_row_and_each_action_is_possible_somewhere():
    assert set(TABLE) == set(CaseState)
    assert {action for row in TABLE.values() for action in row} == set(Action)


@pytest.mark.parametrize(("state", "action"), list(product(CaseState, sorted(BY_PROBLEM))))
def test_nobody_is_offered_what_only_a_problem_does_to_its_incidents(state, action):
    assert action not in allowed(state)


@pytest.mark.parametrize("state", list(CaseState))
def test_every_state_can_come_to_an_end_or_is_one(state):
    reached, grown = {state}, True
    while grown:
        more = reached | {after for one in reached for after in TABLE[one].values()}
        grown, reached = more != reached, more

    assert S.CLOSED in reached


def test_a_closed_case_gets_no_more_posts_and_no_tasks():
    assert [target(S.CLOSED, action) for action in (Action.ADD, Action.TASK, Action.ASSIGN, Action.JOIN)] == [None] * 4


@pytest.mark.parametrize(
    ("before", "after", "beat"),
    [
        (S.OPEN, S.IN_PROGRESS, None),
        (S.OPEN, S.WAITING, Beat.PAUSED),
        (S.WAITING, S.IN_PROGRESS, Beat.RESUMED),
        (S.WAITING, S.CLOSED, Beat.STOPPED),
        (S.IN_PROGRESS, S.RESOLVED, Beat.STOPPED),
        (S.RESOLVED, S.CLOSED, None),
        (S.CLOSED, S.REOPENED, Beat.RESUMED),
        (S.IN_PROGRESS, S.MERGED, None),
        (S.WAITING, S.MERGED, Beat.RESUMED),
        (S.MERGED, S.RESOLVED, Beat.STOPPED),
    ],
)
def test_the_clock_rests_while_the_citizen_is_asked_and_stops_at_the_end(before, after, beat):
    assert beat_of(before, after) == beat
