"""What pages ask for by themselves: the stream of changes, and rows of the queue that changed."""

import time
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated

from fastapi import Header, Query, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response, StreamingResponse

from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.roles import Permission
from smbot.review.desk import Desk
from smbot.review.ports import Filter, QueueItem
from smbot.web.access import Denied, Gate, Routes, Visit, Visiting, permission
from smbot.web.searches import Searches
from smbot.web.sessions import Sessions
from smbot.web.stream import Changes
from smbot.web.templating import Pages
from smbot.web.view import PAGE_SIZE, View, view_of

STREAM = "text/event-stream"
SHARED = 64
"""How many answers are held for others who ask for the same rows."""
HEADERS = {"X-Accel-Buffering": "no"}
"""nginx would hold events back until its buffer is full."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows as HTML, and those of them that the view lists."""

    listed: tuple[QueueItem, ...]
    shown: Markup


class LivePages:
    """The stream, and the rows that it makes browsers fetch."""

    def __init__(
        self, desk: Desk, pages: Pages, changes: Changes, searches: Searches, *, sessions: Sessions, gate: Gate
    ) -> None:
        self._desk = desk
        self._pages = pages
        self._changes = changes
        self._searches = searches
        self._sessions = sessions
        self._gate = gate
        self._made: dict[object, Rows] = {}

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

    async def rows(
        self,
        request: Request,
        visit: Visiting,
        of: Annotated[list[str], Query(max_length=PAGE_SIZE)],
        since: float = 0,
        level: Annotated[int, Query(ge=1, le=2)] = 1,
    ) -> Response:
        """Show rows as they are now; those that the view lists and that were collected `since` are named as new."""
        among = frozenset(MentionId(mention) for mention in of)
        view = self._searches.settled(view_of(request.query_params))
        found = await self._rows_of(visit, view, among, level)
        new = [item.id for item in found.listed if item.collected_at.timestamp() >= since]
        return HTMLResponse(self._pages.part(visit, "rows.html", {"rows": found.shown, "new": new}))

    async def _rows_of(self, visit: Visit, view: View, among: frozenset[MentionId], level: int) -> Rows:
        """Return rows; all who ask for the same ones after the same event, as everybody does at once, share the work.

        A row tells of its reader nothing but what the filter and the roles say.
        """
        member, minute = visit.signed_in, int(time.time() // 60)
        wanted = view.wanted(member)
        key = (visit.log_size, minute, among, wanted, member.roles, view.query, level, visit.language)
        if (found := self._made.get(key)) is not None:
            return found
        return await self._gate.in_turn(partial(self._made_once, key, visit, view, wanted, among, level))

    def _made_once(self, key: object, *of: *tuple[Visit, View, Filter | None, frozenset[MentionId], int]) -> Rows:
        found = self._made.get(key)  # perhaps others asked for them while this one waited for its turn
        if found is None:
            found = self._made[key] = self._make(*of)
            while len(self._made) > SHARED:
                del self._made[next(iter(self._made))]
        return found

    def _make(self, visit: Visit, view: View, wanted: Filter | None, among: frozenset[MentionId], level: int) -> Rows:
        member = visit.signed_in
        listed = self._desk.listing(member, replace(wanted, among=among)).items if wanted else ()
        left = among - {item.id for item in listed}
        others = self._desk.listing(member, Filter(among=left), limit=PAGE_SIZE).items if left else ()
        values = {"view": view, "items": (*listed, *others), "level": level, "overdue": self._desk.overdue}
        nobody = replace(visit, csrf="", here="/queue")  # nothing of one session may reach another
        shown = self._pages.part(nobody, "row_parts.html", values)
        return Rows(listed=listed, shown=Markup(shown))  # noqa: S704 - a template of ours, which escapes

    def _may_see(self, secret: str | None) -> bool:
        found = self._sessions.find(secret, acts=False)
        return found is not None and found.step is None and found.member.may(Permission.READ_QUEUE)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
