"""The officer's home: what waits, timelines of posts and cases, disposals and their certificates, proofs of records."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from starlette.responses import Response

from smbot.bootstrap import Application
from smbot.bootstrap.compliance import waiting_for
from smbot.bootstrap.exports import nearest_day
from smbot.bootstrap.proofs import last_verified, proof_of
from smbot.core.messages import msg
from smbot.core.roles import Permission
from smbot.web import compliance_words
from smbot.web.access import Denied, Routes, Visit, Visiting, permission
from smbot.web.compliance_records import disposals_of, timeline_of
from smbot.web.numbers import Number
from smbot.web.templating import Pages

OFFICER: Final = permission(Permission.CORRECT_MASKS)
READER: Final = permission(Permission.READ_AUDIT)


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
        found = disposals_of(self._application)
        values = {"disposals": found.newest, "total": found.total, "held": found.held}
        return self._desk.show(visit, "disposals.html", values)

    def timeline(self, visit: Visiting, subject: str) -> Response:
        """Show all that the log tells of a post, a case, or an entry of the docket, with what belongs to it."""
        found = timeline_of(self._application, subject)
        if found is None:
            raise Denied(404, msg("There is nothing of this id."))
        values = {"subject": subject, "items": found.items, "events": found.events}
        return self._desk.show(visit, "compliance_timeline.html", values)

    def proof(self, visit: Visiting, number: Number) -> Response:
        """Hand out the proof that one record stands in the log."""
        made = proof_of(self._application, number)
        if made is None:
            raise Denied(404, msg("There is no record of this number."))
        headers = {"Content-Disposition": f'attachment; filename="smbot-record-{number}.json"'}
        return Response(made, media_type="application/json", headers=headers)


def typed_day(text: str, usual: date) -> date:
    """Return the day that was typed, or the nearest that a period can have; `usual` where it is none."""
    try:
        return nearest_day(date.fromisoformat(text))
    except ValueError:
        return usual
