"""Orders through the dispatcher: hide, write in private, correct, remove, look – and what a colleague did first."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import ALLOWS_ALL, NOW, FakeSender, stored_mention
from nacl.public import PrivateKey

from smbot.core.errors import DeliveryInDoubt, Refused, Throttled, Unavailable
from smbot.core.handle import PlatformHandle
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose, Visibility
from smbot.core.sending_rules import Limits
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.ports import Approved, Change
from smbot.send.dispatch import Dispatching, dispatch
from smbot.send.outbox import MOST_ATTEMPTS, Policy
from smbot.send.ports import OwnReplies, OwnReply
from smbot.vault.digest import Digester
from smbot.vault.handles import HandleOpener, Handles, HandleSealer

KEY = PrivateKey.generate()
DIGESTER = Digester(b"d" * 32)
HANDLES = Handles(HandleOpener(KEY), HandleSealer(KEY.public_key), DIGESTER)
TIMEOUT = DeliveryInDoubt("timeout")


class FakePlatform(FakeSender):
    """A platform that can do everything; `script` holds what the next calls beside `reply` raise, or None."""

    def __init__(self, clock, *answers, script=()):
        super().__init__(clock, *answers)
        self.script = list(script)
        self.hidden = {}
        self.messages = []
        self.own = {}
        self.did = []

    def _next(self, what):
        self.did.append(what)
        error = self.script.pop(0) if self.script else None
        if isinstance(error, Exception):
            raise error
        return error

    def hide(self, to, *, hidden):
        self._next("hide")
        self.hidden[to.post_id] = hidden

    def write_privately(self, to, text):
        late = self._next("write")
        self.messages.append(OwnReply(reply_id=f"m{len(self.messages)}", text=text, created_at=self.clock.now()))
        if late == "posted, then lost":
            raise TIMEOUT
        return self.messages[-1].reply_id

    def own_messages(self, to, since):
        return OwnReplies(replies=tuple(replace(m, text=f"@author {m.text}") for m in self.messages), complete=True)

    def correct(self, own, text):
        self._next("correct")
        self.own[own.post_id] = text

    def remove(self, own):
        self._next("remove")
        self.own[own.post_id] = None

    def look(self, own):
        return self._next("look") or OwnReply(reply_id=own.post_id, text="@author Thank you.", created_at=NOW)


@pytest.fixture
def work(a_store, a_clock):
    return Dispatching(
        store=a_store,
        handles=HANDLES,
        refuses=lambda mention, text, purpose: "echo" if "604" in text else "",
        mask=lambda text, _ours: text.replace("canary", "[CANARY 1]"),
        clock=a_clock,
        policy=Policy(),
        live=True,
        rules=lambda platform: ALLOWS_ALL,
        limits=lambda platform: Limits(),
    )


def a_post(store, **changes):
    one = stored_mention(store, **changes)
    sealed = HANDLES.seal(PlatformHandle(post_id="post", first_id="post", author_id="7"), one)
    from smbot.storage.tables import MentionRow, SeenPostRow

    with store.write() as tx:
        tx.session.get(MentionRow, one).handle = sealed
        tx.session.add(
            SeenPostRow(
                digest=DIGESTER.post("x", PlatformHandle(post_id="post", first_id="post", author_id="")),
                version="v",
                as_of=NOW,
                mention=one,
            )
        )
        tx.change_item(tx.item(one), Change(state=MentionState.APPROVED))
    return one


def order(store, one, purpose, text, *, mode=Mode.LIVE):
    with store.write() as tx:
        assert tx.put_reply(
            Approved(
                mention=one,
                platform="x",
                account="x",
                text=text,
                language="en",
                mode=mode,
                approved_by="Alice",
                leave_at=NOW,
                purpose=purpose,
            )
        )


def answered(store, clock, work, sender):
    """A mention whose public reply is out."""
    one = a_post(store)
    order(store, one, Purpose.PUBLIC, "Thank you.")
    dispatch("x", sender, work)
    assert item(store, one).state == MentionState.ANSWERED
    return one


def item(store, one):
    with store.read() as tx:
        return tx.item(one)


def acts(store, one):
    with store.read() as tx:
        return [json.loads(body)["act"] for body in tx.audit_of(one)]


def echoed(store, reply_id):
    """Our own reply comes back by a webhook."""
    with store.write() as tx:
        tx.keep_own_post(
            digest=DIGESTER.post("x", PlatformHandle(post_id=reply_id, first_id=reply_id, author_id="")),
            parent=DIGESTER.post("x", PlatformHandle(post_id="post", first_id="post", author_id="")),
            conversation="c",
            posted_at=NOW,
        )


def settle(clock, sender, work, *, hours=2):
    for _ in range(hours * 12):
        dispatch("x", sender, work)
        clock.advance(minutes=5)


def test_hiding_is_carried_out_and_shown_on_the_mention(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.VISIBILITY, Visibility.HIDDEN)
    platform = FakePlatform(a_clock)

    dispatch("x", platform, work)
    hidden = item(a_store, one).hidden
    order(a_store, one, Purpose.VISIBILITY, Visibility.SHOWN)
    dispatch("x", platform, work)

    assert (hidden, item(a_store, one).hidden, platform.hidden) == (True, False, {"post": False})
    assert [act for act in acts(a_store, one) if act.startswith("mention.")] == ["mention.hidden", "mention.shown"]


def test_hiding_whose_answer_was_lost_is_done_again(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.VISIBILITY, Visibility.HIDDEN)
    platform = FakePlatform(a_clock, script=[TIMEOUT, Throttled()])

    settle(a_clock, platform, work)

    assert (platform.did, item(a_store, one).hidden) == (["hide"] * 3, True)


def test_what_never_succeeds_is_given_up_and_told(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.VISIBILITY, Visibility.HIDDEN)
    platform = FakePlatform(a_clock, script=[TIMEOUT] * 99)

    settle(a_clock, platform, work, hours=8)

    assert len(platform.did) == MOST_ATTEMPTS
    assert item(a_store, one).orders[Purpose.VISIBILITY].state == ReplyState.REFUSED


def test_a_platform_that_cannot_hide_refuses(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.VISIBILITY, Visibility.HIDDEN)

    dispatch("x", FakeSender(a_clock), work)

    status = item(a_store, one).orders[Purpose.VISIBILITY]
    assert (status.state, status.code) == (ReplyState.REFUSED, "unsupported")


def test_a_private_message_leaves_once_and_the_public_reply_is_its_own_matter(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.PRIVATE, "We can help.")
    platform = FakePlatform(a_clock)

    settle(a_clock, platform, work)

    assert [m.text for m in platform.messages] == ["We can help."]
    assert item(a_store, one).state == MentionState.APPROVED
    assert item(a_store, one).orders[Purpose.PRIVATE].state == ReplyState.SENT


def test_a_private_message_that_left_is_found_and_never_tried_twice(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.PRIVATE, "We can help.")
    platform = FakePlatform(a_clock, script=["posted, then lost"])

    settle(a_clock, platform, work)

    assert (platform.did, item(a_store, one).orders[Purpose.PRIVATE].state) == (["write"], ReplyState.SENT)


def test_a_private_message_that_is_nowhere_to_be_found_is_a_persons_decision(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.PRIVATE, "We can help.")
    platform = FakePlatform(a_clock, script=[TIMEOUT])

    settle(a_clock, platform, work)

    assert platform.did == ["write"]
    assert item(a_store, one).orders[Purpose.PRIVATE].state == ReplyState.NEEDS_PERSON


def test_the_answer_to_a_private_message_answers_it(a_store, a_clock, work):
    one = a_post(a_store, kind=PostKind.MESSAGE)
    order(a_store, one, Purpose.PRIVATE, "We can help.")

    dispatch("x", FakePlatform(a_clock), work)

    assert (item(a_store, one).state, item(a_store, one).reply.state) == (MentionState.ANSWERED, ReplyState.SENT)


def test_the_guard_reads_private_words_and_corrections_too(a_store, a_clock, work):
    platform = FakePlatform(a_clock)
    one = answered(a_store, a_clock, work, platform)
    order(a_store, one, Purpose.CORRECTION, "Call 604-555-0187")
    order(a_store, one, Purpose.PRIVATE, "Call 604-555-0187")

    settle(a_clock, platform, work)

    orders = item(a_store, one).orders
    assert {orders[p].code for p in (Purpose.CORRECTION, Purpose.PRIVATE)} == {"guard:echo"}
    assert platform.did == []


def test_a_correction_changes_our_reply_here_and_there(a_store, a_clock, work):
    platform = FakePlatform(a_clock)
    one = answered(a_store, a_clock, work, platform)
    order(a_store, one, Purpose.CORRECTION, "Thank you very much.")

    dispatch("x", platform, work)

    assert platform.own == {"reply-1": "Thank you very much."}
    assert item(a_store, one).reply.text == "Thank you very much."
    assert "reply.corrected" in acts(a_store, one)


def test_after_a_removal_the_author_waits_again_and_can_be_answered_anew(a_store, a_clock, work):
    platform = FakePlatform(a_clock)
    one = answered(a_store, a_clock, work, platform)
    order(a_store, one, Purpose.REMOVAL, "")
    dispatch("x", platform, work)
    after = item(a_store, one)

    order(a_store, one, Purpose.PUBLIC, "Thank you again.")
    dispatch("x", platform, work)

    assert (after.state, after.reply.state, after.reply.code) == (MentionState.DRAFTED, ReplyState.RETRACTED, "removed")
    assert item(a_store, one).reply.state == ReplyState.SENT
    assert len(platform.posted) == 2


@pytest.mark.parametrize("echo", ["before", "late", "never"])
def test_the_echo_of_a_reply_that_we_removed_is_no_answer_by_hand(a_store, a_clock, work, echo):
    platform = FakePlatform(a_clock)
    one = answered(a_store, a_clock, work, platform)
    if echo == "before":
        echoed(a_store, "reply-1")
    order(a_store, one, Purpose.REMOVAL, "")
    dispatch("x", platform, work)

    order(a_store, one, Purpose.PUBLIC, "Thank you again.")
    if echo == "late":
        echoed(a_store, "reply-1")
    dispatch("x", platform, work)

    assert item(a_store, one).reply.state == ReplyState.SENT
    assert len(platform.posted) == 2


@pytest.mark.parametrize("purpose", [Purpose.CORRECTION, Purpose.REMOVAL])
def test_an_order_about_a_reply_that_is_gone_never_meets_the_next_one(a_store, a_clock, work, purpose):
    platform = FakePlatform(a_clock, script=[])
    one = answered(a_store, a_clock, work, platform)
    order(a_store, one, purpose, "Thank you very much.")
    platform.script = [TIMEOUT]
    dispatch("x", platform, work)

    with a_store.write() as tx:
        tx.remove_own(one)
    order(a_store, one, Purpose.PUBLIC, "Thank you again.")
    settle(a_clock, platform, work)

    assert item(a_store, one).reply.text == "Thank you again."
    assert item(a_store, one).reply.state == ReplyState.SENT
    assert item(a_store, one).orders[purpose].state == ReplyState.REFUSED
    assert len(platform.did) == 1


def test_an_order_that_may_have_been_carried_out_cannot_be_taken_back(a_store, a_clock, work):
    platform = FakePlatform(a_clock)
    one = answered(a_store, a_clock, work, platform)
    order(a_store, one, Purpose.REMOVAL, "")
    platform.script = [TIMEOUT]
    dispatch("x", platform, work)

    with a_store.write() as tx:
        taken_back = tx.retract_reply(one, Purpose.REMOVAL)

    assert not taken_back
    assert item(a_store, one).orders[Purpose.REMOVAL].state == ReplyState.PENDING


def test_an_order_that_was_in_doubt_and_is_refused_then_is_refused(a_store, a_clock, work):
    platform = FakePlatform(a_clock)
    one = answered(a_store, a_clock, work, platform)
    order(a_store, one, Purpose.CORRECTION, "Thank you very much.")
    platform.script = [TIMEOUT, Refused("404")]

    settle(a_clock, platform, work)

    assert item(a_store, one).orders[Purpose.CORRECTION].state == ReplyState.REFUSED


@pytest.mark.parametrize(
    ("found", "seen", "text"),
    [
        (None, "there", "@author Thank you."),
        (OwnReply(reply_id="reply-1", text="ask canary", created_at=NOW), "changed", "ask [CANARY 1]"),
    ],
)
def test_a_look_tells_how_the_platform_has_our_reply_with_its_text_masked(a_store, a_clock, work, found, seen, text):
    platform = FakePlatform(a_clock)
    one = answered(a_store, a_clock, work, platform)
    platform.script = [found]
    order(a_store, one, Purpose.LOOK, "")

    dispatch("x", platform, work)

    reply = item(a_store, one).reply
    assert (reply.seen, reply.seen_text, reply.seen_at) == (seen, text, NOW)


def test_a_look_for_a_reply_that_is_gone_says_so(a_store, a_clock, work):
    platform = FakePlatform(a_clock)
    one = answered(a_store, a_clock, work, platform)
    platform.look = lambda own: None
    order(a_store, one, Purpose.LOOK, "")

    dispatch("x", platform, work)

    assert (item(a_store, one).reply.seen, item(a_store, one).reply.seen_text) == ("gone", "")


def test_without_a_reply_of_ours_nothing_can_be_corrected(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.CORRECTION, "Thank you.")

    dispatch("x", FakePlatform(a_clock), work)

    assert item(a_store, one).orders[Purpose.CORRECTION].state == ReplyState.REFUSED


def by_hand(store):
    with store.write() as tx:
        tx.keep_own_post(
            digest="by-hand",
            parent=DIGESTER.post("x", PlatformHandle(post_id="post", first_id="post", author_id="")),
            conversation="c",
            posted_at=NOW,
        )


def test_a_reply_does_not_leave_after_a_colleague_answered_by_hand(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.PUBLIC, "Thank you.")
    by_hand(a_store)
    platform = FakePlatform(a_clock)

    dispatch("x", platform, work)

    assert platform.calls == 0
    assert (item(a_store, one).state, item(a_store, one).reply.code) == (MentionState.ANSWERED, "answered-by-hand")


def test_who_was_answered_by_hand_in_public_can_be_written_to_in_private(a_store, a_clock, work):
    one = a_post(a_store)
    by_hand(a_store)
    order(a_store, one, Purpose.PRIVATE, "We can help.")
    platform = FakePlatform(a_clock)

    dispatch("x", platform, work)

    assert [m.text for m in platform.messages] == ["We can help."]


def test_a_lost_reply_is_not_sent_again_where_a_colleague_answered_meanwhile(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.PUBLIC, "Thank you.")
    platform = FakePlatform(a_clock, TIMEOUT)
    dispatch("x", platform, work)
    by_hand(a_store)

    settle(a_clock, platform, work)

    assert (platform.calls, platform.posted) == (1, [])
    assert item(a_store, one).state == MentionState.ANSWERED


def test_what_stands_below_a_post_that_is_gone_is_not_taken_for_a_colleagues_where_ours_was_in_doubt(
    a_store, a_clock, work
):
    one = a_post(a_store)
    order(a_store, one, Purpose.PUBLIC, "Thank you.")
    platform = FakePlatform(a_clock, TIMEOUT)
    dispatch("x", platform, work)
    by_hand(a_store)  # it may be ours, which below a post that is gone cannot be read
    with a_store.write() as tx:
        tx.purge(one)

    settle(a_clock, platform, replace(work, rules=lambda platform: ALLOWS_ALL))

    assert platform.calls == 1
    assert item(a_store, one).reply.state == ReplyState.NEEDS_PERSON


def test_the_echo_of_a_sent_reply_is_known_by_its_name(a_store, a_clock, work):
    answered(a_store, a_clock, work, FakePlatform(a_clock))
    echo = PlatformHandle(post_id="reply-1", first_id="reply-1", author_id="")
    with a_store.write() as tx:
        tx.keep_own_post(digest=DIGESTER.post("x", echo), parent="p", conversation="c", posted_at=NOW)

    with a_store.read() as tx:
        assert tx.own_posts("c") == [(NOW, True)]


def test_a_mention_deleted_while_its_reply_was_in_doubt_is_closed_when_it_did_not_arrive(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.PUBLIC, "Thank you.")
    platform = FakePlatform(a_clock, TIMEOUT, Refused("404"))
    dispatch("x", platform, work)
    with a_store.write() as tx:
        tx.purge(one)

    settle(a_clock, platform, work)

    assert item(a_store, one).reply.state in {ReplyState.REFUSED, ReplyState.NEEDS_PERSON}
    assert item(a_store, one).text is None


def test_in_shadow_no_order_leaves(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.VISIBILITY, Visibility.HIDDEN, mode=Mode.SHADOW)
    platform = FakePlatform(a_clock)

    settle(a_clock, platform, work, hours=1)

    assert platform.did == []


def test_an_order_left_in_the_middle_by_a_dead_process_is_done_again(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.VISIBILITY, Visibility.HIDDEN)
    from smbot.send import outbox

    with a_store.write() as tx:
        before = tx.due_reply("x", NOW)
        tx.keep_step(before, outbox.begin(before, NOW, Policy()).reply, None)
    a_clock.advance(seconds=timedelta(minutes=3).total_seconds())

    settle(a_clock, FakePlatform(a_clock), work, hours=1)

    assert item(a_store, one).hidden


def test_a_platform_that_is_down_is_asked_later(a_store, a_clock, work):
    one = a_post(a_store)
    order(a_store, one, Purpose.PRIVATE, "We can help.")
    platform = FakePlatform(a_clock, script=[Unavailable("down"), Throttled()])

    settle(a_clock, platform, work)

    assert item(a_store, one).orders[Purpose.PRIVATE].state == ReplyState.SENT
    assert len(platform.messages) == 1
