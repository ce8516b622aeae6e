"""What the compliance desk reads and keeps: holds, breach reports, confirmed sessions, and the log by kind and time."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import ColumnElement, delete, func
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from smbot.core.events import Act
from smbot.core.holds import HoldKind
from smbot.core.ids import CaseId, MentionId
from smbot.core.mention import is_known_author
from smbot.review.breaches import Breach
from smbot.storage.base import Tables
from smbot.storage.case_tables import CaseRow
from smbot.storage.compliance_tables import BreachRow, ConfirmedRow
from smbot.storage.tables import AuditRow, CheckpointRow, DocketRow, InboxRow, MentionRow

AT_ONCE: Final = 500
"""Rows in memory at once, where there may be any number of them."""
Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True)
class EventFilter:
    """Which records of the log are wanted; what is empty lets everything through. `until` is the first moment after."""

    since: datetime | None = None
    until: datetime | None = None
    acts: Collection[Act] = ()
    actor: str = ""
    about: str = ""
    subjects: Collection[str] = ()
    by_people: bool = False

    def where(self) -> list[ColumnElement[bool]]:
        """Return the conditions; `about` also finds what its member did."""
        found: list[ColumnElement[bool]] = []
        if self.since is not None:
            found.append(col(AuditRow.at) >= self.since)
        if self.until is not None:
            found.append(col(AuditRow.at) < self.until)
        if self.acts:
            found.append(col(AuditRow.act).in_(sorted(self.acts)))
        if self.subjects:
            found.append(col(AuditRow.subject).in_(sorted(self.subjects)))
        if self.about:
            found.append((col(AuditRow.subject) == self.about) | (col(AuditRow.actor) == self.actor))
        elif self.actor:
            found.append(col(AuditRow.actor) == self.actor)
        if self.by_people:
            found.append(col(AuditRow.actor).not_in(("system", "citizen")))
        return found


class ComplianceTables(Tables):
    """The compliance desk."""

    def is_waiting(self, mention: MentionId) -> bool:
        """Say whether a newer version of a post waits to be masked."""
        return self.session.get(InboxRow, mention) is not None

    def count_doubtful(self) -> int:
        """Return how many posts have masks in doubt, or wait to be looked at again."""
        doubtful = col(MentionRow.doubtful).is_(True)
        return self.session.exec(select(func.count()).select_from(MentionRow).where(doubtful)).one()

    def count_acts(self, act: Act, actor: str, since: datetime | None = None) -> int:
        """Return how often somebody did something, ever or since a moment."""
        self.write_log()
        counted = select(func.count()).select_from(AuditRow)
        where = [col(AuditRow.act) == act, col(AuditRow.actor) == actor]
        if since is not None:
            where.append(col(AuditRow.at) > since)
        return self.session.exec(counted.where(*where)).one()

    def count_events(self, wanted: EventFilter) -> int:
        """Return how many records of the log match."""
        return self.session.exec(select(func.count()).select_from(AuditRow).where(*wanted.where())).one()

    def events(self, wanted: EventFilter, *, limit: int, newest_first: bool = False) -> list[AuditRow]:
        """Return matching records, oldest first unless the newest are wanted."""
        order = col(AuditRow.seq).desc() if newest_first else col(AuditRow.seq)
        return list(self.session.exec(select(AuditRow).where(*wanted.where()).order_by(order).limit(limit)))

    def event_at(self, seq: int) -> bytes | None:
        """Return one record of the log."""
        return self.session.exec(select(AuditRow.body).where(col(AuditRow.seq) == seq)).first()

    def each_event(self, wanted: EventFilter) -> Iterator[AuditRow]:
        """Return matching records, oldest first, however many there are."""
        return self._in_pieces(select(AuditRow).where(*wanted.where()).order_by(col(AuditRow.seq)))

    def leaves(self, size: int) -> Iterator[str]:
        """Return the hashes of the log's first records."""
        return self._in_pieces(select(AuditRow.leaf).where(col(AuditRow.seq) < size).order_by(col(AuditRow.seq)))

    def last_signed_at(self) -> datetime | None:
        """Return when the log was last signed."""
        return self.session.exec(select(CheckpointRow.at).order_by(col(CheckpointRow.size).desc()).limit(1)).first()

    def subject_of_hold(self, kind: HoldKind, named: str) -> str | None:
        """Return what a hold that names an id keeps: the id, or its author's digest; None where there is nothing."""
        if kind == HoldKind.CASE:
            return named if self.session.get(CaseRow, named) else None
        if kind == HoldKind.DOCKET:
            return named if self.session.get(DocketRow, named) else None
        row = self.session.get(MentionRow, named)
        if row is None:
            return None
        if kind == HoldKind.MENTION:
            return named
        return row.pseudonym if is_known_author(row.pseudonym) else None

    def confirmed_at(self, session: str) -> datetime | None:
        """Return when somebody last proved anew in a session that it is they."""
        row = self.session.get(ConfirmedRow, session)
        return row.at if row else None

    def keep_confirmed(self, session: str, forget_before: datetime) -> None:
        """Note that somebody proved it now; forget what counts no more."""
        self.change(delete(ConfirmedRow).where(col(ConfirmedRow.at) < forget_before))
        self.session.merge(ConfirmedRow(session=session, at=self.clock.now()))

    def next_breach(self) -> int:
        """Return the number of the next report."""
        return (self.session.exec(select(func.max(BreachRow.number))).one() or 0) + 1

    def keep_breach(self, breach: Breach) -> None:
        """Keep a version of a report."""
        self.session.add(
            BreachRow(
                number=breach.number,
                version=breach.version,
                at=breach.at,
                by=breach.by,
                subject=breach.subject,
                fields=dict(breach.fields),
            )
        )
        self.session.flush()

    def breach(self, number: int) -> list[Breach]:
        """Return the versions of a report, the newest first."""
        rows = select(BreachRow).where(col(BreachRow.number) == number).order_by(col(BreachRow.version).desc())
        return [_breach(row) for row in self.session.exec(rows)]

    def breaches(self) -> list[Breach]:
        """Return the newest version of every report, the newest report first."""
        newest = select(BreachRow.number, func.max(BreachRow.version)).group_by(col(BreachRow.number)).subquery()
        rows = select(BreachRow).join(newest, (newest.c[0] == BreachRow.number) & (newest.c[1] == BreachRow.version))
        return [_breach(row) for row in self.session.exec(rows.order_by(col(BreachRow.number).desc()))]

    def mentions_between(self, since: datetime, until: datetime) -> tuple[int, Iterator[MentionId]]:
        """Return how many posts of a period there are, and their ids, by when they were posted."""
        where = (col(MentionRow.posted_at) >= since, col(MentionRow.posted_at) < until)
        total = self.session.exec(select(func.count()).select_from(MentionRow).where(*where)).one()
        ids = select(MentionRow.id).where(*where).order_by(col(MentionRow.posted_at), col(MentionRow.id))
        return total, map(MentionId, self._in_pieces(ids))

    def cases_between(self, since: datetime, until: datetime) -> tuple[int, Iterator[CaseId]]:
        """Return how many cases were opened in a period, and their ids, the oldest first."""
        where = (col(CaseRow.opened_at) >= since, col(CaseRow.opened_at) < until)
        total = self.session.exec(select(func.count()).select_from(CaseRow).where(*where)).one()
        ids = select(CaseRow.id).where(*where).order_by(col(CaseRow.opened_at), col(CaseRow.id))
        return total, map(CaseId, self._in_pieces(ids))

    def _in_pieces(self, query: SelectOfScalar[Found]) -> Iterator[Found]:
        """Read in pieces, so that memory does not grow with what is read; within this transaction alone."""
        yield from self.session.exec(query, execution_options={"yield_per": AT_ONCE})


def _breach(row: BreachRow) -> Breach:
    return Breach(
        number=row.number, version=row.version, at=row.at, by=row.by, subject=row.subject, fields=dict(row.fields)
    )
