"""The jobs of `smbot run`, as values: what is done, by which part, how often.

Jobs take no arguments and keep nothing: what must survive is in our tables. So a scheduler with threads and one
that moves a clock by itself (`smbot.daemon.virtual`) run the very same work.
"""

import threading
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import chain

import structlog

from smbot import __version__
from smbot.bootstrap import Application, Connected
from smbot.bootstrap.access import passing_of
from smbot.bootstrap.anchoring import anchor_by_mail
from smbot.bootstrap.cases import cases_of, paging_of
from smbot.bootstrap.compliance import holds_of
from smbot.bootstrap.private import tell_persons
from smbot.bootstrap.retention import retention_of
from smbot.bootstrap.steps import role_telling_of
from smbot.collect.ports import Planned
from smbot.collect.run import collect
from smbot.core.errors import AccountProblem, PlatformError
from smbot.core.events import SYSTEM
from smbot.core.switches import ON
from smbot.core.wakes import DELIVERIES, WORK
from smbot.core.wakes import sending as waking
from smbot.daemon.parts import EVERY_PART, Part
from smbot.redact.ports import Tagger
from smbot.send.dispatch import dispatch
from smbot.send.ports import Sender
from smbot.send.sweep import sweep
from smbot.storage.vitals import ALIVE_NOTE, TOKEN_ENDED, TOKEN_NOTE, token_note
from smbot.verification import sign_log, verify_log

WORK_EVERY = timedelta(seconds=2)
SEND_EVERY = timedelta(seconds=1)
CHECKPOINT_EVERY = timedelta(seconds=60)
CLAIMS_EVERY = timedelta(seconds=30)
SWEEP_EVERY = timedelta(minutes=5)
"""Steps of asking which posts are gone; how often all are asked about is the sweep's own affair."""
TELL_EVERY = timedelta(seconds=60)
CALL_EVERY = timedelta(seconds=15)
"""Steps of calling people to what is urgent; how often each is called is a setting."""
PERSONS_EVERY = timedelta(seconds=30)
"""Steps of telling people that an answer waits for them on the secure page."""
PASS_EVERY = timedelta(seconds=15)
"""Steps of passing entries of the docket to the access coordinator."""
STEPS_EVERY = timedelta(seconds=30)
"""Steps of carrying out what playbooks plan: waits that begin and end, what follows on them."""
FAULTS_EVERY = timedelta(seconds=60)
ALIVE_EVERY = timedelta(seconds=60)
DAILY = timedelta(days=1)
HOURLY = timedelta(hours=1)
"""How often it is seen whether something daily is due: what failed is tried again before the day is over."""

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something that is done again and again: at once when its part starts, then `every` so often."""

    name: str
    part: Part
    every: timedelta
    work: Callable[[], object]
    queue: str = ""
    """Where it waits on PostgreSQL, if not with the others of its part."""

    def run(self) -> bool:
        """Do it; a job that fails is told by the type of its error, and is done again the next time."""
        try:
            self.work()
        except Exception as error:  # noqa: BLE001 - the message might hold what was being worked on
            log.error("job.failed", job=self.name, error=type(error).__name__)
            return False
        return True


class LogKeeper:
    """Verifies the audit log when it starts and daily, and signs it only while it is whole.

    What the database says of earlier verifications is not believed: nobody vouches for a forgery.
    """

    def __init__(self, application: Application) -> None:
        self._application = application
        self._verified_at: datetime | None = None
        self._whole = False
        self._walking = threading.Lock()

    def verify_daily(self) -> None:
        """Walk the whole log, unless this was done within a day."""
        with self._walking:
            if self._is_recent():
                return
            now = self._application.clock.now()
            self._whole = verify_log(self._application, actor=SYSTEM).verified
            self._verified_at = now
        if not self._whole:
            log.error("audit.broken")

    def sign(self) -> None:
        """Sign the log's size and root, where this process found it whole within a day."""
        if self._whole and self._is_recent():
            sign_log(self._application)

    def checkpoint(self) -> None:
        """Sign it, and verify it first where another process, on whichever machine, did so the last time."""
        self.verify_daily()
        self.sign()

    def _is_recent(self) -> bool:
        return self._verified_at is not None and self._application.clock.now() < self._verified_at + DAILY


