"""One suite over the storage port; SQLite today, PostgreSQL joins as a second parameter of `a_store`."""

import re
import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from fakes import ALICE, NOW, draft, mention, redacted, stored_mention, triage
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError

from smbot.audit.checkpoint import public_half, sign
from smbot.audit.verify import verify
from smbot.core.accounts import MOST_ATTEMPTS, AccountHealth, SealedPost
from smbot.core.events import Act, Event
from smbot.core.ids import MentionId, new_mention_id
from smbot.core.parts import PartKind, RedactedPart
from smbot.core.purposes import Purpose
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.members.ports import Membership
from smbot.review.ports import Approved, Change, Filter
from smbot.send import outbox
from smbot.send.outbox import OwnReplyName, Policy
from smbot.storage.members import StoredSession
from smbot.storage.tables import ReplyRow
from tests.tampering import off_guard

STARTED = Event(act=Act.SYSTEM_STARTED)
POLICY = Policy()
KEY = b"k" * 32


class UndoError(RuntimeError):
    """Raised in the middle of a transaction on purpose."""


def sealed(of, *, account="x", digest, version, inbox=b"i"):
    return SealedPost(mention=of, account=account, digest=digest, version=version, as_of=NOW, inbox=inbox, vault=b"v")


def wait_in_inbox(store, account="x", *, digest=None, attempts=0, version="v1"):
    new = new_mention_id()
    with store.write() as tx:
        tx.add_waiting(sealed(new, account=account, digest=digest or f"d-{new}", version=version))
        for _ in range(attempts):
            tx.note_attempt([new])
    return new


def approved(of, *, mode=Mode.LIVE, leave_at=NOW, text="Thank you.", account="x"):
    return Approved(
        mention=of,
        platform="x",
        account=account,
        text=text,
        language="en",
        mode=mode,
        approved_by="Alice",
        leave_at=leave_at,
    )


def put(store, of, **changes):
    with store.write() as tx:
        return tx.put_reply(approved(of, **changes))


def reply_in(store, of, state):
    """Put a reply into the outbox and bring it into `state`."""
    put(store, of)
    with store.write() as tx:
        before = tx.due_reply("x", NOW)
        after = replace(before, state=state, next_at=NOW, lease_until=NOW + timedelta(minutes=2))
        tx.keep_step(before, after, None)
        return after


# --- transactions ------------------------------------------------------------------------------------


def test_an_exception_undoes_the_act_and_its_audit_event_together(a_store, a_mention):
    one = a_mention()
    with a_store.read() as tx:
        before = tx.audit_head()

    with pytest.raises(UndoError), a_store.write() as tx:
        tx.change_item(tx.item(one), Change(state=MentionState.CLAIMED, claimed_by="Rita"))
        tx.record(Event(act=Act.MENTION_CLAIMED, subject=one))
        raise UndoError

    with a_store.read() as tx:
        assert tx.item(one).state == MentionState.DRAFTED
        assert tx.audit_head() == before


def test_what_was_written_is_read_by_the_next_transaction(a_store):
    with a_store.write() as tx:
        tx.throw_switch("sending-paused", "on", "Alice")

    with a_store.read() as tx:
        assert tx.switch("sending-paused") == "on"
        assert tx.switch("other") is None


def test_a_reader_sees_one_state_while_another_writes(a_store, a_mention):
    with a_store.read() as reader:
        before = reader.count(Filter())
        a_mention()

        assert reader.count(Filter()) == before


def test_read_transactions_keep_nothing(a_store):
    with a_store.read() as tx:
        tx.throw_switch("sending-paused", "on", "Alice")

    with a_store.read() as tx:
        assert tx.switch("sending-paused") is None


# --- the audit log -----------------------------------------------------------------------------------


def test_several_events_of_one_transaction_follow_each_other(a_store):
    with a_store.write() as tx:
        for _ in range(5):
            tx.record(STARTED)

    with a_store.read() as tx:
        assert [r.seq for r in tx.audit_records()] == [0, 1, 2, 3, 4]


def test_what_a_transaction_recorded_can_be_read_in_it(a_store):
    with a_store.write() as tx:
        tx.record(Event(act=Act.SYSTEM_STARTED, subject="one"))
        size, root = tx.audit_head()
        tx.record(Event(act=Act.SYSTEM_STARTED, actor="olga", subject="one"))

        assert (size, tx.audit_head()[0], tx.log_size()) == (1, 2, 2)
        assert root != tx.audit_head()[1]
        assert len(tx.audit_of("one")) == len(tx.audit_newest(9)) == len(tx.changes_from(0)) == 2
        assert tx.count_acts(Act.SYSTEM_STARTED, "olga") == 1


