"""Whatever happens on a platform, in whatever order: nothing is lost, nobody is answered twice."""

import shutil

import pytest
from fakes import NOW
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from property.history import Life, hurried

from smbot.core.clock import FrozenClock
from smbot.storage.engine import open_engine
from smbot.storage.keystore import KeyStore
from smbot.storage.store import Store

HISTORIES = st.lists(st.sampled_from(Life.STEPS), min_size=5, max_size=40)
SEEDS = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("histories")


def live(folder, migrated_database, steps, seed):
    """Live one history on an installation of its own, and return what must not be so."""
    for name in ("smbot.db", "smbot.db-wal", "smbot.db-shm", "keys.db", "keys.db-wal", "keys.db-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy2(migrated_database, folder / "smbot.db")
    engine = hurried(open_engine(f"sqlite:///{folder / 'smbot.db'}"))
    key_store = KeyStore(hurried(open_engine(f"sqlite:///{folder / 'keys.db'}")))
    key_store.create()
    clock = FrozenClock(NOW)
    life = Life(Store(engine, clock), key_store, clock, seed)
    try:
        for step in steps:
            getattr(life, step)()
        life.come_to_rest()
        return life.violations()
    finally:
        engine.dispose()
        key_store.close()


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@example(steps=["publish", "edit", "serve", "hurry", "deliver"], seed=0)  # the first words came after the edit
@given(HISTORIES, SEEDS)
def test_no_history_loses_a_post_or_answers_twice(folder, migrated_database, steps, seed):
    assert live(folder, migrated_database, steps, seed) == []


@pytest.mark.campaign
@settings(max_examples=10_000, suppress_health_check=list(HealthCheck), deadline=None, derandomize=False)
@given(HISTORIES, SEEDS)
def test_ten_thousand_histories_lose_nothing_and_answer_nobody_twice(folder, migrated_database, steps, seed):
    assert live(folder, migrated_database, steps, seed) == []