def never() -> bool:
    """Say that nobody asked to stop."""
    return False


def jobs(
    application: Application,
    parts: Collection[Part] = EVERY_PART,
    *,
    tagger: Callable[[], Tagger] | None = None,
    stopping: Callable[[], bool] = never,
    keeper: LogKeeper | None = None,
) -> tuple[Job, ...]:
    """Return the jobs of `parts`, in the order in which they first run.

    `tagger` opens what finds names and the like, if not as the settings say; `stopping` ends a long job between two of
    its steps; `keeper` signs the audit log.

    Raises:
        ConfigurationError: A key, a secret or a setting that one of the parts needs is missing or wrong.
    """
    made: list[Iterator[Job]] = []
    if Part.WORK in parts:
        made.append(_work(application, tagger or application.load_tagger, stopping, keeper or LogKeeper(application)))
    if Part.COLLECT in parts:
        made.append(_collect(application))
    if Part.DISPATCH in parts:
        made.append(_dispatch(application))
    if Part.DESK in parts:
        made.append(_desk(application))
    made += [_alive(application, part) for part in Part if part in parts]
    return tuple(_in_turn(application, job) for job in chain.from_iterable(made))


def _in_turn(application: Application, job: Job) -> Job:
    """Return a job that one process runs at a time, of all machines; what divides its work by itself is let be."""
    if job.name == WORK.job:
        return job

    def work() -> None:
        with application.store.turn() as turn:
            if turn.take(f"job {job.name}"):
                job.work()

    return replace(job, work=work)


def _work(
    application: Application, tagger: Callable[[], Tagger], stopping: Callable[[], bool], keeper: LogKeeper
) -> Iterator[Job]:
    pipeline = application.pipeline(tagger())

    def work() -> None:
        while not stopping() and pipeline.run_once():
            pass

    yield Job(name=WORK.job, part=Part.WORK, every=WORK_EVERY, work=work, queue=WORK.queue)
    yield Job(name=DELIVERIES.job, part=Part.WORK, every=WORK_EVERY, work=application.work_off_deliveries)
    yield Job(name="unattended", part=Part.WORK, every=STEPS_EVERY, work=application.unattended().tick)
    yield Job(name="steps", part=Part.WORK, every=STEPS_EVERY, work=partial(application.steps.tick, application.store))
    yield Job(name="tidy", part=Part.WORK, every=DAILY, work=application.forget_old_deliveries)
    yield Job(name="faults", part=Part.WORK, every=FAULTS_EVERY, work=cases_of(application).suggest_new)
    yield Job(name="sample", part=Part.WORK, every=HOURLY, work=application.samples().draw)
    yield Job(name="verify", part=Part.WORK, every=HOURLY, work=keeper.verify_daily)
    yield Job(name="checkpoint", part=Part.WORK, every=CHECKPOINT_EVERY, work=keeper.checkpoint)


def _collect(application: Application) -> Iterator[Job]:
    work = application.collecting()

    def reading(planned: Planned) -> Callable[[], None]:
        name = planned.collector.name

        def read() -> None:
            if planned.needs_switch and not _switched_on(application, name):
                return
            done = collect(planned.collector, work, budget_usd=planned.budget_usd)
            if done.error:
                log.warning("account.failed", account=name, error=type(done.error).__name__, code=done.error.code)
            if done.new or done.edited or done.refused:
                log.info("page.collected", account=name, new=done.new, edited=done.edited, refused=len(done.refused))

        return read

    for planned in application.planned():
        yield Job(
            name=f"collect {planned.collector.name}", part=Part.COLLECT, every=planned.every, work=reading(planned)
        )


def _switched_on(application: Application, account: str) -> bool:
    with application.store.read() as tx:
        return tx.switch(account) == ON


