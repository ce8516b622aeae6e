"""What runs jobs: the port, and its first adapter, which keeps time in this process alone."""

from collections.abc import Collection
from typing import Protocol

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from smbot.core.clock import Clock
from smbot.daemon.jobs import Job


class Dispatcher(Protocol):
    """Runs each job at once, and then as often as it asks; never one of them twice at the same moment.

    `tests/storage/dispatcher_suite.py` says what every adapter does.
    """

    def start(self) -> None:
        """Begin, and return."""
        ...

    def stop(self) -> None:
        """Begin nothing more, finish what is in flight, and return."""
        ...


class EmbeddedDispatcher:
    """Threads of this process, and a clock: all that one machine needs."""

    def __init__(self, jobs: Collection[Job], clock: Clock, *, threads: int) -> None:
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._scheduler.configure(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(threads)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for job in jobs:
            trigger = IntervalTrigger(seconds=job.every.total_seconds(), timezone="UTC")
            # The first run comes at once, not after the first interval.
            self._scheduler.add_job(job.run, trigger, name=job.name, next_run_time=clock.now())

    def start(self) -> None:
        """See `Dispatcher.start`."""
        self._scheduler.start()

    def stop(self) -> None:
        """See `Dispatcher.stop`."""
        self._scheduler.shutdown(wait=True)
