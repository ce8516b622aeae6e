"""The pages for signing in and out."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, Request
from starlette.responses import RedirectResponse, Response

from smbot.core.messages import Message, msg
from smbot.members.passwords import Busy
from smbot.settings import OidcTable
from smbot.web.access import (
    LANGUAGE_COOKIE,
    PUBLIC,
    Gate,
    Routes,
    Visit,
    Visiting,
    client_address,
    during,
    own_path,
)
from smbot.web.sessions import Sessions, Step
from smbot.web.sign_in import SignIn
from smbot.web.templating import Pages

REFUSED = msg("The name or the password is not right, or there were too many attempts. Wait a moment, then try again.")
REFUSED_WITH_CODES = msg(
    "The name, the password or the code is not right, or there were too many attempts. Wait a moment, then try again."
)


def sign_in_address(here: str) -> str:
    """Return the address that asks to sign in and then leads back."""
    return "/sign-in" if here == "/" else f"/sign-in?{urlencode({'next': here})}"


class SignInPages:
    """Sign-in and sign-out."""

    def __init__(self, sign_in: SignIn, sessions: Sessions, gate: Gate, pages: Pages, service: OidcTable) -> None:
        self._sign_in = sign_in
        self._sessions = sessions
        self._gate = gate
        self._pages = pages
        self._service = service

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/sign-in", self.ask, PUBLIC)
        routes.post("/sign-in", self.enter, PUBLIC)
        routes.post("/sign-out", self.leave, during(*Step))

    def ask(self, visit: Visiting, next: str = "/", left: str = "") -> Response:
        """Show the form."""
        if visit.member is not None:
            return RedirectResponse(own_path(next), 303)
        return self._form(visit, own_path(next), left=bool(left))

    def enter(  # noqa: PLR0917 - FastAPI passes a form's fields by name
        self,
        request: Request,
        visit: Visiting,
        name: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        code: Annotated[str, Form()] = "",
        next: Annotated[str, Form()] = "/",
    ) -> Response:
        """Check name, password and code; begin a session under a new secret."""
        target = own_path(next)
        wrong = None
        try:
            entered = self._sign_in.attempt(name.strip(), password, client_address(request), code)
        except Busy as busy:
            entered, wrong = None, busy.what
        if entered is None:
            return self._form(visit, target, wrong=wrong, refused=True)
        if entered.by_recovery:
            target = "/account"  # a phone was lost: a new second factor is due
        begun = self._sessions.begin(entered.member, self._gate.secret(request))
        return self._gate.remember(RedirectResponse(target, 303), begun.secret)

    def _form(
        self, visit: Visit, target: str, *, left: bool = False, refused: bool = False, wrong: Message | None = None
    ) -> Response:
        codes = self._sign_in.asks_for_codes()
        if refused and wrong is None:
            wrong = REFUSED_WITH_CODES if codes else REFUSED
        values = {"target": target, "left": left, "codes": codes, "wrong": wrong, "service": self._service}
        return self._pages.show(visit, "sign_in.html", values, status=403 if refused else 200)

    def leave(self, request: Request, visit: Visiting) -> Response:
        """End the session, and have the browser forget what it showed."""
        secret = self._gate.secret(request)
        if secret:
            self._sessions.end(secret)
        self._sign_in.left(visit.signed_in)
        answer = RedirectResponse("/sign-in?left=1", 303)
        answer.delete_cookie(self._gate.cookie, path="/", secure=self._gate.https, httponly=True, samesite="strict")
        answer.delete_cookie(LANGUAGE_COOKIE, path="/")
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer
