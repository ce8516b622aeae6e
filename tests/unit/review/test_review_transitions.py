"""The table of acts: every pair of state and action is allowed or refused, as written here."""

import pytest

from smbot.core.ids import MemberId
from smbot.core.roles import Member, Permission, Role
from smbot.core.states import MentionState as S
from smbot.review.transitions import NEEDS, WITH_PASSED, Action, allowed, may_act, needed, resting_state, target

A = Action
# State by state: what may be done, and where it leads (with a text and a draft).
EXPECTED = {
    S.REDACTED: {},  # the stages work on it
    S.TRIAGED: {
        A.CLAIM: S.CLAIMED,
        A.NO_REPLY: S.NO_REPLY,
        A.ESCALATE: S.ESCALATED,
        A.ANSWERED: S.ANSWERED,
        A.OPEN: S.TRIAGED,
        A.RECALL: S.TRIAGED,
    },
    S.DRAFTED: {
        A.CLAIM: S.CLAIMED,
        A.EDIT: S.CLAIMED,
        A.APPROVE: S.APPROVED,
        A.REJECT: S.REJECTED,
        A.NO_REPLY: S.NO_REPLY,
        A.ESCALATE: S.ESCALATED,
        A.ANSWERED: S.ANSWERED,
        A.OPEN: S.DRAFTED,
        A.RECALL: S.DRAFTED,
    },
    S.CLAIMED: {
        A.CLAIM: S.CLAIMED,
        A.RELEASE: S.DRAFTED,
        A.EDIT: S.CLAIMED,
        A.APPROVE: S.APPROVED,
        A.REJECT: S.REJECTED,
        A.NO_REPLY: S.NO_REPLY,
        A.ESCALATE: S.ESCALATED,
        A.ANSWERED: S.ANSWERED,
        A.OPEN: S.CLAIMED,
        A.RECALL: S.CLAIMED,
    },
    S.APPROVED: {A.UNDO: S.CLAIMED, A.OPEN: S.APPROVED},
    S.ANSWERED: {A.REOPEN: S.DRAFTED, A.CLOSE: S.ANSWERED, A.OPEN: S.ANSWERED},
    S.QUARANTINED: {
        A.NO_REPLY: S.NO_REPLY,
        A.ESCALATE: S.ESCALATED,
        A.ANSWERED: S.ANSWERED,
        A.OPEN: S.QUARANTINED,
    },
    S.NO_REPLY: {A.REOPEN: S.DRAFTED, A.OPEN: S.NO_REPLY},
    S.REJECTED: {A.CLAIM: S.CLAIMED, A.NO_REPLY: S.NO_REPLY, A.REOPEN: S.DRAFTED, A.OPEN: S.REJECTED},
    S.ESCALATED: {
        A.CLAIM: S.CLAIMED,
        A.NO_REPLY: S.NO_REPLY,
        A.ANSWERED: S.ANSWERED,
        A.REOPEN: S.DRAFTED,
        A.ESCALATE: S.ESCALATED,
        A.OPEN: S.ESCALATED,
    },
    S.DISPOSED: {},  # nothing is left to act on
}
PAIRS = [(state, action) for state in S for action in A]


@pytest.mark.parametrize(("state", "action"), PAIRS, ids=lambda value: value.value)
def test_each_pair_of_state_and_action(state, action):
    assert target(state, action, has_text=True, has_draft=True) == EXPECTED[state].get(action)
    assert (action in allowed(state)) == (action in EXPECTED[state])


@pytest.mark.parametrize(("state", "action"), PAIRS, ids=lambda value: value.value)
def test_without_text_nobody_works_on_a_draft(state, action):
    found = target(state, action, has_text=False, has_draft=False)

    if action in {A.CLAIM, A.EDIT, A.APPROVE, A.REJECT}:
        assert found is None
    elif action in {A.RELEASE, A.REOPEN}:
        assert found in {None, S.QUARANTINED}
    else:
        assert found == EXPECTED[state].get(action)


@pytest.mark.parametrize(
    ("has_text", "has_draft", "state"),
    [(True, True, S.DRAFTED), (True, False, S.TRIAGED), (False, False, S.QUARANTINED), (False, True, S.QUARANTINED)],
)
def test_where_a_mention_rests_that_nobody_holds(has_text, has_draft, state):
    assert resting_state(has_text=has_text, has_draft=has_draft) == state


@pytest.mark.parametrize("action", list(Action))
def test_every_action_asks_for_a_permission(action):
    assert NEEDS[action] == (Permission.APPROVE if action == A.APPROVE else Permission.WORK_QUEUE)


@pytest.mark.parametrize("action", list(Action))
def test_an_act_asks_for_its_permission_or_for_taking_what_was_passed(action):
    own = NEEDS[action]

    assert needed(action) == ((own, Permission.TAKE_PASSED) if action in WITH_PASSED else (own,))


WHO_MAY = [(role, action, passed_to) for role in Role for action in Action for passed_to in ("", *Role)]


@pytest.mark.parametrize(("role", "action", "passed_to"), WHO_MAY)
def test_who_works_on_the_queue_acts_on_all_and_an_officer_only_on_what_was_passed_to_them(role, action, passed_to):
    member = Member(id=MemberId("u"), name="Ursa", roles=frozenset({role}))
    works = role is Role.APPROVER or (role is Role.REVIEWER and action is not Action.APPROVE)
    takes = role is Role.COMPLIANCE and passed_to == Role.COMPLIANCE and action in WITH_PASSED

    assert may_act(member, action, passed_to) is (works or takes)
