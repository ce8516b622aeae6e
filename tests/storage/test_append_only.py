"""The audit log only grows: the database itself refuses to change or delete what stands there."""

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError

from smbot.audit.checkpoint import sign
from smbot.core.events import Act, Event
from tests.tampering import off_guard

KEY = bytes(range(32))
CHANGES = [
    "UPDATE audit_event SET actor = 'somebody' WHERE seq = 1",
    "UPDATE audit_event SET seq = seq + 10 WHERE seq = 2",
    "DELETE FROM audit_event WHERE seq = 1",
    "DELETE FROM audit_event",
    "INSERT INTO audit_event SELECT * FROM audit_event WHERE seq = 1"
    " ON CONFLICT (seq) DO UPDATE SET actor = 'somebody'",
    "UPDATE audit_checkpoint SET size = 9",
    "DELETE FROM audit_checkpoint",
]
OF_ONE_ENGINE = {
    "sqlite": [
        "INSERT OR REPLACE INTO audit_event SELECT seq, at, act, 'somebody', subject, body, leaf FROM audit_event",
        "REPLACE INTO audit_checkpoint SELECT size, 'no hash', signature, at FROM audit_checkpoint",
        "UPDATE OR REPLACE audit_event SET seq = 1 WHERE seq = 2",
    ],
    "postgresql": ["TRUNCATE audit_event", "TRUNCATE audit_checkpoint CASCADE"],
}


@pytest.fixture
def a_log(a_store):
    """A store whose log holds three signed records."""
    with a_store.write() as tx:
        for _ in range(3):
            tx.record(Event(act=Act.SYSTEM_STARTED))
        tx.keep_checkpoint(sign(*tx.audit_head(), KEY))
    return a_store


def told(store):
    with store.read() as tx:
        return [(each.seq, each.actor, each.leaf) for each in tx.audit_records()], tx.checkpoints()


def test_what_stands_in_the_log_is_neither_changed_nor_deleted(a_log):
    before = told(a_log)
    with a_log.read() as tx:
        engine = tx.session.get_bind().dialect.name

    for change in [*CHANGES, *OF_ONE_ENGINE[engine]]:
        with pytest.raises(DBAPIError) as refused, a_log.write() as tx:
            tx.session.execute(sql(change))
        assert "only grows" in str(refused.value.orig), change

    assert told(a_log) == before


def test_the_log_grows_as_before(a_log):
    with a_log.write() as tx:
        tx.record(Event(act=Act.SYSTEM_STARTED))
        tx.keep_checkpoint(sign(*tx.audit_head(), KEY))

    assert [len(each) for each in told(a_log)] == [4, 2]


def test_a_test_that_changes_the_log_puts_its_guard_back(a_log):
    with a_log.write() as tx:
        connection = tx.session.connection()
        with off_guard(connection):
            connection.execute(sql(CHANGES[0]))

    with pytest.raises(DBAPIError), a_log.write() as tx:
        tx.session.execute(sql(CHANGES[0]))