def test_the_sequence_has_no_gap_when_two_threads_write(a_store):
    errors = []

    def work():
        try:
            for turn in range(25):
                with a_store.write() as tx:
                    tx.record(STARTED)
                if turn % 5 == 0:
                    with pytest.raises(UndoError), a_store.write() as tx:
                        tx.record(STARTED)
                        raise UndoError
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    with a_store.read() as tx:
        assert [r.seq for r in tx.audit_records()] == list(range(50))
        size, root = tx.audit_head()
        verdict = verify(tx.audit_records(), head_size=size, head_root=root, checkpoints=[], public_key=b"")
    assert verdict.verified


def test_records_are_read_in_order_past_one_reading(a_store, monkeypatch):
    monkeypatch.setattr("smbot.storage.audit.READ_AT_ONCE", 3)
    with a_store.write() as tx:
        for _ in range(10):
            tx.record(STARTED)

    with a_store.read() as tx:
        assert [r.seq for r in tx.audit_records()] == list(range(10))


def test_an_empty_log_verifies(a_store):
    with a_store.read() as tx:
        size, root = tx.audit_head()
        assert tx.last_audit_time() is None
        verdict = verify(tx.audit_records(), head_size=size, head_root=root, checkpoints=[], public_key=b"")

    assert verdict.verified
    assert verdict.events == 0


def test_checkpoints_are_kept_once_and_read_oldest_first(a_store):
    with a_store.write() as tx:
        for _ in range(2):
            tx.record(STARTED)
            tx.keep_checkpoint(sign(*tx.audit_head(), KEY))
            tx.keep_checkpoint(sign(*tx.audit_head(), KEY))

    with a_store.read() as tx:
        size, root = tx.audit_head()
        checkpoints = tx.checkpoints()
        verdict = verify(
            tx.audit_records(),
            head_size=size,
            head_root=root,
            checkpoints=checkpoints,
            public_key=public_half(KEY),
        )
    assert [c.size for c in checkpoints] == [1, 2]
    assert verdict.verified


TAMPERING = [
    # a change behind smbot's back, by SQL
    "UPDATE audit_event SET actor = 'Rita' WHERE seq = 3",
    "UPDATE audit_event SET subject = 'm-other' WHERE seq = 3",
    "UPDATE audit_event SET act = 'system.stopped' WHERE seq = 3",
    "UPDATE audit_event SET at = '2020-01-01 00:00:00.000000' WHERE seq = 3",
    "UPDATE audit_event SET body = CAST(replace(CAST(body AS TEXT), 'system', 'Alice') AS BLOB) WHERE seq = 3",
    "UPDATE audit_event SET body = x'FF' WHERE seq = 3",
    "UPDATE audit_event SET leaf = (SELECT leaf FROM audit_event WHERE seq = 0) WHERE seq = 3",
    "DELETE FROM audit_event WHERE seq = 3",
    "DELETE FROM audit_event WHERE seq = 7",  # the newest
    "DELETE FROM audit_event",
    "UPDATE audit_event SET seq = seq + 1000 WHERE seq = 3",
    "UPDATE audit_head SET size = 7",
    "UPDATE audit_head SET frontier = '[]'",
    "UPDATE audit_head SET frontier = '[\"no hash\"]'",
    "UPDATE audit_checkpoint SET root = (SELECT leaf FROM audit_event WHERE seq = 0)",
    "UPDATE audit_checkpoint SET root = 'no hash'",
    "UPDATE audit_checkpoint SET signature = x'00'",
    "UPDATE audit_checkpoint SET size = 9",
]


def in_words_of(tx, change):
    """Return a statement that was written for SQLite as the database at hand takes it."""
    if tx.session.get_bind().dialect.name == "sqlite":
        return change
    as_bytes = "convert_to(replace(convert_from(body, 'UTF8'), 'system', 'Alice'), 'UTF8')"
    change = change.replace("CAST(replace(CAST(body AS TEXT), 'system', 'Alice') AS BLOB)", as_bytes)
    return re.sub(r"x'(\w+)'", r"'\\x\1'", change)


@pytest.mark.parametrize("change", TAMPERING)
def test_any_change_of_the_log_by_sql_is_found(a_store, change):
    with a_store.write() as tx:
        for _ in range(8):
            tx.record(STARTED)
        tx.keep_checkpoint(sign(*tx.audit_head(), KEY))

    with a_store.write() as tx:
        connection = tx.session.connection()
        with off_guard(connection):
            connection.execute(sql(in_words_of(tx, change)))

    with a_store.read() as tx:
        size, root = tx.audit_head()
        verdict = verify(
            tx.audit_records(),
            head_size=size,
            head_root=root,
            checkpoints=tx.checkpoints(),
            public_key=public_half(KEY),
        )
    assert not verdict.verified
    assert all(str(problem) for problem in verdict.problems)


