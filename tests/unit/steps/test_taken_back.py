"""What left without a person and came back is never sent again without one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import ALICE, NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from smbot.core.errors import NotAllowed
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.desk import Desk
from smbot.review.hindrances import DeskPolicy
from smbot.steps.unattended import Unattended
from smbot.storage.step_tables import PlanStepRow
from smbot.storage.tables import MentionRow, ReplyRow

REPLY = {"public_reply": "draft"}
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
def unattended(a_store, a_clock):
    return Unattended(store=a_store, clock=a_clock, policy=POLICY, guard=lambda *_: [], allowed=lambda _: True)


@pytest.fixture
def desk(a_store, a_clock):
    return Desk(a_store, a_clock, guard=lambda *_: [], mask=lambda _item, text: text, policy=POLICY)


@pytest.fixture
def left(begun, unattended):
    """A mention whose reply went to the outbox without a person."""
    course = begun(REPLY, {"close": "answered"}, alone=True)
    assert unattended.tick() == 1
    return course


def fails(store, state):
    """Let the reply that is on its way end in this state."""
    with store.write() as tx:
        before = tx.due_reply("x", NOW + timedelta(days=1))
        tx.keep_step(before, replace(before, state=state), None)


def times_sent(course):
    return [(event["act"], event["actor"]) for event in course.acts()].count(("reply.approved", "system"))


def test_a_reply_that_a_person_took_back_does_not_leave_again_by_itself(left, desk, unattended):
    desk.undo(ALICE, left.post.id)
    desk.release(ALICE, left.post.id)

    assert unattended.tick() == 0
    assert left.item.state == MentionState.DRAFTED
    assert left.item.reply.state == ReplyState.RETRACTED
    assert times_sent(left) == 1


def test_a_refused_reply_does_not_leave_again_by_itself(left, desk, unattended, a_store):
    fails(a_store, ReplyState.REFUSED)
    desk.undo(ALICE, left.post.id)
    desk.release(ALICE, left.post.id)

    assert unattended.tick() == 0
    assert times_sent(left) == 1


def test_a_reply_in_doubt_that_a_person_dropped_does_not_leave_again_by_itself(left, desk, unattended, a_store):
    fails(a_store, ReplyState.NEEDS_PERSON)
    desk.resolve(ALICE, left.post.id, ReplyState.RETRACTED)
    desk.undo(ALICE, left.post.id)
    desk.release(ALICE, left.post.id)

    assert unattended.tick() == 0
    assert times_sent(left) == 1


def test_a_mention_that_was_closed_and_opened_again_waits_for_a_person(begun, desk, unattended):
    course = begun(REPLY, alone=True)
    desk.no_reply(ALICE, course.post.id)
    desk.reopen(ALICE, course.post.id)

    assert unattended.tick() == 0
    assert (course.item.state, course.item.reply) == (MentionState.DRAFTED, None)


def test_a_plan_chosen_anew_does_not_send_again_what_was_taken_back(left, desk, unattended, a_playbook):
    desk.undo(ALICE, left.post.id)
    desk.release(ALICE, left.post.id)
    with left.store.write() as tx:
        tx.keep_plan(left.post.id, [replace(step, alone=True) for step in tx.plan_of(left.post.id)])

    assert unattended.tick() == 0
    assert left.acts()[-1]["act"] == "mention.left-to-person"


def test_the_public_draft_is_not_sent_for_a_step_that_writes_in_private(begun, unattended):
    words = {"en": "We wrote to you in private.", "fr": "Nous vous avons écrit en privé."}
    course = begun({"private_message": words}, {"public_reply": "fallback"}, alone=True)

    assert course.states() == [("private_message", "due"), ("public_reply", "skipped")]
    assert unattended.tick() == 0
    assert course.item.reply is None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(["claim", "release", "undo", "no_reply", "reopen", "tick"]), max_size=12))
def test_whatever_people_do_a_reply_leaves_by_itself_at_most_once(begun, desk, unattended, a_store, acts):
    with a_store.write() as tx:
        for table in (PlanStepRow, ReplyRow, MentionRow):
            tx.change(delete(table))
    course = begun(REPLY, alone=True)
    sent, touched = 0, False

    for act in acts:
        if act == "tick":
            now = unattended.tick()
            assert not (now and touched)
            sent += now
            continue
        try:
            getattr(desk, act)(ALICE, course.post.id)
            touched = True
        except NotAllowed:
            pass

    assert sent <= 1


@pytest.mark.parametrize(
    "decide",
    [
        lambda desk, one: desk.reject(ALICE, one, "unfit"),
        lambda desk, one: desk.no_reply(ALICE, one),
        lambda desk, one: desk.escalate(ALICE, one, "approver", "hard"),
        lambda desk, one: desk.answered_by_hand(ALICE, one),
    ],
    ids=["reject", "no-reply", "escalate", "answered-by-hand"],
)
def test_whatever_a_person_decides_ends_the_plan(begun, desk, a_clock, decide):
    course = begun({"notify": "reviewer"}, {"wait": {"business_hours": 4, "until": "end"}}, {"notify": "approver"})

    decide(desk, course.post.id)

    assert course.states() == [("notify", "done"), ("wait", "dropped"), ("notify", "dropped")]
    assert course.item.rests_until is None
    a_clock.advance(hours=4)
    assert course.tick() == 0
