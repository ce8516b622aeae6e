"""The officer's home: what waits, timelines of posts and cases, disposals and their certificates, proofs of records."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from starlette.responses import Response

from smbot.bootstrap import Application
from smbot.bootstrap.compliance import DISPOSALS, waiting_for
from smbot.bootstrap.exports import nearest_day
from smbot.bootstrap.proofs import last_verified, proof_of
from smbot.core.ids import CaseId, DocketId, MentionId
from smbot.core.messages import msg
from smbot.core.roles import Permission
from smbot.review.ports import QueueItem
from smbot.storage.compliance import EventFilter
from smbot.storage.tables import AuditRow
from smbot.web import compliance_words
from smbot.web.access import Denied, Routes, Visit, Visiting, permission
from smbot.web.numbers import Number
from smbot.web.templating import Pages
from smbot.web.timeline import PastEvent, events_of, past_event

OFFICER: Final = permission(Permission.CORRECT_MASKS)
READER: Final = permission(Permission.READ_AUDIT)
MOST_SHOWN: Final = 200


@dataclass(frozen=True, kw_only=True)
class Disposal:
    """What was disposed of, with the hash under which the log keeps its record."""

    seq: int
    at: datetime
    act: str
    actor: str
    subject: str
    found: str
    leaf: str


class ComplianceDesk:
    """What all pages of the compliance desk show: the badge of the log's verification."""

    def __init__(self, application: Application, pages: Pages) -> None:
        self.application = application
        self._pages = pages

    def show(self, visit: Visit, template: str, values: Mapping[str, object], *, status: int = 200) -> Response:
        """Render a page with the badge."""
        shared = {"verified": last_verified(self.application), "compliance_words": compliance_words}
        return self._pages.show(visit, template, shared | dict(values), status=status)


class CompliancePages:
    """Home, timelines, disposals, proofs."""

    def __init__(self, desk: ComplianceDesk) -> None:
        self._desk = desk
        self._application = desk.application

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/compliance", self.home, READER)
        routes.get("/compliance/disposals", self.disposals, READER)
        routes.get("/compliance/timeline/{subject}", self.timeline, READER)
        routes.get("/compliance/events/{number}/proof", self.proof, READER)

    def home(self, visit: Visiting) -> Response:
        """Show what waits."""
        return self._desk.show(visit, "compliance.html", {"waiting": waiting_for(self._application)})

    def disposals(self, visit: Visiting) -> Response:
        """Show what was disposed of, each with its certificate, and what a hold keeps from it."""
        wanted = EventFilter(acts=DISPOSALS)
        with self._application.store.read() as tx:
            total = tx.count_events(wanted)
            found = [_disposal(row) for row in tx.events(wanted, limit=MOST_SHOWN, newest_first=True)]
            held = tx.held_back()
        values = {"disposals": found, "total": total, "held": held}
        return self._desk.show(visit, "disposals.html", values)

    def timeline(self, visit: Visiting, subject: str) -> Response:
        """Show all that the log tells of a post, a case, or an entry of the docket, with what belongs to it."""
        items, subjects = self._belonging(subject)
        if not subjects:
            raise Denied(404, msg("There is nothing of this id."))
        events: dict[int, PastEvent] = {}
        for item in items:
            events |= {event.seq: event for event in events_of(self._application.store, item)}
        with self._application.store.read() as tx:
            events |= {event.seq: event for one in subjects for event in map(past_event, tx.audit_of(one))}
        values = {"subject": subject, "items": items, "events": [events[seq] for seq in sorted(events)]}
        return self._desk.show(visit, "compliance_timeline.html", values)

    def proof(self, visit: Visiting, number: Number) -> Response:
        """Hand out the proof that one record stands in the log."""
        made = proof_of(self._application, number)
        if made is None:
            raise Denied(404, msg("There is no record of this number."))
        headers = {"Content-Disposition": f'attachment; filename="smbot-record-{number}.json"'}
        return Response(made, media_type="application/json", headers=headers)

    def _belonging(self, subject: str) -> tuple[list[QueueItem], list[str]]:
        """Return the posts of a subject, and the ids that its timeline tells of."""
        with self._application.store.read() as tx:
            case, entry = tx.case(CaseId(subject)), tx.docket_entry(DocketId(subject))
            if case is not None:
                mentions, own = list(case.mentions), [subject]
            elif entry is not None:
                mentions, own = [each.mention for each in entry.mentions], [subject]
            else:
                mentions, own = [MentionId(subject)], []
            items = [item for mention in mentions if (item := tx.item(mention)) is not None]
            if case is None and entry is None:
                docket = tx.docket_of(MentionId(subject))
                own = [*([docket] if docket else []), *(each.id for each in tx.cases_of_mention(MentionId(subject)))]
        return items, [*own, *(item.id for item in items)] if items or case or entry else []


def typed_day(text: str, usual: date) -> date:
    """Return the day that was typed, or the nearest that a period can have; `usual` where it is none."""
    try:
        return nearest_day(date.fromisoformat(text))
    except ValueError:
        return usual


def _disposal(row: AuditRow) -> Disposal:
    return Disposal(
        seq=row.seq,
        at=row.at,
        act=row.act,
        actor=row.actor,
        subject=row.subject,
        found=str(json.loads(row.body)["detail"].get("found", "")),
        leaf=row.leaf,
    )
