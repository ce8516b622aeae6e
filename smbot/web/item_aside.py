"""Forms of a mention's page beside the answer: put it off, give it to somebody, note something; who has it open."""

from functools import partial
from zoneinfo import ZoneInfo

from fastapi import Request
from starlette.responses import JSONResponse, Response

from smbot.bootstrap import Application
from smbot.core.errors import NotAllowed
from smbot.core.ids import MentionId
from smbot.core.messages import msg, say
from smbot.core.roles import Permission
from smbot.web import aside_words
from smbot.web.access import Routes, Visiting, permission
from smbot.web.item_beside import told
from smbot.web.item_forms import Typed, Version, answer
from smbot.web.item_page import ItemPage
from smbot.web.view import view_of


class ItemAside:
    """The acts."""

    def __init__(self, application: Application, page: ItemPage) -> None:
        self._clock = application.clock
        self._zone = ZoneInfo(application.settings.notifications.time_zone)
        self._aside = application.aside()
        self._page = page

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        works = permission(Permission.WORK_QUEUE)
        routes.post("/items/{mention}/snooze", self.snooze, works)
        routes.post("/items/{mention}/wake", self.wake, works)
        routes.post("/items/{mention}/assign", self.assign, works)
        routes.post("/items/{mention}/note", self.note, permission(Permission.WORK_QUEUE, Permission.TAKE_PASSED))
        routes.post("/items/{mention}/here", self.here, permission(Permission.READ_QUEUE, by_itself=True))

    def snooze(
        self, request: Request, visit: Visiting, mention: str, version: Version, until_when: Typed = ""
    ) -> Response:
        """Put the mention off, and go on with the next one."""
        until = aside_words.until(until_when, self._clock.now(), self._zone)
        following = self._page.following(visit, view_of(request.query_params), MentionId(mention))

        def act() -> object:
            if until is None:
                raise NotAllowed(msg("Say until when."))
            return self._aside.snooze(visit.signed_in, MentionId(mention), until, seen_version=version)

        return answer(self._page, request, visit, mention, act, done=aside_words.SNOOZED, following=following)

    def wake(self, request: Request, visit: Visiting, mention: str) -> Response:
        """Put it off no longer."""
        act = partial(self._aside.wake, visit.signed_in, MentionId(mention))
        return answer(self._page, request, visit, mention, act, done=aside_words.WOKEN)

    def assign(self, request: Request, visit: Visiting, mention: str, version: Version, to: Typed = "") -> Response:
        """Give it to somebody."""
        act = partial(self._aside.assign, visit.signed_in, MentionId(mention), to, seen_version=version)
        return answer(self._page, request, visit, mention, act, done=aside_words.ASSIGNED)

    def note(self, request: Request, visit: Visiting, mention: str, words: Typed = "") -> Response:
        """Note something about it; what could not be kept stays in the form."""
        text = words.replace("\r\n", "\n")
        act = partial(self._aside.note, visit.signed_in, MentionId(mention), text)
        refused = partial(self._page.show, noted=text)
        return answer(self._page, request, visit, mention, act, done=aside_words.NOTED, refused=refused)

    def here(self, visit: Visiting, mention: str, writes: Typed = "") -> Response:
        """Note that the reader has it open, and tell who else has."""
        item = self._page.found(visit, mention)
        others = self._aside.here(visit.signed_in, item.id, writes=bool(writes))
        return JSONResponse({"told": " ".join(say(told(each), visit.language) for each in others)})
