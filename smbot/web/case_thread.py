"""The private side of a case on the desk: codes, and the thread that its assignee opens. It alone opens words here.

A thread is shown in the answer to a form, never at an address: whoever reloads it opens it anew, and the audit log
says so before anything is shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Form
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.bootstrap.cases import assignee_of
from smbot.bootstrap.private import private_desk
from smbot.core.errors import NotAllowed, SmbotError
from smbot.core.messages import msg
from smbot.core.roles import Permission
from smbot.handoff.box import PrivateText
from smbot.handoff.codes import shown
from smbot.handoff.model import Channel, Direction, Opened
from smbot.handoff.opening import open_private
from smbot.web.access import Routes, Visit, Visiting, permission
from smbot.web.case_pages import CasePage, Typed
from smbot.web.case_words import Made
from smbot.web.item_forms import CONFLICT

Words = Annotated[str, Form()]
THREAD = "thread"


@dataclass(frozen=True, kw_only=True, repr=False)
class Letter:
    """A message as the page shows it, for the moment in which it is rendered. `text` is None where nothing opens.

    `mention` is the platform's private message that it came as; `by_code` says that somebody else may have written it.
    """

    at: datetime
    ours: bool
    by: str
    language: str
    channel: Channel
    deleted: bool
    text: str | None
    contact: str
    when: str
    mention: str
    by_code: bool


class CaseThread:
    """Codes and the thread, for a case's assignee."""

    def __init__(self, application: Application, page: CasePage) -> None:
        self._assignee = assignee_of(application)
        self._desk = private_desk(application, self._assignee)
        self._page = page

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        endpoints: dict[str, Callable[..., Response]] = {
            "code": self.make,
            "code/renew": self.renew,
            "code/revoke": self.revoke,
            THREAD: self.open,
            "thread/answer": self.answer,
            "thread/delete": self.delete,
        }
        for name, endpoint in endpoints.items():
            routes.post(f"/cases/{{case}}/{name}", endpoint, permission(Permission.WORK_QUEUE))

    def make(self, visit: Visiting, case: str) -> Response:
        """Make a code, and show it large."""
        file = self._page.found(visit, case)
        try:
            self._own(visit, case)
            made = self._desk.make_code(case, visit.signed_in)
        except SmbotError as error:
            return self._page.show(visit, file, status=CONFLICT, alert=error)
        return self._page.show(visit, self._page.found(visit, case), made=shown(made.code))

    def renew(self, visit: Visiting, case: str, code: Words = "") -> Response:
        """Let a code hold longer."""

        def act() -> object:
            self._of_case(visit, case, code)
            return self._desk.renew_code(code, visit.signed_in)

        return self._done(visit, case, Made.RENEWED, act)

    def revoke(self, visit: Visiting, case: str, code: Words = "") -> Response:
        """Shut a code."""

        def act() -> object:
            self._of_case(visit, case, code)
            return self._desk.revoke_code(code, visit.signed_in)

        return self._done(visit, case, Made.REVOKED, act)

    def open(self, visit: Visiting, case: str) -> Response:
        """Open the thread, and show it this once."""
        file = self._page.found(visit, case)
        try:
            opened = self._desk.open_thread(case, visit.signed_in)
        except SmbotError as error:
            return self._page.show(visit, file, status=CONFLICT, alert=error)
        return self._page.show(visit, file, thread=letters(opened))

    def answer(self, visit: Visiting, case: str, draft: Words = "") -> Response:
        """Seal an answer for the person."""
        self._page.found(visit, case)
        try:
            self._desk.answer(case, visit.signed_in, PrivateText(draft))
        except SmbotError as error:
            file, kept = self._page.found(visit, case), Typed(of=THREAD, text=draft)
            return self._page.show(visit, file, status=CONFLICT, alert=error, typed=kept)
        return RedirectResponse(f"/cases/{case}?done={Made.ANSWERED}#case", 303)

    def delete(self, visit: Visiting, case: str, reason: Words = "") -> Response:
        """Destroy what the person wrote, because they asked for it."""
        return self._done(visit, case, Made.DELETED, lambda: self._desk.delete(case, visit.signed_in, reason))

    def _own(self, visit: Visit, case: str) -> None:
        """Refuse whoever is not the assignee.

        Raises:
            NotAllowed: The case is somebody else's.
        """
        if self._assignee(case) != visit.signed_in.name:
            raise NotAllowed(
                msg("Only the assignee gives codes of a case."), where=case, mend=msg("Take the case first.")
            )

    def _of_case(self, visit: Visit, case: str, code: str) -> None:
        self._own(visit, case)
        if self._desk.find_code(code, visit.signed_in).case != case:
            raise NotAllowed(msg("This is no code of this case."), where=case)

    def _done(self, visit: Visit, case: str, done: Made, act: Callable[[], object]) -> Response:
        self._page.found(visit, case)
        try:
            act()
        except SmbotError as error:
            return self._page.show(visit, self._page.found(visit, case), status=CONFLICT, alert=error)
        return RedirectResponse(f"/cases/{case}?done={done}#case", 303)


def letters(opened: Sequence[Opened]) -> tuple[Letter, ...]:
    """Open what was said, to show it."""
    return tuple(_letter(each) for each in opened)


def _letter(opened: Opened) -> Letter:
    message, said = opened.message, opened.said
    return Letter(
        at=message.at,
        ours=message.direction == Direction.OUT,
        by=message.author,
        language=message.language,
        channel=message.channel,
        deleted=message.sealed is None,
        text=open_private(said.text) if said else None,
        contact=open_private(said.contact) if said else "",
        when=open_private(said.when) if said else "",
        mention=message.mention,
        by_code=message.by_code,
    )
