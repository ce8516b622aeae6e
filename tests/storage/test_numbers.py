"""The numbers that masks carry: the same for the same value through a conversation, whoever writes, until a purge."""

import threading
from dataclasses import asdict, replace

import pytest
from alembic import command
from alembic.config import Config
from fakes import mention, redacted
from sqlalchemy import inspect
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError

from smbot.core.parts import PartKind, RedactedPart
from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask, Operator
from smbot.core.warrant import WARRANT
from smbot.storage.engine import WRITES, open_engine
from smbot.storage.migrate import FOLDER, migrate
from smbot.storage.tables import MaskNumberRow

ANNE, BOB, CALL = ("PERSON", "digest-anne"), ("PERSON", "digest-bob"), ("PHONE_NUMBER", "digest-call")


def give(store, conversation, *values):
    with store.write() as tx:
        return tx.number_masks(conversation, values)


def showing(*masks):
    """Return a text that is nothing but these masks, by entity and number."""
    text, ledger = "", []
    for entity, number in masks:
        shown = f"[{entity} {number}]"
        place = {"start": len(text), "end": len(text) + len(shown)}
        ledger.append(Mask(**place, entity=entity, number=number, score=0.9, recognizer="r"))
        text += shown
    return RedactedText(text, tuple(ledger), WARRANT)


def test_a_value_keeps_its_number_and_a_new_one_gets_the_next(a_store):
    assert give(a_store, "c1", ANNE, CALL, ANNE) == [1, 1, 1]
    assert give(a_store, "c1", BOB, ANNE) == [2, 1]
    assert give(a_store, "c1", BOB) == [2]
    assert give(a_store, "c1") == []


def test_each_conversation_counts_for_itself(a_store):
    give(a_store, "c1", ANNE, BOB)

    assert give(a_store, "c2", BOB) == [1]


def test_what_is_undone_gave_no_number(a_store):
    with pytest.raises(RuntimeError), a_store.write() as tx:
        tx.number_masks("c1", [ANNE])
        raise RuntimeError

    assert give(a_store, "c1", BOB) == [1]


def test_two_values_never_share_a_number(a_store):
    give(a_store, "c1", ANNE)

    with pytest.raises(IntegrityError), a_store.write() as tx:
        tx.session.add(MaskNumberRow(conversation="c1", entity="PERSON", digest="digest-bob", number=1))


