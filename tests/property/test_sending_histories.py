"""Whatever people ask for, and whatever goes wrong: no window, once-only right, wish or budget is ever broken."""

import shutil
from collections import Counter

import pytest
from fakes import NOW
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from property.history import hurried
from property.sending_history import SendingLife

from smbot.core.clock import FrozenClock
from smbot.storage.engine import open_engine
from smbot.storage.store import Store

HISTORIES = st.lists(st.sampled_from(SendingLife.STEPS), min_size=8, max_size=45)
SEEDS = st.integers(0, 2**32 - 1)
SENT = Counter()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("sending")


def live(folder, migrated_database, steps, seed):
    """Live one history on an installation of its own, and return what must not be so."""
    for name in ("smbot.db", "smbot.db-wal", "smbot.db-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy2(migrated_database, folder / "smbot.db")
    engine = hurried(open_engine(f"sqlite:///{folder / 'smbot.db'}"))
    clock = FrozenClock(NOW)
    life = SendingLife(Store(engine, clock), clock, seed)
    try:
        for step in steps:
            getattr(life, step)()
        for _ in range(4):
            life.resume()
            life.send()
            life.decide()
            clock.advance(seconds=6 * 3600)
        SENT.update(replies=sum(p.replies for p in life.there.posts.values()))
        SENT.update(messages=sum(p.messages for p in life.there.posts.values()))
        return life.there.violations
    finally:
        engine.dispose()


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@example(steps=["serve"] * 5, seed=0)  # the fifth reply is above the budget
@example(steps=["contact_twice"], seed=0)  # the second message leaves before an answer
@example(steps=["to_the_edge"] * 4, seed=3)  # a window closes while a message is on its way
@given(HISTORIES, SEEDS)
def test_no_history_breaks_a_window_or_a_once_only_right(folder, migrated_database, steps, seed):
    assert live(folder, migrated_database, steps, seed) == []


def test_histories_do_send(folder, migrated_database):
    steps = ["comment", "approve", "wait", "send", "comment", "write_privately", "send"]

    for seed in range(5):
        live(folder, migrated_database, steps, seed)

    assert SENT["replies"] > 0
    assert SENT["messages"] > 0


@pytest.mark.campaign
@settings(max_examples=10_000, suppress_health_check=list(HealthCheck), deadline=None, derandomize=False)
@given(HISTORIES, SEEDS)
def test_ten_thousand_histories_break_no_window_and_no_once_only_right(folder, migrated_database, steps, seed):
    assert live(folder, migrated_database, steps, seed) == []
