"""`smbot run`: everything on one machine, on a schedule, until asked to stop."""

import signal
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from types import FrameType

import structlog
import uvicorn
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from smbot.bootstrap import Application
from smbot.collect.ports import Planned
from smbot.collect.run import collect
from smbot.core.errors import ConfigurationError
from smbot.core.events import SYSTEM, Act, Event
from smbot.core.messages import msg
from smbot.core.switches import ON
from smbot.pipeline import Pipeline
from smbot.redact.presidio import SpacyNames
from smbot.send.dispatch import dispatch
from smbot.send.ports import Sender
from smbot.verification import sign_log, verify_log
from smbot.web.app import create_app

WORK_EVERY = timedelta(seconds=2)
SEND_EVERY = timedelta(seconds=1)
CHECKPOINT_EVERY = timedelta(seconds=60)
CLAIMS_EVERY = timedelta(seconds=30)
SPARE_THREADS = 4
"""Threads beside one for each account, so that a slow platform never holds up the others."""

log = structlog.get_logger()


class Daemon:
    """Runs collectors, stages, dispatcher, checkpoints and the desk in one process.

    Jobs take no arguments and live in memory: what must survive is in our tables.
    """

    def __init__(self, application: Application) -> None:
        self._application = application
        self._stopping = threading.Event()
        self._log_is_whole = False
        self._planned = application.planned()
        self._senders = application.senders()
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(len(self._planned) + len(self._senders) + SPARE_THREADS)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        table = application.settings.web
        self._server = uvicorn.Server(
            uvicorn.Config(
                create_app(application),
                host=table.host,
                port=table.port,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=5,
            )
        )

    def run(self) -> None:
        """Run until SIGTERM or SIGINT; what is in flight is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        self.start()
        self._stopping.wait()
        self.stop()

    def start(self) -> None:
        """Start everything and return.

        Raises:
            ConfigurationError: The desk's port cannot be used, perhaps by a smbot that runs already.
        """
        table = self._application.settings.web
        listening = _listen(table.host, table.port)
        pipeline = self._application.pipeline(SpacyNames())
        self._application.scanner.language("Bonjour, hello.")  # loads what the first page would wait for
        self._log_is_whole = verify_log(self._application, actor=SYSTEM).verified
        if not self._log_is_whole:
            log.error("audit.broken")
        self._resume_accounts()
        self._record(Act.SYSTEM_STARTED)
        self._every(WORK_EVERY, "work", lambda: self._work(pipeline))
        for planned in self._planned:
            self._every(planned.every, f"collect {planned.collector.name}", self._collecting(planned))
        for account, sender in self._senders.items():
            self._every(SEND_EVERY, f"send {account}", self._sending(account, sender))
        desk = self._application.desk()
        self._every(CLAIMS_EVERY, "claims", desk.release_expired_claims)
        self._every(CHECKPOINT_EVERY, "checkpoint", self.checkpoint)
        self._scheduler.start()
        self._web = threading.Thread(target=self._server.run, args=([listening],), name="desk", daemon=True)
        self._web.start()
        log.info(
            "system.started", url=f"http://{table.host}:{table.port}", mode=self._application.settings.sending.mode
        )

    def stop(self) -> None:
        """Finish what is in flight and end in order."""
        self._stopping.set()
        self._scheduler.shutdown(wait=True)
        self._server.should_exit = True
        self._web.join(timeout=10)
        self._record(Act.SYSTEM_STOPPED)
        self.checkpoint()
        log.info("system.stopped")

    def checkpoint(self) -> None:
        """Sign the audit log's size and root, unless it was not whole when we started: nobody vouches for a forgery."""
        if self._log_is_whole:
            sign_log(self._application)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        log.info("system.stopping", signal=signal.Signals(number).name)
        self._stopping.set()

    def _every(self, pause: timedelta, name: str, work: Callable[[], object]) -> None:
        def job() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - a job that fails is told by type and tried again
                log.error("job.failed", job=name, error=type(error).__name__)

        # The first run comes at once, not after the first interval.
        trigger = IntervalTrigger(seconds=pause.total_seconds(), timezone="UTC")
        self._scheduler.add_job(job, trigger, name=name, next_run_time=self._application.clock.now())

    def _work(self, pipeline: Pipeline) -> None:
        while not self._stopping.is_set() and pipeline.run_once():
            pass

    def _collecting(self, planned: Planned) -> Callable[[], None]:
        work = self._application.collecting()
        name = planned.collector.name

        def job() -> None:
            if planned.needs_switch and not self._switched_on(name):
                return
            done = collect(planned.collector, work, budget_usd=planned.budget_usd)
            if done.error:
                log.warning("account.failed", account=name, error=type(done.error).__name__, code=done.error.code)
            if done.new or done.edited or done.refused:
                log.info("page.collected", account=name, new=done.new, edited=done.edited, refused=len(done.refused))

        return job

    def _sending(self, account: str, sender: Sender) -> Callable[[], None]:
        work = self._application.dispatching()

        def job() -> None:
            settled = dispatch(account, sender, work)
            if settled:
                log.info("replies.settled", account=account, count=settled)

        return job

    def _switched_on(self, account: str) -> bool:
        with self._application.store.read() as tx:
            return tx.switch(account) == ON

    def _resume_accounts(self) -> None:
        """Try paused accounts anew: whoever restarts smbot has usually mended what paused them."""
        with self._application.store.write() as tx:
            for health in tx.all_health():
                if tx.resume_account(health.account):
                    tx.record(Event(act=Act.ACCOUNT_RESUMED, subject=health.account))

    def _record(self, act: Act) -> None:
        with self._application.store.write() as tx:
            tx.record(Event(act=act))


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket on the desk's address, before anything is read or sent."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        cause = type(error).__name__
    raise ConfigurationError(
        msg("The port cannot be used ({error}).", error=cause),
        where=f"web.port = {port}",
        mend=msg("Mend what is named, then run “smbot doctor” again."),
    )
