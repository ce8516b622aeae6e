"""The page of one's own account: password, language, second factor; and what must be done before anything else."""

from dataclasses import dataclass
from typing import Annotated, Literal

import segno
from fastapi import Form, Request
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.core.errors import InputError
from smbot.core.messages import Message, msg
from smbot.core.roles import Member
from smbot.members.own import OwnAccount
from smbot.members.passwords import MAX_LENGTH, MIN_LENGTH, Busy, check_password
from smbot.members.second_factor import address
from smbot.web.access import LANGUAGE_COOKIE, MEMBERS, Gate, Routes, Visit, Visiting, client_address, during
from smbot.web.sessions import Sessions, Step
from smbot.web.sign_in import SignIn
from smbot.web.templating import Pages

Typed = Annotated[str, Form()]
QUIET_ZONE = 4
"""White modules round a QR code, which readers need (ISO/IEC 18004, section 9.1)."""
REFUSED = msg("This is not your password, or there were too many attempts. Wait a moment, then try again.")
DONE = {
    "password": msg("Your password is changed. You are signed out everywhere else."),
    "language": msg("Your language is changed."),
}


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A QR code as one path of squares; `size` is its width with the quiet zone."""

    size: int
    path: str


class AccountPages:
    """One's own account."""

    def __init__(
        self,
        application: Application,
        own: OwnAccount,
        sign_in: SignIn,
        *,
        sessions: Sessions,
        gate: Gate,
        pages: Pages,
    ) -> None:
        self._application = application
        self._own = own
        self._sign_in = sign_in
        self._sessions = sessions
        self._gate = gate
        self._pages = pages

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/account", self.account, during(*Step))
        routes.post("/account/language", self.language, MEMBERS)
        routes.post("/account/password", self.password, during(Step.PASSWORD))
        routes.post("/account/second-factor", self.offer, during(Step.SECOND_FACTOR))
        routes.post("/account/second-factor/confirm", self.confirm, during(Step.SECOND_FACTOR))

    def account(self, visit: Visiting, done: str = "") -> Response:
        """Show the account, or the one thing that must be done first."""
        return self._show(visit, done=DONE.get(done))

    def language(self, visit: Visiting, language: Annotated[Literal["en", "fr"], Form()]) -> Response:
        """Keep the language of pages and notices."""
        self._own.choose_language(visit.signed_in, language)
        answer = RedirectResponse("/account?done=language", 303)
        answer.delete_cookie(LANGUAGE_COOKIE, path="/")  # the toggle goes before the account's language
        return answer

    def password(
        self, request: Request, visit: Visiting, old: Typed = "", new: Typed = "", again: Typed = ""
    ) -> Response:
        """Change the password; every other session ends, and this one goes on under a new secret."""
        member = visit.signed_in
        if new != again:
            return self._show(visit, wrong=msg("The new password and its repetition differ."), at="password")
        try:
            check_password(new)
            if not self._sign_in.confirms(member, old, client_address(request)):
                return self._show(visit, wrong=REFUSED, at="password")
            self._own.change_password(member, new, before=old)
        except (InputError, Busy) as error:
            return self._show(visit, wrong=error.what, mend=error.mend, at="password")
        return self._again(request, member, RedirectResponse("/account?done=password", 303))

    def offer(self, request: Request, visit: Visiting, password: Typed = "") -> Response:
        """Show a new secret, to whoever knows the password."""
        member = visit.signed_in
        try:
            if not self._sign_in.confirms(member, password, client_address(request)):
                return self._show(visit, wrong=REFUSED, at="factor")
        except Busy as busy:
            return self._show(visit, wrong=busy.what, mend=busy.mend, at="factor")
        secret, sealed = self._own.offer(member)
        return self._show_secret(visit, secret, sealed)

    def confirm(self, request: Request, visit: Visiting, offer: Typed = "", code: Typed = "") -> Response:
        """Keep the second factor once its first code is right; show the recovery codes this one time."""
        member = visit.signed_in
        secret = self._own.offered(member, offer)
        if secret is None:
            return self._show(visit, wrong=msg("Too much time has passed. Begin again."), at="factor")
        codes = self._own.add_second_factor(member, secret, code)
        if codes is None:
            wrong = msg("This code is not right. Check that the clock of your phone is right, and type the next one.")
            return self._show_secret(visit, secret, offer, wrong=wrong)
        begun = self._sessions.begin(member, self._gate.secret(request))
        after = Visit(member=member, csrf=begun.csrf, language=visit.language, here="/account")
        return self._gate.remember(self._pages.show(after, "recovery.html", {"codes": codes}), begun.secret)

    def _again(self, request: Request, member: Member, answer: RedirectResponse) -> Response:
        begun = self._sessions.begin(member, self._gate.secret(request))
        return self._gate.remember(answer, begun.secret)

    def _show(
        self,
        visit: Visit,
        *,
        done: Message | None = None,
        wrong: Message | None = None,
        mend: Message | None = None,
        at: str = "",
    ) -> Response:
        member = visit.signed_in
        with self._application.store.read() as tx:
            membership = tx.membership(member.id)
        values = {
            "membership": membership,
            "step": visit.step,
            "done": done,
            "wrong": wrong,
            "mend": mend,
            "at": at,
            "lowest": MIN_LENGTH,
            "highest": MAX_LENGTH,
        }
        return self._pages.show(visit, "account.html", values, status=422 if wrong else 200)

    def _show_secret(self, visit: Visit, secret: str, offer: str, wrong: Message | None = None) -> Response:
        organisation = self._application.settings.organisation.name
        issuer = organisation.fr if visit.language == "fr" else organisation.en
        where = address(secret, name=visit.signed_in.name, issuer=f"smbot – {issuer}")
        key = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        values = {"qr": draw(where), "key": key, "offer": offer, "wrong": wrong}
        return self._pages.show(visit, "second_factor.html", values, status=422 if wrong else 200)


def draw(content: str) -> Drawing:
    """Return a QR code as a path for an `svg` element: no image, no style, nothing that the page's policy forbids."""
    code = segno.make(content, micro=False, error="m")
    path = [
        f"M{column + QUIET_ZONE} {row + QUIET_ZONE}h1v1h-1z"
        for row, modules in enumerate(code.matrix)
        for column, dark in enumerate(modules)
        if dark
    ]
    return Drawing(size=len(code.matrix) + 2 * QUIET_ZONE, path="".join(path))