def test_events_of_one_subject_are_found(a_store):
    with a_store.write() as tx:
        tx.record(Event(act=Act.MENTION_CLAIMED, subject="m-1"))
        tx.record(Event(act=Act.MENTION_CLAIMED, subject="m-2"))
        tx.record(Event(act=Act.MENTION_RELEASED, subject="m-1"))

    with a_store.read() as tx:
        found = tx.audit_of("m-1")

    assert [b'"seq":0' in found[0], b'"seq":2' in found[1], len(found)] == [True, True, 2]


def test_an_event_that_cannot_be_written_stops_the_act(a_store):
    with pytest.raises(Exception, match="Out of range|IntegerDomain|integer"), a_store.write() as tx:
        tx.throw_switch("sending-paused", "on", "Alice")
        tx.record(Event(act=Act.SENDING_PAUSED, detail={"count": 2**60}))  # more than canonical JSON holds

    with a_store.read() as tx:
        assert tx.switch("sending-paused") is None


# --- the inbox ---------------------------------------------------------------------------------------


def test_a_waiting_post_comes_back_as_it_was_put(a_store):
    one = wait_in_inbox(a_store, "x", digest="d1", version="v1")

    with a_store.read() as tx:
        [post] = tx.waiting(10)
        assert tx.seen("d1").mention == one
        assert tx.seen("d1").version == "v1"
        assert tx.seen("other") is None
        assert tx.sealed_original(one) == b"v"
        assert tx.sealed_original(MentionId("m-other")) is None
    assert (post.mention, post.account, post.sealed, post.attempts) == (one, "x", b"i", 0)
    assert post.received_at == NOW


def test_each_account_has_an_equal_share_of_what_waits(a_store, a_clock):
    for _ in range(30):
        wait_in_inbox(a_store, "file:archive")
    a_clock.advance(hours=1)
    for _ in range(3):
        wait_in_inbox(a_store, "x")

    with a_store.read() as tx:
        posts = tx.waiting(10)

    assert [p.account for p in posts].count("x") == 3
    assert len(posts) <= 10


def test_with_more_accounts_than_places_the_oldest_go_first_and_none_is_passed_over(a_store, a_clock):
    for account in ("z", "y", "x", "w"):
        for _ in range(2):
            wait_in_inbox(a_store, account)
        a_clock.advance(seconds=1)

    with a_store.read() as tx:
        first = tx.waiting(2)
    with a_store.write() as tx:
        for post in first:
            tx.take_out(post)
    with a_store.read() as tx:
        everybody = tx.waiting(4)

    assert [p.account for p in first] == ["z", "y"]
    assert {p.account for p in everybody} == {"w", "x", "y", "z"}


def test_waiting_never_gives_more_than_asked(a_store):
    for account in "abcde":
        for _ in range(3):
            wait_in_inbox(a_store, account)

    with a_store.read() as tx:
        assert len(tx.waiting(7)) == 7


def test_the_least_tried_post_goes_first(a_store):
    tried = wait_in_inbox(a_store, attempts=1)
    fresh = wait_in_inbox(a_store)

    with a_store.read() as tx:
        assert [p.mention for p in tx.waiting(10)] == [fresh, tried]


def test_a_post_tried_too_often_is_exhausted_and_no_longer_waits(a_store):
    tired = wait_in_inbox(a_store, attempts=MOST_ATTEMPTS)
    almost = wait_in_inbox(a_store, attempts=MOST_ATTEMPTS - 1)

    with a_store.read() as tx:
        assert [p.mention for p in tx.waiting(10)] == [almost]
        assert [p.mention for p in tx.exhausted(10)] == [tired]
        assert tx.count_waiting() == 2


def test_a_post_is_taken_out_once(a_store):
    wait_in_inbox(a_store)

    with a_store.write() as tx:
        (post,) = tx.waiting(9)
        first, second = tx.take_out(post), tx.take_out(post)

    assert (first, second) == (True, False)


def test_parts_come_back_as_they_were_redacted(a_store):
    parts = (
        RedactedPart(kind=PartKind.QUOTED, text=redacted("Call [PHONE_NUMBER 1] – ça presse 😀")),
        RedactedPart(kind=PartKind.LINK, text=None),
    )

    one = stored_mention(a_store, parts=parts)

    with a_store.read() as tx:
        assert tx.item(one).parts == parts


def test_an_edit_replaces_parts_and_a_deletion_takes_them_away(a_store):
    part = RedactedPart(kind=PartKind.FILE, text=redacted("before.pdf"))
    edited, deleted = stored_mention(a_store, parts=(part,)), stored_mention(a_store, parts=(part,))
    later = RedactedPart(kind=PartKind.FILE, text=redacted("after.pdf"))

    with a_store.write() as tx:
        tx.add_mention(mention(id=edited, parts=(later,)), handle=b"h", withheld="", tokens=())
        tx.purge(deleted)

    with a_store.read() as tx:
        assert tx.item(edited).parts == (later,)
        assert tx.item(deleted).parts == ()


