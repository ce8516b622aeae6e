"""What reports read: public posts of a stretch of time, with their first label and when they were answered."""

from datetime import timedelta

from fakes import NOW, redacted, stored_mention
from sqlalchemy import text as sql

from smbot.core.events import Act, Event
from smbot.core.states import MentionState, Mode
from smbot.review.ports import Approved

AN_HOUR = timedelta(hours=1)


def said(store, since=NOW - AN_HOUR, until=NOW + AN_HOUR):
    with store.read() as tx:
        return tx.said(since, until)


def test_a_post_is_read_with_its_masks_and_its_first_label(a_store, a_mention):
    one = a_mention(text=redacted(), pseudonym="p", language="fr", platform="facebook")

    [found] = said(a_store)

    assert (found.id, found.pseudonym, found.language, found.platform) == (one, "p", "fr", "facebook")
    assert found.label == "complaint"
    assert [mask.entity for mask in found.text.masks] == ["PHONE_NUMBER"]
    assert found.posted_at == NOW


def test_the_beginning_counts_and_the_end_does_not(a_store, a_mention):
    ids = [a_mention(posted_at=NOW + AN_HOUR * hours) for hours in (-2, -1, 0, 1)]

    assert [found.id for found in said(a_store)] == ids[1:3]


def test_private_messages_are_not_read(a_store, a_mention):
    one = a_mention()
    with a_store.write() as tx:
        tx.session.execute(sql("UPDATE mention SET kind = 'message' WHERE id = :id"), {"id": one})

    assert said(a_store) == []


def test_withheld_posts_count_without_their_text(a_store):
    stored_mention(a_store, withheld="language:es")

    [found] = said(a_store)

    assert found.text is None
    assert found.label == ""
    assert found.state == MentionState.QUARANTINED


def put(store, mention, *, sent_at):
    approved = Approved(
        mention=mention,
        platform="x",
        account="x",
        text="Thank you.",
        language="en",
        mode=Mode.LIVE,
        approved_by="Alice",
        leave_at=NOW,
    )
    with store.write() as tx:
        tx.put_reply(approved)
        tx.session.execute(sql("UPDATE reply SET state = 'sent', sent_at = :at"), {"at": sent_at})


def test_a_sent_reply_tells_when_it_was_answered(a_store, a_mention):
    put(a_store, a_mention(), sent_at="2026-11-02 16:00:00.000000")

    [found] = said(a_store)

    assert found.answered_at == NOW + 2 * AN_HOUR


def test_an_answer_by_hand_tells_when_too(a_store, a_mention, a_clock):
    one = a_mention()
    a_clock.advance(hours=3)
    with a_store.write() as tx:
        tx.record(Event(act=Act.MENTION_ANSWERED_BY_HAND, actor="Rita", subject=one))

    [found] = said(a_store)

    assert found.answered_at == NOW + 3 * AN_HOUR
