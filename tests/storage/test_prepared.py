"""Statements built once find, insert, change and delete like any others, and no object of a session stays behind."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from smbot.storage import prepared
from smbot.storage.case_tables import CaseClockRow
from smbot.storage.step_tables import RoleNoticeRow
from smbot.storage.tables import MaskNumberRow, MentionRow, OwnPostRow


def own(digest, **changes):
    return {"digest": digest, "parent": "p", "conversation": "c", **changes}


@pytest.fixture
def session(a_store, a_clock):
    with a_store.write() as tx:
        new = [own("d1", posted_at=a_clock.now()), own("d2", posted_at=a_clock.now(), parent="q")]
        prepared.insert(tx.session, OwnPostRow, *new)
        yield tx.session


def digests(found):
    return sorted(row.digest for row in found)


def test_rows_are_found_by_all_that_is_asked(session):
    assert digests(prepared.find(session, OwnPostRow, conversation="c")) == ["d1", "d2"]
    assert digests(prepared.find(session, OwnPostRow, conversation="c", parent="q")) == ["d2"]
    assert prepared.find(session, OwnPostRow, digest="d1", parent="q") == []


def test_what_is_not_given_has_the_default_of_its_field(session, a_mention):
    [row] = prepared.find(session, OwnPostRow, digest="d1")

    assert row.passed_over is False


def test_an_empty_list_by_default_is_no_other_row_s_list(a_store, a_mention):
    first, second = a_mention(), a_mention()
    with a_store.write() as tx:
        tx.session.get_one(MentionRow, first).labels = ["complaint"]
    with a_store.read() as tx:
        assert tx.session.get_one(MentionRow, second).parts == []
        [row] = prepared.find(tx.session, MentionRow, id=second)
        assert row.parts == []


def test_what_waits_in_the_session_is_stored_before_anything_is_found_changed_or_deleted(session, a_clock):
    session.add(OwnPostRow(**own("d3", posted_at=a_clock.now())))
    assert digests(prepared.find(session, OwnPostRow, digest="d3")) == ["d3"]

    session.add(OwnPostRow(**own("d4", posted_at=a_clock.now())))
    assert prepared.change(session, OwnPostRow, {"digest": "d4"}, {"passed_over": True}) == 1

    session.add(OwnPostRow(**own("d5", posted_at=a_clock.now())))
    assert prepared.delete(session, OwnPostRow, digest="d5") == 1


def test_an_object_of_the_session_shows_what_was_changed_past_it(session):
    held = session.exec(select(OwnPostRow).where(OwnPostRow.digest == "d1")).one()
    other = session.exec(select(OwnPostRow).where(OwnPostRow.digest == "d2")).one()

    assert prepared.change(session, OwnPostRow, {"digest": "d1", "passed_over": False}, {"passed_over": True}) == 1

    assert held.passed_over is True
    assert other.passed_over is False


def test_only_rows_as_they_were_read_are_changed_and_get_the_next_version(a_store, a_mention):
    mention = a_mention()
    with a_store.write() as tx:
        [before] = prepared.find(tx.session, MentionRow, id=mention)
        as_read = {"id": mention, "version": before.version}

        assert prepared.change(tx.session, MentionRow, as_read, {"edited": True}, versioned=True) == 1
        assert prepared.change(tx.session, MentionRow, as_read, {"edited": False}, versioned=True) == 0

        [after] = prepared.find(tx.session, MentionRow, id=mention)
    assert (after.edited, after.version) == (True, before.version + 1)


def test_deleting_leaves_others(session):
    assert prepared.delete(session, OwnPostRow, parent="q") == 1
    assert prepared.delete(session, OwnPostRow, parent="q") == 0
    assert digests(prepared.find(session, OwnPostRow, conversation="c")) == ["d1"]


def test_rows_that_may_not_be_are_refused_as_ever(a_store):
    with pytest.raises(IntegrityError), a_store.write() as tx:
        number = {"conversation": "c", "entity": "PERSON", "digest": "d", "number": 1}
        prepared.insert(tx.session, MaskNumberRow, number, number)


def test_a_row_with_several_keys_is_found_by_them(a_store, a_mention, a_clock):
    mention = a_mention()
    with a_store.write() as tx:
        for reason in ("notify:approver", "escalate:approver"):
            at = {"role": "approver", "at": a_clock.now(), "next_at": a_clock.now()}
            prepared.insert(tx.session, RoleNoticeRow, {"mention": mention, "reason": reason, **at})
        [one] = prepared.find(tx.session, RoleNoticeRow, mention=mention, reason="escalate:approver")
    assert (one.attempts, one.told_at) == (0, None)


def test_rows_that_the_database_numbers_get_the_next_number(a_store, a_clock):
    with a_store.write() as tx:
        beats = [{"case": "c-1", "at": a_clock.now(), "beat": "started"} for _ in range(2)]
        prepared.insert(tx.session, CaseClockRow, *beats)
        prepared.insert(tx.session, CaseClockRow, beats[0])
        first, second, third = sorted(row.id for row in prepared.find(tx.session, CaseClockRow, case="c-1"))
    assert (second, third) == (first + 1, first + 2)
