"""The audit log for compliance officers: its size, whether it is whole, and what happened last."""

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import RedirectResponse, Response

from smbot.audit.verify import Verdict
from smbot.bootstrap import Application
from smbot.bootstrap.proofs import last_verified
from smbot.core.roles import Permission
from smbot.verification import verify_log
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
            events = [past_event(body) for body in tx.audit_newest(NEWEST)]
        return self._pages.show(
            visit,
            "audit.html",
            {
                "size": size,
                "root": root,
                "checkpoint": checkpoints[-1] if checkpoints else None,
                "last": self._last,
                "verified": last_verified(self._application),
                "events": events,
            },
        )

    def verify(self, visit: Visiting) -> Response:
        """Walk the whole log once, and log that it was done, with what result."""
        name = visit.signed_in.name
        verdict = verify_log(self._application, actor=name)
        self._last = Verification(at=self._application.clock.now(), by=name, verdict=verdict)
        return RedirectResponse("/audit#verdict", 303)
