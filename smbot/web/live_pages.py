"""What pages ask for by themselves: the stream of changes, and rows of the queue that changed."""

from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import Header, Query, Request
from starlette.responses import Response, StreamingResponse

from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.roles import Permission
from smbot.review.desk import Desk
from smbot.review.ports import Filter
from smbot.web.access import Denied, Gate, Routes, Visiting, permission
from smbot.web.sessions import Sessions
from smbot.web.stream import Changes
from smbot.web.templating import Pages
from smbot.web.view import PAGE_SIZE, view_of

STREAM = "text/event-stream"
HEADERS = {"X-Accel-Buffering": "no"}
"""nginx would hold events back until its buffer is full."""


class LivePages:
    """The stream, and the rows that it makes browsers fetch."""

    def __init__(self, desk: Desk, pages: Pages, changes: Changes, *, sessions: Sessions, gate: Gate) -> None:
        self._desk = desk
        self._pages = pages
        self._changes = changes
        self._sessions = sessions
        self._gate = gate

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        reads = permission(Permission.READ_QUEUE, by_itself=True)
        routes.get("/events", self.events, reads)
        routes.get("/queue/rows", self.rows, reads)

    def events(
        self,
        request: Request,
        accept: Annotated[str, Header()] = "",
        last_event_id: Annotated[str, Header()] = "",
        after: str = "",
    ) -> Response:
        """Tell of changes since `Last-Event-ID`, else since `after`, else from now on, until the session ends."""
        if STREAM not in accept:
            raise Denied(406, msg("This address is used by pages; it is not a page."))
        alive = partial(self._may_see, self._gate.secret(request))
        stream = self._changes.stream(_number(last_event_id) or _number(after), alive)
        return StreamingResponse(stream, media_type=STREAM, headers=HEADERS)

    def rows(
        self,
        request: Request,
        visit: Visiting,
        of: Annotated[list[str], Query(max_length=PAGE_SIZE)],
        since: float = 0,
        level: Annotated[int, Query(ge=1, le=2)] = 1,
    ) -> Response:
        """Show rows as they are now; those that the view lists and that were collected `since` are named as new."""
        view, among = view_of(request.query_params), frozenset(MentionId(mention) for mention in of)
        wanted = view.wanted(visit.signed_in)
        items = self._desk.listing(visit.signed_in, replace(wanted, among=among)).items if wanted else ()
        new = [item.id for item in items if item.collected_at.timestamp() >= since]
        left = among - {item.id for item in items}
        if left:
            items += self._desk.listing(visit.signed_in, Filter(among=left), limit=PAGE_SIZE).items
        values = {"view": view, "items": items, "new": new, "level": level, "overdue": self._desk.overdue}
        return self._pages.show(visit, "rows.html", values, bare=True)

    def _may_see(self, secret: str | None) -> bool:
        found = self._sessions.find(secret, acts=False)
        return found is not None and found.step is None and found.member.may(Permission.READ_QUEUE)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