def test_an_edit_is_shown_on_a_mention_in_the_queue(a_store):
    one = wait_in_inbox(a_store, digest="d1")
    with a_store.write() as tx:
        (post,) = tx.waiting(9)
        tx.take_out(post)
        tx.add_mention(mention(id=one), handle=b"h", withheld="", tokens=())

    with a_store.write() as tx:
        tx.read_again(sealed(one, digest="d1", version="v2", inbox=b"i2"))

    with a_store.read() as tx:
        assert tx.item(one).edited
        assert tx.seen("d1").version == "v2"


def test_an_edit_noticed_while_the_post_still_waits_is_not_lost(a_store):
    one = wait_in_inbox(a_store, digest="d1")
    other = wait_in_inbox(a_store, digest="d2")

    with a_store.write() as tx:
        tx.read_again(sealed(one, digest="d1", version="v2", inbox=b"i2"))
    with a_store.write() as tx:
        tx.add_mention(mention(id=one), handle=b"h", withheld="", tokens=())
        tx.add_mention(mention(id=other), handle=b"h", withheld="", tokens=())

    with a_store.read() as tx:
        assert [post.sealed for post in tx.waiting(9) if post.mention == one] == [b"i2"]
        assert tx.item(one).edited
        assert not tx.item(other).edited


# --- mentions ----------------------------------------------------------------------------------------


def test_a_mention_comes_back_with_text_masks_labels_and_evidence(a_store):
    text = redacted("I waited, call [PHONE_NUMBER 1]")
    one = stored_mention(a_store, text=text)

    with a_store.read() as tx:
        item = tx.item(one)

    assert item.text.text == text.text
    assert item.text.masks == text.masks
    assert item.labels == ("complaint",)
    assert item.scores == {"complaint": 0.9}
    assert item.evidence == triage().evidence
    assert (item.playbook, item.draft, item.drafted_by) == ("complaint", draft().text, "system")
    assert item.version == 2


def test_times_come_back_aware_and_in_utc_whatever_zone_they_came_in(a_store):
    ottawa = timezone(timedelta(hours=-5))
    one = stored_mention(a_store, posted_at=datetime(2026, 11, 2, 9, 0, tzinfo=ottawa))

    with a_store.read() as tx:
        item = tx.item(one)

    assert item.posted_at == NOW
    assert item.posted_at.utcoffset() == timedelta(0)
    assert item.collected_at.tzinfo is not None


def test_a_withheld_mention_is_in_quarantine_and_passes_no_stage(a_store):
    one = stored_mention(a_store, withheld="failed:ValueError")

    with a_store.read() as tx:
        assert tx.item(one).state == MentionState.QUARANTINED
        assert tx.item(one).text is None
        assert tx.in_state(MentionState.REDACTED, 10) == []


def test_a_stage_takes_the_oldest_first_and_each_mention_once(a_store, a_clock):
    new = [mention() for _ in range(3)]
    for one in new:
        with a_store.write() as tx:
            tx.add_mention(one, handle=b"", withheld="", tokens=())
        a_clock.advance(seconds=1)

    with a_store.write() as tx:
        waiting = tx.in_state(MentionState.REDACTED, 2)
        first = tx.keep_triage(new[0].id, triage(), 3)
        again = tx.keep_triage(new[0].id, triage("praise"), 3)

    assert [m.id for m in waiting] == [new[0].id, new[1].id]
    assert (first, again) == (True, False)
    with a_store.read() as tx:
        assert tx.item(new[0].id).labels == ("complaint",)


def test_a_mention_without_draft_is_not_drafted_again(a_store):
    one = stored_mention(a_store, drafted=False)

    with a_store.read() as tx:
        assert tx.item(one).state == MentionState.TRIAGED
        assert tx.in_state(MentionState.TRIAGED, 10) == []


def test_the_most_urgent_mention_is_listed_first_then_the_oldest(a_store):
    late = stored_mention(a_store, rank=0, posted_at=NOW)
    new = stored_mention(a_store, rank=5, posted_at=NOW)
    old = stored_mention(a_store, rank=5, posted_at=NOW - timedelta(days=1))

    with a_store.read() as tx:
        ids = [i.id for i in tx.items(Filter(), limit=10, offset=0)]
        second = [i.id for i in tx.items(Filter(), limit=1, offset=1)]

    assert ids == [late, old, new]
    assert second == [old]


