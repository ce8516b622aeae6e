"""Races between processes: what one of them commits while another works is neither lost nor undone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import NOW, draft, mention, raw_post, triage
from nacl.public import PrivateKey

from smbot.collect.keep import Collected, Collecting, keep_page
from smbot.collect.ports import Notice, Noticed, OwnPost, Page
from smbot.core.failpoints import FailpointError
from smbot.core.handle import PlatformHandle
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.ports import Approved, Change
from smbot.vault.digest import Digester
from smbot.vault.handles import CursorBox
from smbot.vault.nacl import PostSealer, unseal
from smbot.vault.sealing import CollectorSealing

OFFICERS, WORKERS = PrivateKey.generate(), PrivateKey.generate()
DIGESTER = Digester(b"d" * 32)


class SlowSealing(CollectorSealing):
    """Seals so slowly that `meanwhile` happens between the sealing and the transaction."""

    def __init__(self, meanwhile=lambda: None):
        super().__init__(PostSealer(OFFICERS.public_key, WORKERS.public_key), DIGESTER, CursorBox(b"c" * 32))
        self._meanwhile = meanwhile

    def seal(self, post, mention):
        sealed = super().seal(post, mention)
        self._meanwhile()
        return sealed


@pytest.fixture
def work(a_store, a_key_store, a_clock):
    return Collecting(store=a_store, keys=a_key_store, sealing=SlowSealing(), clock=a_clock)


def read(work, *posts, gone=()):
    """Keep one page, as a collector hands it over."""
    handles = [PlatformHandle(post_id=one, first_id=one, author_id="") for one in gone]
    notices = tuple(Notice(what=Noticed.DELETED, handle=handle) for handle in handles)
    keep_page(Page(posts=posts, notices=notices, cursor=""), "x", work, Collected(), lambda tx: True)


def arrive(work, store, post):
    """Collect a post and bring it through the stages to its draft."""
    read(work, post)
    with store.write() as tx:
        (waiting,) = tx.waiting(9)
        tx.take_out(waiting)
        tx.add_mention(mention(id=waiting.mention), handle=b"sealed", withheld="", tokens=())
        tx.keep_triage(waiting.mention, triage(), 3)
        tx.keep_choice(waiting.mention, "complaint", "1", draft())
    return waiting.mention


def approve(store, one, **step):
    """Approve its draft; `step` is what the dispatcher did since."""
    with store.write() as tx:
        tx.change_item(tx.item(one), Change(state=MentionState.APPROVED))
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
        if step:
            before = tx.due_reply("x", NOW)
            tx.keep_step(before, replace(before, **step), None)


def item(store, one):
    with store.read() as tx:
        return tx.item(one)


# --- edits -------------------------------------------------------------------------------------------


def test_an_edit_that_comes_while_a_worker_reads_the_older_words_waits_on(a_store, work):
    read(work, raw_post(1))
    with a_store.read() as tx:
        (older,) = tx.waiting(9)

    read(work, raw_post(1, revision="second"))
    with a_store.write() as tx:
        taken = tx.take_out(older)

    with a_store.read() as tx:
        (newer,) = tx.waiting(9)
    assert not taken
    assert newer.sealed != older.sealed


def test_no_reply_leaves_while_a_newer_version_of_its_post_waits_to_be_read(a_store, work):
    one = arrive(work, a_store, raw_post(1))
    read(work, raw_post(1, revision="second"))

    approve(a_store, one)

    with a_store.read() as tx:
        assert tx.due_reply("x", NOW) is None


@pytest.mark.parametrize(("gone", "code"), [((), "edited"), (("901",), "deleted")])
def test_a_reply_that_was_put_off_is_stopped_like_one_that_was_never_tried(a_store, work, gone, code):
    one = arrive(work, a_store, raw_post(1))
    approve(a_store, one, attempts=1, next_at=NOW + timedelta(hours=1), code="429")

    read(work, *(() if gone else (raw_post(1, revision="second"),)), gone=gone)

    assert (item(a_store, one).reply.state, item(a_store, one).reply.code) == (ReplyState.REFUSED, code)


def test_a_reply_whose_first_attempt_may_stand_there_is_not_called_stopped(a_store, work):
    one = arrive(work, a_store, raw_post(1))
    approve(a_store, one, attempts=1, resends=1)

    read(work, raw_post(1, revision="second"))

    assert item(a_store, one).reply.state == ReplyState.PENDING


def test_a_first_approval_falls_with_the_words_it_was_given_for(a_store, work):
    one = arrive(work, a_store, raw_post(1))
    with a_store.write() as tx:
        tx.change_item(tx.item(one), Change(state=MentionState.CLAIMED, drafted_by="Rita", first_approver="Alice"))

    with a_store.write() as tx:
        tx.add_mention(mention(id=one), handle=b"sealed", withheld="", tokens=())

    assert item(a_store, one).first_approver == ""


# --- keys --------------------------------------------------------------------------------------------


def opened(store, keys, one):
    with store.read() as tx:
        return unseal(tx.sealed_original(one), keys.get(one), one, OFFICERS)


def test_an_edit_that_two_processes_read_at_once_can_be_opened(a_store, a_key_store, work):
    one = arrive(work, a_store, raw_post(1))
    edited = raw_post(1, revision="second")

    read(replace(work, sealing=SlowSealing(lambda: read(work, edited))), edited)

    assert opened(a_store, a_key_store, one).revision == "second"


def test_two_versions_in_one_page_leave_the_key_of_the_one_that_is_kept(a_store, a_key_store, work):
    one = arrive(work, a_store, raw_post(1))
    newest = raw_post(1, revision="third", as_of=NOW + timedelta(minutes=2))

    read(work, newest, raw_post(1, revision="second", as_of=NOW + timedelta(minutes=1)))

    assert opened(a_store, a_key_store, one).revision == "third"


def test_an_edit_whose_process_died_can_be_opened_once_its_page_came_again(a_store, a_key_store, work, monkeypatch):
    one = arrive(work, a_store, raw_post(1))
    edited = raw_post(1, revision="second")
    monkeypatch.setenv("SMBOT_FAILPOINT", "collect.before-commit=raise")
    with pytest.raises(FailpointError):
        read(work, edited)
    monkeypatch.delenv("SMBOT_FAILPOINT")

    read(work, edited)

    assert opened(a_store, a_key_store, one).revision == "second"


def test_a_process_that_dies_after_a_deletion_leaves_no_key(a_store, a_key_store, work, monkeypatch):
    one = arrive(work, a_store, raw_post(1))
    monkeypatch.setenv("SMBOT_FAILPOINT", "collect.committed=raise")

    with pytest.raises(FailpointError):
        read(work, gone=("901",))

    assert a_key_store.get(one) is None


# --- own posts ---------------------------------------------------------------------------------------


def test_an_own_post_that_was_deleted_before_we_heard_of_it_answers_nobody(a_store, work):
    one = arrive(work, a_store, raw_post(1))
    read(work, gone=("own1",))

    handle = PlatformHandle(post_id="own1", first_id="own1", author_id="1", conversation_id="901", parent_id="901")
    late = OwnPost(handle=handle, posted_at=NOW)
    keep_page(Page(posts=(), own=(late,), cursor=""), "x", work, Collected(), lambda tx: True)

    assert item(a_store, one).state == MentionState.DRAFTED
