"""Runs jobs off PostgreSQL with procrastinate: of all machines, whoever is free takes what is due.

Jobs in its tables are wake-ups: they name what to run, and the rows of our tables say what there is to do. Periodic
ones need no leader, since the database takes each moment once. A worker that dies leaves its job marked as running:
every minute such jobs are put back. Nothing depends on that, since what they were about is still in our tables.
"""

import asyncio
import threading
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from itertools import groupby

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job as QueuedJob
from procrastinate.jobs import Status
from sqlalchemy import URL

from smbot.core.wakes import LANGUAGE
from smbot.daemon.jobs import Job
from smbot.storage.engine import CONNECTING, options
from smbot.storage.wakes import TASK

SWEEP = "smbot.sweep"
SWEEP_CRON = "* * * * *"
HEARTBEAT_SECONDS = 5.0
STALLED_SECONDS = 20.0
"""A worker without a heartbeat for so long is dead."""
POLL_SECONDS = 2.0
"""How often the queue is looked at beside the server's notifications."""
AGAIN_SECONDS = 1.0
"""How long until the server is tried again after it was lost."""
RESOLVING = 2
"""Threads that look up where the server is: never those of jobs, which may all be busy when it is lost."""

log = structlog.get_logger()


class SharedDispatcher:
    """See `smbot.daemon.dispatching.Dispatcher`; `threads` run jobs, and one more those with language models."""

    def __init__(self, jobs: Collection[Job], url: URL, *, threads: int) -> None:
        self._url = url
        by_queue = sorted(jobs, key=queue_of)
        named = {queue: {job.name: job for job in some} for queue, some in groupby(by_queue, key=queue_of)}
        language = {queue: some for queue, some in named.items() if queue == LANGUAGE}
        others = {queue: some for queue, some in named.items() if queue != LANGUAGE}
        self._groups = [(language, 1), (others, threads)]
        self._threads = 1 + threads + RESOLVING
        self._stopping = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._serving: list[asyncio.Task[None]] = []
        self._thread = threading.Thread(target=self._run, name="dispatcher", daemon=True)

    def start(self) -> None:
        """See `Dispatcher.start`."""
        self._thread.start()

    def stop(self) -> None:
        """See `Dispatcher.stop`."""
        self._stopping.set()
        self._loop.call_soon_threadsafe(self._cancel)
        self._thread.join()

    def _cancel(self) -> None:
        for each in self._serving:
            each.cancel()

    def _run(self) -> None:
        # procrastinate runs jobs on the loop's own threads, which are as few as the machine has cores unless told.
        self._loop.set_default_executor(ThreadPoolExecutor(self._threads, thread_name_prefix="job"))
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:  # what still waits at the end is ended
            runner.run(self._serve_all())

    async def _serve_all(self) -> None:
        self._serving = [
            asyncio.create_task(self._serve(queues, threads)) for queues, threads in self._groups if queues
        ]
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _serve(self, queues: dict[str, dict[str, Job]], threads: int) -> None:
        """Work until the end; a server that is lost is tried again."""
        while not self._stopping.is_set():
            app = self._app(queues)
            try:
                async with app.open_async():
                    await _begin(app, queues)
                    await app.run_worker_async(
                        queues=list(queues),
                        concurrency=threads,
                        fetch_job_polling_interval=POLL_SECONDS,
                        update_heartbeat_interval=HEARTBEAT_SECONDS,
                        stalled_worker_timeout=STALLED_SECONDS,
                        delete_jobs="always",
                        install_signal_handlers=False,
                    )
            except asyncio.CancelledError:
                return  # asked to stop: what was in flight is finished
            except Exception as error:  # noqa: BLE001 - the server was restarted, or is away: its words hold addresses
                log.warning("dispatcher.lost", error=type(error).__name__)
            if not self._stopping.is_set():
                await asyncio.sleep(AGAIN_SECONDS)

    def _app(self, queues: dict[str, dict[str, Job]]) -> App:
        where = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        connecting = {**CONNECTING, "options": options()}
        app = App(connector=PsycopgConnector(conninfo=where, kwargs=connecting, min_size=1, max_size=4))
        known = {name: job for some in queues.values() for name, job in some.items()}

        @app.task(name=TASK)
        def run(timestamp: int = 0, job: str = "") -> None:
            if job in known:  # another version's job, or another configuration's, is for others
                known[job].run()

        @app.task(name=SWEEP)
        async def sweep(timestamp: int = 0) -> None:
            await put_back_stalled(app)

        for queue, some in queues.items():
            for name, job in some.items():
                app.periodic(
                    cron=cron_of(job.every),
                    periodic_id=name,
                    queue=queue,
                    queueing_lock=name,
                    task_kwargs={"job": name},
                )(run)
        first = min(queues)
        app.periodic(cron=SWEEP_CRON, periodic_id=f"sweep {first}", queue=first, queueing_lock=f"sweep {first}")(sweep)
        return app


async def _begin(app: App, queues: dict[str, dict[str, Job]]) -> None:
    """Let each job run at once, unless it waits already."""
    for queue, some in queues.items():
        for name in some:
            with suppress(AlreadyEnqueued):
                await app.configure_task(TASK, queue=queue, queueing_lock=name).defer_async(job=name)


async def put_back_stalled(app: App) -> None:
    """Let others run what a worker had when it died."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        try:
            await app.job_manager.retry_job(job)
        except ConnectorException:  # the same waits already
            await _drop(app, job)
        log.info("job.put-back", job=str(job.task_kwargs.get("job", job.task_name)))


async def _drop(app: App, job: QueuedJob) -> None:
    await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)


def queue_of(job: Job) -> str:
    """Return the queue of a job: its part's, and one of its own for what needs language models."""
    return job.queue or job.part.value


def cron_of(every: timedelta) -> str:
    """Return a schedule that comes round at least so often: whole seconds, minutes, hours, or each day."""
    seconds = int(every.total_seconds())
    if seconds < 60:
        return f"* * * * * */{max(1, seconds)}"
    if seconds < 3600:
        return f"*/{seconds // 60} * * * *"
    if seconds < 24 * 3600:
        return f"0 */{seconds // 3600} * * *"
    return "0 3 * * *"