FILTERS = [
    (Filter(), {"a", "b"}),
    (Filter(states=frozenset({MentionState.DRAFTED})), {"a"}),
    (Filter(states=frozenset({MentionState.DRAFTED, MentionState.TRIAGED})), {"a", "b"}),
    (Filter(language="fr"), {"b"}),
    (Filter(platform="files"), {"b"}),
    (Filter(label="complaint"), {"a", "b"}),
    (Filter(label="praise"), set()),
    (Filter(claimed_by="Rita"), set()),
    (Filter(language="fr", states=frozenset({MentionState.DRAFTED})), set()),
]


@pytest.mark.parametrize(("wanted", "names"), FILTERS)
def test_a_filter_lists_and_counts_the_same_mentions(a_store, wanted, names):
    ids = {
        "a": stored_mention(a_store, language="en"),
        "b": stored_mention(a_store, language="fr", platform="files", drafted=False),
    }

    with a_store.read() as tx:
        found = {i.id for i in tx.items(wanted, limit=10, offset=0)}
        count = tx.count(wanted)

    assert found == {ids[name] for name in names}
    assert count == len(names)


def test_an_act_on_an_old_version_changes_nothing(a_store, a_mention):
    one = a_mention()
    with a_store.read() as tx:
        seen = tx.item(one)

    with a_store.write() as tx:
        first = tx.change_item(seen, Change(state=MentionState.CLAIMED, claimed_by="Rita"))
    with a_store.write() as tx:
        second = tx.change_item(seen, Change(state=MentionState.CLAIMED, claimed_by="Bob"))

    assert (first, second) == (True, False)
    with a_store.read() as tx:
        assert tx.item(one).claimed_by == "Rita"


def test_expired_claims_are_found_at_their_end_and_not_before(a_store, a_mention):
    one = a_mention()
    with a_store.write() as tx:
        change = Change(state=MentionState.CLAIMED, claimed_by="Rita", claimed_until=NOW)
        tx.change_item(tx.item(one), change)

    with a_store.read() as tx:
        assert tx.expired_claims(NOW - timedelta(seconds=1)) == []
        assert [i.id for i in tx.expired_claims(NOW)] == [one]


def test_only_tokens_of_the_conversation_are_known(a_store):
    with a_store.write() as tx:
        tx.add_mention(mention(conversation="c1"), handle=b"", withheld="", tokens=["t1", "t1", "t2"])
        tx.add_mention(mention(conversation="c1"), handle=b"", withheld="", tokens=["t1"])
        tx.add_mention(mention(conversation="c2"), handle=b"", withheld="", tokens=["t3"])

    with a_store.read() as tx:
        assert tx.known_tokens("c1", ["t1", "t3"]) == {"t1"}
        assert tx.known_tokens("c2", ["t1", "t3"]) == {"t3"}


def test_counts_by_state_and_of_drafts(a_store, a_mention):
    a_mention()
    a_mention(drafted=False)
    a_mention(withheld="language:iu")

    with a_store.read() as tx:
        assert tx.count_by_state() == {"drafted": 1, "triaged": 1, "quarantined": 1}
        assert tx.count_drafts() == 1
        assert sorted(tx.all_masks_and_labels()) == sorted(
            [(["PHONE_NUMBER"], ["complaint"]), (["PHONE_NUMBER"], ["complaint"]), ([], [])]
        )


# --- the outbox --------------------------------------------------------------------------------------


def test_a_mention_has_one_reply_whatever_happens(a_store, a_mention):
    one = a_mention()

    first, second = put(a_store, one), put(a_store, one, text="Another.")

    assert (first, second) == (True, False)
    with a_store.read() as tx:
        assert tx.item(one).reply.text == "Thank you."


PUT_AGAIN = [
    (ReplyState.PENDING, False),  # on its way
    (ReplyState.SENDING, False),
    (ReplyState.SENT, False),
    (ReplyState.UNKNOWN, False),  # may be out
    (ReplyState.NEEDS_PERSON, False),
    (ReplyState.REFUSED, True),  # the platform said no: a better text may go
    (ReplyState.RETRACTED, True),  # a person took it back
]


@pytest.mark.parametrize(("state", "may"), PUT_AGAIN)
def test_a_reply_is_replaced_only_where_it_cannot_be_out(a_store, a_mention, state, may):
    one = a_mention()
    reply_in(a_store, one, state)

    assert put(a_store, one, text="Another.") is may

    with a_store.read() as tx:
        reply = tx.item(one).reply
    assert reply.text == ("Another." if may else "Thank you.")
    assert reply.state == (ReplyState.PENDING if may else state)


RETRACT = [
    (ReplyState.PENDING, True),
    (ReplyState.SENDING, False),
    (ReplyState.SENT, False),
    (ReplyState.UNKNOWN, False),
    (ReplyState.NEEDS_PERSON, False),
    (ReplyState.REFUSED, True),
    (ReplyState.RETRACTED, True),
]


