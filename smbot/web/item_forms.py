"""What the forms of a mention's page have in common: their fields, and how they are answered."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, Request
from starlette.responses import RedirectResponse, Response

from smbot.core.errors import NotAllowed
from smbot.core.ids import MentionId
from smbot.web.access import Visit
from smbot.web.item_page import ItemPage
from smbot.web.view import view_of

CONFLICT = 409

Typed = Annotated[str, Form()]
Version = Annotated[int, Form()]


def answer(
    page: ItemPage,
    request: Request,
    visit: Visit,
    mention: str,
    act: Callable[[], object],
    *,
    done: str,
    following: MentionId | None = None,
    refused: Callable[..., Response] | None = None,
) -> Response:
    """Do something about a mention, and lead back to it, or on to `following`; `done` is the word for it.

    Where it is not allowed, the page is shown with the reason: by `refused`, which knows what was typed, if given.
    """
    view = view_of(request.query_params)
    page.found(visit, mention)
    try:
        act()
    except NotAllowed as error:
        return (refused or page.show)(visit, view, page.found(visit, mention), status=CONFLICT, alert=error)
    query = urlencode({"done": done, "of": mention} if done else {})
    return RedirectResponse(f"/items/{following or mention}?{view.query}&{query}#item", 303)
