"""A fork server: one process imports and loads everything once, and each worker is a fork of it, to be killed."""

import asyncio
import gc
import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx
import requests
from fastapi import FastAPI
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from smbot import settings
from smbot.bootstrap import Application
from smbot.classify.cascade import Cascade
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.failpoints import VARIABLE, acted
from smbot.core.roles import Member
from smbot.core.states import MentionState
from smbot.daemon.jobs import Job, jobs
from smbot.daemon.parts import Part
from smbot.logs import configure_logs, silence_libraries
from smbot.review.ports import Filter
from smbot.send.dispatch import health_name
from smbot.verification import sign_log
from smbot.web.webhooks import create_webhook_app
from tests.crash.clock import SharedClock
from tests.no_models import NoNames, without_network

Deliveries = tuple[tuple[dict[str, str], bytes], ...]
_NEVER = timedelta(days=1)
PATIENCE = 120.0
"""Seconds after which a worker hangs."""
FAILED = 7
"""Exit code of a worker that was brought to the fault that was ordered, and went on."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a worker shall meet: a failpoint's plan, a statement of SQL that fails, files or a database that are full.

    `bytes_left` is how far any file may grow beyond its present size, `pages_left` how many pages the database may.
    """

    failpoint: str = ""
    statement: int = 0
    bytes_left: int | None = None
    pages_left: int | None = None
    deliveries: Deliveries = field(default=(), repr=False)


class Bare(Application):
    """The product without its networks: no threads of their libraries, and each round in a fraction of a second."""

    @cached_property
    def classifier(self) -> Cascade:
        """Return what labels mentions by rules and words."""
        return without_network(self)


class Warm:
    """The loaded product, with the round that every worker makes."""

    def __init__(self, config: Path, clock: SharedClock) -> None:
        self.application = application = Bare(settings.load(config), clock, {})
        self.hooks = create_webhook_app(application)
        made = {j.name: j for j in jobs(application, {Part.COLLECT, Part.WORK, Part.DISPATCH}, tagger=NoNames)}
        self._deliver = self._job("deliver", self._delivered)
        self._deliveries: Deliveries = ()
        collecting = [job for name, job in made.items() if name.startswith("collect ")]
        sending = [job for name, job in made.items() if name.startswith(("send ", "sweep "))]
        self.round: tuple[Job, ...] = (
            self._job("resume", self._resume),
            *collecting,
            self._deliver,
            made["deliveries"],
            made["work"],
            self._job("decide", self._decide),
            *sending,
            self._job("sign", lambda: sign_log(application)),
        )

    def work(self, deliveries: Deliveries) -> bool:
        """Make one round; say whether every job was done."""
        self._deliveries = deliveries
        done = [job.run() for job in self.round]  # all of them, whatever one says
        return all(done)

    def cool(self) -> None:
        """Let go of everything that a fork must not share."""
        self.application.close()
        for each in gc.get_objects():
            if isinstance(each, requests.Session):
                each.close()
        gc.collect()
        gc.freeze()
        if threading.active_count() > 1:
            raise RuntimeError("a fork would lack threads that run now")

    @staticmethod
    def _job(name: str, work: Callable[[], object]) -> Job:
        return Job(name=name, part=Part.WORK, every=_NEVER, work=work)

    def _delivered(self) -> None:
        if self._deliveries:
            asyncio.run(deliver(self.hooks, self._deliveries))

    def _resume(self) -> None:
        """Lift pauses, as an administrator does who has mended what caused them."""
        with self.application.store.write() as tx:
            for health in tx.all_health():
                if health.paused or health.retry_at:
                    tx.resume_account(health.account)
            for name in ("x", "facebook"):
                tx.resume_account(health_name(name))

    def _decide(self) -> None:
        desk, bob = self.application.desk(), self._bob
        drafted = Filter(states=frozenset({MentionState.DRAFTED}))
        for item in desk.listing(bob, drafted, limit=10_000).items:
            with suppress(Conflict, NotAllowed):  # another worker decides the same
                try:
                    desk.approve(bob, item.id)
                except NotAllowed:
                    desk.no_reply(bob, item.id)

    @cached_property
    def _bob(self) -> Member:
        with self.application.store.read() as tx:
            return next(member for member in tx.members() if member.name == "bob")


