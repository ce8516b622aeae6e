"""What corrections ask of storage: numbers, texts put in the place of others, examples, doubt that can be filtered."""

import sqlite3
import time
from dataclasses import replace

import pytest
from alembic import command
from fakes import NOW, redacted
from fakes import mention as a_mention_with

from smbot.core.clock import FrozenClock
from smbot.core.purposes import Purpose
from smbot.core.redacted import RedactedText
from smbot.core.states import Mode, ReplyState
from smbot.core.warrant import WARRANT
from smbot.review.correction_ports import Kept, Kind
from smbot.review.ports import Approved, Filter
from smbot.storage.engine import BUSY_SECONDS, WRITES, open_engine
from smbot.storage.migrate import _config, migrate
from smbot.storage.store import Store


def doubtful(text):
    return RedactedText(text.text, tuple(replace(mask, doubtful=True) for mask in text.masks), WARRANT)


def kept(mention, **changes):
    values = {
        "mention": mention,
        "conversation": "c",
        "at": NOW,
        "by": "chloe",
        "kind": Kind.MISSED,
        "entity": "PERSON",
        "number": 1,
        "surrogate": "Dana",
        "example": "{}",
    }
    return Kept(**(values | changes))


def approved(mention):
    return Approved(
        mention=mention, platform="x", account="x", text="We rang you.", language="en", mode=Mode.LIVE,
        approved_by="paul", leave_at=NOW,
    )  # fmt: skip


def test_doubt_is_kept_with_the_mask_and_filtered(a_store, a_mention):
    sure, unsure = a_mention(text=redacted()), a_mention(text=doubtful(redacted()))

    with a_store.read() as tx:
        found = tx.items(Filter(doubtful=True), limit=10, offset=0)
        everything = tx.count(Filter())

    assert [item.id for item in found] == [unsure]
    assert all(mask.doubtful for mask in found[0].text.masks)
    assert everything == len([sure, unsure])


def test_a_post_that_is_gone_is_in_doubt_no_longer(a_store, a_mention):
    unsure = a_mention(text=doubtful(redacted()))

    with a_store.write() as tx:
        tx.purge(unsure)

    with a_store.read() as tx:
        assert tx.count(Filter(doubtful=True)) == 0


def test_a_value_keeps_its_number_and_a_new_one_gets_none_that_stands_in_a_mask(a_store, a_mention):
    a_mention(text=redacted(), conversation="c")  # [PHONE_NUMBER 1], of a time when posts counted for themselves

    with a_store.write() as tx:
        first = tx.number_value("c", "PHONE_NUMBER", "digest")
        again = tx.number_value("c", "PHONE_NUMBER", "digest")
        other = tx.number_value("c", "PHONE_NUMBER", "another")
        elsewhere = tx.number_value("d", "PHONE_NUMBER", "digest")

    assert (first, again, other, elsewhere) == (2, 2, 3, 1)
    with a_store.read() as tx:
        assert tx.numbered_value("c", "PHONE_NUMBER", 3) == "another"
        assert tx.numbered_value("c", "PHONE_NUMBER", 9) == ""


def test_a_text_is_put_in_the_place_of_the_version_that_was_read_alone(a_store, a_mention):
    mention = a_mention(text=redacted())
    with a_store.read() as tx:
        item = tx.item(mention)
    after = replace(item, text=doubtful(item.text), draft="Other words.")

    with a_store.write() as tx:
        changed, late = tx.rewrite(item, after), tx.rewrite(item, after)

    with a_store.read() as tx:
        now = tx.item(mention)
    assert (changed, late) == (True, False)
    assert (now.text, now.draft, now.version) == (after.text, "Other words.", item.version + 1)


def test_a_reply_that_moved_on_is_not_overwritten(a_store, a_mention):
    mention = a_mention()
    with a_store.write() as tx:
        tx.put_reply(approved(mention))
        reply = tx.item(mention).reply
    after = replace(reply, text="We rang [PHONE_NUMBER 1].", state=ReplyState.REFUSED, code="echo")

    with a_store.write() as tx:
        tx.retract_reply(mention, Purpose.PUBLIC)
        late = tx.rewrite_reply(reply, after)
        there = tx.item(mention).reply
        in_time = tx.rewrite_reply(there, replace(after, state=there.state))

    assert (late, there.state, there.text, in_time) == (False, ReplyState.RETRACTED, "We rang you.", True)


