"""Plan what is due, and dispose of it: keys first, then rows, with a certificate in the audit log, batch by batch."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from smbot.core.clock import Clock
from smbot.core.events import Act, Detail, Event
from smbot.core.failpoints import failpoint
from smbot.core.roles import Member, Permission, demand
from smbot.retention.model import Certificate, Disposed, Examined, KindPlan, RecordKind, Rule, certified
from smbot.retention.schedules import Schedule

BATCH: Final = 200
"""Records of a batch: what one certificate covers, and what a crash repeats at most."""


class RetentionTransaction(Protocol):
    """What retention needs of a transaction."""

    def examine(  # noqa: D102
        self, kind: RecordKind, before: datetime, *, after: str, limit: int, revealed: timedelta
    ) -> list[Examined]: ...
    def stands_against(self, kind: RecordKind, record: str) -> bool: ...  # noqa: D102
    def dispose(self, kind: RecordKind, record: str) -> Disposed | None: ...  # noqa: D102
    def keep_disposals(self, certificate: Certificate, disposed: Sequence[Disposed]) -> None: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class RetentionStore(Protocol):
    """Opens transactions for retention."""

    def write(self) -> AbstractContextManager[RetentionTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[RetentionTransaction]: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Retention:
    """Plans and disposals. `shred` deletes the data keys of what was disposed of, and remembers that they are gone.

    `revealed` is for how long an original is kept after somebody looked into it.
    """

    store: RetentionStore
    clock: Clock
    schedule: Schedule
    shred: Callable[[RecordKind, Sequence[Disposed]], None]
    revealed: timedelta = timedelta()

    def plan(self, step: Callable[[int], None] = lambda _: None) -> tuple[KindPlan, ...]:
        """Return what would be disposed of now. Nothing is changed."""
        return tuple(self._plan(rule, step) for rule in self.schedule.rules.values())

    def _plan(self, rule: Rule, step: Callable[[int], None]) -> KindPlan:
        plan, now = KindPlan(rule=rule), self.clock.now()
        if rule.days:
            for examined in self._examined(rule, now, step):
                plan.count(examined, now)
        return plan

    def _examined(self, rule: Rule, now: datetime, step: Callable[[int], None]) -> Iterator[Examined]:
        after = ""
        while True:
            with self.store.read() as tx:
                some = tx.examine(rule.kind, now - rule.period, after=after, limit=BATCH, revealed=self.revealed)
            if not some:
                return
            yield from some
            step(len(some))
            after = some[-1].id

    def run(
        self,
        member: Member | None,
        *,
        by: str,
        done: Callable[[int], None] = lambda _: None,
    ) -> tuple[Certificate, ...]:
        """Dispose of what is due, kind by kind; return the certificates.

        `member` is who asked for it, None where the daemon does by its settings; `by` is the name in the log.

        Raises:
            NotAllowed: The member is no compliance officer.
            ConfigurationError: No authority is named, or a period is shorter than the law's.
        """
        if member is not None:
            demand(member, Permission.CORRECT_MASKS)
        self.schedule.check()
        made: list[Certificate] = []
        for rule in self.schedule.rules.values():
            if rule.days:
                made += self._run(rule, by, done)
        return tuple(made)

    def _run(self, rule: Rule, by: str, done: Callable[[int], None]) -> Iterator[Certificate]:
        now, due = self.clock.now(), []
        plan = KindPlan(rule=rule)
        for examined in self._examined(rule, now, lambda _: None):
            if plan.count(examined, now):
                due.append(examined.id)
            if len(due) == BATCH:
                yield from self._dispose(rule, due, by, done)
                due = []
        if due:
            yield from self._dispose(rule, due, by, done)

    def _dispose(self, rule: Rule, due: list[str], by: str, done: Callable[[int], None]) -> Iterator[Certificate]:
        with self.store.write() as tx:
            # A hold may have been placed since the record was looked at.
            free = [record for record in due if not tx.stands_against(rule.kind, record)]
            disposed = [one for record in free if (one := tx.dispose(rule.kind, record)) is not None]
            if not disposed:
                return
            certificate = certified(rule.kind, disposed)
            tx.keep_disposals(certificate, disposed)
            detail: dict[str, Detail] = {
                "kind": rule.kind.value,
                "count": certificate.count,
                "digest": certificate.digest,
                "days": rule.days,
                "authority": rule.authority,
                "source": rule.source,
            }
            tx.record(Event(act=Act.RECORDS_DISPOSED, actor=by, detail=detail))
            failpoint("retention.before-shredding")
            # Before the end: whoever dies after it finds the rows again, without keys, and disposes of them once more.
            self.shred(rule.kind, disposed)
            failpoint("retention.keys-shredded")
        failpoint("retention.committed")
        done(len(due))
        yield certificate
