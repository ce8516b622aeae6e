"""Exports of records as rows, and the archive that proves what the log holds of them."""

import base64
import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from smbot import __version__
from smbot.audit.proof import Levels
from smbot.bootstrap.access import docket_of, zone_of
from smbot.bootstrap.foundation import Foundation
from smbot.bootstrap.proofs import newest_head
from smbot.core.errors import InputError, NotAllowed
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import CaseId
from smbot.core.marked import marked
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission
from smbot.review.exports import MOST_ROWS, ExportFormat, ExportKind, Making, Request, Row, Shown, digest, files
from smbot.review.ports import QueueItem
from smbot.review.queue import demand
from smbot.storage.compliance import EventFilter
from smbot.storage.store import Transaction
from smbot.storage.tables import AuditRow

FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(9999, 12, 30)
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
    since, until = period(foundation, request)
    with foundation.store.read() as tx:
        if request.kind == ExportKind.MENTIONS:
            total, ids = tx.mentions_between(since, until)
            some = [mention for mention, _ in zip(ids, range(limit), strict=False)]
            return total, [mention_row(item) for mention in some if (item := tx.item(mention)) is not None]
        if request.kind in {ExportKind.EVENTS, ExportKind.DECISIONS}:
            people = request.kind == ExportKind.DECISIONS
            wanted = EventFilter(since=since, until=until, acts=DECISIONS if people else (), by_people=people)
            return tx.count_events(wanted), [event_row(row) for row in tx.events(wanted, limit=limit)]
        if request.kind == ExportKind.CASES:
            cases = tx.cases_between(since, until)
            return len(cases), [_case_row(tx, CaseId(each.id)) for each in cases[:limit]]
    return _docket_rows(foundation, since, until, limit)


def make_export(
    foundation: Foundation,
    member: Member,
    request: Request,
    form: ExportFormat,
    *,
    limit: int = MOST_ROWS,
    shown: Shown | None = None,
) -> dict[str, bytes]:
    """Return the files of an export by name, and keep the digest of their manifest in the audit log.

    `shown` puts the values of the page to read into words.

    The log as the export shows it ends before that record: what tells of an export cannot stand in it.

    Raises:
        NotAllowed: The member may not read the audit log, or there are more records than `limit`.
        InputError: The period ends before it begins.
    """
    total, rows = export_rows(foundation, member, request, limit)
    if total > limit:
        raise NotAllowed(
            msg("{count} records are more than one export holds ({limit}).", count=total, limit=limit),
            mend=msg("Choose a shorter period, or several."),
        )
    with foundation.store.read() as tx:
        size, root, signed = newest_head(tx, after=-1)
        seqs = [seq for row in rows if isinstance(seq := row.get("seq"), int) and seq < size]
        levels = Levels(tx.leaves(size)) if seqs else None
    now = foundation.clock.now()
    log: dict[str, object] = {
        "size": size,
        "root": root,
        "signature": base64.b64encode(signed.signature).decode() if signed else None,
        "note": signed.note().decode() if signed else None,
        "public_key": base64.b64encode(foundation.keys.verifier()).decode(),
    }
    made = files(
        request,
        form,
        rows,
        Making(
            at=now,
            by=member.name,
            version=__version__,
            zone=zone_of(foundation).key,
            log=log,
            proofs={seq: levels.path(seq) for seq in seqs} if levels else {},
        ),
        shown,
    )
    detail: dict[str, Detail] = {
        "export": request.kind.value,
        "form": form.value,
        "first_day": request.first_day.isoformat(),
        "last_day": request.last_day.isoformat(),
        "records": len(rows),
        "manifest": digest(made),
    }
    with foundation.store.write() as tx:
        tx.record(Event(act=Act.EXPORT_MADE, actor=member.name, detail=detail))
    return made


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


def _docket_rows(foundation: Foundation, since: datetime, until: datetime, limit: int) -> tuple[int, list[Row]]:
    docket = docket_of(foundation)
    with foundation.store.read() as tx:
        found = [entry for entry in tx.docket_entries() if since <= entry.opened_at < until]
    rows: list[Row] = []
    for entry in found[:limit]:
        clock = docket.standing(entry).clock
        last = entry.steps[-1] if entry.steps else None
        rows.append(
            {
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
        )
    return len(found), rows
