"""What is passed to a role waits for that role; what was answered can be closed, and opened again."""

from datetime import timedelta

import pytest
from fakes import ALICE, RITA

from smbot.core.errors import NotAllowed
from smbot.core.ids import MemberId
from smbot.core.roles import Member, Role
from smbot.core.states import MentionState, Mode
from smbot.review.desk import Desk
from smbot.review.hindrances import DeskPolicy
from smbot.review.ports import Filter
from smbot.review.transitions import Action

CARLA = Member(id=MemberId("u-carla"), name="Carla", roles=frozenset({Role.APPROVER, Role.COMPLIANCE}))


@pytest.fixture
def asked():
    """Who was asked for: mention, role, by whom."""
    return []


@pytest.fixture
def desk(a_store, a_clock, asked):
    policy = DeskPolicy(
        answer_within=timedelta(hours=48),
        mode=Mode.LIVE,
        undo=timedelta(seconds=10),
        claim_for=timedelta(minutes=15),
        why_not_by_api=lambda _: None,
        needs_two=lambda _: False,
        approvers=frozenset,
        ask_role=lambda _tx, item, role, by: asked.append((item.id, role, by)),
    )
    return Desk(a_store, a_clock, guard=lambda *_: [], mask=lambda _item, text: text, policy=policy)


@pytest.fixture
def passed(a_store, a_mention):
    """The factory `passed(role)`: a drafted mention that its playbook passed to a role."""

    def make(role):
        one = a_mention()
        with a_store.write() as tx:
            tx.pass_to(one, role)
        return one

    return make


def test_only_who_holds_the_role_approves_what_was_passed_to_it(desk, passed):
    one = passed("compliance")

    with pytest.raises(NotAllowed, match="It was passed to: compliance officer"):
        desk.approve(ALICE, one)

    assert desk.approve(CARLA, one).state == MentionState.APPROVED


def test_a_higher_role_will_do(desk, passed):
    assert desk.approve(CARLA, passed("approver")).state == MentionState.APPROVED


def test_the_mark_stays_while_somebody_else_works_on_it(desk, passed):
    one = passed("compliance")
    desk.claim(RITA, one)

    assert desk.edit(RITA, one, "Other words.").escalated_to == "compliance"


def test_what_was_passed_on_can_be_taken_back(desk, passed):
    one = passed("compliance")

    item = desk.recall(RITA, one)

    assert (item.escalated_to, item.state) == ("", MentionState.DRAFTED)
    assert desk.approve(ALICE, one).state == MentionState.APPROVED


def test_what_nobody_passed_on_is_not_taken_back(desk, a_mention):
    one = a_mention()

    with pytest.raises(NotAllowed, match="passed to nobody"):
        desk.recall(RITA, one)
    assert Action.RECALL not in desk.actions(RITA, desk.item(RITA, one))


def test_the_queue_lists_what_is_passed_to_a_role(desk, passed, a_mention):
    one = passed("compliance")
    a_mention()

    assert [item.id for item in desk.listing(RITA, Filter(passed_to="compliance")).items] == [one]


def test_by_hand_the_role_is_told_and_may_be_changed(desk, a_mention, asked):
    one = a_mention()

    desk.escalate(RITA, one, "approver", "hard")
    desk.escalate(RITA, one, "compliance", "harder")

    assert asked == [(one, Role.APPROVER, "Rita"), (one, Role.COMPLIANCE, "Rita")]
    assert desk.item(RITA, one).escalated_to == "compliance"


def test_what_was_answered_is_closed_with_its_outcome_and_leaves_the_lists_of_what_waits(desk, a_mention, a_store):
    one = a_mention()
    desk.answered_by_hand(RITA, one)
    with a_store.write() as tx:
        tx.keep_rest(one, None, back=True)

    item = desk.close(RITA, one, "handed-off")

    assert (item.state, item.outcome, item.back_at) == (MentionState.ANSWERED, "handed-off", None)
    assert [each.id for each in desk.listing(RITA, Filter(course="closed")).items] == [one]
    assert Action.CLOSE not in desk.actions(RITA, item)


def test_a_mention_ends_in_known_words_only(desk, a_mention):
    one = a_mention()
    desk.answered_by_hand(RITA, one)

    with pytest.raises(NotAllowed, match="cannot end so"):
        desk.close(RITA, one, "forgotten")


def test_what_was_closed_can_be_opened_again(desk, a_mention):
    one = a_mention()
    desk.answered_by_hand(RITA, one)
    desk.close(RITA, one, "answered")

    item = desk.reopen(RITA, one)

    assert (item.state, item.outcome) == (MentionState.DRAFTED, "")


def test_one_whose_answer_stands_stays_answered_and_is_before_people_again(desk, a_mention, a_store, a_clock):
    one = a_mention()
    desk.approve(ALICE, one)
    with a_store.write() as tx:
        tx.mark_answered(one)
    desk.close(RITA, one, "answered")

    item = desk.reopen(RITA, one)

    assert (item.state, item.outcome, item.back_at) == (MentionState.ANSWERED, "", a_clock.now())
    states = frozenset({MentionState.DRAFTED})
    assert [each.id for each in desk.listing(RITA, Filter(states=states, back=True)).items] == [one]