def test_only_the_newest_correction_of_a_post_holds_its_example(a_store, a_mention):
    mention, other = a_mention(), a_mention()
    with a_store.write() as tx:
        tx.keep_correction(kept(mention, example="first"))
        tx.keep_correction(kept(other, example="other", number=2))
        tx.keep_correction(kept(mention, example="second", number=3, surrogate=""))
        tx.keep_example(mention, "third", 2)

    with a_store.read() as tx:
        assert [(each.example, each.found) for each in tx.corrections()] == [("", 0), ("other", 0), ("third", 2)]
        assert tx.surrogates("c") == {("PERSON", 1): "Dana", ("PERSON", 2): "Dana"}


def test_an_edit_by_its_author_empties_the_examples_of_a_post(a_store, a_mention):
    mention = a_mention()
    with a_store.write() as tx:
        tx.keep_correction(kept(mention))
        tx.drop_examples(mention)
        tx.keep_example(mention, "late", 0)

    with a_store.read() as tx:
        [each] = tx.corrections()
    assert (each.example, each.surrogate, each.by) == ("", "", "chloe")


def test_the_migration_goes_back_and_forth_with_posts_in_the_table(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'smbot.db'}")
    migrate(engine)
    config = _config()
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0004")
        connection.exec_driver_sql(
            "INSERT INTO mention (id, platform, account, pseudonym, conversation, handle, posted_at, collected_at, "
            "language, summoned, kind, state, version, hidden, masks, parts, withheld, edited, labels, top_label, "
            "scores, evidence, classifier, rank, playbook, playbook_version, draft, draft_language, drafted_by, "
            "first_approver, claimed_by, escalated_to) VALUES ('m-1', 'x', 'x', 'p', 'c', '', '2026-01-01', "
            "'2026-01-01', 'en', 0, 'post', 'redacted', 0, 0, '[]', '[]', '', 0, '[]', '', '{}', '[]', '', 99, '', "
            "'', '', '', '', '', '', '')"
        )
        command.upgrade(config, "head")
        found = connection.exec_driver_sql("SELECT doubtful FROM mention").scalar()
    engine.dispose()

    assert found == 0


def test_older_versions_leave_the_write_ahead_log_unless_somebody_reads(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'smbot.db'}")
    migrate(engine)
    store, log = Store(engine, FrozenClock(NOW)), tmp_path / "smbot.db-wal"
    with store.write() as tx:
        tx.keep_note("one", "a")

    with store.read() as tx:
        tx.note("one")
        with store.write() as other:
            other.keep_note("one", "b")
        begun = time.monotonic()
        store.truncate_log()
        waited = time.monotonic() - begun
        assert log.stat().st_size > 0
    store.truncate_log()

    assert waited < BUSY_SECONDS / 2
    assert log.stat().st_size == 0
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == BUSY_SECONDS * 1000
    engine.dispose()


@pytest.mark.parametrize("an_engine_of_each", ["sqlite"], indirect=True)  # the log is SQLite's
@pytest.mark.parametrize("act", ["purge", "edit"])
def test_what_was_deleted_or_edited_leaves_the_write_ahead_log_too(act, a_store, a_mention, tmp_path):
    words = "the blue barn on concession nine"
    one = a_mention(text=redacted(words))
    files = [tmp_path / "smbot.db", tmp_path / "smbot.db-wal"]
    assert any(words.encode() in file.read_bytes() for file in files)

    with a_store.write() as tx:
        if act == "purge":
            tx.purge(one)
        else:
            tx.add_mention(a_mention_with(id=one), handle=b"", withheld="", tokens=())

    assert not any(words.encode() in file.read_bytes() for file in files)


def test_a_log_that_cannot_begin_anew_is_no_failure_of_what_was_kept(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'smbot.db'}")
    migrate(engine)
    store = Store(engine, FrozenClock(NOW))

    def refuse(action, name, *_rest):
        refused = action == sqlite3.SQLITE_PRAGMA and name == "wal_checkpoint"
        return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK

    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.set_authorizer(refuse)
    with store.write() as tx:
        tx.keep_note("one", "a")
        tx.forgets = True

    with store.read() as tx:
        assert tx.note("one") is not None
    driver.set_authorizer(None)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == BUSY_SECONDS * 1000
    engine.dispose()
