"""The outbox's decision table: one row for each case, with the reason it is so."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import NOW

from smbot.core.errors import AccountProblem, DeliveryInDoubt, PlatformError, Refused, Throttled, Unavailable
from smbot.core.events import Act
from smbot.core.ids import MentionId, ReplyId
from smbot.core.states import ReplyState as R
from smbot.send import outbox
from smbot.send.outbox import LONGEST_WAIT, SHORTEST_QUIET, OutboxReply, Policy

POLICY = Policy(quiet=timedelta(seconds=120), second_read=timedelta(minutes=10), lease=timedelta(minutes=2))
SOON = NOW + timedelta(minutes=5)


def a_reply(**changes):
    fields = {
        "id": ReplyId("r-1"),
        "mention": MentionId("m-1"),
        "account": "x",
        "platform": "x",
        "text": "Thank you.",
        "state": R.SENDING,
        "version": 3,
        "next_at": NOW,
        "attempts": 1,
        "attempt_at": NOW,
        "first_attempt_at": NOW,
        "lease_until": NOW + POLICY.lease,
    }
    return OutboxReply(**(fields | changes))


FAILED = [
    # error, state after, event, wait, pauses, whether the whole account rests
    # The platform counts per account: take it at its word, and let the other replies wait too.
    (Throttled(retry_at=SOON), R.PENDING, Act.REPLY_POSTPONED, SOON - NOW, "", True),
    # Its clock is behind ours: never "come back in the past".
    (Throttled(retry_at=NOW - timedelta(hours=1)), R.PENDING, Act.REPLY_POSTPONED, outbox.FIRST_WAIT, "", True),
    # It did not say when (a daily cap): a growing wait.
    (Throttled(), R.PENDING, Act.REPLY_POSTPONED, timedelta(seconds=60), "", True),
    # 401, 402, 403 of the account: not posted; a person must act, the reply keeps waiting.
    (AccountProblem("401"), R.PENDING, Act.REPLY_POSTPONED, timedelta(seconds=60), "401", True),
    (AccountProblem(), R.PENDING, Act.REPLY_POSTPONED, timedelta(seconds=60), "AccountProblem", True),
    # The connection failed before the request was written: not posted.
    (Unavailable("dns"), R.PENDING, Act.REPLY_POSTPONED, timedelta(seconds=60), "", True),
    # A deleted post, a forbidden reply: trying again changes nothing.
    (Refused("404"), R.REFUSED, Act.REPLY_REFUSED, None, "", False),
    # Time-out, reset, 5xx, "duplicate": it may be out. Look after the quiet period, never resend at once.
    (DeliveryInDoubt("timeout"), R.UNKNOWN, Act.REPLY_UNKNOWN, POLICY.quiet, "", False),
]


@pytest.mark.parametrize(("error", "state", "act", "wait", "pauses", "rests"), FAILED)
def test_what_follows_a_failed_attempt(error, state, act, wait, pauses, rests):
    step = outbox.failed(a_reply(), error, NOW, POLICY)

    assert (step.reply.state, step.act, step.pauses) == (state, act, pauses)
    if wait is not None:
        assert step.reply.next_at == NOW + wait
    assert step.rests_until == (step.reply.next_at if rests else None)
    assert step.reply.code == (error.code or type(error).__name__)


def test_a_second_attempt_that_is_refused_goes_to_a_person_since_the_first_may_yet_appear():
    step = outbox.failed(a_reply(resends=1), Refused("403"), NOW, POLICY)

    assert (step.reply.state, step.act, step.reply.code) == (R.NEEDS_PERSON, Act.REPLY_NEEDS_PERSON, "403")


def test_every_kind_of_platform_error_is_in_the_table():
    kinds = {kind for kind in PlatformError.__subclasses__() if kind.__module__ == PlatformError.__module__}

    assert {type(row[0]) for row in FAILED} == kinds


def test_an_error_that_no_adapter_should_raise_is_postponed_and_not_lost():
    step = outbox.failed(a_reply(), PlatformError("odd"), NOW, POLICY)

    assert step.reply.state == R.PENDING


def test_the_wait_grows_with_the_attempts_up_to_its_end():
    waits = [
        outbox.failed(a_reply(attempts=n), Unavailable("down"), NOW, POLICY).reply.next_at - NOW for n in range(1, 40)
    ]

    assert waits[:3] == [timedelta(seconds=60), timedelta(seconds=120), timedelta(seconds=240)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


@pytest.mark.parametrize("error", [Throttled(), AccountProblem("401"), Unavailable("x"), DeliveryInDoubt("x")])
def test_a_failed_attempt_gives_back_its_lease(error):
    assert outbox.failed(a_reply(), error, NOW, POLICY).reply.lease_until is None


LOOKED = [
    # found, complete, misses before, last code, resends before → state, event, misses, resends, code
    # It is there: whatever else is unsure, it was sent.
    (1, True, 0, "timeout", 0, R.SENT, Act.REPLY_SENT, 0, 0, ""),
    (1, False, 0, "timeout", 0, R.SENT, Act.REPLY_SENT, 0, 0, ""),
    (1, True, 1, "timeout", 1, R.SENT, Act.REPLY_SENT, 1, 1, ""),
    # It is there twice: a person tidies up.
    (2, True, 0, "timeout", 0, R.NEEDS_PERSON, Act.REPLY_NEEDS_PERSON, 0, 0, "several"),
    (2, False, 1, "timeout", 0, R.NEEDS_PERSON, Act.REPLY_NEEDS_PERSON, 1, 0, "several"),
    # Not there in a complete reading: platforms show posts late, so look once more.
    (0, True, 0, "timeout", 0, R.UNKNOWN, Act.REPLY_UNKNOWN, 1, 0, "timeout"),
    (0, True, 0, "timeout", 1, R.UNKNOWN, Act.REPLY_UNKNOWN, 1, 1, "timeout"),
    # Not there in two complete readings: send it once more, and only once.
    (0, True, 1, "timeout", 0, R.PENDING, Act.REPLY_POSTPONED, 0, 1, "timeout"),
    (0, True, 1, "timeout", 1, R.NEEDS_PERSON, Act.REPLY_NEEDS_PERSON, 1, 1, "not-found"),
    # A partial reading proves nothing: it is no miss.
    (0, False, 0, "timeout", 0, R.UNKNOWN, Act.REPLY_UNKNOWN, 0, 0, "incomplete"),
    (0, False, 1, "timeout", 0, R.UNKNOWN, Act.REPLY_UNKNOWN, 1, 0, "incomplete"),
    # So one complete reading after a partial one is the first, and leads to no second post.
    (0, True, 0, "incomplete", 0, R.UNKNOWN, Act.REPLY_UNKNOWN, 1, 0, "incomplete"),
    # Twice partial: it will stay so; a person looks.
    (0, False, 0, "incomplete", 0, R.NEEDS_PERSON, Act.REPLY_NEEDS_PERSON, 0, 0, "incomplete"),
    (0, False, 1, "incomplete", 0, R.NEEDS_PERSON, Act.REPLY_NEEDS_PERSON, 1, 0, "incomplete"),
]


@pytest.mark.parametrize(
    ("found", "complete", "misses", "code", "resends", "state", "act", "misses_after", "resends_after", "code_after"),
    LOOKED,
)
def test_what_follows_a_reading_of_our_own_replies(
    found, complete, misses, code, resends, state, act, misses_after, resends_after, code_after
):
    reply = a_reply(state=R.UNKNOWN, misses=misses, resends=resends, code=code)

    step = outbox.looked(reply, found=found, complete=complete, now=SOON, policy=POLICY)

    assert (step.reply.state, step.act) == (state, act)
    assert (step.reply.misses, step.reply.resends, step.reply.code) == (misses_after, resends_after, code_after)
    if state == R.UNKNOWN:
        assert step.reply.next_at == SOON + POLICY.second_read


COULD_NOT_LOOK = [
    (Throttled(retry_at=NOW + timedelta(hours=1)), timedelta(hours=1)),
    (Throttled(), POLICY.second_read),
    (Unavailable("down"), POLICY.second_read),
    (AccountProblem("403"), POLICY.second_read),
    (Refused("404"), POLICY.second_read),
    (DeliveryInDoubt("timeout"), POLICY.second_read),
]


@pytest.mark.parametrize(("error", "wait"), COULD_NOT_LOOK)
def test_a_reading_that_failed_says_nothing_about_the_reply(error, wait):
    reply = a_reply(state=R.UNKNOWN, misses=1, resends=1)

    step = outbox.could_not_look(reply, error, NOW, POLICY)

    assert (step.reply.state, step.act) == (R.UNKNOWN, Act.REPLY_UNKNOWN)
    assert (step.reply.misses, step.reply.resends) == (1, 1)
    assert step.reply.next_at == NOW + wait


def test_an_attempt_begins_with_a_lease_and_remembers_the_first_attempt():
    waiting = a_reply(state=R.PENDING, attempts=0, attempt_at=None, first_attempt_at=None, lease_until=None, misses=2)

    first = outbox.begin(waiting, NOW, POLICY)
    second = outbox.begin(replace(first.reply, state=R.PENDING), SOON, POLICY)

    assert (first.reply.state, first.act) == (R.SENDING, Act.REPLY_SENDING)
    assert first.reply.lease_until == NOW + POLICY.lease
    assert (first.reply.attempts, second.reply.attempts) == (1, 2)
    assert (second.reply.first_attempt_at, second.reply.attempt_at) == (NOW, SOON)
    assert first.reply.misses == 0


def test_a_reply_that_the_guard_stops_is_refused_with_the_rule():
    step = outbox.stopped(a_reply(state=R.PENDING), "guard:echo")

    assert (step.reply.state, step.reply.code, step.act) == (R.REFUSED, "guard:echo", Act.REPLY_STOPPED)


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (R.PENDING, R.REFUSED),  # it never left
        (R.UNKNOWN, R.NEEDS_PERSON),  # it may be out, and nobody but a person can look
    ],
)
def test_a_reply_whose_handle_does_not_open(state, after):
    step = outbox.unreadable(a_reply(state=state))

    assert (step.reply.state, step.reply.code) == (after, "handle")


@pytest.mark.parametrize("seconds", [0, 0.999, -5])
def test_a_quiet_period_below_its_floor_is_refused(seconds):
    with pytest.raises(ValueError, match="floor"):
        Policy(quiet=timedelta(seconds=seconds))


def test_the_floor_itself_is_a_quiet_period():
    assert Policy(quiet=SHORTEST_QUIET).quiet == timedelta(seconds=1)


def test_a_doubt_that_nobody_could_look_into_for_a_day_is_a_persons():
    reply = a_reply(state=R.UNKNOWN, first_attempt_at=NOW)

    before = outbox.could_not_look(reply, Unavailable("down"), NOW + POLICY.hold - timedelta(minutes=1), POLICY)
    after = outbox.could_not_look(reply, Unavailable("down"), NOW + POLICY.hold, POLICY)

    assert before.reply.state == R.UNKNOWN
    assert (after.reply.state, after.act, after.reply.code) == (R.NEEDS_PERSON, Act.REPLY_NEEDS_PERSON, "down")
