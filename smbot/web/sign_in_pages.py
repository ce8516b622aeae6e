"""The pages for signing in and out."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, Request
from starlette.responses import RedirectResponse, Response

from smbot.core.messages import msg
from smbot.web.access import LANGUAGE_COOKIE, MEMBERS, PUBLIC, Gate, Routes, Visiting, own_path
from smbot.web.passwords import Busy
from smbot.web.sessions import Sessions
from smbot.web.sign_in import SignIn
from smbot.web.templating import Pages

REFUSED = msg("The name or the password is not right, or there were too many attempts. Wait a moment, then try again.")


def sign_in_address(here: str) -> str:
    """Return the address that asks to sign in and then leads back."""
    return "/sign-in" if here == "/" else f"/sign-in?{urlencode({'next': here})}"


class SignInPages:
    """Sign-in and sign-out."""

    def __init__(self, sign_in: SignIn, sessions: Sessions, gate: Gate, pages: Pages) -> None:
        self._sign_in = sign_in
        self._sessions = sessions
        self._gate = gate
        self._pages = pages

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/sign-in", self.ask, PUBLIC)
        routes.post("/sign-in", self.enter, PUBLIC)
        routes.post("/sign-out", self.leave, MEMBERS)

    def ask(self, visit: Visiting, next: str = "/", left: str = "") -> Response:
        """Show the form."""
        if visit.member is not None:
            return RedirectResponse(own_path(next), 303)
        return self._pages.show(visit, "sign_in.html", {"target": own_path(next), "left": bool(left), "wrong": None})

    def enter(
        self,
        request: Request,
        visit: Visiting,
        name: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        next: Annotated[str, Form()] = "/",
    ) -> Response:
        """Check name and password; begin a session under a new secret."""
        target = own_path(next)
        wrong = REFUSED
        try:
            member = self._sign_in.attempt(name.strip(), password, request.client.host if request.client else "")
        except Busy as busy:
            member, wrong = None, busy.what
        if member is None:
            return self._pages.show(
                visit, "sign_in.html", {"target": target, "left": False, "wrong": wrong}, status=403
            )
        begun = self._sessions.begin(member, self._gate.secret(request))
        answer = RedirectResponse(target, 303)
        answer.set_cookie(
            self._gate.cookie, begun.secret, path="/", secure=self._gate.https, httponly=True, samesite="strict"
        )
        return answer

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
