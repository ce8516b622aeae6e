"""The audit log for compliance officers: its size, whether it is whole, and what happened last."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import RedirectResponse, Response

from smbot.audit.checkpoint import public_half
from smbot.audit.verify import Verdict, verify
from smbot.bootstrap import Application
from smbot.core.events import Act, Event
from smbot.core.roles import Permission
from smbot.web.access import Routes, Visiting, permission
from smbot.web.templating import Pages
from smbot.web.timeline import past_event

NEWEST = 100


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What the last check of the log found, when and for whom."""

    at: datetime
    by: str
    verdict: Verdict


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

    def audit(self, visit: Visiting) -> Response:
        """Show the log's state and its newest events."""
        with self._application.store.read() as tx:
            size, root = tx.audit_head()
            checkpoints = tx.checkpoints()
            newest = deque(tx.audit_records(), maxlen=NEWEST)
        events = [past_event(record.body) for record in reversed(newest)]
        return self._pages.show(
            visit,
            "audit.html",
            {
                "size": size,
                "root": root,
                "checkpoint": checkpoints[-1] if checkpoints else None,
                "last": self._last,
                "events": events,
            },
        )

    def verify(self, visit: Visiting) -> Response:
        """Walk the whole log once, and log that it was done, with what result."""
        key = public_half(self._application.keys.secret("audit"))
        with self._application.store.read() as tx:
            size, root = tx.audit_head()
            verdict = verify(
                tx.audit_records(), head_size=size, head_root=root, checkpoints=tx.checkpoints(), public_key=key
            )
        name = visit.signed_in.name
        with self._application.store.write() as tx:
            detail = {"events": verdict.events, "verified": verdict.verified, "problems": len(verdict.problems)}
            tx.record(Event(act=Act.AUDIT_VERIFIED, actor=name, detail=detail))
        self._last = Verification(at=self._application.clock.now(), by=name, verdict=verdict)
        return RedirectResponse("/audit#verdict", 303)
