"""Exports of records as rows, and the archive that proves what the log holds of them."""

import base64
import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from tempfile import TemporaryFile
from typing import BinaryIO, Final

from smbot import __version__
from smbot.access.standings import Standing
from smbot.audit.proof import Levels
from smbot.bootstrap.access import docket_of, zone_of
from smbot.bootstrap.foundation import Foundation
from smbot.bootstrap.proofs import newest_head
from smbot.core.errors import InputError
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import CaseId, MentionId
from smbot.core.marked import marked
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission, demand
from smbot.review.exports import ExportFormat, ExportKind, Made, Making, Request, Row, Shown, digests, write
from smbot.review.ports import Filter, QueueItem
from smbot.storage.compliance import AT_ONCE, EventFilter
from smbot.storage.store import Transaction
from smbot.storage.tables import AuditRow

FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(9999, 12, 30)
MOST_DIGESTED: Final = 20_000
"""Records that are read through for a preview; of more of them the digests are known when the archive is made."""
DECISIONS: Final = frozenset(
    act
    for act in Act
    if act.value.partition(".")[0] in {"mention", "mask", "labels", "docket", "case", "draft", "reply", "order"}
)
"""What a person can decide; an export of decisions holds those of people alone."""


def nearest_day(day: date) -> date:
    """Return a day, or the nearest to it that has a first and a last moment in every time zone."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def period(foundation: Foundation, request: Request) -> tuple[datetime, datetime]:
    """Return the first moment of a request's period and the first after it.

    Raises:
        InputError: It ends before it begins.
    """
    if request.last_day < request.first_day:
        raise InputError(msg("The period ends before it begins."))
    zone = zone_of(foundation)
    first, last = nearest_day(request.first_day), nearest_day(request.last_day)
    begin = datetime.combine(first, time(), zone).astimezone(UTC)
    return begin, datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)


def export_rows(foundation: Foundation, member: Member, request: Request, limit: int) -> tuple[int, list[Row]]:
    """Return how many records a request finds, and at most `limit` of them as rows.

    Raises:
        NotAllowed: The member may not read the audit log.
        InputError: The period ends before it begins.
    """
    demand(member, Permission.READ_AUDIT)
    with foundation.store.read() as tx:
        total, rows = _found(foundation, tx, request)
        return total, list(islice(rows, limit))


def export_digests(foundation: Foundation, member: Member, request: Request) -> dict[str, str]:
    """Return the digests that an export made now would have in its manifest; none of more than `MOST_DIGESTED` records.

    Raises:
        NotAllowed: The member may not read the audit log.
        InputError: The period ends before it begins.
    """
    demand(member, Permission.READ_AUDIT)
    with Spool() as rows:
        with foundation.store.read() as tx:
            total, found = _found(foundation, tx, request)
            if total > MOST_DIGESTED:
                return {}
            for row in found:
                rows.add(row)
        return digests(request, rows)


def make_export(
    foundation: Foundation,
    member: Member,
    request: Request,
    form: ExportFormat,
    out: BinaryIO,
    *,
    folder: str,
    shown: Shown | None = None,
) -> Made:
    """Write an archive, whose files lie in `folder`, and keep the digest of its manifest in the audit log.

    `shown` puts the values of the page to read into words. However many records there are, they are never all in
    memory: they are read once, in one state of the database, into a file that has no name and goes with this call.

    The log as the export shows it ends before that record: what tells of an export cannot stand in it.

    Raises:
        NotAllowed: The member may not read the audit log.
        InputError: The period ends before it begins.
    """
    demand(member, Permission.READ_AUDIT)
    with Spool() as rows:
        with foundation.store.read() as tx:
            size, root, signed = newest_head(tx, after=-1)
            _, found = _found(foundation, tx, request)
            seqs = array("q")
            for row in found:
                rows.add(row)
                if isinstance(seq := row.get("seq"), int) and seq < size:
                    seqs.append(seq)
            levels = Levels(tx.leaves(size) if seqs else ())
        log: dict[str, object] = {
            "size": size,
            "root": root,
            "signature": base64.b64encode(signed.signature).decode() if signed else None,
            "note": signed.note().decode() if signed else None,
            "public_key": base64.b64encode(foundation.keys.verifier()).decode(),
        }
        making = Making(
            at=foundation.clock.now(),
            by=member.name,
            version=__version__,
            zone=zone_of(foundation).key,
            log=log,
            proofs=_Proofs(seqs, levels),
        )
        made = write(out, request, form, rows, folder=folder, making=making, shown=shown)
    detail: dict[str, Detail] = {
        "export": request.kind.value,
        "form": form.value,
        "first_day": request.first_day.isoformat(),
        "last_day": request.last_day.isoformat(),
        "records": made.records,
        "manifest": made.manifest,
    }
    with foundation.store.write() as tx:
        tx.record(Event(act=Act.EXPORT_MADE, actor=member.name, detail=detail))
    return made


class Spool:
    """Rows on disk, masked as they are: a file without a name, which is gone when it is closed."""

    def __init__(self) -> None:
        self._file = TemporaryFile("w+", encoding="ascii", prefix="smbot-export-")  # noqa: SIM115 - closed below
        self._count = 0

    def __enter__(self) -> "Spool":
        """Return it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._file.close()

    def add(self, row: Row) -> None:
        """Write one behind the others."""
        self._file.write(json.dumps(row) + "\n")
        self._count += 1

    def __len__(self) -> int:
        """Return how many there are."""
        return self._count

    def __iter__(self) -> Iterator[Row]:
        """Read them from the first on; one reader at a time."""
        self._file.seek(0)
        for line in self._file:
            yield json.loads(line)


