"""Old and new version side by side: a migration adds, so that a version that runs meanwhile reads and writes on."""

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from smbot.storage.engine import WRITES, open_engine
from smbot.storage.migrate import _config

SIDE_BY_SIDE_SINCE = "0022"
"""The last migration before two versions ran on one database."""


def steps():
    """The revisions since then, oldest first, each with the one before it."""
    script = ScriptDirectory.from_config(_config())
    found = [(each.down_revision, each.revision) for each in script.walk_revisions()]
    return sorted(pair for pair in found if pair[1] > SIDE_BY_SIDE_SINCE)


def shape(connection):
    """Each table's columns: their type, and whether a row can be written without them."""
    seen = inspect(connection)
    seen.clear_cache()
    return {
        table: {
            c["name"]: (
                str(c["type"]),
                c["nullable"] or c["default"] is not None or bool(c.get("autoincrement") is True),
            )
            for c in seen.get_columns(table)
        }
        for table in seen.get_table_names()
        if not table.startswith(("sqlite_", "mention_words_"))
    }


@pytest.fixture(params=["sqlite", "postgresql"])
def an_empty_engine(request, tmp_path):
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path / 'smbot.db'}")
    else:
        name = f"steps_{tmp_path.name}"[:60]
        engine = open_engine(request.getfixturevalue("a_server").create(name))
    yield engine
    engine.dispose()


def test_each_migration_leaves_what_the_version_before_it_reads_and_writes(an_empty_engine):
    config = _config()
    with an_empty_engine.execution_options(**{WRITES: True}).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, SIDE_BY_SIDE_SINCE)
        before = shape(connection)
        for _, revision in steps():
            command.upgrade(config, revision)
            after = shape(connection)
            for table, columns in before.items():
                assert table in after, (revision, table)
                for name, (kind, _) in columns.items():
                    assert after[table].get(name, ("gone",))[0] == kind, (revision, table, name)
                needed = {name for name in after[table].keys() - columns.keys() if not after[table][name][1]}
                assert not needed, f"{revision}: {table} has {needed} without a default: the old version cannot write"
            before = after


def test_there_are_such_migrations():
    assert steps()
