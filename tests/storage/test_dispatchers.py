"""Both dispatchers do the same: the contract, and what procrastinate's has to do beside it."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from procrastinate import App, PsycopgConnector
from sqlalchemy import text as sql
from storage.dispatcher_suite import Counted, DispatcherSuite, a_job, until

from smbot.core.clock import SystemClock
from smbot.core.wakes import LANGUAGE, WORK
from smbot.daemon.dispatching import EmbeddedDispatcher
from smbot.daemon.jobs import Job
from smbot.daemon.parts import Part
from smbot.daemon.shared import SharedDispatcher, cron_of, put_back_stalled
from smbot.storage.engine import WRITES, open_engine
from smbot.storage.store import Store
from smbot.storage.wakes import TASK, Waker, create_queue

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(scope="module")
def a_queue(new_database):
    engine = open_engine(new_database())
    create_queue(engine)
    yield engine
    engine.dispose()


class TestEmbedded(DispatcherSuite):
    def dispatcher(self, jobs):
        return EmbeddedDispatcher(jobs, SystemClock(), threads=4)


class TestShared(DispatcherSuite):
    @pytest.fixture(autouse=True)
    def _on(self, a_queue):
        self.engine = a_queue

    def dispatcher(self, jobs, threads=8):
        return SharedDispatcher(jobs, self.engine.url, threads=threads)

    def test_what_is_stored_wakes_who_works_on_it(self):
        work = Counted()
        made = self.dispatcher(
            [Job(name=WORK.job, part=Part.WORK, every=timedelta(days=1), work=work, queue=WORK.queue)]
        )
        store = Store(self.engine, SystemClock(), Waker())

        made.start()
        begun = until(lambda: work.runs >= 1)
        before = work.runs
        with store.write() as tx:
            tx.wake(WORK)
        woken = until(lambda: work.runs > before)
        made.stop()

        assert (begun, woken) == (True, True)

    def test_so_many_jobs_run_at_once_whatever_the_number_of_cores(self):
        together = threading.Barrier(12)
        met = []

        def work():
            together.wait(30)
            met.append(True)

        made = self.dispatcher([a_job(f"slow {number}", work) for number in range(12)], threads=12)
        made.start()
        all_met = until(lambda: len(met) >= 12)
        made.stop()

        assert all_met

    def test_of_two_machines_one_runs_a_moment_and_either_goes_on_alone(self):
        one, other = Counted(), Counted()
        first, second = self.dispatcher([a_job("tick", one)]), self.dispatcher([a_job("tick", other)])

        first.start()
        second.start()
        both = until(lambda: one.runs + other.runs >= 4)
        first.stop()
        before = other.runs
        alone = until(lambda: other.runs > before)
        second.stop()

        assert (both, alone) == (True, True)

    def test_a_job_that_no_worker_here_knows_is_let_go_and_stops_nothing(self):
        work = Counted()
        made = self.dispatcher([a_job("known", work)])
        with self.engine.execution_options(**{WRITES: True}).begin() as connection:
            connection.execute(
                sql(
                    "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
                    " VALUES ('work', :task, '{\"job\": \"of a newer version\"}')"
                ),
                {"task": TASK},
            )

        made.start()
        ran = until(lambda: work.runs >= 2)
        made.stop()

        assert ran
        with self.engine.connect() as connection:
            states = connection.execute(sql("SELECT DISTINCT status::text FROM procrastinate_jobs")).scalars().all()
        assert "failed" not in states

    def test_what_a_dead_worker_had_is_put_back(self):
        with self.engine.execution_options(**{WRITES: True}).begin() as connection:
            dead = connection.execute(
                sql(
                    "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
                )
            ).scalar()
            for name, state in (("lost", "doing"), ("again", "doing"), ("again", "todo")):
                connection.execute(
                    sql(
                        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, queueing_lock, worker_id)"
                        " VALUES ('other', :task, jsonb_build_object('job', CAST(:name AS text)),"
                        " CAST(:state AS procrastinate_job_status), :name, :worker)"
                    ),
                    {"task": TASK, "name": name, "state": state, "worker": dead if state == "doing" else None},
                )

        async def sweep():
            where = self.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
            async with App(connector=PsycopgConnector(conninfo=where)).open_async() as app:
                await put_back_stalled(app)

        with ThreadPoolExecutor(1) as apart:  # a browser of an earlier test may hold this thread's loop
            apart.submit(asyncio.run, sweep()).result()

        with self.engine.connect() as connection:
            found = connection.execute(
                sql("SELECT args->>'job', status::text FROM procrastinate_jobs WHERE queue_name = 'other' ORDER BY 1")
            ).all()
        assert found == [("again", "todo"), ("lost", "todo")]


@pytest.mark.parametrize(
    ("every", "cron"),
    [
        (timedelta(seconds=1), "* * * * * */1"),
        (timedelta(seconds=30), "* * * * * */30"),
        (timedelta(minutes=1), "*/1 * * * *"),
        (timedelta(minutes=5), "*/5 * * * *"),
        (timedelta(hours=1), "0 */1 * * *"),
        (timedelta(minutes=90), "0 */1 * * *"),  # at least as often
        (timedelta(days=1), "0 3 * * *"),
    ],
)
def test_a_schedule_comes_round_at_least_so_often(every, cron):
    assert cron_of(every) == cron


def test_what_reads_with_language_models_waits_in_a_queue_of_its_own():
    assert WORK.queue == LANGUAGE
