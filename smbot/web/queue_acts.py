"""Forms of the queue: search, acts on many mentions at once, and views that are kept."""

import re
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Form, Request
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.core.errors import NotAllowed
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.roles import Permission
from smbot.review.aside_ports import Act
from smbot.review.together import MOST, Asked
from smbot.web.access import Denied, Routes, Visiting, permission
from smbot.web.aside_words import MASKED, until
from smbot.web.queue_pages import MOST_NUMBER, QueuePages
from smbot.web.view import view_of

CHOSEN = re.compile(r"(m-[a-z0-9]{1,40}):(\d{1,9})")
"""A mention as it was seen: its id and its version."""

Typed = Annotated[str, Form(max_length=2000)]
Some = Annotated[list[str] | None, Form(max_length=MOST)]


class QueueActs:
    """What members do with the list as a whole."""

    def __init__(self, application: Application, queue: QueuePages) -> None:
        self._clock = application.clock
        self._zone = ZoneInfo(application.settings.notifications.time_zone)
        self._aside = application.aside()
        self._together = application.together()
        self._queue = queue
        self._searches = queue.searches

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        reads, works = permission(Permission.READ_QUEUE), permission(Permission.WORK_QUEUE)
        routes.post("/queue/find", self.find, reads)
        routes.get("/queue/find", self.to_queue, reads)
        routes.post("/queue/together", self.together, works)
        routes.post("/queue/together/{number}/undo", self.undo, works)
        routes.post("/queue/views", self.keep_view, reads)
        routes.post("/queue/views/drop", self.drop_view, reads)

    def to_queue(self) -> Response:
        """Lead whoever opens the address of a refused search again back to the queue."""
        return RedirectResponse("/queue", 303)

    def find(
        self,
        visit: Visiting,
        *,
        tab: Typed = "",
        words: Typed = "",
        label: Typed = "",
        language: Typed = "",
        platform: Typed = "",
        state: Typed = "",
        masks: Typed = "",
        passed: Typed = "",
        course: Typed = "",
    ) -> Response:
        """Show what matches: no words come into an address, and those that would give a person away find nothing."""
        asked = {"tab": tab, "words": words, "label": label, "language": language, "platform": platform}
        asked |= {"state": state, "masks": masks, "passed": passed, "course": course}
        if self._aside.is_personal(words):
            return self._queue.refused(visit, view_of(asked), NotAllowed(MASKED))
        return RedirectResponse(f"/queue?{self._searches.settled(view_of(asked)).query}", 303)

    def together(
        self,
        request: Request,
        visit: Visiting,
        *,
        act: Annotated[Act, Form()],
        mention: Some = None,
        shown: Some = None,
        every: Typed = "",
        label: Typed = "",
        until_when: Typed = "",
        to: Typed = "",
    ) -> Response:
        """Do one thing with all that are chosen."""
        view = view_of(request.query_params)
        chosen = [CHOSEN.fullmatch(each) for each in ((shown if every else mention) or [])]
        seen = {MentionId(each[1]): int(each[2]) for each in chosen if each}
        asked = Asked(act=act, label=label, until=until(until_when, self._clock.now(), self._zone), to=to)
        try:
            number = self._together.do(visit.signed_in, asked, seen)
        except NotAllowed as error:
            return self._queue.page(visit, view, alert=error, status=409)
        return RedirectResponse(f"/queue?{view.query}&together={number}", 303)

    def undo(self, request: Request, visit: Visiting, number: int) -> Response:
        """Take back what was done with many."""
        if number > MOST_NUMBER:
            raise Denied(404, msg("There is no page here."))
        view = view_of(request.query_params)
        try:
            after = self._together.undo(visit.signed_in, number)
        except NotAllowed as error:
            return self._queue.page(visit, view, alert=error, status=409)
        return RedirectResponse(f"/queue?{view.query}&together={after}", 303)

    def keep_view(self, request: Request, visit: Visiting, name: Typed = "", shared: Typed = "") -> Response:
        """Keep the view by a name."""
        view = self._searches.settled(view_of(request.query_params))
        try:
            self._aside.keep_view(visit.signed_in, name, view.kept, shared=bool(shared))
        except NotAllowed as error:
            return self._queue.page(visit, view, alert=error, status=409)
        return RedirectResponse(f"/queue?{view.query}", 303)

    def drop_view(self, request: Request, visit: Visiting, name: Typed = "", shared: Typed = "") -> Response:
        """Forget a view."""
        view = view_of(request.query_params)
        try:
            self._aside.drop_view(visit.signed_in, name, shared=bool(shared))
        except NotAllowed as error:
            return self._queue.page(visit, view, alert=error, status=409)
        return RedirectResponse(f"/queue?{view.query}", 303)
