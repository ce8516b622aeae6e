"""The process of `smbot run`: schedules the jobs of its parts and serves their pages, until asked to stop."""

import gc
import signal
import socket
import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

import structlog
import uvicorn
from starlette.types import ASGIApp

from smbot.bootstrap import Application
from smbot.core.errors import ConfigurationError
from smbot.core.events import Act, Event
from smbot.core.messages import msg
from smbot.daemon.beside import Beside
from smbot.daemon.dispatching import Dispatcher, EmbeddedDispatcher
from smbot.daemon.jobs import LogKeeper, jobs
from smbot.daemon.metrics import create_metrics_app
from smbot.daemon.parts import EVERY_PART, Part
from smbot.platforms.ports import Finding
from smbot.send.dispatch import health_name
from smbot.storage.vitals import ALIVE_NOTE
from smbot.web.app import create_app
from smbot.web.citizen.app import citizen_app
from smbot.web.webhooks import create_webhook_app

SPARE_THREADS = 4
"""Threads beside one for each account, so that a slow platform never holds up the others."""

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Site:
    """A web application with the address where it listens; `setting` names the table that says so.

    `forwarded_by` are the proxies that are believed when they say who a visitor is; without any, those on this machine.
    """

    setting: str
    app: ASGIApp
    host: str
    port: int
    forwarded_by: tuple[str, ...] = ()


class Daemon:
    """Runs the chosen parts: their jobs on threads, their pages each on a thread of its own.

    With `only`, it runs the jobs of these names alone: another process of the same parts runs the others. What stands
    `beside` it starts and ends with it.
    """

    def __init__(
        self,
        application: Application,
        parts: Collection[Part] = EVERY_PART,
        *,
        only: Collection[str] = (),
        beside: Beside | None = None,
    ) -> None:
        self._application = application
        self._parts = frozenset(parts)
        self._roles = sorted(part.value for part in self._parts)
        self._stopping = threading.Event()
        self._keeper = LogKeeper(application)
        self._only = frozenset(only)
        self._beside = beside or Beside((), 0)
        self._dispatcher: Dispatcher | None = None
        self._servers: list[tuple[uvicorn.Server, threading.Thread]] = []
        self._sites = _sites(application, self._parts, self._stopping.is_set)

    def run(self) -> None:
        """Run until SIGTERM or SIGINT; what is in flight is finished first."""
        # Before there is anything that a signal would leave behind.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        try:
            self._beside.start()
            if not self._stopping.is_set():
                self.start()
                self._stopping.wait()
                self.stop()
        finally:
            self._beside.stop()

    def start(self) -> None:
        """Start everything and return.

        Raises:
            ConfigurationError: A port cannot be used, perhaps by a smbot that runs already, or a key is missing.
        """
        with ExitStack() as bound:
            listening = [(site, bound.enter_context(_listen(site))) for site in self._sites]
            self._dispatcher = self._prepare()
            bound.pop_all()  # from here the servers close their sockets
        keep_loaded()
        self._dispatcher.start()
        for site, listener in listening:
            self._serve(site, listener)
        self._tell_started()

    def _prepare(self) -> Dispatcher:
        """Do what comes before the first job, and return what runs them all."""
        if self._parts & {Part.WORK, Part.DESK}:
            self._application.scanner.language("Bonjour, hello.")  # loads what the first page would wait for
        if Part.WORK in self._parts and not self._only:
            self._keeper.verify_daily()
        made = jobs(self._application, self._parts, stopping=self._stopping.is_set, keeper=self._keeper)
        made = tuple(job for job in made if not self._only or job.name in self._only)
        self._resume_accounts()
        self._record(Act.SYSTEM_STARTED)
        threads = sum(job.part in {Part.COLLECT, Part.DISPATCH} for job in made) + SPARE_THREADS
        if not self._application.on_postgresql:
            return EmbeddedDispatcher(made, self._application.clock, threads=threads)
        from smbot.daemon.shared import SharedDispatcher  # noqa: PLC0415 - of the extra “postgresql”

        return SharedDispatcher(made, self._application.engine.url, threads=threads)

    def stop(self) -> None:
        """Finish what is in flight and end in order."""
        self._stopping.set()
        if self._dispatcher is not None:
            self._dispatcher.stop()
        for server, _ in self._servers:
            server.should_exit = True
        for _, thread in self._servers:
            thread.join(timeout=10)
        self._record(Act.SYSTEM_STOPPED)
        if Part.WORK in self._parts:
            self._keeper.sign()
        with self._application.store.write() as tx:
            for part in self._parts:
                tx.drop_note(f"{ALIVE_NOTE}{part}")  # whoever stops in order is not missed
        log.info("system.stopped")

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        log.info("system.stopping", signal=signal.Signals(number).name)
        self._beside.end()
        self._stopping.set()

    def _serve(self, site: Site, bound: socket.socket) -> None:
        configuration = uvicorn.Config(
            site.app,
            host=site.host,
            port=site.port,
            log_config=None,
            access_log=False,
            server_header=False,
            forwarded_allow_ips=list(site.forwarded_by) or None,
            timeout_graceful_shutdown=5,
        )
        server = uvicorn.Server(configuration)
        thread = threading.Thread(target=server.run, args=([bound],), name=site.setting, daemon=True)
        thread.start()
        self._servers.append((server, thread))

    def _resume_accounts(self) -> None:
        """Try paused accounts anew: whoever restarts smbot has usually mended what paused them."""
        with self._application.store.write() as tx:
            for health in tx.all_health():
                sends = health.account.endswith(health_name(""))
                if (Part.DISPATCH if sends else Part.COLLECT) in self._parts and tx.resume_account(health.account):
                    tx.record(Event(act=Act.ACCOUNT_RESUMED, subject=health.account))

    def _record(self, act: Act) -> None:
        with self._application.store.write() as tx:
            tx.record(Event(act=act, detail={"roles": self._roles}))

    def _tell_started(self) -> None:
        table, mode = self._application.settings.web, self._application.settings.sending.mode
        address = {"url": f"http://{table.host}:{table.port}"} if Part.DESK in self._parts else {}
        log.info("system.started", mode=mode, roles=self._roles, **address)


