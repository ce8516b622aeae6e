"""What pages ask for by themselves: the stream of changes, and rows of the queue that changed."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from fastapi import Header, Query, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response, StreamingResponse

from smbot.bootstrap.deadlines import Deadlines
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.roles import Permission, Role
from smbot.review.desk import Desk
from smbot.review.ports import Due, Filter, QueueItem
from smbot.web.access import Denied, Gate, Routes, Visit, Visiting, permission
from smbot.web.batching import Batcher
from smbot.web.queue_pages import QueuePages
from smbot.web.sessions import Sessions
from smbot.web.stream import Changes
from smbot.web.templating import Pages
from smbot.web.view import PAGE_SIZE, View, view_of

STREAM = "text/event-stream"
SHARED = 64
"""How many answers are held for others who ask for the same rows."""
NOTHING_DUE = Due(posted_before=datetime.min.replace(tzinfo=UTC))
HEADERS = {"X-Accel-Buffering": "no"}
"""nginx would hold events back until its buffer is full."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows as HTML, and those of them that the view lists."""

    listed: tuple[QueueItem, ...]
    shown: Markup


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question for rows: visitors with the same question see the same rows, whoever of them asked first.

    `asks_for` tells readers apart, not days: what is due is reckoned where the question is answered.
    """

    log_size: int
    minute: int
    asks_for: Filter | None
    roles: frozenset[Role]
    query: str
    language: str
    among: frozenset[MentionId]
    level: int
    visit: Visit = field(compare=False)
    view: View = field(compare=False)

    @classmethod
    def by(cls, visit: Visit, view: View, among: frozenset[MentionId], level: int) -> "Asked":
        """Return the question of a visitor."""
        return cls(
            log_size=visit.log_size,
            minute=int(time.time() // 60),
            asks_for=view.wanted(visit.signed_in, NOTHING_DUE),
            roles=visit.signed_in.roles,
            query=view.query,
            language=visit.language,
            among=among,
            level=level,
            visit=replace(visit, csrf="", here="/queue"),  # nothing of one session may reach another
            view=view,
        )


class LivePages:
    """The stream, and the rows that it makes browsers fetch."""

    def __init__(
        self, desk: Desk, pages: Pages, changes: Changes, queue: QueuePages, *, sessions: Sessions, gate: Gate
    ) -> None:
        self._desk = desk
        self._pages = pages
        self._changes = changes
        self._searches, self._reckoner = queue.searches, queue.reckoner
        self._sessions = sessions
        self._gate = gate
        self._made: dict[Asked, Rows] = {}
        self._make_together = Batcher(self._make_each)

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
        found = await self._rows_of(Asked.by(visit, view, among, level))
        new = [item.id for item in found.listed if item.collected_at.timestamp() >= since]
        return HTMLResponse(self._pages.part(visit, "rows.html", {"rows": found.shown, "new": new}))

    async def _rows_of(self, asked: Asked) -> Rows:
        """Return rows; all who ask for the same ones after the same event, as everybody does at once, share the work.

        A row tells of its reader nothing but what the filter and the roles say.
        """
        if (found := self._made.get(asked)) is not None:
            return found
        found = await self._make_together(asked)
        assert found is not None  # noqa: S101 - rows are made for every question
        self._made[asked] = found
        while len(self._made) > SHARED:
            del self._made[next(iter(self._made))]
        return found

    def _make_each(self, asked: Sequence[Asked]) -> dict[Asked, Rows]:
        deadlines = self._reckoner.deadlines()
        return {one: self._make(one, deadlines) for one in asked}

    def _make(self, asked: Asked, deadlines: Deadlines) -> Rows:
        member, among = asked.visit.signed_in, asked.among
        wanted = asked.view.wanted(member, deadlines.today)
        listed = self._desk.listing(member, replace(wanted, among=among)).items if wanted else ()
        left = among - {item.id for item in listed}
        others = self._desk.listing(member, Filter(among=left), limit=PAGE_SIZE).items if left else ()
        items = (*listed, *others)
        values = {"view": asked.view, "items": items, "level": asked.level, "deadline": deadlines.of}
        shown = self._pages.part(asked.visit, "row_parts.html", values)
        return Rows(listed=listed, shown=Markup(shown))  # noqa: S704 - a template of ours, which escapes

    def _may_see(self, secret: str | None) -> bool:
        found = self._sessions.at_rest([secret]).get(secret) if secret else None
        return found is not None and found.step is None and found.member.may(Permission.READ_QUEUE)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
