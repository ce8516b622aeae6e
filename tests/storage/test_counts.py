"""Counts for health and digests: what is counted, and since when; notes by their beginnings."""

from datetime import timedelta

import pytest
from fakes import NOW, stored_mention

from smbot.core.events import Act, Event
from smbot.core.ids import new_reply_id
from smbot.core.purposes import Purpose
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.notify.ports import Standing
from smbot.storage.tables import ReplyRow

DAY = timedelta(days=1)


@pytest.fixture
def a_reply(a_store):
    """The factory `a_reply(purpose, state, sent_at)` of something in the outbox."""

    def make(purpose=Purpose.PUBLIC, state=ReplyState.SENT, sent_at=NOW, mention=None):
        mention = mention or stored_mention(a_store)
        values = {"account": "x", "platform": "x", "text": "t", "language": "en", "approved_by": "Alice"}
        with a_store.write() as tx:
            tx.session.add(
                ReplyRow(
                    id=new_reply_id(),
                    mention=mention,
                    purpose=purpose.value,
                    state=state.value,
                    mode=Mode.LIVE.value,
                    approved_at=NOW,
                    next_at=NOW,
                    sent_at=sent_at,
                    **values,
                )
            )
        return mention

    return make


def test_answers_are_counted_by_mention_and_only_those_that_left_since(a_store, a_reply):
    mention = a_reply()
    a_reply(Purpose.PRIVATE, mention=mention)
    a_reply(sent_at=NOW - 2 * DAY)
    a_reply(state=ReplyState.PENDING, sent_at=None)
    a_reply(Purpose.VISIBILITY)
    by_hand = stored_mention(a_store)
    with a_store.write() as tx:
        tx.record(Event(act=Act.MENTION_ANSWERED_BY_HAND, subject=by_hand))

    with a_store.read() as tx:
        assert tx.count_answered_since(NOW - DAY) == 2
        assert tx.count_replies() == {"sent": 4, "pending": 1}


def test_mentions_are_counted_by_state_label_and_age(a_store):
    stored_mention(a_store, posted_at=NOW - 3 * DAY)
    stored_mention(a_store)
    stored_mention(a_store, withheld="failed:ValueError")
    drafted, held = {MentionState.DRAFTED}, {MentionState.QUARANTINED}

    with a_store.read() as tx:
        assert tx.count_mentions(drafted) == 2
        assert tx.count_mentions(drafted, posted_before=NOW - DAY) == 1
        assert tx.count_mentions(drafted, label="complaint") == 2
        assert tx.count_mentions(drafted, label="praise") == 0
        assert tx.count_mentions(held, collected_since=NOW) == 1
        assert tx.count_mentions(held, collected_since=NOW + DAY) == 0
        assert tx.oldest_mention(drafted) == NOW - 3 * DAY
        assert tx.oldest_mention({MentionState.CLAIMED}) is None


def test_a_delivery_that_waits_is_in_the_inbox_too(a_store, a_clock):
    with a_store.read() as tx:
        empty = tx.oldest_in_inbox()
    with a_store.write() as tx:
        tx.add_delivery("d", "x", b"sealed")
    a_clock.advance(minutes=5)
    with a_store.write() as tx:
        tx.add_delivery("e", "x", b"sealed")

    with a_store.read() as tx:
        assert (empty, tx.oldest_in_inbox()) == (None, NOW)


def test_the_last_verification_is_the_newest_one(a_store):
    with a_store.read() as tx:
        assert tx.last_verified() is None
    for whole in (True, False):
        with a_store.write() as tx:
            tx.record(Event(act=Act.AUDIT_VERIFIED, detail={"events": 1, "verified": whole}))

    with a_store.read() as tx:
        assert tx.last_verified() == (NOW, False)


def test_notes_are_found_by_their_beginning_replaced_and_dropped(a_store, a_clock):
    with a_store.write() as tx:
        tx.keep_note("alive:work", "1")
        tx.keep_note("alive%", "no")
    a_clock.advance(minutes=1)
    with a_store.write() as tx:
        tx.keep_note("alive:work", "2")

    with a_store.write() as tx:
        [found] = tx.notes("alive:")
        tx.drop_note("alive:work")

    assert (found.value, found.at) == ("2", NOW + timedelta(minutes=1))
    with a_store.read() as tx:
        assert (tx.note("alive:work"), tx.notes("alive:")) == (None, [])


def test_an_alarm_that_is_raised_again_after_it_was_cleared_stands_again(a_store):
    alarm = Standing(kind="disk", subject="", level="", raised_at=NOW, told_at=NOW)
    with a_store.write() as tx:
        tx.keep_alarm(alarm)
        tx.clear_alarm(alarm)
    with a_store.read() as tx:
        cleared = tx.standing_alarms()
    with a_store.write() as tx:
        tx.keep_alarm(alarm)

    with a_store.read() as tx:
        assert (cleared, tx.standing_alarms()) == ([], [alarm])
