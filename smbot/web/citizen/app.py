"""The secure page's application: two doors, the thread, deletion, the notice. No script, no cache, no referrer."""

import hmac
from collections.abc import Callable
from importlib import resources
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fastapi import Depends, FastAPI, Form, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.bootstrap.cases import survey_of
from smbot.bootstrap.private import persons_thread, private_entry
from smbot.core.errors import ConfigurationError
from smbot.core.messages import LANGUAGES, msg
from smbot.handoff.box import PrivateText
from smbot.handoff.entry import Begun, Entry, Refusal, Visiting
from smbot.handoff.model import Channel
from smbot.handoff.passphrase import Busy, Deriver
from smbot.handoff.thread import Deletion, PersonsThread
from smbot.web.access import SAFE_METHODS, client_address, preferred_language
from smbot.web.answers import Answers
from smbot.web.citizen.forms import Letter, Problem, check_enter, check_first, check_letter
from smbot.web.citizen.layers import Mended, Sober
from smbot.web.citizen.pages import Pages, shown
from smbot.web.pages_survey import add_survey

STYLE = "citizen.css"
ICON = "icon.svg"
TYPES = {STYLE: "text/css", ICON: "image/svg+xml"}
TOLD = {"sent", "welcome", "deleted", "deletion_asked"}
Language = Literal["en", "fr"]
Typed = Annotated[str, Form()]


def citizen_app(application: Application, derive: Deriver | None = None) -> FastAPI:
    """Build the secure page.

    Raises:
        ConfigurationError: The collection notice lacks its legal authority, or who answers questions.
    """
    table = application.settings.citizen
    for name, words in (("authority", table.authority), ("questions", table.questions)):
        if words is None:
            raise ConfigurationError(
                msg("The secure page needs this for its collection notice."),
                where=f"{application.configuration.file}: citizen.{name}",
                mend=msg("Set it in both languages; config.example.toml shows how."),
            )
    https = table.public_url.startswith("https://")
    zone = ZoneInfo(application.settings.notifications.time_zone)
    site = Site(
        entry=private_entry(application, derive),
        thread=persons_thread(application),
        pages=Pages(application.settings.organisation.name, table, zone),
        https=https,
        first_language=application.settings.organisation.first_language,
        deletion=Deletion(application.settings.handoff.deletion),
    )
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[Middleware(Sober), Middleware(Answers, https=https), Middleware(Mended, failed=site.failed)],
        redirect_slashes=False,
    )
    site.add_to(app)
    first = application.settings.organisation.first_language
    add_survey(
        app,
        survey_of(application),
        [Depends(site.own_form)],
        first_language=first,
        stylesheet=f"/static/{STYLE}",
    )
    return app


class Stranger(Exception):
    """Nobody is in the thread: the visit has ended, or never began."""


class Foreign(Exception):
    """A form was sent by another site, or is out of date."""


