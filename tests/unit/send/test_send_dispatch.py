"""The dispatcher against a platform in memory: sent once, looked for in doubt, and stopped where it must."""

import threading
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from fakes import ALICE, ALLOWS_ALL, NOW, FakeSender
from nacl.public import PrivateKey

from smbot.core.attempt import may_write
from smbot.core.errors import AccountProblem, DeliveryInDoubt, Refused, Throttled, Unavailable
from smbot.core.events import Act
from smbot.core.failpoints import FailpointError
from smbot.core.handle import PlatformHandle
from smbot.core.sending_rules import Limits, QuietHours
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.ports import Approved, Change
from smbot.send import outbox
from smbot.send.dispatch import Dispatching, dispatch, health_name
from smbot.send.outbox import Policy
from smbot.send.ports import OwnReplies, OwnReply
from smbot.vault.digest import Digester
from smbot.vault.handles import HandleOpener, Handles, HandleSealer

KEY = PrivateKey.generate()
HANDLES = Handles(HandleOpener(KEY), HandleSealer(KEY.public_key), Digester(b"d" * 32))
POLICY = Policy()
TIMEOUT = DeliveryInDoubt("timeout")


@pytest.fixture
def work(a_store, a_clock):
    return Dispatching(
        store=a_store,
        handles=HANDLES,
        refuses=lambda mention, text, purpose: "",
        mask=lambda text, _ours: text.replace("canary", "[CANARY 1]"),
        clock=a_clock,
        policy=POLICY,
        live=True,
        rules=lambda platform: ALLOWS_ALL,
        limits=lambda platform: Limits(),
    )


@pytest.fixture
def an_approved_reply(a_store, a_mention, a_clock):
    """The factory `an_approved_reply(**changes)`: an approved mention whose reply may leave now; its id."""

    def approve(number=1, *, mode=Mode.LIVE, account="x", text="Thank you.", broken=False):
        one = a_mention()
        sealed = HANDLES.seal(PlatformHandle(post_id=f"post-{number}", first_id="", author_id="7"), one)
        reply = Approved(
            mention=one,
            platform="x",
            account=account,
            text=text,
            language="en",
            mode=mode,
            approved_by=ALICE.name,
            leave_at=a_clock.now(),
        )
        with a_store.write() as tx:
            from smbot.storage.tables import MentionRow

            tx.session.get(MentionRow, one).handle = b"damaged" if broken else sealed
            tx.change_item(tx.item(one), Change(state=MentionState.APPROVED))
            tx.put_reply(reply)
        return one

    return approve


def item(store, mention):
    with store.read() as tx:
        return tx.item(mention)


def reply_of(store, mention):
    return item(store, mention).reply


def sent_handle(store, mention):
    from smbot.storage.tables import ReplyRow

    with store.read() as tx:
        return HANDLES.open(tx.session.get(ReplyRow, tx.item(mention).reply.id).sent_handle, mention)


def acts(store, *, of="reply."):
    with store.read() as tx:
        return [r.act for r in tx.audit_records() if r.act.startswith(of)]


def settle(clock, sender, work, *, hours=2):
    """Let the dispatcher run every minute for some hours."""
    for _ in range(hours * 60):
        dispatch("x", sender, work)
        clock.advance(minutes=1)


def test_an_approved_reply_is_sent_once_and_the_mention_is_answered(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock)

    first, second = dispatch("x", sender, work), dispatch("x", sender, work)

    assert (first, second, sender.calls) == (1, 0, 1)
    assert reply_of(a_store, one).state == ReplyState.SENT
    assert item(a_store, one).state == MentionState.ANSWERED
    assert sender.posted[0].to == "post-1"
    assert acts(a_store) == ["reply.sending", "reply.sent"]


