"""What members say of a mention's labels; the corrections that wait; the weekly sample."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from fastapi import Form, Request
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.core.errors import NotAllowed
from smbot.core.events import Act
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg
from smbot.core.roles import Member, Permission
from smbot.review.ports import QueueItem
from smbot.review.words import NOTED, TAKEN_BACK
from smbot.web.access import Denied, Routes, Visit, Visiting, permission
from smbot.web.item_forms import CONFLICT, Version, answer
from smbot.web.item_page import ItemPage
from smbot.web.label_words import CORRECTED, UNDONE
from smbot.web.queue_pages import MOST_NUMBER
from smbot.web.templating import Pages
from smbot.web.timeline import events_of

MOST_LABELS = 20


class ItemLabels:
    """The forms of a mention's page."""

    def __init__(self, application: Application, page: ItemPage) -> None:
        self._corrections = application.label_corrections()
        self._page = page

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        needs = permission(Permission.WORK_QUEUE, Permission.CORRECT_MASKS)
        routes.post("/items/{mention}/labels", self.correct, needs)
        routes.post("/items/{mention}/labels/back", self.back, needs)

    def correct(
        self,
        request: Request,
        visit: Visiting,
        mention: str,
        version: Version,
        label: Annotated[list[str] | None, Form(max_length=MOST_LABELS)] = None,
    ) -> Response:
        """Give a mention other labels."""
        act = partial(self._corrections.correct, visit.signed_in, MentionId(mention), label or (), seen_version=version)
        return answer(self._page, request, visit, mention, act, done=CORRECTED)

    def back(self, request: Request, visit: Visiting, mention: str, version: Version) -> Response:
        """Set the labels back."""
        act = partial(self._corrections.undo, visit.signed_in, MentionId(mention), seen_version=version)
        return answer(self._page, request, visit, mention, act, done=UNDONE)


class LabelPages:
    """The officers' page: corrections that wait, and posts that were drawn."""

    def __init__(self, application: Application, pages: Pages) -> None:
        self._corrections = application.label_corrections()
        self._samples = application.samples()
        self._store = application.store
        self._pages = pages

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        needs = permission(Permission.CORRECT_MASKS)
        routes.get("/labels", self.show, needs)
        routes.post("/labels/corrections/{number}", self.decide, needs)
        routes.post("/labels/sample/{mention}", self.answer, needs)
        routes.post("/labels/sample/{mention}/back", self.take_back, needs)

    def show(self, visit: Visiting, of: str = "") -> Response:
        """Show what waits; `of` is the drawn post about which the officer has just said something."""
        return self._shown(visit, of=of)

    def decide(
        self, visit: Visiting, number: int, decision: Annotated[Literal["approve", "decline"], Form()]
    ) -> Response:
        """Approve or decline a correction."""
        if number > MOST_NUMBER:
            raise Denied(404, msg("There is no page here."))
        act = self._corrections.approve if decision == "approve" else self._corrections.decline
        return self._done(visit, partial(act, visit.signed_in, number), "/labels#waiting")

    def answer(
        self, visit: Visiting, mention: str, version: Version, answer: Annotated[Literal["yes", "no"], Form()]
    ) -> Response:
        """Say whether a drawn post is an access request."""
        act = partial(self._corrections.answer, visit.signed_in, MentionId(mention), seen_version=version)
        return self._done(visit, partial(act, is_request=answer == "yes"), f"/labels?of={mention}#sample")

    def take_back(self, visit: Visiting, mention: str) -> Response:
        """Let a drawn post wait again for an answer."""
        act = partial(self._corrections.take_back, visit.signed_in, MentionId(mention))
        return self._done(visit, act, f"/labels?of={mention}#sample")

    def _done(self, visit: Visit, act: Callable[[], object], there: str) -> Response:
        try:
            act()
        except NotAllowed as error:
            return self._shown(visit, alert=error, status=CONFLICT)
        return RedirectResponse(there, 303)

    def _shown(self, visit: Visit, *, of: str = "", alert: NotAllowed | None = None, status: int = 200) -> Response:
        officer = visit.signed_in
        drawn, answers = self._samples.to_answer(officer), self._samples.answered(officer)
        mine = next((each for each, _ in answers if each.mention == of and each.by == officer.name), None)
        back = next((item for each, item in drawn if each.mention == of), None)
        values = {
            "waiting": self._corrections.waiting(officer),
            "drawn": drawn,
            "answers": answers,
            "mine": mine,
            "told": NOTED[mine.is_request] if mine else TAKEN_BACK if back and self._took_back(officer, back) else None,
            "next_draw": self._samples.next_draw(),
            "alert": alert,
            "nothing": NOTHING,
        }
        return self._pages.show(visit, "labels.html", values, status=status)

    def _took_back(self, officer: Member, item: QueueItem) -> bool:
        """Say whether this officer did so last: anybody can make up an address."""
        mine = [event.act for event in events_of(self._store, item) if event.actor == officer.name]
        return mine[-1:] == [Act.SAMPLE_TAKEN_BACK]


NOTHING: Message = msg("Nothing waits here.")