class _Proofs(Mapping[int, Sequence[str]]):
    """The ways to the root by the numbers of records; each is made when it is asked for."""

    def __init__(self, seqs: Sequence[int], levels: Levels) -> None:
        self._seqs = seqs
        self._levels = levels

    def __len__(self) -> int:
        return len(self._seqs)

    def __iter__(self) -> Iterator[int]:
        return iter(self._seqs)

    def __getitem__(self, seq: int) -> Sequence[str]:
        return self._levels.path(seq)


def _found(foundation: Foundation, tx: Transaction, request: Request) -> tuple[int, Iterator[Row]]:
    """Return how many records there are, and the records while the transaction lasts."""
    since, until = period(foundation, request)
    if request.kind == ExportKind.MENTIONS:
        total, mentions = tx.mentions_between(since, until)
        return total, _mention_rows(tx, mentions)
    if request.kind in {ExportKind.EVENTS, ExportKind.DECISIONS}:
        people = request.kind == ExportKind.DECISIONS
        wanted = EventFilter(since=since, until=until, acts=DECISIONS if people else (), by_people=people)
        return tx.count_events(wanted), map(event_row, tx.each_event(wanted))
    if request.kind == ExportKind.CASES:
        total, cases = tx.cases_between(since, until)
        return total, (_case_row(tx, case) for case in cases)
    entries = [entry for entry in tx.docket_entries() if since <= entry.opened_at < until]
    docket = docket_of(foundation)
    return len(entries), (_docket_row(docket.standing(entry)) for entry in entries)


def _mention_rows(tx: Transaction, mentions: Iterator[MentionId]) -> Iterator[Row]:
    while some := list(islice(mentions, AT_ONCE)):
        found = {item.id: item for item in tx.items(Filter(among=frozenset(some)), limit=AT_ONCE, offset=0)}
        yield from (mention_row(found[mention]) for mention in some)


def mention_row(item: QueueItem) -> Row:
    """Return a post as a row; its text as it is masked, with square brackets round masks alone."""
    return {
        "id": item.id,
        "platform": item.platform,
        "kind": item.kind.value,
        "posted": item.posted_at.isoformat(),
        "collected": item.collected_at.isoformat(),
        "language": item.language,
        "state": item.state.value,
        "labels": ", ".join(item.labels),
        "text": marked(item.text) if item.text is not None else None,
        "masks": len(item.all_masks()),
        "withheld": item.withheld,
        "edited": item.edited,
        "hidden": item.hidden,
        "gone": item.gone_at.isoformat() if item.gone_at else None,
        "playbook": item.playbook,
        "reply": item.reply.text if item.reply else None,
        "reply_state": item.reply.state.value if item.reply else None,
        "approved_by": item.reply.approved_by if item.reply else None,
        "sent": item.reply.sent_at.isoformat() if item.reply and item.reply.sent_at else None,
    }


def event_row(row: AuditRow) -> Row:
    """Return a record of the log as a row."""
    return {
        "seq": row.seq,
        "at": row.at.isoformat(),
        "act": row.act,
        "actor": row.actor,
        "subject": row.subject,
        "detail": json.dumps(json.loads(row.body)["detail"], ensure_ascii=False),
        "leaf": row.leaf,
    }


def _case_row(tx: Transaction, number: CaseId) -> Row:
    case = tx.case(number)
    assert case is not None  # noqa: S101 - read in the same transaction
    return {
        "id": case.id,
        "kind": case.kind.value,
        "state": case.state.value,
        "priority": case.priority.value,
        "opened": case.opened_at.isoformat(),
        "language": case.language,
        "program": case.program,
        "office": case.office,
        "assignee": case.assignee,
        "outcome": case.outcome,
        "closed": case.closed_at.isoformat() if case.closed_at else None,
        "posts": ", ".join(case.mentions),
    }


def _docket_row(standing: Standing) -> Row:
    entry, clock = standing.entry, standing.clock
    last = entry.steps[-1] if entry.steps else None
    return {
        "id": entry.id,
        "state": entry.state.value,
        "received": entry.received_at.isoformat(),
        "opened": entry.opened_at.isoformat(),
        "law": entry.jurisdiction.value,
        "kind": entry.kind.value,
        "due": clock.due.isoformat() if clock.due else None,
        "days_left": clock.left,
        "posts": ", ".join(each.mention for each in entry.mentions),
        "last_step": last.action.value if last else None,
    }
