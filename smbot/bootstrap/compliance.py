"""What the compliance desk works with on an installation: reveals, holds, breach reports, exports, proofs."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from smbot import __version__
from smbot.access.docket import OPEN_STATES
from smbot.audit.checkpoint import Checkpoint
from smbot.audit.proof import Levels, Proof, dump
from smbot.bootstrap.access import docket_of, zone_of
from smbot.bootstrap.foundation import Foundation
from smbot.core.errors import InputError, NotAllowed, SealError
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import CaseId, MentionId
from smbot.core.marked import marked
from smbot.core.messages import msg
from smbot.core.redacted import RedactedText
from smbot.core.roles import Member, Permission
from smbot.core.spans import Mask, Operator
from smbot.handoff.thread import Deletion, shred_asked
from smbot.redact.operators import last_digits, value_key
from smbot.review.breaches import Breaches
from smbot.review.correction_ports import UNKNOWN_VALUE
from smbot.review.exports import MOST_ROWS, ExportFormat, ExportKind, Making, Request, Row, Shown, digest, files
from smbot.review.holds import Holds
from smbot.review.label_ports import Standing
from smbot.review.ports import QueueItem
from smbot.review.queue import demand
from smbot.review.reveal import Reveals
from smbot.storage.compliance import EventFilter
from smbot.storage.store import Transaction
from smbot.storage.tables import AuditRow
from smbot.vault.locating import Judge, Wanted
from smbot.vault.nacl import sealed_request, unseal_value
from smbot.vault.revealed import Revealed

FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(9999, 12, 30)
PEOPLE_ACTS: Final = frozenset(act for act in Act if act.value.startswith(("member.", "token.")))
"""What the log of people shows."""
DISPOSALS: Final = frozenset(
    {Act.MENTION_DELETED, Act.MENTION_QUOTE_DELETED, Act.PRIVATE_DELETED, Act.RECORDS_DISPOSED}
)
"""What certifies that something was disposed of."""
DECISIONS: Final = frozenset(
    act
    for act in Act
    if act.value.partition(".")[0] in {"mention", "mask", "labels", "docket", "case", "draft", "reply", "order"}
)
"""What a person can decide; an export of decisions holds those of people alone."""


def holds_of(foundation: Foundation) -> Holds:
    """Return the acts on legal holds."""
    return Holds(
        store=foundation.store,
        clock=foundation.clock,
        mask=foundation.scanner.mask,
        shred=foundation.key_store.shred,
        wishes=lambda: shred_asked(
            foundation.store, foundation.private_keys, Deletion(foundation.settings.handoff.deletion)
        ),
    )


def breaches_of(foundation: Foundation) -> Breaches:
    """Return the acts on reports of breaches."""
    return Breaches(store=foundation.store, clock=foundation.clock, mask=foundation.scanner.mask)


def can_reveal(foundation: Foundation) -> bool:
    """Say whether the officers' key is within this process's reach: it may lie on their own machine."""
    return foundation.keys.has("compliance")


def reveals_of(foundation: Foundation, mask: Callable[[QueueItem, str], str]) -> Reveals[Revealed]:
    """Return the act that opens one value; `mask` masks what an officer types about a post."""
    return Reveals(
        store=foundation.store,
        clock=foundation.clock,
        open=lambda item, at: _opened(foundation, item, at),
        mask=mask,
    )


def _opened(foundation: Foundation, item: QueueItem, at: int) -> Revealed | None:
    key = foundation.key_store.get(item.id)
    with foundation.store.read() as tx:
        sealed = tx.sealed_original(item.id)
    if key is None or sealed is None:
        raise SealError(msg("The original of this post is no longer there: its key was shredded."), where=item.id)
    wanted = _wanted(foundation, item, at)
    return unseal_value(sealed, key, item.id, foundation.keys.private("compliance"), wanted) if wanted else None


def requested_elsewhere(foundation: Foundation, item: QueueItem, at: int) -> bytes | None:
    """Return what shows one value on the machine that has the officers' key; None where its place is not known."""
    key = foundation.key_store.get(item.id)
    with foundation.store.read() as tx:
        sealed = tx.sealed_original(item.id)
    if key is None or sealed is None:
        raise SealError(msg("The original of this post is no longer there: its key was shredded."), where=item.id)
    wanted = _wanted(foundation, item, at)
    return sealed_request(sealed, key, item.id, wanted) if wanted else None


def _wanted(foundation: Foundation, item: QueueItem, at: int) -> Wanted | None:
    """Return the mask in its text; None where that is another's post, whose words the vault has not."""
    own = [part.text for part in item.parts if not part.post]
    first = 0
    for text, part in [(item.text, None), *((each.text, each) for each in item.parts)]:
        masks = text.masks if text is not None else ()
        if text is not None and at < first + len(masks):
            if part is not None and part.post:
                return None
            place = None if part is None else _index(own, text)
            mask = masks[at - first]
            return Wanted(text=text, at=at - first, judge=_judge(foundation, item, mask), part=place)
        first += len(masks)
    return None


