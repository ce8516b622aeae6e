"""What every dispatcher does with jobs; an adapter's tests inherit this class and give it two dispatchers."""

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from datetime import timedelta

from smbot.daemon.dispatching import Dispatcher
from smbot.daemon.jobs import Job
from smbot.daemon.parts import Part

PATIENCE_SECONDS = 60.0
"""How long a test waits for what comes at once on a quiet machine."""


def until(held: Callable[[], bool]) -> bool:
    """Wait until something holds; False where it never did."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not held():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


class Counted:
    """Work that counts its runs, and how many of them went on at once."""

    def __init__(self, lasting: float = 0.0, error: Exception | None = None) -> None:
        self.runs = self.ended = self.most = self._now = 0
        self._lasting = lasting
        self._error = error
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self.runs += 1
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(self._lasting)
        with self._lock:
            self._now -= 1
            self.ended += 1
        if self._error is not None:
            raise self._error


def a_job(name: str, work: Callable[[], object], every: timedelta = timedelta(seconds=1)) -> Job:
    """Return a job of the part `work`."""
    return Job(name=name, part=Part.WORK, every=every, work=work)


class DispatcherSuite(ABC):
    """Inherit and implement `dispatcher`."""

    @abstractmethod
    def dispatcher(self, jobs: Collection[Job]) -> Dispatcher:
        """Return a dispatcher that was not started; a second one runs beside the first, as a restart would."""

    def test_a_job_runs_at_once_and_then_again(self) -> None:
        seldom, often = Counted(), Counted()
        made = self.dispatcher([a_job("seldom", seldom, timedelta(days=1)), a_job("often", often)])

        made.start()
        ran = until(lambda: seldom.runs >= 1 and often.runs >= 3)
        made.stop()

        assert ran
        assert seldom.runs <= 2  # at once; and perhaps its hour of the day is now

    def test_a_job_that_fails_is_done_again_and_stops_no_other(self) -> None:
        bad, good = Counted(error=ValueError("canary")), Counted()
        made = self.dispatcher([a_job("bad", bad), a_job("good", good)])

        made.start()
        ran = until(lambda: bad.runs >= 2 and good.runs >= 2)
        made.stop()

        assert ran

    def test_stopping_waits_for_what_is_in_flight_and_nothing_begins_after(self) -> None:
        slow = Counted(lasting=0.5)
        made = self.dispatcher([a_job("slow", slow)])

        made.start()
        begun = until(lambda: slow.runs == 1)
        made.stop()
        after = slow.runs
        time.sleep(1.2)

        assert begun
        assert slow.ended == slow.runs == after

    def test_one_that_was_stopped_is_followed_by_another(self) -> None:
        work = Counted()
        for _ in range(2):
            made = self.dispatcher([a_job("one", work)])
            made.start()
            before = work.runs
            ran = until(lambda before=before: work.runs > before)  # type: ignore[misc]
            made.stop()

            assert ran
