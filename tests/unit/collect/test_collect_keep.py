"""What a page says beside new posts: edits, our own posts, hidden and deleted ones, each kept with its event."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import NOW, FakeCollector, draft, mention, raw_post, triage
from nacl.public import PrivateKey

from smbot.collect.keep import Collected, Collecting, forget, keep_page
from smbot.collect.ports import Notice, Noticed, OwnPost, Page
from smbot.collect.run import collect
from smbot.core.handle import PlatformHandle
from smbot.core.holds import Hold, HoldKind
from smbot.core.post_kinds import PostKind
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.ports import Approved, Change
from smbot.vault.digest import Digester
from smbot.vault.handles import CursorBox
from smbot.vault.nacl import InboxOpener, PostSealer, unseal
from smbot.vault.sealing import CollectorSealing

OFFICERS, WORKERS = PrivateKey.generate(), PrivateKey.generate()
DIGESTER = Digester(b"d" * 32)


@pytest.fixture
def work(a_store, a_key_store, a_clock):
    sealing = CollectorSealing(PostSealer(OFFICERS.public_key, WORKERS.public_key), DIGESTER, CursorBox(b"c" * 32))
    return Collecting(store=a_store, keys=a_key_store, sealing=sealing, clock=a_clock)


def read(work, *, posts=(), own=(), notices=()):
    """Keep one page, as a collector hands it over."""
    done = Collected()
    keep_page(Page(posts=posts, own=own, notices=notices, cursor=""), "x", work, done, lambda tx: True)
    return done


def arrive(work, store, post, *, state=MentionState.DRAFTED):
    """Collect a post and bring it through the stages, to `state`."""
    read(work, posts=(post,))
    with store.write() as tx:
        (waiting,) = tx.waiting(9)
        tx.take_out(waiting)
        conversation = DIGESTER.conversation("x", post.handle)
        tx.add_mention(
            mention(id=waiting.mention, conversation=conversation, kind=post.handle.kind, posted_at=post.posted_at),
            handle=b"sealed",
            withheld="",
            tokens=(),
        )
        tx.keep_triage(waiting.mention, triage(), 3)
        tx.keep_choice(waiting.mention, "complaint", "1", draft())
        if state != MentionState.DRAFTED:
            tx.change_item(tx.item(waiting.mention), Change(state=state))
    return waiting.mention


def approve(store, one, *, state=ReplyState.PENDING, digest=""):
    """Put an approved reply into the outbox, in `state`."""
    with store.write() as tx:
        tx.put_reply(
            Approved(
                mention=one,
                platform="x",
                account="x",
                text="Thank you.",
                language="en",
                mode=Mode.LIVE,
                approved_by="Alice",
                leave_at=NOW,
            )
        )
        before = tx.due_reply("x", NOW)
        if state != ReplyState.PENDING:
            tx.keep_step(before, replace(before, state=state), None)
    if digest:
        from smbot.storage.tables import ReplyRow

        with store.write() as tx:
            tx.session.get(ReplyRow, before.id).digest = digest


def own(number, *, parent="", conversation="901", after=timedelta(minutes=5), kind=PostKind.COMMENT):
    handle = PlatformHandle(
        post_id=f"own{number}",
        first_id=f"own{number}",
        author_id="1",
        conversation_id=conversation,
        parent_id=parent,
        kind=kind,
    )
    return OwnPost(handle=handle, posted_at=NOW + after)


def notice(what, post_id):
    return Notice(what=what, handle=PlatformHandle(post_id=post_id, first_id=post_id, author_id=""))


def item(store, one):
    with store.read() as tx:
        return tx.item(one)


def acts(store, one):
    with store.read() as tx:
        return [json.loads(body)["act"] for body in tx.audit_of(one)]


# --- edits -------------------------------------------------------------------------------------------


def test_an_edited_post_is_sealed_anew_under_its_own_id_and_waits_for_the_stages(a_store, a_key_store, work):
    one = arrive(work, a_store, raw_post(1))
    changed = raw_post(1, revision="second", language="fr")

    done = read(work, posts=(changed,))

    with a_store.read() as tx:
        (waiting,) = tx.waiting(9)
        vault = tx.sealed_original(one)
    assert (done.new, done.edited, waiting.mention) == (0, 1, one)
    assert InboxOpener(WORKERS).open(waiting.sealed, one).language == "fr"
    assert unseal(vault, a_key_store.get(one), one, OFFICERS).revision == "second"
    assert acts(a_store, one)[-1] == "mention.edited"


def test_the_same_version_again_changes_nothing(a_store, work):
    one = arrive(work, a_store, raw_post(1, revision="first"))

    done = read(work, posts=(raw_post(1, revision="first"),))

    with a_store.read() as tx:
        assert tx.waiting(9) == []
    assert (done.new, done.edited) == (0, 0)
    assert not item(a_store, one).edited


def test_an_edit_stops_the_reply_to_the_older_words(a_store, work):
    one = arrive(work, a_store, raw_post(1), state=MentionState.APPROVED)
    approve(a_store, one)

    read(work, posts=(raw_post(1, revision="second"),))

    assert (item(a_store, one).reply.state, item(a_store, one).reply.code) == (ReplyState.REFUSED, "edited")


def test_an_edit_of_a_post_that_still_waits_replaces_it_in_the_inbox(a_store, work):
    read(work, posts=(raw_post(1),))

    read(work, posts=(raw_post(1, revision="second"),))

    with a_store.read() as tx:
        (waiting,) = tx.waiting(9)
    assert InboxOpener(WORKERS).open(waiting.sealed, waiting.mention).revision == "second"


def test_what_is_delivered_late_does_not_undo_an_edit_that_was_read(a_store, a_clock, work):
    first = raw_post(1, revision="first", as_of=NOW)
    a_clock.advance(seconds=2)
    one = arrive(work, a_store, raw_post(1, revision="second"))

    late = read(work, posts=(first,))
    a_clock.advance(minutes=1)
    later = read(work, posts=(raw_post(1, revision="third", as_of=a_clock.now()),))

    assert (late.edited, later.edited) == (0, 1)
    assert item(a_store, one).edited


# --- our own posts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "state", [MentionState.DRAFTED, MentionState.CLAIMED, MentionState.ESCALATED, MentionState.APPROVED]
)
def test_a_mention_that_a_colleague_answered_by_hand_is_answered(a_store, work, state):
    one = arrive(work, a_store, raw_post(1), state=state)

    read(work, own=(own(1, parent="901"),))

    assert item(a_store, one).state == MentionState.ANSWERED
    assert acts(a_store, one)[-1] == "mention.answered-by-hand"


def test_what_waits_to_leave_is_stopped_by_an_answer_by_hand(a_store, work):
    one = arrive(work, a_store, raw_post(1), state=MentionState.APPROVED)
    approve(a_store, one)

    read(work, own=(own(1, parent="901"),))

    assert (item(a_store, one).state, item(a_store, one).reply.code) == (MentionState.ANSWERED, "answered-by-hand")


@pytest.mark.parametrize("state", [ReplyState.SENDING, ReplyState.UNKNOWN, ReplyState.NEEDS_PERSON])
def test_a_reply_in_flight_is_not_taken_for_a_colleague(a_store, work, state):
    one = arrive(work, a_store, raw_post(1), state=MentionState.APPROVED)
    approve(a_store, one, state=state)

    read(work, own=(own(1, parent="901"),))

    assert item(a_store, one).state == MentionState.APPROVED
    assert item(a_store, one).reply.state == state


def test_the_echo_of_our_own_reply_is_ours(a_store, work):
    one = arrive(work, a_store, raw_post(1), state=MentionState.APPROVED)
    echo = own(1, parent="901")
    approve(a_store, one, state=ReplyState.SENT, digest=DIGESTER.post("x", echo.handle))

    read(work, own=(echo,))

    assert acts(a_store, one) == []
    with a_store.read() as tx:
        assert tx.own_posts(DIGESTER.conversation("x", raw_post(1).handle)) == [(echo.posted_at, True)]


def test_who_reopens_a_mention_passes_over_the_answer_by_hand(a_store, work):
    one = arrive(work, a_store, raw_post(1))
    read(work, own=(own(1, parent="901"),))

    with a_store.write() as tx:
        tx.pass_over_own_posts(one)

    with a_store.read() as tx:
        assert not tx.answered_by_hand(one)
    read(work, own=(own(2, parent="901"),))
    with a_store.read() as tx:
        assert tx.answered_by_hand(one)


def test_an_answer_by_hand_that_is_read_before_its_question_counts(a_store, work):
    read(work, own=(own(1, parent="901"),))

    one = arrive(work, a_store, raw_post(1))

    with a_store.write() as tx:
        assert tx.settle_by_hand(one)
    assert item(a_store, one).state == MentionState.ANSWERED


def test_our_post_elsewhere_in_the_conversation_answers_nobody(a_store, work):
    one = arrive(work, a_store, raw_post(1))

    read(work, own=(own(1, parent="somebody-else"), own(2)))

    assert item(a_store, one).state == MentionState.DRAFTED


def test_our_message_answers_the_private_messages_before_it(a_store, work):
    before = arrive(work, a_store, raw_post(1, conversation_id="m:7", kind=PostKind.MESSAGE))
    later = arrive(
        work, a_store, raw_post(2, conversation_id="m:7", kind=PostKind.MESSAGE, posted_at=NOW + timedelta(hours=1))
    )

    read(work, own=(own(1, conversation="m:7", kind=PostKind.MESSAGE),))

    assert item(a_store, before).state == MentionState.ANSWERED
    assert item(a_store, later).state == MentionState.DRAFTED


def test_the_same_own_post_twice_is_one(a_store, work):
    one = arrive(work, a_store, raw_post(1))

    read(work, own=(own(1, parent="901"),))
    read(work, own=(own(1, parent="901"),))

    assert acts(a_store, one) == ["mention.answered-by-hand"]


# --- hidden and deleted ------------------------------------------------------------------------------


def test_a_deleted_post_keeps_our_record_and_nothing_of_its_text(a_store, a_key_store, work):
    one = arrive(work, a_store, raw_post(1))

    done = read(work, notices=(notice(Noticed.DELETED, "901"),))

    left = item(a_store, one)
    assert (left.text, left.evidence, left.state) == (None, (), MentionState.NO_REPLY)
    assert (left.labels, left.gone_at, done.deleted) == (("complaint",), NOW, 1)
    with a_store.read() as tx:
        assert tx.sealed_original(one) is None
    assert a_key_store.get(one) is None
    assert acts(a_store, one) == ["mention.deleted"]


def test_a_deletion_stops_the_reply_that_has_not_left(a_store, work):
    one = arrive(work, a_store, raw_post(1), state=MentionState.APPROVED)
    approve(a_store, one)

    read(work, notices=(notice(Noticed.DELETED, "901"),))

    assert (item(a_store, one).reply.state, item(a_store, one).reply.code) == (ReplyState.REFUSED, "deleted")
    assert item(a_store, one).state == MentionState.NO_REPLY


def test_a_deletion_leaves_a_reply_in_doubt_to_be_settled(a_store, work):
    one = arrive(work, a_store, raw_post(1), state=MentionState.APPROVED)
    approve(a_store, one, state=ReplyState.UNKNOWN)

    read(work, notices=(notice(Noticed.DELETED, "901"),))

    assert (item(a_store, one).state, item(a_store, one).reply.state) == (MentionState.APPROVED, ReplyState.UNKNOWN)


def test_a_post_deleted_before_a_stage_read_it_leaves_the_inbox(a_store, a_key_store, work):
    read(work, posts=(raw_post(1),))
    with a_store.read() as tx:
        (waiting,) = tx.waiting(9)

    read(work, notices=(notice(Noticed.DELETED, "901"),))

    with a_store.read() as tx:
        assert tx.waiting(9) == []
        assert tx.sealed_original(waiting.mention) is None
    assert a_key_store.get(waiting.mention) is None


def test_a_list_that_still_has_a_deleted_post_does_not_bring_it_back(a_store, work):
    one = arrive(work, a_store, raw_post(1))
    read(work, notices=(notice(Noticed.DELETED, "901"),))

    done = read(work, posts=(raw_post(1, revision="second"),))

    assert (done.new, done.edited) == (0, 0)
    assert item(a_store, one).text is None


def test_a_deletion_told_before_the_post_itself_keeps_it_out(a_store, work):
    read(work, notices=(notice(Noticed.DELETED, "901"),))

    done = read(work, posts=(raw_post(1),))

    with a_store.read() as tx:
        assert (done.new, tx.waiting(9)) == (0, [])


def test_a_deletion_told_twice_is_one(a_store, work):
    one = arrive(work, a_store, raw_post(1))

    read(work, notices=(notice(Noticed.DELETED, "901"),))
    done = read(work, notices=(notice(Noticed.DELETED, "901"),))

    assert (done.deleted, acts(a_store, one)) == (0, ["mention.deleted"])


def test_a_deletion_of_what_a_hold_keeps_is_told_once_however_often_it_comes(a_store, work):
    one = arrive(work, a_store, raw_post(1))
    with a_store.write() as tx:
        tx.add_hold(
            Hold(
                kind=HoldKind.MENTION, subject=one, named=one, matter="m", reason="r", placed_at=NOW, placed_by="Chloé"
            )
        )

    read(work, notices=(notice(Noticed.DELETED, "901"),))
    with a_store.write() as tx:
        shredded = [forget(tx, one), forget(tx, one)]

    assert shredded == [False, False]
    assert acts(a_store, one) == ["disposal.held"]


def test_hiding_by_hand_is_seen_once_and_can_be_undone(a_store, work):
    one = arrive(work, a_store, raw_post(1))

    read(work, notices=(notice(Noticed.HIDDEN, "901"), notice(Noticed.HIDDEN, "901")))
    hidden = item(a_store, one).hidden
    read(work, notices=(notice(Noticed.SHOWN, "901"),))

    assert (hidden, item(a_store, one).hidden) == (True, False)
    assert acts(a_store, one) == ["mention.hidden", "mention.shown"]


def test_our_reply_deleted_by_hand_is_told_once(a_store, work):
    one = arrive(work, a_store, raw_post(1), state=MentionState.APPROVED)
    reply = own(1, parent="901")
    approve(a_store, one, state=ReplyState.SENT, digest=DIGESTER.post("x", reply.handle))

    read(work, notices=(notice(Noticed.DELETED, "own1"), notice(Noticed.DELETED, "own1")))

    assert item(a_store, one).reply.seen == "gone"
    assert acts(a_store, one) == ["reply.gone"]


def test_own_posts_and_notices_come_with_a_collectors_page(a_store, work):
    one = arrive(work, a_store, raw_post(1))
    page = Page(posts=(), own=(own(1, parent="901"),), cursor="1")

    collect(FakeCollector(page), work)

    assert item(a_store, one).state == MentionState.ANSWERED