def _index(texts: Sequence[RedactedText | None], wanted: RedactedText) -> int:
    return next(at for at, text in enumerate(texts) if text is wanted)


def _judge(foundation: Foundation, item: QueueItem, mask: Mask) -> Judge:
    """Return what says by keyed digests whether a stretch is the value behind a mask."""
    with foundation.store.read() as tx:
        known = tx.numbered_value(item.conversation, mask.entity, mask.number)

    def judged(value: str) -> bool | None:
        key = value_key(value)
        if mask.operator == Operator.PSEUDONYM:
            return bool(foundation.digester.code(mask.entity, key) == mask.mark)
        if mask.operator == Operator.LAST and last_digits(value, len(mask.mark)) != mask.mark:
            return False
        if mask.operator != Operator.NUMBER or not known or known.startswith(UNKNOWN_VALUE):
            return None
        return foundation.digester.value(item.conversation, mask.entity, key) == known

    return judged


def proof_of(foundation: Foundation, seq: int) -> bytes | None:
    """Return the proof of one record as a file; None where there is no such record.

    It leads to the newest signed root that covers the record; where nobody has signed it yet, to the root of now.
    """
    with foundation.store.read() as tx:
        body = tx.event_at(seq)
        if body is None:
            return None
        size, root, signed = _head(tx, after=seq)
        levels = Levels(tx.leaves(size))
    proof = Proof(seq=seq, body=body, size=size, root=root, path=levels.path(seq), signed=signed)
    return dump(proof, foundation.keys.verifier())


def _head(tx: Transaction, *, after: int) -> tuple[int, str, Checkpoint | None]:
    signed = tx.last_checkpoint()
    if signed is not None and signed.size > after:
        return signed.size, signed.root, signed
    return *tx.audit_head(), None


@dataclass(frozen=True, kw_only=True)
class Verified:
    """The last time that the whole log was walked: when, by whom, with what result; and its root today."""

    at: datetime | None
    by: str
    whole: bool
    events: int
    size: int
    root: str
    signed_at: datetime | None


def last_verified(foundation: Foundation) -> Verified:
    """Return what the log itself tells of its last verification."""
    with foundation.store.read() as tx:
        found = tx.events(EventFilter(acts={Act.AUDIT_VERIFIED}), limit=1, newest_first=True)
        size, root = tx.audit_head()
        signed_at = tx.last_signed_at()
    row = found[0] if found else None
    detail = json.loads(row.body)["detail"] if row else {}
    return Verified(
        at=row.at if row else None,
        by=row.actor if row else "",
        whole=detail.get("verified") is True,
        events=int(detail.get("events", 0)),
        size=size,
        root=root,
        signed_at=signed_at,
    )


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits for an officer, as the home page shows it."""

    requests: int
    next_due: date | None
    overdue: int
    alarms: int
    sample: int
    corrections: int
    doubtful: int
    holds: int
    held_back: int
    breaches: int
    exports: int
    last_export: datetime | None
    disposals: int


def waiting_for(foundation: Foundation) -> Waiting:
    """Return what waits."""
    now = foundation.clock.now()
    docket = docket_of(foundation)
    with foundation.store.read() as tx:
        entries = [docket.standing(entry) for entry in tx.docket_entries(*OPEN_STATES)]
        exported = EventFilter(acts={Act.EXPORT_MADE, Act.DOCKET_EXPORTED, Act.AUDIT_EXPORTED, Act.BREACH_EXPORTED})
        newest = tx.events(exported, limit=1, newest_first=True)
        dues = sorted(one.clock.due for one in entries if one.clock.due is not None)
        return Waiting(
            requests=len(entries),
            next_due=dues[0] if dues else None,
            overdue=sum(one.alarm == "overdue" for one in entries),
            alarms=len(tx.standing_alarms()),
            sample=len(tx.drawn_to_answer()),
            corrections=len(tx.label_corrections(Standing.WAITING)),
            doubtful=tx.count_doubtful(),
            holds=len(tx.holds()),
            held_back=len(tx.held_back()),
            breaches=sum(report.is_open for report in tx.breaches()),
            exports=tx.count_events(exported),
            last_export=newest[0].at if newest else None,
            disposals=tx.count_events(EventFilter(acts=DISPOSALS, since=now - timedelta(days=30))),
        )


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
        size, root, signed = _head(tx, after=-1)
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


def original_is_sealed(foundation: Foundation, mention: MentionId) -> bool:
    """Say whether a post's original and its key are still there."""
    with foundation.store.read() as tx:
        there = tx.sealed_original(mention) is not None
    return there and foundation.key_store.get(mention) is not None
