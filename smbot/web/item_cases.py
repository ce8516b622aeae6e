"""Opening a case about a mention by hand, from its page."""

from typing import Annotated, Literal

from fastapi import Form, Request
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.bootstrap.cases import cases_of
from smbot.cases.intake import Start
from smbot.cases.model import Kind, Priority
from smbot.core.errors import InputError, NotAllowed
from smbot.core.messages import msg
from smbot.core.roles import Permission
from smbot.web.access import Routes, Visiting, permission
from smbot.web.case_words import Made
from smbot.web.item_forms import CONFLICT
from smbot.web.item_page import ItemPage
from smbot.web.view import view_of


class ItemCases:
    """What a member can begin about a mention."""

    def __init__(self, application: Application, page: ItemPage) -> None:
        self._cases = cases_of(application)
        self._page = page

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.post("/items/{mention}/case", self.open, permission(Permission.WORK_QUEUE))

    def open(
        self,
        request: Request,
        visit: Visiting,
        mention: str,
        *,
        kind: Annotated[Kind | None, Form()] = None,
        priority: Annotated[Priority, Form()] = Priority.NORMAL,
        language: Annotated[Literal["", "en", "fr"], Form()] = "",
        program: Annotated[str, Form(max_length=100)] = "",
        office: Annotated[str, Form(max_length=100)] = "",
    ) -> Response:
        """Open a case with this mention, and lead to it."""
        item = self._page.found(visit, mention)
        try:
            if kind is None:
                raise InputError(msg("Say what the case is about."), where=item.id)
            start = Start(
                kind=kind, mentions=(item.id,), priority=priority, language=language, program=program, office=office
            )
            case = self._cases.open(visit.signed_in, start)
        except (NotAllowed, InputError) as error:
            return self._page.show(visit, view_of(request.query_params), item, status=CONFLICT, alert=error)
        return RedirectResponse(f"/cases/{case.id}?done={Made.OPENED}#case", 303)
