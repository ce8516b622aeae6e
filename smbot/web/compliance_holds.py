"""Legal holds: the list, placing one, lifting one."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated

from fastapi import Form
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap.compliance import holds_of
from smbot.core.errors import NotAllowed, SmbotError
from smbot.core.holds import HoldKind
from smbot.core.messages import msg
from smbot.handoff.codes import read_code
from smbot.review.holds import LONGEST_MATTER, LONGEST_REASON
from smbot.web.access import Routes, Visit, Visiting, own_path
from smbot.web.aside_words import MASKED
from smbot.web.compliance_pages import OFFICER, READER, ComplianceDesk
from smbot.web.holding import Found, found_for
from smbot.web.item_forms import CONFLICT, Typed
from smbot.web.numbers import Number
from smbot.web.view import LONGEST_WORDS

DONE = {
    "placed": msg("The hold stands: nothing of it is disposed of until it is lifted."),
    "lifted": msg("The hold is lifted. What had waited for that, and is kept by no other, was disposed of now."),
}


class HoldPages:
    """Legal holds."""

    def __init__(self, desk: ComplianceDesk) -> None:
        self._desk = desk
        self._holds = holds_of(desk.application)
        self._is_personal = desk.application.aside().is_personal

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/compliance/holds", self.listed, READER)
        routes.post("/compliance/holds", self.place, OFFICER)
        routes.post("/compliance/holds/find", self.find, READER)
        routes.get("/compliance/holds/find", self.to_holds, READER)
        routes.post("/compliance/holds/{number}/lift", self.lift, OFFICER)

    def listed(self, visit: Visiting, kind: str = "", subject: str = "", done: str = "") -> Response:
        """Show the holds that stand and those that were lifted; a link from a page fills in what it speaks of."""
        return self._show(visit, {"kind": kind, "named": subject[:64]}, done=done)

    def place(
        self,
        visit: Visiting,
        *,
        kind: Annotated[HoldKind, Form()],
        named: Typed = "",
        matter: Typed = "",
        reason: Typed = "",
        back: Typed = "",
    ) -> Response:
        """Place a hold, and go back to the page from which it was placed, which shows it."""
        typed = {"kind": kind.value, "named": named, "matter": matter, "reason": reason}
        act = partial(self._holds.place, visit.signed_in, kind, named, matter, reason)
        return self._done(visit, act, "placed", typed, back=f"{own_path(back)}#holds" if back else "")

    def to_holds(self) -> Response:
        """Lead whoever opens the address of a search again back to the holds."""
        return RedirectResponse("/compliance/holds", 303)

    def find(self, visit: Visiting, words: Typed = "") -> Response:
        """Find what a hold could keep, by id, case code or words: no words come into an address."""
        sought = words.strip()[:LONGEST_WORDS]
        if read_code(sought) is None and self._is_personal(sought):  # some codes look like numbers of somebody
            return self._show(visit, {}, refused=NotAllowed(MASKED), sought=sought)
        with self._desk.application.store.read() as tx:
            found = found_for(tx, sought)
        return self._show(visit, {}, sought=sought, found=found)

    def lift(self, visit: Visiting, number: Number, reason: Typed = "") -> Response:
        """Lift a hold."""
        return self._done(visit, partial(self._holds.lift, visit.signed_in, number, reason), "lifted", {})

    def _done(
        self, visit: Visit, act: Callable[[], int], done: str, typed: dict[str, str], *, back: str = ""
    ) -> Response:
        try:
            act()
        except SmbotError as error:
            return self._show(visit, typed, alert=error)
        return RedirectResponse(back or f"/compliance/holds?done={done}", 303)

    def _show(
        self,
        visit: Visit,
        typed: dict[str, str],
        *,
        done: str = "",
        alert: SmbotError | None = None,
        refused: SmbotError | None = None,
        sought: str = "",
        found: Sequence[Found] | None = None,
    ) -> Response:
        with self._desk.application.store.read() as tx:
            standing, lifted = tx.holds(), tx.holds(lifted=True)
        values = {
            "standing": standing,
            "lifted": lifted,
            "typed": {"kind": "", "named": "", "matter": "", "reason": ""} | typed,
            "done": DONE.get(done),
            "alert": alert,
            "refused": refused,
            "sought": sought,
            "found": found,
            "longest_matter": LONGEST_MATTER,
            "longest_reason": LONGEST_REASON,
        }
        return self._desk.show(visit, "holds.html", values, status=CONFLICT if alert or refused else 200)
