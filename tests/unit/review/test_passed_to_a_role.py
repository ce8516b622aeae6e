"""What is passed to a role can be taken by whoever has it, decided, and given back; it goes to no role that cannot."""

from datetime import timedelta
from typing import get_args

import pytest
from fakes import ALICE, RITA

from smbot.core.errors import NotAllowed
from smbot.core.ids import MemberId
from smbot.core.roles import GRANTS, TAKERS, Member, Permission, Reader, Role
from smbot.core.states import MentionState, Mode
from smbot.review.desk import Desk
from smbot.review.hindrances import DeskPolicy
from smbot.review.ports import Filter
from smbot.review.transitions import WITH_PASSED, Action

OFFICER = Member(id=MemberId("u-olga"), name="Olga", roles=frozenset({Role.COMPLIANCE}))
POLICY = DeskPolicy(
    answer_within=timedelta(hours=48),
    mode=Mode.LIVE,
    undo=timedelta(seconds=10),
    claim_for=timedelta(minutes=15),
    why_not_by_api=lambda _: None,
    needs_two=lambda _: False,
    approvers=frozenset,
)


@pytest.fixture
def desk(a_store, a_clock):
    return Desk(a_store, a_clock, guard=lambda *_: [], mask=lambda _item, text: text, policy=POLICY)


@pytest.fixture
def asked(desk, a_mention):
    """A mention that an agent passed to the officers."""
    return desk.escalate(RITA, a_mention(), "compliance", "A journalist asks.").id


@pytest.mark.parametrize("role", sorted(set(Role) - set(TAKERS)))
def test_nothing_is_passed_to_a_role_that_cannot_take_it(desk, a_mention, role):
    with pytest.raises(NotAllowed, match="not passed to such a role"):
        desk.escalate(RITA, a_mention(), role, "hard")


@pytest.mark.parametrize("role", TAKERS)
def test_each_role_that_is_offered_sees_mentions_and_may_take_them(role):
    assert Permission.READ_QUEUE in GRANTS[role]
    assert GRANTS[role] & {Permission.WORK_QUEUE, Permission.TAKE_PASSED}


def test_an_officer_takes_what_was_passed_to_them_and_gives_it_back_to_the_queue(desk, asked):
    assert desk.claim(OFFICER, asked).claimed_by == "Olga"

    item = desk.recall(OFFICER, asked)

    assert (item.state, item.claimed_by, item.escalated_to) == (MentionState.DRAFTED, "", "")
    assert desk.approve(ALICE, asked).state == MentionState.APPROVED


def test_an_officer_gives_it_back_without_taking_it(desk, asked):
    assert desk.reopen(OFFICER, asked).state == MentionState.DRAFTED


def test_an_officer_decides_that_no_reply_is_due_or_passes_it_on(desk, asked, a_mention):
    assert desk.no_reply(OFFICER, asked).state == MentionState.NO_REPLY
    other = desk.escalate(RITA, a_mention(), "compliance", "Another.").id

    assert desk.escalate(OFFICER, other, "approver", "It is yours.").escalated_to == "approver"


def test_an_officer_is_offered_what_they_can_do_and_never_to_write_or_approve(desk, asked):
    offered = set(desk.actions(OFFICER, desk.item(OFFICER, asked)))

    assert offered == {Action.CLAIM, Action.NO_REPLY, Action.ESCALATE, Action.REOPEN, Action.OPEN}
    desk.claim(OFFICER, asked)
    assert set(desk.actions(OFFICER, desk.item(OFFICER, asked))) <= WITH_PASSED
    with pytest.raises(NotAllowed, match="Your role does not permit this"):
        desk.edit(OFFICER, asked, "My words.")


@pytest.mark.parametrize("act", ["claim", "no_reply"])
def test_an_officer_touches_nothing_that_was_not_passed_to_them(desk, a_mention, act):
    one, other = a_mention(), desk.escalate(RITA, a_mention(), "approver", "hard").id

    for mention in (one, other):
        assert not desk.actions(OFFICER, desk.item(OFFICER, mention))
        with pytest.raises(NotAllowed, match="only on what was passed to it"):
            getattr(desk, act)(OFFICER, mention)


def test_what_an_approver_cannot_approve_is_said_with_who_gives_it_back(desk, asked):
    desk.claim(ALICE, asked)

    with pytest.raises(NotAllowed, match="must give it back first"):
        desk.approve(ALICE, asked)


def test_a_list_holds_what_is_passed_to_one_of_several_roles(desk, asked, a_mention):
    a_mention()
    other = desk.escalate(RITA, a_mention(), "approver", "hard").id

    listed = desk.listing(RITA, Filter(passed_among=frozenset({"approver", "compliance"}))).items

    assert {item.id for item in listed} == {asked, other}
    assert [item.id for item in desk.listing(RITA, Filter(passed_among=frozenset({"approver"}))).items] == [other]


def test_the_roles_that_are_told_of_mentions_are_those_that_see_them():
    assert set(get_args(Reader)) == {role for role in Role if Permission.READ_QUEUE in GRANTS[role]}
