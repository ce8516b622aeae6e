"""The index of words is brought up to date in pieces: no transaction holds all mentions at once."""

from fakes import redacted
from sqlalchemy import text as sql

from smbot.review.ports import Filter
from smbot.storage.engine import WRITES

NUMBERS = range(5)


def all_wait(engine, a_mention):
    """Store mentions whose words are not in the index, as after a move."""
    for number in NUMBERS:
        a_mention(text=redacted(f"post number{number}"))
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(sql("DELETE FROM mention_words"))
        connection.execute(sql("UPDATE mention_number SET stale = true"))


def waiting(engine):
    with engine.connect() as connection:
        return connection.execute(sql("SELECT count(*) FROM mention_number WHERE stale = true")).scalar_one()


def found(store):
    with store.read() as tx:
        return [tx.count(Filter(words=f"number{number}")) for number in NUMBERS]


def test_what_waits_after_a_move_is_indexed_by_transactions_of_so_many(a_store, an_engine_of_each, a_mention):
    all_wait(an_engine_of_each, a_mention)
    before = found(a_store)

    transactions = a_store.index_waiting(2)

    assert before == [0] * 5
    assert (transactions, waiting(an_engine_of_each)) == (3, 0)
    assert found(a_store) == [1] * 5


def test_a_transaction_that_writes_leaves_nothing_that_waits(a_store, an_engine_of_each, a_mention):
    all_wait(an_engine_of_each, a_mention)

    a_mention()

    assert waiting(an_engine_of_each) == 0
    assert found(a_store) == [1] * 5
