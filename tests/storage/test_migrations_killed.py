"""A kill -9 within an upgrade leaves the database as it was, and the next upgrade finishes; none goes back."""

import multiprocessing
import os
import signal

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
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


@pytest.fixture
def a_released_database(tmp_path):
    """The file of a database as 0.2 left it, with something in it."""
    file = tmp_path / "smbot.db"
    engine = open_engine(f"sqlite:///{file}")
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, RELEASED)
        connection.execute(sql("INSERT INTO account (account, failures, paused) VALUES ('x', 3, '401')"))
    engine.dispose()
    return file


def _upgrade(file, failpoint):
    os.environ["SMBOT_FAILPOINT"] = failpoint
    migrate(open_engine(f"sqlite:///{file}"))


def what_is_there(file):
    engine = open_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        version = connection.execute(sql("SELECT version_num FROM alembic_version")).scalar()
        kept = connection.execute(sql("SELECT failures, paused FROM account")).fetchall()
        sound = connection.execute(sql("PRAGMA integrity_check")).scalar()
        tables = connection.execute(sql("SELECT count(*) FROM sqlite_master")).scalar()
    engine.dispose()
    return version, [tuple(row) for row in kept], sound, tables


@pytest.mark.parametrize("step", ["first", "middle", "last"])
def test_a_kill_within_an_upgrade_leaves_what_was_there_and_the_next_one_finishes(a_released_database, step):
    number = {"first": 1, "middle": steps() // 2, "last": steps()}[step]
    before = what_is_there(a_released_database)

    process = FORK.Process(target=_upgrade, args=(a_released_database, f"migrate.step=kill@{number}"))
    process.start()
    process.join(timeout=120)
    killed = what_is_there(a_released_database)
    engine = open_engine(f"sqlite:///{a_released_database}")
    migrate(engine)

    assert process.exitcode == -signal.SIGKILL
    assert killed == before
    assert not outdated(engine)
    assert what_is_there(a_released_database)[1:3] == ([(3, "401")], "ok")
    engine.dispose()


def test_an_older_program_refuses_the_database_of_a_newer_one_and_says_what_to_do(a_released_database):
    engine = open_engine(f"sqlite:///{a_released_database}")
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(ConfigurationError, match="newer version") as refused:
        migrate(engine)

    assert "restore a backup" in refused.value.mend.template
    assert what_is_there(a_released_database)[0] == "9999"
    engine.dispose()
