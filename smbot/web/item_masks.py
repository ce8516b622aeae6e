"""What a compliance officer says of a post's masks: two forms, answered as the acts of the queue are."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import Form, Request
from starlette.responses import RedirectResponse, Response

from smbot.core.errors import NotAllowed
from smbot.core.ids import MentionId
from smbot.core.roles import Permission
from smbot.review.correction_ports import Kind
from smbot.review.corrections import Corrections
from smbot.web.access import Routes, Visit, Visiting, permission
from smbot.web.item_forms import CONFLICT, Typed, Version
from smbot.web.item_page import ItemPage
from smbot.web.mask_words import published_line
from smbot.web.view import view_of


class ItemMasks:
    """The officer's acts on masks."""

    def __init__(self, corrections: Corrections, page: ItemPage, published: tuple[str, ...]) -> None:
        self._corrections = corrections
        self._page = page
        self._published = published

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        needs = permission(Permission.CORRECT_MASKS)
        routes.post("/items/{mention}/masks/missed", self.missed, needs)
        routes.post("/items/{mention}/masks/say", self.say, needs)
        routes.post("/items/{mention}/masks/looked-at", self.looked_at, needs)

    def missed(
        self,
        request: Request,
        visit: Visiting,
        mention: str,
        version: Version,
        *,
        value: Typed = "",
        entity: Typed = "",
    ) -> Response:
        """Mask a stretch of the visible text. What was typed is shown again nowhere: it is personal."""
        act = partial(
            self._corrections.missed, visit.signed_in, MentionId(mention), value, entity, seen_version=version
        )
        return self._done(request, visit, mention, Kind.MISSED, act)

    def looked_at(self, request: Request, visit: Visiting, mention: str, version: Version) -> Response:
        """Say of a post that was edited after it had been corrected that nothing is missing in it."""
        act = partial(self._corrections.looked_at, visit.signed_in, MentionId(mention), seen_version=version)
        return self._done(request, visit, mention, Kind.LOOKED_AT, act)

    def say(
        self,
        request: Request,
        visit: Visiting,
        mention: str,
        version: Version,
        *,
        at: Annotated[int, Form()],
        said: Annotated[Literal[Kind.RIGHT, Kind.OTHER_KIND, Kind.NOT_PERSONAL], Form()],
        entity: Typed = "",
        value: Typed = "",
    ) -> Response:
        """Say what one mask is."""
        member, of, corrections = visit.signed_in, MentionId(mention), self._corrections
        if said == Kind.NOT_PERSONAL:
            act: Callable[[], object] = partial(
                corrections.not_personal, member, of, at, seen_version=version, value=value
            )
        elif said == Kind.OTHER_KIND:
            act = partial(corrections.other_kind, member, of, at, entity, seen_version=version)
        else:
            act = partial(corrections.right, member, of, at, seen_version=version)
        given = value.strip() if said == Kind.NOT_PERSONAL else ""
        return self._done(request, visit, mention, said, act, given=given)

    def _done(
        self,
        request: Request,
        visit: Visit,
        mention: str,
        kind: Kind,
        act: Callable[[], object],
        *,
        given: str = "",
    ) -> Response:
        view = view_of(request.query_params)
        self._page.found(visit, mention)
        try:
            proven = act()
        except NotAllowed as error:
            return self._page.show(visit, view, self._page.found(visit, mention), status=CONFLICT, alert=error)
        if given and proven:
            # Shown once, in the answer itself: an address would keep it, and so would a table. A value that only may
            # be what the mask hides is not offered: it can be another mask's.
            line = published_line(self._published, given)
            return self._page.show(visit, view, self._page.found(visit, mention), publish=line)
        query = urlencode({"done": kind.value, "of": mention})
        return RedirectResponse(f"/items/{mention}?{view.query}&{query}#item", 303)
