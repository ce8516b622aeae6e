"""A kill -9 within an upgrade leaves the database as it was, and the next upgrade finishes; none goes back."""

import multiprocessing
import os
import signal

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy import text as sql

from smbot.core.errors import ConfigurationError
from smbot.storage.engine import WRITES, open_engine
from smbot.storage.migrate import FOLDER, migrate, outdated

RELEASED = "0008"
"""The newest revision of the released version 0.2."""
FORK = multiprocessing.get_context("fork")


def steps():
    """Return how many migrations lie between the released version and this one."""
    script = ScriptDirectory(str(FOLDER))
    return len(list(script.iterate_revisions("head", RELEASED)))


@pytest.fixture(params=["sqlite", "postgresql"])
def a_released_database(request, tmp_path):
    """The address of a database as 0.2 left it, with something in it."""
    url, name = f"sqlite:///{tmp_path / 'smbot.db'}", tmp_path.name[-60:]
    if request.param == "postgresql":
        server = request.getfixturevalue("a_server")
        url = server.create(name)
    engine = open_engine(url)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, RELEASED)
        connection.execute(sql("INSERT INTO account (account, failures, paused) VALUES ('x', 3, '401')"))
    engine.dispose()
    yield url
    if request.param == "postgresql":
        server.drop(name)


def _upgrade(url, failpoint):
    os.environ["SMBOT_FAILPOINT"] = failpoint
    migrate(open_engine(url))


def what_is_there(url):
    engine = open_engine(url)
    with engine.connect() as connection:
        version = connection.execute(sql("SELECT version_num FROM alembic_version")).scalar()
        kept = connection.execute(sql("SELECT failures, paused FROM account")).fetchall()
        if engine.dialect.name == "sqlite":
            assert connection.execute(sql("PRAGMA integrity_check")).scalar() == "ok"
        names = inspect(connection)
        tables = {name: [each["name"] for each in names.get_columns(name)] for name in names.get_table_names()}
    engine.dispose()
    return version, [tuple(row) for row in kept], tables


@pytest.mark.parametrize("step", ["first", "middle", "last"])
def test_a_kill_within_an_upgrade_leaves_what_was_there_and_the_next_one_finishes(a_released_database, step):
    number = {"first": 1, "middle": steps() // 2, "last": steps()}[step]
    before = what_is_there(a_released_database)

    process = FORK.Process(target=_upgrade, args=(a_released_database, f"migrate.step=kill@{number}"))
    process.start()
    process.join(timeout=120)
    killed = what_is_there(a_released_database)
    engine = open_engine(a_released_database)
    migrate(engine)

    assert process.exitcode == -signal.SIGKILL
    assert killed == before
    assert not outdated(engine)
    assert what_is_there(a_released_database)[1] == [(3, "401")]
    engine.dispose()


def test_an_older_program_refuses_the_database_of_a_newer_one_and_says_what_to_do(a_released_database):
    engine = open_engine(a_released_database)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(ConfigurationError, match="newer version") as refused:
        migrate(engine)

    assert "restore a backup" in refused.value.mend.template
    assert what_is_there(a_released_database)[0] == "9999"
    engine.dispose()
