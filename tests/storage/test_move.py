"""A whole installation moves to PostgreSQL: nothing missing, nothing twice, from wherever it was interrupted."""

import shutil

import pytest
from cluster import on_other_databases
from fakes import NOW, FakeCollector, raw_post
from sqlalchemy import text as sql

from smbot import settings
from smbot.bootstrap import Application
from smbot.bootstrap.moving import Moved, move_to_postgresql
from smbot.collect.ports import Page
from smbot.collect.run import collect
from smbot.core.clock import FrozenClock
from smbot.core.errors import ConfigurationError
from smbot.raw.box import RawText
from smbot.review.ports import Filter
from smbot.storage.engine import WRITES
from smbot.verification import verify_log
from tests.no_models import NoNames


@pytest.fixture
def full(tmp_path, installed_folder, new_database):
    """An installation on SQLite with posts in the queue and in the inbox, and its settings for PostgreSQL."""
    folder = tmp_path / "smbot"
    shutil.copytree(installed_folder, folder)
    application = Application(settings.load(folder / settings.FILE_NAME), FrozenClock(NOW), {})
    posts = [raw_post(number, text=RawText(f"L’été number {number}, call 604 555-0187")) for number in range(1, 40)]
    collect(FakeCollector(Page(posts=tuple(posts[:30]), cursor="1"), name="x"), application.collecting())
    application.pipeline(NoNames()).run_dry()
    collect(FakeCollector(Page(posts=tuple(posts[30:]), cursor="2"), name="x"), application.collecting())
    application.close()
    on_other_databases(folder, new_database(), new_database())
    return folder


def opened(folder):
    return Application(settings.load(folder / settings.FILE_NAME), FrozenClock(NOW), {})


def test_what_was_moved_is_all_there_and_goes_on(full):
    there = opened(full)

    moved = move_to_postgresql(there)

    assert moved is not None
    assert moved.keys >= 39
    there.pipeline(NoNames()).run_dry()  # the inbox goes on where it was
    with there.store.read() as tx:
        assert tx.count_waiting() == 0
        assert tx.count(Filter(words="ete num")) == 39
    assert verify_log(there, actor="test").verified
    there.close()


def test_a_move_that_was_interrupted_goes_on_and_a_second_one_does_nothing(full):
    there = opened(full)
    copied = []

    def step(table, rows):
        copied.append((table, rows))
        if table == "mention":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move_to_postgresql(there, step)
    again = move_to_postgresql(there, lambda table, rows: copied.append((table, rows)))

    assert isinstance(again, Moved)
    assert [table for table, _ in copied if table in {"mention", "vault_key"}] == ["vault_key", "mention"]
    assert move_to_postgresql(there) is None
    there.close()


def test_a_database_that_is_used_already_is_told_from_a_copy(full):
    there = opened(full)
    there.migrate()
    with there.engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(sql("INSERT INTO note (name, at, value) VALUES ('alive work', '2026-01-01', 'another')"))

    with pytest.raises(ConfigurationError) as refused:
        move_to_postgresql(there)

    assert "note" in str(refused.value)
    there.close()


@pytest.mark.parametrize("an_installation", ["sqlite"], indirect=True)
def test_without_a_database_to_move_to_nothing_is_done(an_installation):
    with pytest.raises(ConfigurationError, match="storage.url"):
        move_to_postgresql(an_installation)
