"""The page of one's own tokens for programs: make one, see when each was used, end it."""

from typing import Annotated

from fastapi import Form, Request
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.core.errors import InputError, NotAllowed
from smbot.core.messages import Message, msg
from smbot.members.passwords import Busy
from smbot.members.scopes import MEANS, Scope, usable
from smbot.members.tokens import LONGEST_DAYS, LONGEST_NAME, USUAL_DAYS, NewToken, Tokens
from smbot.web.access import MEMBERS, Routes, Visit, Visiting, client_address
from smbot.web.account_pages import REFUSED
from smbot.web.sign_in import SignIn
from smbot.web.step_up import StepUp
from smbot.web.templating import Pages

Typed = Annotated[str, Form()]
REVOKED = msg("The token is revoked: whatever uses it is refused from now on.")


class AccountTokens:
    """One's own tokens."""

    def __init__(self, application: Application, sign_in: SignIn, step_up: StepUp, pages: Pages) -> None:
        self._application = application
        self._tokens = Tokens(application.store, application.clock)
        self._sign_in = sign_in
        self._step_up = step_up
        self._pages = pages

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/account/tokens", self.listed, MEMBERS)
        routes.post("/account/tokens", self.create, MEMBERS)
        routes.post("/account/tokens/{token}/revoke", self.revoke, MEMBERS)

    def listed(self, request: Request, visit: Visiting, done: str = "") -> Response:
        """Show them."""
        return self._show(request, visit, done=REVOKED if done == "revoked" else None)

    def create(
        self,
        request: Request,
        visit: Visiting,
        *,
        name: Typed = "",
        scope: Annotated[list[Scope] | None, Form(max_length=len(Scope))] = None,
        days: Annotated[int, Form()] = USUAL_DAYS,
        password: Typed = "",
    ) -> Response:
        """Make one; its secret is in this answer and nowhere else."""
        member, chosen = visit.signed_in, frozenset(scope or ())
        kept = {"name": name, "scopes": chosen, "days": days}
        try:
            if not self._step_up.ways(member).password:
                self._step_up.confirm(request, member, "", "")  # the sign-in service must have asked
            elif not self._sign_in.confirms(member, password, client_address(request)):
                return self._show(request, visit, wrong=REFUSED, typed=kept)
            return self._show(request, visit, new=self._tokens.create(member, name, chosen, days))
        except (InputError, NotAllowed, Busy) as error:
            return self._show(request, visit, wrong=error.what, mend=error.mend, typed=kept)

    def revoke(self, request: Request, visit: Visiting, token: str) -> Response:
        """End one."""
        try:
            self._tokens.revoke(visit.signed_in, token)
        except NotAllowed as error:
            return self._show(request, visit, wrong=error.what, mend=error.mend)
        return RedirectResponse("/account/tokens?done=revoked", 303)

    def _show(
        self,
        request: Request,
        visit: Visit,
        *,
        done: Message | None = None,
        wrong: Message | None = None,
        mend: Message | None = None,
        new: NewToken | None = None,
        typed: dict[str, object] | None = None,
    ) -> Response:
        member, now = visit.signed_in, self._application.clock.now()
        values = {
            "tokens": [(token, token.works(now)) for token in self._tokens.own(member)],
            "scopes": [(scope, MEANS[scope]) for scope in Scope if scope in usable(member)],
            "ways": self._step_up.ways(member),
            "fresh": self._step_up.is_fresh(request),
            "new": new,
            "typed": typed or {"name": "", "scopes": frozenset({Scope.READ_QUEUE}), "days": USUAL_DAYS},
            "longest_days": LONGEST_DAYS,
            "longest_name": LONGEST_NAME,
            "done": done,
            "wrong": wrong,
            "mend": mend,
        }
        return self._pages.show(visit, "account_tokens.html", values, status=422 if wrong else 200)