@pytest.mark.parametrize(("state", "may"), RETRACT)
def test_a_reply_is_taken_back_only_where_it_cannot_be_out(a_store, a_mention, state, may):
    one = a_mention()
    reply_in(a_store, one, state)

    with a_store.write() as tx:
        assert tx.retract_reply(one, Purpose.PUBLIC) is may

    with a_store.read() as tx:
        assert tx.item(one).reply.state == (ReplyState.RETRACTED if may else state)


def test_a_reply_that_a_person_sends_again_cannot_be_taken_back(a_store, a_mention):
    one = a_mention()
    reply_in(a_store, one, ReplyState.NEEDS_PERSON)

    with a_store.write() as tx:
        resolved = tx.resolve_reply(one, Purpose.PUBLIC, ReplyState.PENDING)
        retracted = tx.retract_reply(one, Purpose.PUBLIC)

    assert (resolved, retracted) == (True, False)
    with a_store.read() as tx:
        assert tx.due_reply("x", NOW).resends == 1


@pytest.mark.parametrize("state", [s for s in ReplyState if s != ReplyState.NEEDS_PERSON])
def test_only_a_reply_that_waits_for_a_person_is_resolved(a_store, a_mention, state):
    one = a_mention()
    reply_in(a_store, one, state)

    with a_store.write() as tx:
        assert not tx.resolve_reply(one, Purpose.PUBLIC, ReplyState.SENT)


def test_a_reply_is_due_when_its_time_has_come(a_store, a_mention):
    put(a_store, a_mention(), leave_at=NOW + timedelta(seconds=10))

    with a_store.read() as tx:
        assert tx.due_reply("x", NOW + timedelta(seconds=9)) is None
        assert tx.due_reply("x", NOW + timedelta(seconds=10)) is not None
        assert tx.due_reply("other", NOW + timedelta(seconds=10)) is None


def test_the_reply_that_waited_longest_goes_first(a_store, a_mention):
    late, early = a_mention(), a_mention()
    put(a_store, late, leave_at=NOW)
    put(a_store, early, leave_at=NOW - timedelta(seconds=1))

    with a_store.read() as tx:
        assert tx.due_reply("x", NOW).mention == early


def test_a_reply_approved_in_shadow_is_never_due(a_store, a_mention):
    put(a_store, a_mention(), mode=Mode.SHADOW)

    with a_store.read() as tx:
        assert tx.due_reply("x", NOW + timedelta(days=1)) is None


def test_a_step_is_kept_for_the_version_it_was_decided_for(a_store, a_mention):
    put(a_store, a_mention())
    with a_store.read() as tx:
        before = tx.due_reply("x", NOW)
    step = outbox.begin(before, NOW, POLICY)

    with a_store.write() as tx:
        first = tx.keep_step(before, step.reply, None)
        second = tx.keep_step(before, step.reply, None)

    assert (first, second) == (True, False)
    with a_store.read() as tx:
        assert tx.abandoned_replies("x", NOW) == []
        [left] = tx.abandoned_replies("x", NOW + POLICY.lease)
        assert (left.attempts, left.version, left.attempt_at) == (1, before.version + 1, NOW)


def test_a_sent_reply_keeps_when_and_where_it_is(a_store, a_mention):
    one = a_mention()
    put(a_store, one)
    with a_store.write() as tx:
        before = tx.due_reply("x", NOW)
        tx.keep_step(before, outbox.sent(before).reply, OwnReplyName(sealed=b"sealed reply", digest="d-own"))

    with a_store.read() as tx:
        assert tx.item(one).reply.sent_at == NOW
        assert tx.reply_states() == {before.id: "sent"}


def test_only_an_approved_mention_becomes_answered(a_store, a_mention):
    one, other = a_mention(), a_mention()
    with a_store.write() as tx:
        tx.change_item(tx.item(one), Change(state=MentionState.APPROVED))

    with a_store.write() as tx:
        assert tx.mark_answered(one)
        assert not tx.mark_answered(other)


def test_a_conversation_is_answered_once_another_mention_has_a_sent_reply(a_store, a_mention):
    one, other = a_mention(conversation="c"), a_mention(conversation="c")

    with a_store.read() as tx:
        before = tx.answered_before("c", other)
    reply_in(a_store, one, ReplyState.SENT)

    with a_store.read() as tx:
        assert (before, tx.answered_before("c", other), tx.answered_before("c", one)) == (False, True, False)
        assert not tx.answered_before("elsewhere", other)


# --- accounts, members -------------------------------------------------------------------------------


def test_a_new_account_is_well_and_health_comes_back(a_store):
    ill = AccountHealth(account="x", collected_at=NOW, failures=3, retry_at=NOW, paused="401")
    with a_store.write() as tx:
        new = tx.health("x")
        tx.keep_health(ill)

    with a_store.read() as tx:
        assert new == AccountHealth(account="x")
        assert tx.health("x") == ill
        assert tx.all_health() == [ill]