def _dispatch(application: Application) -> Iterator[Job]:
    work = application.dispatching()

    def sending(account: str, sender: Sender) -> Callable[[], None]:
        def send() -> None:
            settled = dispatch(account, sender, work)
            if settled:
                log.info("replies.settled", account=account, count=settled)

        return send

    for account, sender in application.senders().items():
        yield Job(name=waking(account).job, part=Part.DISPATCH, every=SEND_EVERY, work=sending(account, sender))
    sweeping = application.sweeping()
    for name, compliance in application.compliances().items():
        step = partial(sweep, name, compliance, sweeping)
        yield Job(name=f"sweep {name}", part=Part.DISPATCH, every=SWEEP_EVERY, work=step)
    for name, connected in application.platforms.items():
        ask = _asking(application, name, connected)
        yield Job(name=f"token {name}", part=Part.DISPATCH, every=HOURLY, work=ask)
    paging, cases = paging_of(application), cases_of(application)
    yield Job(name="calls", part=Part.DISPATCH, every=CALL_EVERY, work=paging.tell_waiting)
    yield Job(
        name="escalations",
        part=Part.DISPATCH,
        every=TELL_EVERY,
        work=lambda: paging.tell_escalated(cases.escalate_due()),
    )
    yield Job(name="roles", part=Part.DISPATCH, every=TELL_EVERY, work=role_telling_of(application).tell_due)
    yield Job(name="persons", part=Part.DISPATCH, every=PERSONS_EVERY, work=partial(tell_persons, application))
    yield Job(name="passings", part=Part.DISPATCH, every=PASS_EVERY, work=passing_of(application).carry_due)
    notifier = application.notifier()
    yield Job(name="alarms", part=Part.DISPATCH, every=TELL_EVERY, work=notifier.tell_alarms)
    yield Job(name="digests", part=Part.DISPATCH, every=TELL_EVERY, work=notifier.send_digests)
    if application.settings.audit.anchor_address:
        yield Job(name="anchor", part=Part.DISPATCH, every=HOURLY, work=anchor_by_mail(application))


def _asking(application: Application, platform: str, connected: Connected) -> Callable[[], None]:
    """Return what asks when a token ends, once a day; an answer that did not come is asked for again sooner."""
    name = f"{TOKEN_NOTE}{platform}"

    def ask() -> None:
        with application.store.read() as tx:
            note = tx.note(name)
        if note is not None and application.clock.now() < note.at + DAILY:
            return
        try:
            value = token_note(connected.adapter.expires(connected.settings, connected.secrets, application.clock))
        except AccountProblem as problem:
            value = TOKEN_ENDED + (problem.code or type(problem).__name__)
        except PlatformError as error:
            log.warning("token.unknown", platform=platform, error=type(error).__name__, code=error.code)
            return
        with application.store.write() as tx:
            tx.keep_note(name, value)

    return ask


def _desk(application: Application) -> Iterator[Job]:
    yield Job(name="claims", part=Part.DESK, every=CLAIMS_EVERY, work=application.desk().release_expired_claims)
    yield Job(name="snoozed", part=Part.DESK, every=CLAIMS_EVERY, work=application.aside().wake_due)
    yield Job(name="disposals", part=Part.DESK, every=HOURLY, work=holds_of(application).dispose)
    if application.settings.retention.run == "daily":
        retention = retention_of(application)
        yield Job(name="retention", part=Part.DESK, every=DAILY, work=partial(retention.run, None, by=SYSTEM))
    if application.settings.review.assignment == "auto":
        yield Job(name="assign", part=Part.DESK, every=CLAIMS_EVERY, work=application.aside().assign_free)


def _alive(application: Application, part: Part) -> Iterator[Job]:
    def live() -> None:
        with application.store.write() as tx:
            tx.keep_note(f"{ALIVE_NOTE}{part}", __version__)

    yield Job(name=f"alive {part}", part=part, every=ALIVE_EVERY, work=live)
