"""The page behind the signed link of an urgent call: looking shows a button, and only pressing it acknowledges.

Programs that follow the links in messages, to look for harm, look and press nothing.
"""

from datetime import tzinfo

from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.responses import HTMLResponse, Response

from smbot.cases.links import LinkRefused
from smbot.cases.page_words import page_of
from smbot.cases.paging import Paging
from smbot.core.errors import NotAllowed, SmbotError
from smbot.core.messages import msg
from smbot.web.access import PUBLIC, SAFE_METHODS, Denied, Gate, Guard
from smbot.web.dates import short_date
from smbot.web.plain import plain_page

STYLESHEET = "/static/desk.css"


class LinkGuard(Guard):
    """Stands before pages whose link itself says who it is: no session matters, and no form of another site passes.

    A browser that comes from a message shows no session at first and shows it with the form: what a form of ours
    should carry would be missing.
    """

    def __init__(self, gate: Gate) -> None:
        super().__init__(gate, PUBLIC)
        self._own = gate

    async def __call__(self, request: Request) -> None:
        """Let the request pass.

        Raises:
            Denied: Sent by another site.
        """
        request.state.visit = self._own.stranger(request)
        if request.method not in SAFE_METHODS and not self._own.same_site(request):
            raise Denied(403, msg("This request did not come from a page of this desk."))


def add_acknowledge(app: FastAPI | APIRouter, paging: Paging, gate: Gate, *, first_language: str, zone: tzinfo) -> None:
    """Add the routes ``/acknowledge/TOKEN``; a page speaks its member's language, else `first_language`."""
    pages, guard = AcknowledgePages(paging, first_language, zone), [Depends(LinkGuard(gate))]
    address = "/acknowledge/{token}"
    app.add_api_route(address, pages.look, methods=["GET"], dependencies=guard, response_model=None)
    app.add_api_route(address, pages.take, methods=["POST"], dependencies=guard, response_model=None)


class AcknowledgePages:
    """Shows a call, and lets whose link it is take it."""

    def __init__(self, paging: Paging, first_language: str, zone: tzinfo) -> None:
        self._paging = paging
        self._zone = zone
        self._first_language = first_language

    def look(self, token: str) -> Response:
        """Show what waits, and the button; nothing changes."""
        try:
            page, member = self._paging.behind_link(token)
        except SmbotError as error:
            return self._refused(error)
        values = {"page": page, "member": member, "action": f"/acknowledge/{token}", "about": page_of(page.subject)}
        values["since"] = short_date(page.raised_at, member.language, self._zone)
        return _show(member.language, values)

    def take(self, token: str) -> Response:
        """Acknowledge the call; a link that was used, or came too late, is told so."""
        try:
            _, member = self._paging.behind_link(token)
        except SmbotError as error:
            return self._refused(error)
        try:
            page = self._paging.acknowledge_by_link(token)
        except NotAllowed as error:
            return _show(member.language, {"refused": error.what}, status=409)
        return _show(member.language, {"page": page, "taken": True, "about": page_of(page.subject)})

    def _refused(self, error: SmbotError) -> Response:
        status = 404 if isinstance(error, LinkRefused) else 403
        return _show(self._first_language, {"refused": error.what}, status=status)


def _show(language: str, values: dict[str, object], *, status: int = 200) -> HTMLResponse:
    shown = {"refused": None, "taken": False, "stylesheet": STYLESHEET} | values
    return plain_page("acknowledge.html", language, shown, status=status)
