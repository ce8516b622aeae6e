"""What SQLite needs beside the port: pragmas, an owner-only file, locks, migrations."""

import stat
import threading
import time

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy import text as sql
from sqlmodel import SQLModel

from smbot.core.errors import ConfigurationError
from smbot.core.events import Act, Event
from smbot.storage import tables  # noqa: F401 - fills the metadata
from smbot.storage.engine import WRITES, open_engine
from smbot.storage.keystore import KeyStore
from smbot.storage.migrate import FOLDER, migrate, outdated

READ_BACK = [
    # pragma, what a connection answers
    ("journal_mode", "wal"),
    ("synchronous", 2),  # FULL: a lost "sent" mark would be a second reply
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("secure_delete", 1),
    ("temp_store", 2),  # MEMORY: no temporary file holds rows
    ("journal_size_limit", 64 * 1024 * 1024),
    ("cell_size_check", 1),
    ("busy_timeout", 10_000),
]


@pytest.fixture
def an_engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'data' / 'smbot.db'}")
    yield engine
    engine.dispose()


@pytest.mark.parametrize(("pragma", "value"), READ_BACK)
def test_every_connection_has_the_pragma(an_engine, pragma, value):
    with an_engine.connect() as first, an_engine.connect() as second:
        answers = [c.execute(sql(f"PRAGMA {pragma}")).scalar() for c in (first, second)]

    assert answers == [value, value]


def test_database_and_folder_belong_to_their_owner_alone(an_engine, tmp_path):
    migrate(an_engine)

    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    for file in (tmp_path / "data").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_the_key_database_belongs_to_its_owner_alone(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'keys.db'}")
    KeyStore(engine).create()
    engine.dispose()

    assert stat.S_IMODE((tmp_path / "keys.db").stat().st_mode) == 0o600


def test_opening_an_engine_reads_nothing(tmp_path):
    open_engine(f"sqlite:///{tmp_path / 'smbot.db'}").dispose()

    assert (tmp_path / "smbot.db").stat().st_size == 0


def test_a_writer_takes_the_lock_when_it_first_reads_and_stops_no_reader(a_store):
    order = []
    inside = threading.Event()

    def second():
        inside.wait()
        with a_store.write() as tx:
            tx.record(Event(act=Act.SYSTEM_STARTED))
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with a_store.write() as tx:
        tx.audit_head()  # a mere reading within a writing transaction takes the lock
        inside.set()
        time.sleep(0.05)  # give the second writer the time to try
        with a_store.read() as reader:
            assert reader.audit_head()[0] == 0
        order.append("first")
        tx.record(Event(act=Act.SYSTEM_STARTED))
    thread.join()

    assert order == ["first", "second"]


def _is_no_part_of_the_index(name, kind, _parents):
    """SQLite's index of words is a virtual table, with tables of its own behind it."""
    return kind != "table" or not name.startswith("mention_words")


def test_migrations_make_exactly_the_tables_of_the_models(an_engine):
    migrate(an_engine)

    with an_engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "include_name": _is_no_part_of_the_index}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrations_check_the_states_that_the_models_know(an_engine, tmp_path):
    # Alembic's comparison leaves out CHECK constraints: a state added in code alone would be refused only when stored.
    migrate(an_engine)
    fresh = open_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    SQLModel.metadata.create_all(fresh)

    found = [
        {
            (table, check["name"], check["sqltext"])
            for table in SQLModel.metadata.tables
            for check in inspect(engine).get_check_constraints(table)
        }
        for engine in (an_engine, fresh)
    ]
    fresh.dispose()

    assert found[0] == found[1]
    assert {(table, name) for table, name, _ in found[0]} == {
        ("mention", "state_is_known"),
        ("mention", "kind_is_known"),
        ("reply", "purpose_is_known"),
        ("reply", "state_is_known"),
        ("reply", "mode_is_known"),
        ("legal_hold", "kind_is_known"),
        ("plan_step", "state_is_known"),
        ("case_file", "kind_is_known"),
        ("case_file", "state_is_known"),
        ("case_file", "priority_is_known"),
        ("case_file", "outcome_is_known"),
        ("case_clock", "beat_is_known"),
    }


def test_migrations_can_be_undone_and_applied_again(an_engine):
    from alembic import command
    from alembic.config import Config

    migrate(an_engine)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with an_engine.execution_options(**{WRITES: True}).begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with an_engine.connect() as connection:
        left = {row[0] for row in connection.execute(sql("SELECT name FROM sqlite_master WHERE type = 'table'"))}
    migrate(an_engine)

    assert left <= {"alembic_version"}
    assert not outdated(an_engine)


def test_migrations_form_one_line():
    script = ScriptDirectory(str(FOLDER))

    assert len(script.get_heads()) == 1


def test_migrating_twice_changes_nothing(an_engine):
    before = outdated(an_engine)
    migrate(an_engine)
    migrate(an_engine)

    assert (before, outdated(an_engine)) == (True, False)


def test_a_database_of_a_newer_version_is_refused_and_left_alone(an_engine):
    migrate(an_engine)
    with an_engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(ConfigurationError, match="newer version"):
        migrate(an_engine)

    assert outdated(an_engine)
    with an_engine.connect() as connection:
        assert connection.execute(sql("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_a_migration_that_fails_leaves_the_database_as_it_was(an_engine):
    with an_engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(sql("CREATE TABLE vault (other TEXT)"))  # one of the last tables to be made

    with pytest.raises(Exception, match="vault"):
        migrate(an_engine)

    with an_engine.connect() as connection:
        found = {row[0] for row in connection.execute(sql("SELECT name FROM sqlite_master WHERE type = 'table'"))}
    assert found == {"vault"}