def test_the_id_of_our_reply_is_kept_sealed(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    dispatch("x", FakeSender(a_clock), work)

    assert sent_handle(a_store, one).post_id == "reply-1"


def test_a_reply_within_its_undo_window_stays(a_store, a_clock, work, an_approved_reply):
    a_clock.advance(seconds=60)
    one = an_approved_reply()
    a_clock.advance(seconds=-1)
    sender = FakeSender(a_clock)

    dispatch("x", sender, work)

    assert sender.calls == 0
    assert reply_of(a_store, one).state == ReplyState.PENDING


def test_replies_of_another_account_are_left_alone(a_clock, work, an_approved_reply):
    an_approved_reply(account="other")
    sender = FakeSender(a_clock)

    assert dispatch("x", sender, work) == 0
    assert sender.calls == 0


def test_a_deleted_post_is_refused_and_not_retried(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock, Refused("404"))

    settle(a_clock, sender, work)

    assert sender.calls == 1
    assert (reply_of(a_store, one).state, reply_of(a_store, one).code) == (ReplyState.REFUSED, "404")
    assert item(a_store, one).state == MentionState.APPROVED


def test_a_throttled_account_rests_until_the_platform_says(a_store, a_clock, work, an_approved_reply):
    one, other = an_approved_reply(1), an_approved_reply(2)
    sender = FakeSender(a_clock, Throttled(retry_at=NOW + timedelta(minutes=15)))

    dispatch("x", sender, work)
    a_clock.advance(minutes=14, seconds=59)
    dispatch("x", sender, work)
    resting = sender.calls
    a_clock.advance(seconds=1)
    dispatch("x", sender, work)

    assert resting == 1  # the second reply did not meet the same answer
    assert {reply_of(a_store, m).state for m in (one, other)} == {ReplyState.SENT}
    assert len(sender.posted) == 2


def test_an_unreachable_platform_is_tried_again_later(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock, Unavailable("dns"), Unavailable("dns"))

    dispatch("x", sender, work)
    postponed = reply_of(a_store, one).state
    settle(a_clock, sender, work)

    assert postponed == ReplyState.PENDING
    assert reply_of(a_store, one).state == ReplyState.SENT
    assert len(sender.posted) == 1


def test_a_lost_answer_is_looked_for_and_found(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock, ("posted", TIMEOUT))

    dispatch("x", sender, work)
    in_doubt = reply_of(a_store, one).state
    a_clock.advance(seconds=POLICY.quiet.total_seconds() - 1)
    dispatch("x", sender, work)
    looked_too_early = sender.looked
    a_clock.advance(seconds=1)
    dispatch("x", sender, work)

    assert in_doubt == ReplyState.UNKNOWN
    assert looked_too_early == 0
    assert reply_of(a_store, one).state == ReplyState.SENT
    assert item(a_store, one).state == MentionState.ANSWERED
    assert (sender.calls, len(sender.posted)) == (1, 1)


def test_a_reply_that_is_not_there_twice_is_sent_once_more(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock, TIMEOUT)

    settle(a_clock, sender, work)

    assert (sender.calls, sender.looked, len(sender.posted)) == (2, 2, 1)
    assert reply_of(a_store, one).state == ReplyState.SENT


def test_a_second_doubt_goes_to_a_person(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock, TIMEOUT, TIMEOUT)

    settle(a_clock, sender, work, hours=4)

    assert sender.calls == 2
    assert (reply_of(a_store, one).state, reply_of(a_store, one).code) == (ReplyState.NEEDS_PERSON, "not-found")
    assert acts(a_store)[-1] == "reply.needs-person"


def test_a_platform_that_shows_only_a_part_never_leads_to_a_second_post(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock, ("posted", TIMEOUT))
    sender.looks = [OwnReplies(replies=(), complete=False), OwnReplies(replies=(), complete=False)]

    settle(a_clock, sender, work, hours=4)

    assert sender.calls == 1
    assert (reply_of(a_store, one).state, reply_of(a_store, one).code) == (ReplyState.NEEDS_PERSON, "incomplete")


def test_a_reading_that_fails_is_repeated(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock, ("posted", TIMEOUT))
    sender.looks = [Unavailable("down"), Throttled(retry_at=NOW + timedelta(hours=1))]

    settle(a_clock, sender, work)

    assert sender.looked == 3
    assert reply_of(a_store, one).state == ReplyState.SENT


def test_replies_older_than_the_attempt_are_not_taken_for_it(a_store, a_clock, work, an_approved_reply):
    an_approved_reply()
    old = OwnReply(reply_id="old", text="@author Thank you.", created_at=NOW - timedelta(hours=3))
    sender = FakeSender(a_clock, TIMEOUT)
    sender.looks = [OwnReplies(replies=(old,), complete=True)] * 2

    settle(a_clock, sender, work)

    assert sender.calls == 2


def test_a_reply_is_found_also_where_our_clock_is_an_hour_ahead(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    there = OwnReply(reply_id="there", text="@author Thank you.", created_at=NOW - timedelta(hours=1))
    sender = FakeSender(a_clock, TIMEOUT)
    sender.looks = [OwnReplies(replies=(there,), complete=True)]

    settle(a_clock, sender, work)

    assert sender.calls == 1
    assert reply_of(a_store, one).state == ReplyState.SENT


def test_another_reply_of_ours_under_the_post_is_not_taken_for_it(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    other = OwnReply(reply_id="other", text="@author Something else.", created_at=NOW)
    sender = FakeSender(a_clock, ("posted", TIMEOUT))
    sender.looks = [OwnReplies(replies=(other,), complete=True)]

    settle(a_clock, sender, work)

    assert sender.calls == 1
    assert sent_handle(a_store, one).post_id == "reply-1"


def test_a_first_post_that_shows_late_is_found_after_the_second_attempt(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock, ("posted", TIMEOUT), TIMEOUT)
    sender.looks = [OwnReplies(replies=(), complete=True)] * 2

    settle(a_clock, sender, work, hours=4)

    assert (sender.calls, len(sender.posted)) == (2, 1)
    assert reply_of(a_store, one).state == ReplyState.SENT


def test_two_replies_with_our_text_go_to_a_person(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    twice = [OwnReply(reply_id=f"r{n}", text="@author Thank you.", created_at=NOW) for n in range(2)]
    sender = FakeSender(a_clock, ("posted", TIMEOUT))
    sender.looks = [OwnReplies(replies=tuple(twice), complete=True)]

    settle(a_clock, sender, work)

    assert reply_of(a_store, one).code == "several"
    assert sender.calls == 1


def test_an_error_that_the_adapter_should_not_raise_leaves_the_reply_in_doubt(
    a_store, a_clock, work, an_approved_reply
):
    one = an_approved_reply()
    sender = FakeSender(a_clock, ("posted", RuntimeError("canary text")))

    dispatch("x", sender, work)

    assert (reply_of(a_store, one).state, reply_of(a_store, one).code) == (ReplyState.UNKNOWN, "RuntimeError")
    with a_store.read() as tx:
        assert not any(b"canary" in record.body for record in tx.audit_records())


def test_an_account_problem_pauses_sending_until_a_person_resumes_it(a_store, a_clock, work, an_approved_reply):
    one, other = an_approved_reply(1), an_approved_reply(2)
    sender = FakeSender(a_clock, AccountProblem("402"))

    settle(a_clock, sender, work)
    calls = sender.calls
    with a_store.write() as tx:
        paused = tx.health(health_name("x")).paused
        tx.resume_account(health_name("x"))
    settle(a_clock, sender, work)

    assert (calls, paused) == (1, "402")
    assert acts(a_store, of="account.") == ["account.paused"]
    assert {reply_of(a_store, m).state for m in (one, other)} == {ReplyState.SENT}


def test_collecting_goes_on_while_sending_is_paused(a_store, a_clock, work, an_approved_reply):
    an_approved_reply()

    dispatch("x", FakeSender(a_clock, AccountProblem("402")), work)

    with a_store.read() as tx:
        assert tx.health("x").paused == ""


def test_nothing_leaves_while_the_switch_is_on_pause(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock)
    with a_store.write() as tx:
        tx.throw_switch("sending-paused", "on", "Alice")

    settle(a_clock, sender, work)
    paused = reply_of(a_store, one).state, sender.calls
    with a_store.write() as tx:
        tx.throw_switch("sending-paused", "off", "Alice")
    dispatch("x", sender, work)

    assert paused == (ReplyState.PENDING, 0)
    assert reply_of(a_store, one).state == ReplyState.SENT


def test_nothing_leaves_after_a_pause_that_comes_while_the_guard_reads(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock)

    def somebody_pauses(_mention, _text, _purpose):
        with a_store.write() as tx:
            tx.throw_switch("sending-paused", "on", "Alice")
        return ""

    dispatch("x", sender, replace(work, refuses=somebody_pauses))

    assert sender.calls == 0
    assert reply_of(a_store, one).state == ReplyState.PENDING


def test_doubts_are_settled_while_sending_is_paused(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock, ("posted", TIMEOUT))
    dispatch("x", sender, work)
    with a_store.write() as tx:
        tx.throw_switch("sending-paused", "on", "Alice")

    settle(a_clock, sender, work)

    assert reply_of(a_store, one).state == ReplyState.SENT
    assert sender.calls == 1


def test_nothing_leaves_unless_the_mode_is_live(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock)

    settle(a_clock, sender, replace(work, live=False))

    assert sender.calls == 0
    assert reply_of(a_store, one).state == ReplyState.PENDING


def test_a_doubt_of_an_earlier_live_time_is_settled_but_not_resent_in_shadow(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock, TIMEOUT)
    dispatch("x", sender, work)

    settle(a_clock, sender, replace(work, live=False))

    assert (sender.calls, sender.looked) == (1, 2)
    assert reply_of(a_store, one).state == ReplyState.PENDING


def test_a_reply_approved_in_shadow_never_leaves_even_when_the_mode_turns_live(
    a_store, a_clock, work, an_approved_reply
):
    one = an_approved_reply(mode=Mode.SHADOW)
    sender = FakeSender(a_clock)

    settle(a_clock, sender, work)

    assert sender.calls == 0
    assert reply_of(a_store, one).state == ReplyState.PENDING


def test_the_guard_can_refuse_at_the_last_moment(a_store, a_clock, work, an_approved_reply):
    one, other = an_approved_reply(1, text="Thank you."), an_approved_reply(2, text="Call 604 555-0187.")
    sender = FakeSender(a_clock)
    strict = replace(work, refuses=lambda mention, text, purpose: "echo" if "604" in text else "")

    dispatch("x", sender, strict)

    assert reply_of(a_store, one).state == ReplyState.SENT
    assert (reply_of(a_store, other).state, reply_of(a_store, other).code) == (ReplyState.REFUSED, "guard:echo")
    assert "reply.stopped" in acts(a_store)
    assert sender.calls == 1


def test_a_guard_that_breaks_sends_nothing_and_a_person_sees_it(a_clock, a_store, work, an_approved_reply):
    one, other = an_approved_reply(1), an_approved_reply(2, text="another")
    sender = FakeSender(a_clock)

    def broken(mention, text, purpose):
        if text == "another":
            return ""
        raise ZeroDivisionError

    dispatch("x", sender, replace(work, refuses=broken))

    assert (reply_of(a_store, one).state, reply_of(a_store, one).code) == (
        ReplyState.REFUSED,
        "guard:ZeroDivisionError",
    )
    assert reply_of(a_store, other).state == ReplyState.SENT


def test_the_lease_outlasts_the_slowest_attempt(a_clock, a_store, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock)
    sender.timeout_seconds = 480

    dispatch("x", sender, work)

    assert reply_of(a_store, one).state == ReplyState.SENT


def test_a_damaged_handle_holds_up_no_other_reply(a_store, a_clock, work, an_approved_reply):
    broken, whole = an_approved_reply(1, broken=True), an_approved_reply(2)
    sender = FakeSender(a_clock)

    dispatch("x", sender, work)

    assert (reply_of(a_store, broken).state, reply_of(a_store, broken).code) == (ReplyState.REFUSED, "handle")
    assert reply_of(a_store, whole).state == ReplyState.SENT


CRASHES = [
    # where the process dies, whether the post is out by then
    ("send.before-claim", False),
    ("send.keeping-sending", False),
    ("send.claimed", False),
    ("send.answered", True),
    ("send.keeping-sent", True),
    ("send.recorded", True),
]


@pytest.mark.parametrize(("place", "posted"), CRASHES)
def test_a_crash_anywhere_ends_in_one_post(a_store, a_clock, work, an_approved_reply, monkeypatch, place, posted):
    one = an_approved_reply()
    sender = FakeSender(a_clock)
    monkeypatch.setenv("SMBOT_FAILPOINT", f"{place}=raise")

    with pytest.raises(FailpointError):
        dispatch("x", sender, work)
    monkeypatch.delenv("SMBOT_FAILPOINT")
    at_the_crash = len(sender.posted)
    settle(a_clock, sender, work)

    assert at_the_crash == posted
    assert len(sender.posted) == 1
    assert reply_of(a_store, one).state == ReplyState.SENT
    assert item(a_store, one).state == MentionState.ANSWERED


def test_a_crash_while_looking_changes_nothing(a_store, a_clock, work, an_approved_reply, monkeypatch):
    one = an_approved_reply()
    sender = FakeSender(a_clock, ("posted", TIMEOUT))
    dispatch("x", sender, work)
    a_clock.advance(hours=1)
    monkeypatch.setenv("SMBOT_FAILPOINT", "send.looked=raise")

    with pytest.raises(FailpointError):
        dispatch("x", sender, work)
    monkeypatch.delenv("SMBOT_FAILPOINT")
    dispatch("x", sender, work)

    assert reply_of(a_store, one).state == ReplyState.SENT
    assert sender.calls == 1


def test_an_attempt_whose_lease_ran_out_is_looked_for_and_never_resent_at_once(
    a_store, a_clock, work, an_approved_reply
):
    one = an_approved_reply()
    sender = FakeSender(a_clock)
    with a_store.write() as tx:
        reply = tx.due_reply("x", a_clock.now())
        tx.keep_step(reply, outbox.begin(reply, a_clock.now(), POLICY).reply, None)

    a_clock.advance(seconds=POLICY.lease.total_seconds() - 1)
    dispatch("x", sender, work)
    within_lease = reply_of(a_store, one).state
    a_clock.advance(seconds=1)
    dispatch("x", sender, work)

    assert within_lease == ReplyState.SENDING
    assert (reply_of(a_store, one).state, reply_of(a_store, one).code) == (ReplyState.UNKNOWN, "abandoned")
    assert sender.calls == 0


class SleepyClock:
    """Stands still until the reply is claimed, then has slept for an hour."""

    def __init__(self, store, mention):
        self._store, self._mention = store, mention

    def now(self):
        asleep = reply_of(self._store, self._mention).state == ReplyState.SENDING
        return NOW + timedelta(hours=asleep)


def test_a_process_that_slept_past_its_lease_does_not_send(a_clock, a_store, work, an_approved_reply):
    one = an_approved_reply()
    sender = FakeSender(a_clock)

    dispatch("x", sender, replace(work, clock=SleepyClock(a_store, one)))

    assert sender.calls == 0
    assert (reply_of(a_store, one).state, reply_of(a_store, one).code) == (ReplyState.UNKNOWN, "lease")


def test_an_answer_that_comes_after_somebody_doubted_the_reply_is_not_written_over_it(
    a_store, a_clock, work, an_approved_reply
):
    one = an_approved_reply()

    class SlowSender(FakeSender):
        def reply(self, to, text):
            answer = super().reply(to, text)
            a_clock.advance(minutes=3)  # the lease runs out while the platform answers
            other = FakeSender(a_clock)
            other.posted = self.posted
            dispatch("x", other, work)
            return answer

    sender = SlowSender(a_clock)
    dispatch("x", sender, work)
    doubted = reply_of(a_store, one).state
    settle(a_clock, sender, work)

    assert doubted == ReplyState.UNKNOWN
    assert reply_of(a_store, one).state == ReplyState.SENT
    assert len(sender.posted) == 1


def test_of_two_dispatchers_on_one_reply_one_sends(a_store, a_clock, work, an_approved_reply):
    for number in range(5):
        an_approved_reply(number)
    sender = FakeSender(a_clock)
    both_read = threading.Barrier(2, timeout=5)
    met = []

    def meet(mention, text, purpose):
        # Both have read the same reply as due when they come here for the first time.
        if threading.get_ident() not in met:
            met.append(threading.get_ident())
            both_read.wait()
        return ""

    errors = []

    def run():
        try:
            dispatch("x", sender, replace(work, refuses=meet))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert sorted(p.to for p in sender.posted) == [f"post-{n}" for n in range(5)]


def test_one_round_deals_with_no_more_than_its_limit(a_clock, work, an_approved_reply):
    for number in range(4):
        an_approved_reply(number)
    sender = FakeSender(a_clock)

    done = dispatch("x", sender, work, limit=3)

    assert (done, sender.calls) == (3, 3)


def test_the_log_tells_of_each_attempt_with_ids_and_without_text(a_store, a_clock, work, an_approved_reply):
    one = an_approved_reply(text="canary text")
    dispatch("x", FakeSender(a_clock, TIMEOUT), work)

    with a_store.read() as tx:
        bodies = b"".join(r.body for r in tx.audit_records() if r.act in {Act.REPLY_SENDING, Act.REPLY_UNKNOWN})
    assert one.encode() in bodies
    assert b'"code":"timeout"' in bodies
    assert b"canary" not in bodies


# --- rules of sending --------------------------------------------------------------------------------

NIGHT = QuietHours(begins=time(9), ends=time(17), zone=ZoneInfo("UTC"))
"""Quiet by day: the tests' clock begins at two in the afternoon."""


def limited(work, **limits):
    return replace(work, limits=lambda platform: Limits(**limits))


def test_quiet_hours_postpone_a_reply_until_they_end(a_store, a_clock, work, an_approved_reply):
    one, sender = an_approved_reply(), FakeSender(a_clock)
    quiet = limited(work, quiet=NIGHT)

    dispatch("x", sender, quiet)
    held = reply_of(a_store, one)
    a_clock.advance(hours=3)
    dispatch("x", sender, quiet)

    assert (held.state, held.code) == (ReplyState.PENDING, "rule:quiet-hours")
    assert held.next_at == NOW + timedelta(hours=3)
    assert (reply_of(a_store, one).state, sender.calls) == (ReplyState.SENT, 1)
    assert acts(a_store) == ["reply.postponed", "reply.sending", "reply.sent"]


def test_what_is_urgent_leaves_in_quiet_hours(a_store, a_clock, work, an_approved_reply):
    one, sender = an_approved_reply(), FakeSender(a_clock)
    from smbot.storage.tables import MentionRow

    with a_store.write() as tx:
        tx.session.get(MentionRow, one).labels = ["urgent"]

    dispatch("x", sender, limited(work, quiet=NIGHT))

    assert reply_of(a_store, one).state == ReplyState.SENT


@pytest.mark.parametrize("rules", [None, replace(ALLOWS_ALL, purposes=frozenset())])
def test_what_the_platform_does_not_allow_is_refused_at_the_last_moment(
    a_store, a_clock, work, an_approved_reply, rules
):
    one, sender = an_approved_reply(), FakeSender(a_clock)

    dispatch("x", sender, replace(work, rules=lambda platform: rules))

    assert (reply_of(a_store, one).state, reply_of(a_store, one).code) == (ReplyState.REFUSED, "rule:kind")
    assert sender.calls == 0


def test_nobody_who_asked_us_to_stop_is_written_to(a_store, a_clock, work, an_approved_reply):
    one, sender = an_approved_reply(), FakeSender(a_clock)
    with a_store.write() as tx:
        assert tx.opt_out(one, "Alice", "said so")

    dispatch("x", sender, work)

    assert (reply_of(a_store, one).code, sender.calls) == ("rule:opt-out", 0)


def test_the_budget_for_sending_is_never_passed(a_store, a_clock, work, an_approved_reply):
    billed = replace(ALLOWS_ALL, cost=lambda purpose, text, summoned: 10_000)
    ids, sender = [an_approved_reply(n) for n in range(4)], FakeSender(a_clock, Refused("403"))
    limits = limited(replace(work, rules=lambda platform: billed), budget_micros=20_000)

    dispatch("x", sender, limits)

    codes = sorted(reply_of(a_store, one).code for one in ids)
    assert codes == ["", "", "403", "rule:budget"]  # what was refused cost nothing
    with a_store.read() as tx:
        assert tx.spent_since(NOW.date(), "send:x") == 20_000
        assert tx.spent_since(NOW.date(), "x") == 0


def test_a_resend_that_a_rule_forbids_is_a_persons_to_look_at(a_store, a_clock, work, an_approved_reply):
    one, sender = an_approved_reply(), FakeSender(a_clock, TIMEOUT)
    dispatch("x", sender, work)
    with a_store.write() as tx:
        tx.opt_out(one, "Alice", "said so")

    settle(a_clock, sender, work, hours=1)

    assert (reply_of(a_store, one).state, reply_of(a_store, one).code) == (ReplyState.NEEDS_PERSON, "rule:opt-out")
    assert sender.calls == 1


def test_no_more_leaves_in_a_minute_than_the_organisation_allows(a_store, a_clock, work, an_approved_reply):
    for number in range(5):
        an_approved_reply(number)
    sender, capped = FakeSender(a_clock), replace(work, per_minute=2)

    at_once = [dispatch("x", sender, capped), dispatch("x", sender, capped)]
    a_clock.advance(seconds=61)
    later = dispatch("x", sender, capped)

    assert (at_once, later, sender.calls) == ([2, 0], 2, 4)


def test_an_attempt_that_slept_on_its_way_may_not_write(a_clock, work, an_approved_reply):
    class Sleepy(FakeSender):
        """Sleeps past the lease before it writes, as a process that is stopped does."""

        def reply(self, to, text):
            awake = may_write()
            a_clock.advance(minutes=30)
            self.allowed = awake, may_write()
            raise Unavailable("the attempt outlived its lease")

    an_approved_reply()
    sender = Sleepy(a_clock)

    dispatch("x", sender, work, limit=1)

    assert sender.allowed == (True, False)
    assert may_write()
