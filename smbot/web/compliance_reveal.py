"""Revealing what one mask hides: a form with a reason and a proof of who asks, and a page that shows it once."""

from dataclasses import replace
from functools import partial
from typing import Annotated, Final
from urllib.parse import parse_qsl, urlencode

from fastapi import Form, Request
from starlette.responses import Response

from smbot.bootstrap import Application
from smbot.bootstrap.reveals import can_reveal, original_is_sealed, requested_elsewhere
from smbot.core.errors import NotAllowed, SmbotError
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.roles import Permission
from smbot.review.ports import QueueItem
from smbot.review.reveal import LONGEST_NOTE, SHORTEST_NOTE, Asked, RevealReason, Reveals
from smbot.web.access import Denied, Routes, Visit, Visiting, permission
from smbot.web.compliance_words import REASONS
from smbot.web.item_forms import CONFLICT, Typed, Version
from smbot.web.item_page import ItemPage
from smbot.web.step_up import StepUp
from smbot.web.templating import Pages
from smbot.web.view import View, view_of

SHOWN_SECONDS: Final = 30


class RevealPages:
    """The officer's way to one value."""

    def __init__(self, application: Application, pages: Pages, item: ItemPage, step_up: StepUp) -> None:
        self._application = application
        self._reveals = application.reveals()
        self._elsewhere = Reveals(
            store=self._reveals.store,
            clock=self._reveals.clock,
            open=partial(requested_elsewhere, application),
            mask=self._reveals.mask,
        )
        self._pages = pages
        self._item = item
        self._step_up = step_up

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/items/{mention}/reveal", self.form, permission(Permission.REVEAL))
        routes.post("/items/{mention}/reveal", self.reveal, permission(Permission.REVEAL))

    def form(self, request: Request, visit: Visiting, mention: str, mask: int = 0) -> Response:
        """Ask why, and who asks."""
        return self._form(request, visit, self._item.found(visit, mention), mask)

    def reveal(
        self,
        request: Request,
        visit: Visiting,
        mention: str,
        *,
        version: Version,
        mask: Annotated[int, Form()],
        revealed: Annotated[int, Form()],
        reason: Typed = "",
        note: Typed = "",
        password: Typed = "",
        code: Typed = "",
    ) -> Response:
        """Show the value once. It stands in this answer alone: not in its address, in no log, in no table."""
        item = self._item.found(visit, mention)
        if reason not in set(RevealReason):
            chosen = NotAllowed(msg("Choose a reason."))
            return self._form(request, visit, item, mask, alert=chosen, note=note)
        try:
            self._step_up.confirm(request, visit.signed_in, password, code)
            asked = Asked(
                mention=MentionId(mention),
                at=mask,
                reason=RevealReason(reason),
                note=note,
                seen_version=version,
                revealed=revealed,
                confirmed=True,
            )
            if not can_reveal(self._application):
                return _file(mention, self._elsewhere.reveal(visit.signed_in, asked))
            box = self._reveals.reveal(visit.signed_in, asked)
        except SmbotError as error:
            item = self._item.found(visit, mention)
            return self._form(request, visit, item, mask, alert=error, note=note, reason=reason)
        values = {
            "item": item,
            "mask": item.all_masks()[mask],
            "value": box.take(),
            "seconds": SHOWN_SECONDS,
            "back": f"/items/{mention}?{_view(request).query}",
        }
        return self._pages.show(replace(visit, here=f"/items/{mention}"), "revealed.html", values)

    def _form(
        self,
        request: Request,
        visit: Visit,
        item: QueueItem,
        at: int,
        *,
        alert: SmbotError | None = None,
        note: str = "",
        reason: str = "",
    ) -> Response:
        masks = item.all_masks()
        if not 0 <= at < len(masks):
            raise Denied(404, msg("There is no such mask in this post."))
        view = _view(request)
        values = {
            "item": item,
            "view": view,
            "mask": masks[at],
            "at": at,
            "revealed": self._reveals.revealed(visit.signed_in),
            "left": self._reveals.left(visit.signed_in),
            "fresh": self._step_up.is_fresh(request),
            "ways": self._step_up.ways(visit.signed_in),
            "has_key": can_reveal(self._application),
            "is_sealed": original_is_sealed(self._application, item.id),
            "reasons": REASONS,
            "shortest": SHORTEST_NOTE,
            "longest": LONGEST_NOTE,
            "seconds": SHOWN_SECONDS,
            "alert": alert,
            "note": note,
            "reason": reason,
        }
        here = replace(visit, here=f"/items/{item.id}/reveal?mask={at}&{urlencode({'view': view.query})}")
        return self._pages.show(here, "reveal.html", values, status=CONFLICT if alert else 200)


def _view(request: Request) -> View:
    """Return the list that the officer came from: a form that is got sends it as one field, for want of a query."""
    sent = request.query_params.get("view")
    return view_of(request.query_params if sent is None else dict(parse_qsl(sent)))


def _file(mention: str, request: bytes) -> Response:
    """Return what “smbot keys open” shows on the officers' machine; without their key it opens nothing."""
    name = {"Content-Disposition": f'attachment; filename="reveal-{mention}.json"'}
    return Response(request, media_type="application/json", headers=name)