async def deliver(hooks: FastAPI, deliveries: Deliveries) -> None:
    """Bring a platform's deliveries to our webhook."""
    transport = httpx.ASGITransport(hooks)
    async with httpx.AsyncClient(transport=transport, base_url="https://hooks.example.ca") as client:
        for headers, body in deliveries:
            answer = await client.post("/webhooks/facebook", content=body, headers=headers)
            if answer.status_code != 200:
                raise RuntimeError(answer.status_code)


def serve(pipe: Connection, config: str, clock: str, log: str) -> None:
    """Fork workers as the rehearsal asks, until it asks for nothing more."""
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    silence_libraries()
    configure_logs("info", "json")
    warm = Warm(Path(config), SharedClock(Path(clock)))
    warm.work(())
    warm.cool()
    pipe.send("ready")
    while (asked := pipe.recv()) is not None:
        name, argument = asked
        if name == "start":
            pid = os.fork()
            if pid == 0:
                pipe.close()
                _worker(warm, argument)
            pipe.send(pid)
        elif name == "continue":
            os.kill(argument, signal.SIGCONT)
            pipe.send(None)
        else:
            pipe.send(_wait(argument))


def _worker(warm: Warm, order: Order) -> None:
    """Make one round and end, whatever happens: nothing of the server's is tidied up here."""
    code = 1
    try:
        os.environ[VARIABLE] = order.failpoint
        statement = _Failing(order.statement)
        if order.pages_left is not None:
            _fill_database(warm.application.engine, order.pages_left)
        if order.bytes_left is not None:
            _fill_disk(warm.application, order.bytes_left)
        whole = warm.work(order.deliveries)
        code = 0 if whole and not (statement.met or acted()) else FAILED
    finally:
        os._exit(code)


class _Failing:
    """Lets one statement of a round fail, as a bad disk does; `met` says that it came so far."""

    def __init__(self, number: int) -> None:
        self._left = number
        self.met = False
        if number:
            event.listen(Engine, "before_cursor_execute", self._count)

    def _count(self, *_args: object) -> None:
        self._left -= 1
        if self._left == 0:
            self.met = True
            raise OperationalError("a statement", None, OSError("injected"))


def _fill_database(engine: Engine, pages: int) -> None:
    """Let SQLite say that the disk is full once the database grows by so many pages."""

    @event.listens_for(engine, "connect")
    def limit(connection: Any, _entry: object) -> None:
        (now,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={now + pages}")


def _fill_disk(application: Application, left: int) -> None:
    """Let every file end `left` bytes after the write-ahead log's present end: writes beyond fail.

    The log is emptied first: one with old frames would be written over from its start, and would never grow. That is
    done on a connection that stays open: the rehearsal, which reads these files to look for values, has thereby lost
    its locks on them (POSIX), and whoever closes the last connection that is locked takes the log away.
    """
    with application.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    null = os.open(os.devnull, os.O_WRONLY)  # a journal of the system lies on another disk
    os.dup2(null, 1)
    os.dup2(null, 2)
    wal = application.configuration.database.with_name(f"{application.configuration.database.name}-wal")
    size = wal.stat().st_size if wal.exists() else 0
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + left, resource.RLIM_INFINITY))


def _wait(pid: int) -> tuple[str, int]:
    """Return how a worker ended, or that it was stopped."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ended, status = os.waitpid(pid, os.WUNTRACED | os.WNOHANG)
        if ended:
            if os.WIFSTOPPED(status):
                return "stopped", os.WSTOPSIG(status)
            return ("killed", os.WTERMSIG(status)) if os.WIFSIGNALED(status) else ("exited", os.WEXITSTATUS(status))
        time.sleep(0.002)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return "hung", 0


class ForkServer:
    """The fork server, as the rehearsal sees it."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def start(self, order: Order) -> int:
        """Start a worker and return its number."""
        return int(self._ask("start", order))

    def wait(self, pid: int) -> tuple[str, int]:
        """Wait until a worker ends or stops."""
        return self._ask("wait", pid)

    def resume(self, pid: int) -> None:
        """Let a stopped worker go on."""
        self._ask("continue", pid)

    def _ask(self, name: str, argument: object) -> Any:
        self._pipe.send((name, argument))
        return self._pipe.recv()


@contextmanager
def fork_server(config: Path, clock: Path, log: Path) -> Iterator[ForkServer]:
    """Keep a fork server for an installation."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a fork lacks the threads of its parent
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=serve, args=(there, str(config), str(clock), str(log)))
    process.start()
    there.close()
    try:
        if here.recv() != "ready":
            raise RuntimeError("the fork server did not start")
        yield ForkServer(here)
    finally:
        here.send(None)
        process.join(timeout=30)