def test_writers_at_the_same_time_agree(a_store):
    values = [("PERSON", f"digest-{number}") for number in range(20)]
    given = {}
    start = threading.Barrier(4)

    def write(order):
        start.wait()
        given[order] = [give(a_store, "c1", value)[0] for value in values[order:] + values[:order]]

    threads = [threading.Thread(target=write, args=(order,)) for order in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = [dict(zip(values[order:] + values[:order], given[order], strict=True)) for order in range(4)]
    assert all(each == numbers[0] for each in numbers)
    assert sorted(numbers[0].values()) == list(range(1, 21))


def test_a_purged_mention_takes_the_values_along_that_no_other_post_shows(a_store):
    give(a_store, "c1", ANNE, BOB, CALL)
    give(a_store, "c2", ANNE)
    first = mention(conversation="c1", text=showing(("PERSON", 1), ("PERSON", 2), ("PHONE_NUMBER", 1)))
    second = mention(conversation="c1", text=showing(("PERSON", 1)))
    with a_store.write() as tx:
        tx.add_mention(first, handle=b"", withheld="", tokens=())
        tx.add_mention(second, handle=b"", withheld="", tokens=())

    with a_store.write() as tx:
        tx.purge(first.id)

    taken = {("c1", "PERSON", "gone:2", 2), ("c1", "PHONE_NUMBER", "gone:1", 1)}
    assert numbers(a_store) == {("c1", *ANNE, 1), ("c2", *ANNE, 1)} | taken
    with a_store.write() as tx:
        tx.purge(second.id)
    assert numbers(a_store) == {("c2", *ANNE, 1)} | taken
    assert give(a_store, "c1", BOB, CALL) == [3, 2]  # older numbers may still be named by a draft or a reason


def test_an_edit_takes_the_values_along_that_nothing_shows_any_more(a_store):
    give(a_store, "c1", ANNE, BOB)
    older = mention(conversation="c1", text=showing(("PERSON", 1), ("PERSON", 2)))
    with a_store.write() as tx:
        tx.add_mention(older, handle=b"", withheld="", tokens=())

    with a_store.write() as tx:
        assert tx.number_masks("c1", [CALL]) == [1]
        edited = replace(older, text=showing(("PERSON", 2), ("PHONE_NUMBER", 1)))
        tx.add_mention(edited, handle=b"", withheld="", tokens=())

    assert numbers(a_store) == {("c1", *BOB, 2), ("c1", *CALL, 1)}


def test_a_number_that_a_quoted_post_shows_stays(a_store):
    give(a_store, "c1", ANNE, BOB)
    first = mention(conversation="c1", text=showing(("PERSON", 1), ("PERSON", 2)))
    quoted = RedactedPart(kind=PartKind.QUOTED, text=showing(("PERSON", 2)))
    withheld = RedactedPart(kind=PartKind.PICTURE, text=None)
    second = mention(conversation="c1", text=showing(), parts=(quoted, withheld))
    with a_store.write() as tx:
        tx.add_mention(first, handle=b"", withheld="", tokens=())
        tx.add_mention(second, handle=b"", withheld="", tokens=())

    with a_store.write() as tx:
        tx.purge(first.id)

    assert numbers(a_store) == {("c1", *BOB, 2)}
    assert give(a_store, "c1", ANNE) == [3]  # a number that is shown is given to no other value


def test_many_values_are_purged_at_once(a_store):
    values = [("PERSON", f"digest-{number}") for number in range(450)]
    give(a_store, "c1", *values)
    only = mention(conversation="c1", text=redacted())
    with a_store.write() as tx:
        tx.add_mention(only, handle=b"", withheld="", tokens=())

    with a_store.write() as tx:
        tx.purge(only.id)

    assert numbers(a_store) == {("c1", "PERSON", "gone:450", 450)}


def numbers(store):
    with store.read() as tx:
        rows = tx.session.execute(sql("SELECT conversation, entity, digest, number FROM mask_number"))
        return {tuple(row) for row in rows}


def test_a_ledger_comes_back_as_it_was_stored(a_store):
    masks = (
        Mask(start=0, end=20, entity="CREDIT_CARD", number=0, score=0.9, recognizer="r", operator=Operator.LAST,
             mark="1234"),
        Mask(start=20, end=20, entity="IP_ADDRESS", number=0, score=0.8, recognizer="r", operator=Operator.DROP),
    )  # fmt: skip
    text = RedactedText("[CREDIT_CARD \u20261234]", masks, WARRANT)
    one = mention(text=text)
    with a_store.write() as tx:
        tx.add_mention(one, handle=b"", withheld="", tokens=())

    with a_store.read() as tx:
        assert tx.item(one.id).text == text


# --- the migration -----------------------------------------------------------------------------------


def to(engine, revision, move=command.upgrade):
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config.attributes["connection"] = connection
        move(config, revision)


def test_numbers_that_older_posts_show_are_given_to_no_later_value(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    to(engine, "0002")
    older = {
        "id": "m1", "platform": "x", "account": "x", "pseudonym": "p", "conversation": "c1", "handle": b"",
        "posted_at": "2026-11-01", "collected_at": "2026-11-01", "language": "en", "state": "triaged",
    }  # fmt: skip
    ledger = [
        {name: value for name, value in asdict(mask).items() if name in {"start", "end", "entity", "number", "score"}}
        for mask in showing(("PERSON", 1), ("PERSON", 2), ("PERSON", 1), ("PHONE_NUMBER", 1)).masks
    ]
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        columns = {column["name"]: column for column in inspect(connection).get_columns("mention")}
        empty = {
            name: 0 if "INT" in str(c["type"]) or "BOOL" in str(c["type"]) else "[]" for name, c in columns.items()
        }
        row = {name: value for name, value in empty.items() if not columns[name]["nullable"]} | older
        row["masks"] = str(ledger).replace("'", '"')
        row["kind"] = "post"
        names = ", ".join(row)
        connection.execute(sql(f"INSERT INTO mention ({names}) VALUES (:{', :'.join(row)})"), row)  # noqa: S608

    migrate(engine)

    with engine.connect() as connection:
        taken = connection.execute(sql("SELECT conversation, entity, number FROM mask_number ORDER BY entity, number"))
        assert [tuple(each) for each in taken] == [("c1", "PERSON", 1), ("c1", "PERSON", 2), ("c1", "PHONE_NUMBER", 1)]
    engine.dispose()


def test_an_older_version_finds_no_numbers_of_values_that_are_gone(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    migrate(engine)
    rows = [{"digest": "gone:2", "number": 2}, {"digest": "kept", "number": 1}]
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(sql("INSERT INTO mask_number VALUES ('c1', 'PERSON', :digest, :number)"), rows)

    to(engine, "0005", command.downgrade)
    to(engine, "head")

    with engine.connect() as connection:
        assert connection.execute(sql("SELECT digest FROM mask_number")).scalars().all() == ["kept"]
    engine.dispose()
