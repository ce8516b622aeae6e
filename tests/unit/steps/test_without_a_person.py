"""A reply leaves without a person only where playbook, settings, guard and platform all allow it."""

from datetime import timedelta

import pytest
from fakes import FakeProblem

from smbot.core.messages import msg
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.hindrances import DeskPolicy
from smbot.steps.unattended import Unattended

REPLY = {"public_reply": "draft"}


@pytest.fixture
def send(begun, a_store, a_clock):
    """The factory `send(…)`: a mention with a draft that needs nobody, after one round; with what stands of it."""

    def run(*, mode=Mode.LIVE, problems=(), api=None, allowed=True, alone=True, steps=(REPLY,)):
        course = begun(*steps, alone=alone)
        policy = DeskPolicy(
            answer_within=timedelta(hours=48),
            mode=mode,
            undo=timedelta(seconds=10),
            claim_for=timedelta(minutes=15),
            why_not_by_api=lambda _: api,
            needs_two=lambda _: False,
            approvers=frozenset,
        )
        unattended = Unattended(
            store=a_store, clock=a_clock, policy=policy, guard=lambda *_: problems, allowed=lambda _: allowed
        )
        return course, unattended.tick(), unattended

    return run


@pytest.mark.parametrize("mode", [Mode.LIVE, Mode.SHADOW])
def test_a_reply_goes_to_the_outbox_after_the_undo_window_and_the_log_says_by_which_policy(send, a_clock, mode):
    course, sent, _ = send(mode=mode)

    reply = course.item.reply
    assert (sent, course.item.state) == (1, MentionState.APPROVED)
    assert (reply.state, reply.mode, reply.approved_by) == (ReplyState.PENDING, mode, "system")
    assert reply.next_at == a_clock.now() + timedelta(seconds=10)
    [event] = [e for e in course.acts() if e["act"] == "reply.approved"]
    assert (event["actor"], event["detail"]["policy"]) == ("system", "unattended")


@pytest.mark.parametrize(
    "why",
    [
        {"problems": [FakeProblem()]},
        {"api": msg("not by API")},
        {"allowed": False},
        {"mode": Mode.LISTEN},
        {"steps": ({"escalate": "approver"}, REPLY)},
    ],
    ids=["guard", "platform", "settings", "listen", "escalated"],
)
def test_what_does_not_allow_it_leaves_the_reply_to_a_person_for_good(send, why):
    course, sent, unattended = send(**why)

    assert (sent, course.item.state, course.item.reply) == (0, MentionState.DRAFTED, None)
    assert [e["act"] for e in course.acts()][-1] == "mention.left-to-person"
    assert unattended.tick() == 0
    assert [e["act"] for e in course.acts()].count("mention.left-to-person") == 1


def test_nothing_leaves_where_a_person_is_asked_for(send):
    course, sent, _ = send(alone=False)

    assert (sent, course.item.reply) == (0, None)


def test_a_second_round_sends_nothing_twice(send):
    course, sent, unattended = send()

    assert (sent, unattended.tick()) == (1, 0)
    assert [e["act"] for e in course.acts()].count("reply.approved") == 1


def test_a_reply_whose_check_fails_waits_for_a_person_and_holds_up_no_other(begun, a_store, a_clock):
    first, second = (begun(REPLY, alone=True, conversation=name) for name in ("first", "second"))
    broken, fine = sorted((first, second), key=lambda course: course.post.id)

    def guard(item, _text, _purpose):
        if item.id == broken.post.id:
            raise ZeroDivisionError
        return ()

    policy = DeskPolicy(
        answer_within=timedelta(hours=48),
        mode=Mode.LIVE,
        undo=timedelta(seconds=10),
        claim_for=timedelta(minutes=15),
        why_not_by_api=lambda _: None,
        needs_two=lambda _: False,
        approvers=frozenset,
    )
    unattended = Unattended(store=a_store, clock=a_clock, policy=policy, guard=guard, allowed=lambda _: True)

    assert (unattended.tick(), unattended.tick()) == (1, 0)
    assert (broken.item.state, broken.item.reply) == (MentionState.DRAFTED, None)
    assert [e["act"] for e in broken.acts()].count("mention.left-to-person") == 1
    assert fine.item.state == MentionState.APPROVED
