"""The start page, the language toggle, the sending switch, and the few static files."""

from importlib import resources
from typing import Literal

from starlette.responses import RedirectResponse, Response

from smbot.core.messages import msg
from smbot.core.roles import Permission
from smbot.review.desk import Desk
from smbot.web.access import LANGUAGE_COOKIE, MEMBERS, PUBLIC, Denied, Gate, Routes, Visiting, own_path, permission
from smbot.web.templating import Pages

SCRIPT = "text/javascript"
TYPES = {"desk.css": "text/css", "desk.js": SCRIPT, "live.js": SCRIPT, "icon.svg": "image/svg+xml"}
A_YEAR = 365 * 24 * 3600


class OtherPages:
    """What is neither queue nor audit log."""

    def __init__(self, desk: Desk, pages: Pages, gate: Gate) -> None:
        self._desk = desk
        self._pages = pages
        self._gate = gate
        folder = resources.files("smbot.web").joinpath("static")
        self._files = {name: folder.joinpath(name).read_bytes() for name in TYPES}

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/", self.start, MEMBERS)
        routes.get("/language/{language}", self.language, PUBLIC)
        routes.get("/static/{name}", self.static, PUBLIC)
        routes.get("/sending", self.sending, MEMBERS)
        may_pause = permission(Permission.APPROVE, Permission.CONFIGURE)
        routes.post("/sending/pause", self.pause, may_pause)
        routes.post("/sending/resume", self.resume, may_pause)

    def start(self, visit: Visiting) -> Response:
        """Lead to the page where this member works."""
        member = visit.signed_in
        if member.may(Permission.READ_QUEUE):
            return RedirectResponse("/queue", 303)
        return RedirectResponse("/administration" if member.may(Permission.CONFIGURE) else "/sending", 303)

    def language(self, visit: Visiting, language: Literal["en", "fr"], next: str = "/") -> Response:
        """Show the same page in the other language, until signing out."""
        answer = RedirectResponse(own_path(next), 303)
        answer.set_cookie(
            LANGUAGE_COOKIE,
            language,
            max_age=A_YEAR,
            path="/",
            secure=self._gate.https,
            httponly=True,
            samesite="strict",
        )
        return answer

    def static(self, name: str) -> Response:
        """Return the style, the script or the icon."""
        if name not in self._files:
            raise Denied(404, msg("There is no page here."))
        return Response(self._files[name], media_type=TYPES[name])

    def sending(self, visit: Visiting) -> Response:
        """Show whether replies may leave, and the switch."""
        return self._pages.show(visit, "sending.html")

    def pause(self, visit: Visiting) -> Response:
        """Stop all sending at once."""
        self._desk.pause(visit.signed_in, paused=True)
        return RedirectResponse("/sending", 303)

    def resume(self, visit: Visiting) -> Response:
        """Let replies leave again."""
        self._desk.pause(visit.signed_in, paused=False)
        return RedirectResponse("/sending", 303)
