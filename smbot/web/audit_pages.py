"""The audit log for compliance officers: its size, whether it is whole, and its events by filter, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from smbot.audit.verify import Verdict
from smbot.bootstrap import Application
from smbot.bootstrap.access import zone_of
from smbot.bootstrap.proofs import last_verified
from smbot.core.roles import Permission
from smbot.storage.store import Transaction
from smbot.storage.tables import AuditRow
from smbot.verification import verify_log
from smbot.web import event_groups
from smbot.web.access import Routes, Visiting, permission
from smbot.web.audit_view import ACTORS, AuditView, audit_view_of
from smbot.web.event_words import FOR_OFFICERS
from smbot.web.templating import Pages
from smbot.web.timeline import PastEvent, past_event

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What the last check of the log found, when and for whom."""

    at: datetime
    by: str
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the table: its place in the log, the event, and the id of what that is about."""

    seq: int
    event: PastEvent
    about: str


@dataclass(frozen=True, kw_only=True)
class EventPage:
    """A page of events, the last first, and whether there are newer and older ones."""

    lines: Sequence[Line] = ()
    newer: bool = False
    older: bool = False


class AuditPages:
    """The audit log."""

    def __init__(self, application: Application, pages: Pages) -> None:
        self._application = application
        self._pages = pages
        self._last: Verification | None = None

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/audit", self.audit, permission(Permission.READ_AUDIT))
        routes.post("/audit/verify", self.verify, permission(Permission.READ_AUDIT))

    def audit(self, request: Request, visit: Visiting) -> Response:
        """Show the log's state, and a page of its events."""
        view = audit_view_of(request.query_params)
        with self._application.store.read() as tx:
            size, root = tx.audit_head()
            checkpoints = tx.checkpoints()
            people: dict[str, str] = {one.member.id: one.member.name for one in tx.memberships()}
            page = self._page(tx, view, {**ACTORS, **people})
        return self._pages.show(
            visit,
            "audit.html",
            {
                "size": size,
                "root": root,
                "checkpoint": checkpoints[-1] if checkpoints else None,
                "last": self._last,
                "verified": last_verified(self._application),
                "view": view,
                "page": page,
                "people": people,
                "groups": event_groups.NAMES,
                "kinds": event_groups.KINDS,
            },
        )

    def _page(self, tx: Transaction, view: AuditView, names: Mapping[str, str]) -> EventPage:
        wanted = view.wanted(tx, names, zone_of(self._application))
        if wanted is None:
            return EventPage()
        rows = tx.event_page(wanted, limit=PAGE_SIZE + 1, before=view.before, after=view.after)
        beyond = len(rows) > PAGE_SIZE
        if view.after is not None:  # the one too many is the newest
            return EventPage(lines=_lines(tx, rows[beyond:]), newer=beyond, older=True)
        return EventPage(lines=_lines(tx, rows[:PAGE_SIZE]), newer=view.before is not None, older=beyond)

    def verify(self, visit: Visiting) -> Response:
        """Walk the whole log once, and log that it was done, with what result."""
        name = visit.signed_in.name
        verdict = verify_log(self._application, actor=name)
        self._last = Verification(at=self._application.clock.now(), by=name, verdict=verdict)
        return RedirectResponse("/audit#verdict", 303)


def _lines(tx: Transaction, rows: Sequence[AuditRow]) -> list[Line]:
    """Return rows as they are shown; what is told of a reply is about its mention."""
    mentions = tx.mentions_of_orders({row.subject for row in rows if row.subject.startswith("r-")})
    told = {str(order): mention for order, mention in mentions.items()}
    return [
        Line(seq=row.seq, event=past_event(row.body, FOR_OFFICERS), about=told.get(row.subject, row.subject))
        for row in rows
    ]
