"""What PostgreSQL is there for: turns of several workers, wake-ups in the transaction, words without values."""

import pytest
from fakes import NOW
from sqlalchemy import text as sql

from smbot.core.accounts import SealedPost
from smbot.core.clock import FrozenClock
from smbot.core.ids import new_mention_id
from smbot.core.wakes import DELIVERIES, WORK
from smbot.storage.engine import PARAMETERS, open_engine
from smbot.storage.store import Store
from smbot.storage.wakes import TASK, Waker, create_queue


@pytest.fixture(scope="module")
def a_queue(new_database):
    engine = open_engine(new_database())
    create_queue(engine)
    create_queue(engine)  # what is there is kept
    yield engine
    engine.dispose()


def waiting_post(digest):
    return SealedPost(
        mention=new_mention_id(), account="x", digest=digest, version="1", as_of=NOW, inbox=b"in", vault=b"vault"
    )


def queued(engine):
    with engine.connect() as connection:
        return connection.execute(sql("SELECT queue_name, task_name, args FROM procrastinate_jobs ORDER BY id")).all()


def test_every_session_is_durable_and_gives_up_in_time(a_queue):
    with a_queue.connect() as connection:
        found = {name: connection.execute(sql(f"SHOW {name}")).scalar() for name in PARAMETERS}

    assert found["synchronous_commit"] == "on"
    assert (found["lock_timeout"], found["idle_in_transaction_session_timeout"]) == ("10s", "1min")


def test_what_one_worker_holds_no_other_takes_until_its_turn_ends_or_it_dies(a_queue):
    store = Store(a_queue, FrozenClock(NOW))

    with store.turn() as one, store.turn() as other:
        assert one.take("a")
        assert one.take("a")
        assert not other.take("a")
        assert other.free(["a", "b", "c", "d"], str, 2) == ["b", "c"]
        assert one.take("d")
    with store.turn() as later:
        assert later.take("a")
        holder = later._connection.execute(sql("SELECT pg_backend_pid()")).scalar()
        with a_queue.connect() as connection:
            connection.execute(sql("SELECT pg_terminate_backend(:pid, 2000)"), {"pid": holder})
        with store.turn() as heir:
            assert heir.take("a")


def test_on_sqlite_everything_is_free(tmp_path):
    with Store(open_engine(f"sqlite:///{tmp_path / 'smbot.db'}"), FrozenClock(NOW)).turn() as turn:
        assert turn.look(32) == 32
        assert turn.free([1, 2, 3], str, 2) == [1, 2]


def test_a_wake_up_is_committed_with_what_it_is_about_or_not_at_all(a_queue):
    store = Store(a_queue, FrozenClock(NOW), Waker())

    with store.write() as tx:
        tx.add_waiting(waiting_post("one"))
        tx.add_waiting(waiting_post("two"))
        tx.add_delivery("three", "x", b"sealed")
    with pytest.raises(KeyError), store.write() as tx:
        tx.add_waiting(waiting_post("four"))
        raise KeyError

    assert queued(a_queue) == [
        (WORK.queue, TASK, {"job": WORK.job}),
        (DELIVERIES.queue, TASK, {"job": DELIVERIES.job}),
    ]


def test_a_wake_up_holds_names_of_jobs_and_nothing_of_a_post(a_queue):
    store = Store(a_queue, FrozenClock(NOW), Waker())

    with store.write() as tx:
        tx.add_delivery("canary digest", "x", b"canary sealed")

    assert "canary" not in str(queued(a_queue))


@pytest.mark.parametrize("url", ["sqlite:///nowhere.db", "postgresql://smbot@db.example.ca/smbot"])
def test_opening_an_engine_connects_to_nothing(url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    open_engine(url).dispose()