class Site:
    """The pages."""

    def __init__(
        self,
        *,
        entry: Entry,
        thread: PersonsThread,
        pages: Pages,
        https: bool,
        first_language: str,
        deletion: Deletion,
    ) -> None:
        self._entry = entry
        self._thread = thread
        self._pages = pages
        self._https = https
        self._first_language = first_language
        self._deletion = deletion
        folder = resources.files("smbot.web")
        self._files = {
            STYLE: folder.joinpath("citizen", STYLE).read_bytes(),
            ICON: folder.joinpath("static", ICON).read_bytes(),
        }

    @property
    def cookie(self) -> str:
        """Return the cookie's name; browsers bind one that begins with ``__Host-`` to https and this host."""
        return "__Host-smbot-private" if self._https else "smbot-private"

    def add_to(self, app: FastAPI) -> None:
        """Add routes and error pages."""
        routes: list[tuple[str, str, Callable[..., Response]]] = [
            ("GET", "/", self.lead),
            ("GET", "/static/{name}", self.static),
            ("GET", "/{language}", self.start),
            ("GET", "/{language}/first", self.ask_first),
            ("POST", "/{language}/first", self.first),
            ("GET", "/{language}/enter", self.ask_enter),
            ("POST", "/{language}/enter", self.enter),
            ("GET", "/{language}/thread", self.read),
            ("POST", "/{language}/thread", self.write),
            ("GET", "/{language}/delete", self.ask_delete),
            ("POST", "/{language}/delete", self.delete),
            ("POST", "/{language}/close", self.close),
            ("GET", "/{language}/notice", self.notice),
        ]
        for method, path, endpoint in routes:
            app.add_api_route(path, endpoint, methods=[method], response_model=None)
        app.add_exception_handler(HTTPException, self._unusable)
        app.add_exception_handler(RequestValidationError, self._unusable)
        app.add_exception_handler(Foreign, self._foreign)
        app.add_exception_handler(Stranger, self._stranger)
        app.add_exception_handler(Busy, self._busy)

    def lead(self, request: Request) -> Response:
        """Lead to the visitor's language."""
        return RedirectResponse(f"/{self._language(request)}", 303, headers={"Vary": "Accept-Language"})

    def static(self, name: str) -> Response:
        """Return the style sheet or the icon."""
        if name not in self._files:
            raise HTTPException(404)
        return Response(self._files[name], media_type=TYPES[name])

    def start(self, language: Language, left: bool = False) -> Response:
        """Show the two doors."""
        return self._pages.show(language, "", "start.html", {"told": "left" if left else ""})

    def notice(self, language: Language) -> Response:
        """Show the collection notice in full."""
        return self._pages.show(language, "/notice", "notice.html")

    def ask_first(self, language: Language) -> Response:
        """Ask for a code and a new passphrase."""
        return self._pages.show(language, "/first", "first.html", {"code": ""})

    def first(
        self, request: Request, language: Language, code: Typed = "", passphrase: Typed = "", again: Typed = ""
    ) -> Response:
        """Set the passphrase of a fresh code."""
        self._own_form(request)
        problems = check_first(code, passphrase, again)
        if problems:
            return self._door(language, "first", code, problems)
        outcome = self._entry.claim(code, PrivateText(passphrase), client_address(request))
        return self._through(language, "first", code, outcome, "welcome")

    def ask_enter(self, language: Language, ended: bool = False) -> Response:
        """Ask for a code and its passphrase."""
        return self._pages.show(language, "/enter", "enter.html", {"code": "", "told": "ended" if ended else ""})

    def enter(self, request: Request, language: Language, code: Typed = "", passphrase: Typed = "") -> Response:
        """Open a thread."""
        self._own_form(request)
        problems = check_enter(code, passphrase)
        if problems:
            return self._door(language, "enter", code, problems)
        outcome = self._entry.enter(code, PrivateText(passphrase), client_address(request))
        return self._through(language, "enter", code, outcome, "")

    def read(self, request: Request, language: Language, done: str = "") -> Response:
        """Show the thread, and the form of a message."""
        visitor = self._visitor(request)
        letter = Letter(language=self._thread.case(visitor).language or language)
        return self._show_thread(visitor, language, letter, told=done if done in TOLD else "")

    def write(
        self,
        request: Request,
        language: Language,
        *,
        csrf: Typed = "",
        text: Typed = "",
        answer_in: Typed = "",
        channel: Typed = "",
        contact: Typed = "",
        when: Typed = "",
    ) -> Response:
        """Keep a message."""
        self._own_form(request)
        letter = Letter(text=text, language=answer_in, channel=channel, contact=contact, when=when)
        visitor = self._entry.visiting(request.cookies.get(self.cookie))
        if visitor is None:
            # What somebody has written for half an hour is not thrown away.
            return self._pages.show(language, "/enter", "lost.html", {"text": text}, status=401)
        self._own_token(visitor, csrf)
        problems = check_letter(letter)
        if problems:
            return self._show_thread(visitor, language, letter, problems)
        self._thread.write(visitor, letter.said(), Channel(letter.channel), letter.language)
        return _to(language, "/thread?done=sent")

    def ask_delete(self, request: Request, language: Language) -> Response:
        """Ask whether it is meant."""
        visitor = self._visitor(request)
        values = {"by_team": self._deletion == Deletion.BY_TEAM}
        return self._pages.show(language, "/delete", "delete.html", values, csrf=visitor.csrf)

    def delete(self, request: Request, language: Language, csrf: Typed = "") -> Response:
        """Delete what the person wrote, or have the team do it."""
        self._own_form(request)
        visitor = self._visitor(request)
        self._own_token(visitor, csrf)
        done = "deleted" if self._thread.delete(visitor) else "deletion_asked"
        return _to(language, f"/thread?done={done}")

    def close(self, request: Request, language: Language, csrf: Typed = "") -> Response:
        """End the visit."""
        self._own_form(request)
        visitor = self._visitor(request)
        self._own_token(visitor, csrf)
        self._entry.leave(request.cookies.get(self.cookie, ""))
        answer = _to(language, "?left=1")
        answer.delete_cookie(self.cookie, path="/", secure=self._https, httponly=True, samesite="strict")
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer

    def _door(
        self, language: str, door: str, code: str, problems: tuple[Problem, ...], *, failed: str = ""
    ) -> Response:
        values = {"code": code, **_told(problems), "failed": failed}
        return self._pages.show(language, f"/{door}", f"{door}.html", values, status=422 if problems else 403)

    def _through(self, language: str, door: str, code: str, outcome: Begun | Refusal, done: str) -> Response:
        if outcome == Refusal.OVER:
            return self._error(language, "over_title", "over_text", 410)
        if not isinstance(outcome, Begun):
            return self._door(language, door, code, (), failed=f"wrong_{door}")
        answer = _to(language, f"/thread?done={done}" if done else "/thread")
        # No age: the browser forgets it when it is closed.
        answer.set_cookie(self.cookie, outcome.secret, path="/", secure=self._https, httponly=True, samesite="strict")
        return answer

    def _show_thread(
        self, visitor: Visiting, language: str, letter: Letter, problems: tuple[Problem, ...] = (), *, told: str = ""
    ) -> Response:
        case = self._thread.case(visitor)
        values = {
            "messages": shown(self._thread.read(visitor)),
            "letter": letter,
            "channels": list(Channel),
            "told": told,
            "asked": case.deletion_asked_at is not None,
            **_told(problems),
        }
        status = 422 if problems else 200
        return self._pages.show(language, "/thread", "thread.html", values, csrf=visitor.csrf, status=status)

    def _visitor(self, request: Request) -> Visiting:
        visitor = self._entry.visiting(request.cookies.get(self.cookie))
        if visitor is None:
            raise Stranger
        return visitor

    def own_form(self, request: Request) -> None:
        """Refuse a form that another site sent; whoever only looks passes.

        Raises:
            Foreign: It was another site's.
        """
        if request.method not in SAFE_METHODS:
            self._own_form(request)

    def _own_form(self, request: Request) -> None:
        """Check that one of our own pages sent a form; they send no referrer, so the origin may be "null"."""
        fetched = request.headers.get("sec-fetch-site")
        if fetched is None:
            origin = urlsplit(request.headers.get("origin", ""))
            scheme = "https" if self._https else "http"
            own = origin.scheme == scheme and origin.netloc == request.headers.get("host", "")
        else:
            own = fetched == "same-origin"
        if not own:
            raise Foreign

    @staticmethod
    def _own_token(visitor: Visiting, given: str) -> None:
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), visitor.csrf.encode()):
            raise Foreign

    def _language(self, request: Request) -> str:
        first = request.url.path.strip("/").partition("/")[0]
        if first in LANGUAGES:
            return first
        return preferred_language(request.headers.get("accept-language", "")) or self._first_language

    def _error(self, language: str, title: str, text: str, status: int) -> Response:
        return self._pages.show(language, "", "error.html", {"title": title, "text": text}, status=status)

    def _unusable(self, request: Request, error: Exception) -> Response:
        # FastAPI's own answer would repeat what was typed.
        status = error.status_code if isinstance(error, HTTPException) else 404
        name = f"e{status}" if status in {404, 405} else "e422"
        return self._error(self._language(request), name, f"{name}_text", status)

    def _foreign(self, request: Request, _error: Exception) -> Response:
        return self._error(self._language(request), "e403", "e403_text", 403)

    def _stranger(self, request: Request, _error: Exception) -> Response:
        ended = "?ended=1" if request.cookies.get(self.cookie) else ""
        if request.method in SAFE_METHODS or ended:
            return _to(self._language(request), f"/enter{ended}")
        return self._error(self._language(request), "e403", "e403_text", 403)

    def _busy(self, request: Request, _error: Exception) -> Response:
        return self._error(self._language(request), "e503", "e503_text", 503)

    def failed(self, request: Request) -> Response:
        """Return what is shown where something failed."""
        return self._error(self._language(request), "e500", "e500_text", 500)


def _to(language: str, path: str) -> Response:
    return RedirectResponse(f"/{language}{path}", 303)


def _told(problems: tuple[Problem, ...]) -> dict[str, object]:
    return {"problems": problems, "wrong": {problem.place: problem for problem in problems}}
