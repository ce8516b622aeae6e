"""Append to the audit log within the act's own transaction; read it back to verify or export."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from smbot.audit.checkpoint import Checkpoint
from smbot.audit.record import AuditRecord, make_record
from smbot.audit.tree import append, root
from smbot.audit.verify import StoredRecord
from smbot.core.clock import Clock
from smbot.core.events import Event
from smbot.core.failpoints import failpoint
from smbot.storage import prepared
from smbot.storage.service_following import ServiceFollowingTables
from smbot.storage.tables import AuditHeadRow, AuditRow, CheckpointRow

READ_AT_ONCE = 1000


class AuditTables(ServiceFollowingTables):
    """The audit log."""

    def __init__(self, session: Session, clock: Clock) -> None:
        super().__init__(session, clock)
        self._locked: AuditHeadRow | None = None
        self._recorded: list[AuditRecord] = []

    def record(self, event: Event) -> None:
        """Append `event`. If this fails, the act it tells of fails with it.

        The log's head is locked with the first event of a transaction; events and head are written once, at its end.
        """
        entry = make_record(self.lock_log().size + len(self._recorded), self.clock.now(), event)
        self._recorded.append(entry)
        failpoint("audit.appended")
        self.follow(event)

    def lock_log(self) -> AuditHeadRow:
        """Let nobody else record anything until this transaction ends; return the log's head."""
        if self._locked is None:
            self._locked = self._head(lock=True)
        return self._locked

    def write_log(self) -> None:
        """See `Tables.write_log`."""
        if self._locked is None or not self._recorded:
            return
        head, recorded = self._locked, self._recorded
        frontier: Sequence[str] = head.frontier
        for entry in recorded:
            frontier = append(frontier, entry.seq, entry.leaf)
        head.frontier, head.size, self._recorded = list(frontier), head.size + len(recorded), []
        self.session.add(head)
        prepared.insert(self.session, AuditRow, *map(_row, recorded))

    def audit_head(self) -> tuple[int, str]:
        """Return the log's size and root; a root that is none where the head was damaged, for `verify` to find."""
        self.write_log()
        head = self._head()
        try:
            return head.size, root(head.frontier)
        except (TypeError, ValueError):
            return head.size, ""

    def last_audit_time(self) -> datetime | None:
        """Return when the last event was recorded."""
        self.write_log()
        return self.session.exec(select(AuditRow.at).order_by(col(AuditRow.seq).desc()).limit(1)).first()

    def audit_records(self) -> Iterator[StoredRecord]:
        """Yield every record in order, without holding them all in memory."""
        self.write_log()
        after = -1
        while rows := self.session.exec(
            select(AuditRow).where(col(AuditRow.seq) > after).order_by(col(AuditRow.seq)).limit(READ_AT_ONCE)
        ).all():
            for row in rows:
                yield StoredRecord(
                    seq=row.seq,
                    at=row.at,
                    act=row.act,
                    actor=row.actor,
                    subject=row.subject,
                    body=row.body,
                    leaf=row.leaf,
                )
            after = rows[-1].seq
            self.session.expunge_all()

    def audit_newest(self, limit: int, *, before: int | None = None) -> list[bytes]:
        """Return the newest records in canonical JSON, the last first; where a place is named, those `before` it."""
        self.write_log()
        query = select(AuditRow.body).order_by(col(AuditRow.seq).desc()).limit(limit)
        return list(self.session.exec(query if before is None else query.where(col(AuditRow.seq) < before)))

    def audit_of(self, subject: str) -> list[bytes]:
        """Return the records about one subject, oldest first, in canonical JSON."""
        self.write_log()
        rows = self.session.exec(select(AuditRow).where(col(AuditRow.subject) == subject).order_by(col(AuditRow.seq)))
        return [row.body for row in rows]

    def checkpoints(self) -> list[Checkpoint]:
        """Return all signed checkpoints, oldest first."""
        rows = self.session.exec(select(CheckpointRow).order_by(col(CheckpointRow.size)))
        return [Checkpoint(size=r.size, root=r.root, signature=r.signature) for r in rows]

    def last_checkpoint(self) -> Checkpoint | None:
        """Return the newest signed checkpoint, or None before the first."""
        row = self.session.exec(select(CheckpointRow).order_by(col(CheckpointRow.size).desc()).limit(1)).first()
        return Checkpoint(size=row.size, root=row.root, signature=row.signature) if row else None

    def keep_checkpoint(self, checkpoint: Checkpoint) -> None:
        """Keep a signed checkpoint; one of the same size is there already or is this one."""
        if self.session.get(CheckpointRow, checkpoint.size) is None:
            self.session.add(
                CheckpointRow(
                    size=checkpoint.size,
                    root=checkpoint.root,
                    signature=checkpoint.signature,
                    at=self.clock.now(),
                )
            )

    def _head(self, *, lock: bool = False) -> AuditHeadRow:
        found = self.session.get(AuditHeadRow, 1, with_for_update=True if lock else None)
        return found or AuditHeadRow(id=1, size=0, frontier=[])


def _row(entry: AuditRecord) -> dict[str, object]:
    event = entry.event
    return {
        "seq": entry.seq,
        "at": entry.at,
        "act": event.act.value,
        "actor": event.actor,
        "subject": event.subject,
        "body": entry.body,
        "leaf": entry.leaf,
    }