def test_a_pause_is_lifted_once(a_store):
    with a_store.write() as tx:
        tx.keep_health(AccountHealth(account="x", failures=3, retry_at=NOW, paused="401"))

    with a_store.write() as tx:
        first, second = tx.resume_account("x"), tx.resume_account("x")

    assert (first, second) == (True, False)
    with a_store.read() as tx:
        assert tx.health("x") == AccountHealth(account="x")


def test_spending_is_summed_by_account_with_all_below_it_and_no_other(a_store, a_clock):
    with a_store.write() as tx:
        for account, micros in [("x", 1), ("x:monitor:a", 10), ("x:monitor:ab", 100), ("xy", 1000), ("%", 10_000)]:
            tx.spend(account, micros, 1)
        tx.spend("x", 5, 1)

    with a_store.read() as tx:
        assert tx.spent_since(date(2026, 11, 1), "x") == 116
        assert tx.spent_since(date(2026, 11, 1), "x:monitor:a") == 10
        assert tx.spent_since(date(2026, 11, 1), "%") == 10_000
        assert tx.spent_since(date(2026, 11, 3), "x") == 0


def test_a_cursor_is_replaced(a_store):
    with a_store.write() as tx:
        none = tx.cursor("x")
        tx.keep_cursor("x", b"1")
        tx.keep_cursor("x", b"2")

    with a_store.read() as tx:
        assert (none, tx.cursor("x"), tx.cursor("y")) == (None, b"2", None)


def test_a_member_comes_back_by_name_and_by_id(a_store):
    with a_store.write() as tx:
        tx.add_member(ALICE, "hash")

    with a_store.read() as tx:
        assert tx.members() == [ALICE]
        assert tx.membership(ALICE.id) == Membership(member=ALICE)
        assert tx.credentials(ALICE.id).password == "hash"
        assert (tx.membership("u-bob"), tx.credentials("u-bob")) == (None, None)


def test_a_disabled_member_is_kept_but_is_not_among_those_who_act(a_store):
    with a_store.write() as tx:
        tx.add_member(ALICE, "hash")
        tx.set_disabled(ALICE.id, True)

    with a_store.read() as tx:
        assert tx.members() == []
        assert tx.memberships() == [Membership(member=ALICE, disabled=True)]


def test_a_time_step_and_a_recovery_code_are_used_once(a_store):
    with a_store.write() as tx:
        tx.add_member(ALICE, "hash")
        tx.keep_second_factor(ALICE.id, b"sealed", step=7, recovery=["one", "two"])

        steps = [tx.use_step(ALICE.id, step) for step in (7, 9, 9, 8)]
        codes = [tx.use_recovery(ALICE.id, code) for code in ("one", "one", "three")]

    with a_store.read() as tx:
        assert (steps, codes) == ([False, True, False, False], [True, False, False])
        assert tx.credentials(ALICE.id).recovery == {"two"}
        assert tx.membership(ALICE.id) == Membership(member=ALICE, second_factor=True, recovery_codes=1)


def test_the_last_sign_in_is_read_from_the_audit_log(a_store, a_clock):
    for _ in range(2):
        a_clock.advance(hours=1)
        with a_store.write() as tx:
            tx.record(Event(act=Act.MEMBER_SIGNED_IN, actor="Alice", subject=ALICE.id))

    with a_store.read() as tx:
        assert tx.last_sign_ins() == {ALICE.id: NOW + timedelta(hours=2)}


def test_two_members_do_not_share_a_name(a_store):
    with a_store.write() as tx:
        tx.add_member(ALICE, "hash")

    with pytest.raises(IntegrityError), a_store.write() as tx:
        tx.add_member(replace(ALICE, id="u-other"), "hash")


def test_sessions_are_kept_refreshed_and_ended(a_store):
    session = StoredSession(member=ALICE.id, csrf="c", created_at=NOW, seen_at=NOW)
    later = replace(session, seen_at=NOW + timedelta(minutes=1))
    with a_store.write() as tx:
        tx.keep_session("d1", session)
        tx.keep_session("d1", later)
        tx.keep_session("d2", session)
        tx.end_session("d2")

    with a_store.write() as tx:
        kept, ended = tx.session_of("d1"), tx.session_of("d2")
        tx.end_sessions_begun_before(NOW)
        still = tx.session_of("d1")
        tx.end_sessions_begun_before(NOW + timedelta(seconds=1))

    assert (kept, ended, still) == (later, None, later)
    with a_store.read() as tx:
        assert tx.session_of("d1") is None


