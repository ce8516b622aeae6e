"""The page behind the signed link of an urgent call: looking shows a button, and only pressing it acknowledges.

Programs that follow the links in messages, to look for harm, look and press nothing.
"""

from collections.abc import Sequence

from fastapi import APIRouter, params
from starlette.responses import HTMLResponse, Response

from smbot.cases.links import LinkRefused
from smbot.cases.page_words import page_of
from smbot.cases.paging import Paging
from smbot.core.errors import NotAllowed, SmbotError
from smbot.web.plain import plain_page

STYLESHEET = "/static/desk.css"


def acknowledge_router(paging: Paging, guards: Sequence[params.Depends] = (), *, first_language: str) -> APIRouter:
    """Return the routes ``/acknowledge/TOKEN``.

    `guards` stand before each: at the desk ``[Depends(Guard(gate, PUBLIC))]``, since the link itself says who it is.
    Where a link does not tell whose it is, the page speaks `first_language`.
    """
    pages = AcknowledgePages(paging, first_language)
    router = APIRouter(dependencies=list(guards))
    router.add_api_route("/acknowledge/{token}", pages.look, methods=["GET"], response_model=None)
    router.add_api_route("/acknowledge/{token}", pages.take, methods=["POST"], response_model=None)
    return router


class AcknowledgePages:
    """Shows a call, and lets whose link it is take it."""

    def __init__(self, paging: Paging, first_language: str) -> None:
        self._paging = paging
        self._first_language = first_language

    def look(self, token: str) -> Response:
        """Show what waits, and the button; nothing changes."""
        try:
            page, member = self._paging.behind_link(token)
        except SmbotError as error:
            return self._refused(error)
        values = {"page": page, "member": member, "action": f"/acknowledge/{token}", "about": page_of(page.subject)}
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