def keep_loaded() -> None:
    """Take what is loaded by now out of the garbage collector's rounds: to walk it stops all threads for 200 ms."""
    gc.collect()
    gc.freeze()


def _examined(file: Path) -> Sequence[Finding]:
    from smbot.doctor import AT_DESK, examine  # noqa: PLC0415 - an administrator asks for it, seldom

    return examine(file, only=AT_DESK)


def _sites(application: Application, parts: Collection[Part], stopping: Callable[[], bool]) -> list[Site]:
    """Return what the parts serve: metrics where there is a port for them, webhooks where they have an address.

    The secure page is served where its notice names the authority under which people are asked.
    """
    found = []
    if Part.DESK in parts:
        table = application.settings.web
        desk = create_app(application, stopping=stopping, checks=partial(_examined, application.configuration.file))
        found.append(Site(setting="web", app=desk, host=table.host, port=table.port))
        monitoring = application.settings.monitoring
        if monitoring.port:
            app = create_metrics_app(application)
            found.append(Site(setting="monitoring", app=app, host=monitoring.host, port=monitoring.port))
    webhooks = application.settings.webhooks
    if Part.WEBHOOKS in parts and webhooks.public_url:
        app = create_webhook_app(application)
        found.append(Site(setting="webhooks", app=app, host=webhooks.host, port=webhooks.port))
    page = application.settings.citizen
    if Part.CITIZEN in parts and page.authority is not None:
        app = citizen_app(application)
        found.append(Site(setting="citizen", app=app, host=page.host, port=page.port, forwarded_by=page.forwarded_by))
    return found


def _listen(site: Site) -> socket.socket:
    """Return a socket on a site's address, before anything is read or sent."""
    family = socket.AF_INET6 if ":" in site.host else socket.AF_INET
    try:
        return socket.create_server((site.host, site.port), family=family)
    except OSError as error:
        cause = type(error).__name__
    raise ConfigurationError(
        msg("The port cannot be used ({error}).", error=cause),
        where=f"{site.setting}.port = {site.port}",
        mend=msg("Mend what is named, then run “smbot doctor” again."),
    )
