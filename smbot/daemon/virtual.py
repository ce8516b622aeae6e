"""Run jobs in virtual time: no threads, no sleeping, a clock that is moved from one due job to the next."""

import heapq
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from smbot.core.clock import FrozenClock
from smbot.daemon.jobs import Job


class VirtualTime:
    """Does what the daemon's scheduler does, one job after the other, as fast as the machine can.

    Jobs that are due at the same moment run in the order in which they were given. `runs` and `failures` count by
    name of job. The clock must be the application's own.
    """

    def __init__(self, jobs: Iterable[Job], clock: FrozenClock) -> None:
        self.clock = clock
        self.runs: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self._due = [(clock.now(), order, job) for order, job in enumerate(jobs)]
        heapq.heapify(self._due)

    def run(self, length: timedelta) -> None:
        """Run every job that falls due within `length` from now, and leave the clock at its end."""
        end = self.clock.now() + length
        while self._due and self._due[0][0] <= end:
            at, order, job = self._due[0]
            self._move_to(at - self.clock.now())
            self.runs[job.name] += 1
            self.failures[job.name] += not job.run()
            # As the scheduler has it: a job whose work itself took time is not run for the times it missed.
            heapq.heapreplace(self._due, (max(at, self.clock.now()) + job.every, order, job))
        self._move_to(end - self.clock.now())

    def _move_to(self, wait: timedelta) -> None:
        if wait > timedelta(0):
            self.clock.advance(seconds=wait.total_seconds())