def test_failed_sign_ins_are_counted_and_forgotten(a_store):
    with a_store.write() as tx:
        tx.note_failure("k")
        tx.note_failure("k")
        tx.take_back_failure("k")
        counted = tx.failures("k")
        tx.forget_failures("k")

    with a_store.read() as tx:
        assert counted == (1, NOW)
        assert tx.failures("k") == (0, None)


# --- what never comes out ----------------------------------------------------------------------------


def test_an_error_of_the_database_holds_no_value(a_store):
    one = wait_in_inbox(a_store, digest="canary digest")

    with pytest.raises(IntegrityError) as refused, a_store.write() as tx:
        tx.bury("canary digest")

    assert "canary" not in str(refused.value)
    assert one not in str(refused.value)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE mention SET state = 'lost'",
        "UPDATE reply SET state = 'lost'",
        "UPDATE reply SET mode = 'loud'",
    ],
)
def test_the_database_refuses_states_that_nobody_knows(a_store, a_mention, change):
    put(a_store, a_mention())

    with pytest.raises(IntegrityError), a_store.write() as tx:
        tx.session.execute(sql(change))


def test_a_second_reply_to_a_mention_is_refused_by_the_database_itself(a_store, a_mention):
    put(a_store, a_mention())

    with pytest.raises(IntegrityError), a_store.write() as tx:
        names = ", ".join(each.name for each in ReplyRow.__table__.columns if each.name != "id")
        tx.session.execute(sql(f"INSERT INTO reply (id, {names}) SELECT 'r-2', {names} FROM reply"))  # noqa: S608


def test_keys_of_originals_are_kept_apart_and_shredded_keys_are_gone(a_key_store, tmp_path):
    a_key_store.put({MentionId("m-1"): b"k1", MentionId("m-2"): b"k2"})
    a_key_store.put({})

    assert a_key_store.get(MentionId("m-1")) == b"k1"
    with sqlite3.connect(tmp_path / "keys.db") as connection:
        connection.execute("DELETE FROM vault_key WHERE mention = 'm-1'")
    connection.close()
    assert a_key_store.get(MentionId("m-1")) is None
    assert a_key_store.get(MentionId("m-2")) == b"k2"


def test_aware_means_utc():
    assert NOW.tzinfo is UTC


def test_an_act_on_an_old_version_changes_nothing_though_the_state_is_the_same(a_store, a_mention):
    one = a_mention()
    with a_store.write() as tx:
        tx.change_item(tx.item(one), Change(state=MentionState.CLAIMED, claimed_by="Rita"))
    with a_store.write() as tx:
        seen = tx.item(one)
        first = tx.change_item(seen, Change(state=MentionState.CLAIMED, draft="First."))
        second = tx.change_item(seen, Change(state=MentionState.CLAIMED, draft="Second."))

    assert (first, second) == (True, False)
    with a_store.read() as tx:
        assert tx.item(one).draft == "First."


@pytest.mark.parametrize("state", [s for s in ReplyState if s != ReplyState.SENT])
def test_a_conversation_is_not_answered_by_a_reply_that_is_not_out(a_store, a_mention, state):
    one, other = a_mention(conversation="c"), a_mention(conversation="c")
    reply_in(a_store, one, state)

    with a_store.read() as tx:
        assert not tx.answered_before("c", other)


def test_a_step_on_an_old_version_is_refused_though_the_state_is_the_same(a_store, a_mention):
    waiting = reply_in(a_store, a_mention(), ReplyState.UNKNOWN)
    with a_store.read() as tx:
        before = tx.doubtful_reply("x", NOW)

    with a_store.write() as tx:
        first = tx.keep_step(before, replace(before, misses=1), None)
        second = tx.keep_step(before, replace(before, misses=2), None)

    assert (first, second) == (True, False)
    with a_store.read() as tx:
        assert tx.doubtful_reply("x", NOW).misses == 1
        assert tx.doubtful_reply("x", NOW).id == waiting.id


def test_a_refused_reply_that_is_approved_again_begins_anew(a_store, a_mention):
    one = a_mention()
    put(a_store, one)
    with a_store.write() as tx:
        before = tx.due_reply("x", NOW)
        tried = outbox.begin(before, NOW, POLICY).reply
        tx.keep_step(before, replace(tried, state=ReplyState.REFUSED, resends=1, misses=1, code="404"), None)

    put(a_store, one)

    with a_store.read() as tx:
        fresh = tx.due_reply("x", NOW)
    assert (fresh.attempts, fresh.resends, fresh.misses, fresh.code) == (0, 0, 0, "")
    assert (fresh.attempt_at, fresh.first_attempt_at) == (None, None)


def test_failed_sign_ins_are_never_fewer_than_none(a_store):
    with a_store.write() as tx:
        tx.note_failure("k")
        tx.take_back_failure("k")
        tx.take_back_failure("k")

    with a_store.read() as tx:
        assert tx.failures("k")[0] == 0
