"""Who comes with which token: a bearer's secret and nothing else, its scopes, its pace, the member's permissions."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from smbot.bootstrap import Application
from smbot.core.messages import msg
from smbot.core.roles import Member
from smbot.members.scopes import NEEDS, Scope
from smbot.members.tokens import ApiToken, Tokens
from smbot.web.access import MEMBERS, Denied, Gate, Guard, Needs, Unsettled, preferred_language
from smbot.web.api.faults import refuse_what_is_not_taken
from smbot.web.api.pace import Pace

REALM = 'Bearer realm="smbot"'
LONGEST_SECRET = 200


@dataclass(frozen=True, kw_only=True)
class ApiNeeds(Needs):
    """What a route of the API asks for: a token with one of these scopes, of a member whose role permits what it does.

    Without a scope every token will do; the first is the one that answers name.
    """

    scopes: tuple[Scope, ...] = ()


ANY_TOKEN = ApiNeeds(signed_in=True)
"""Open to every token."""


def scope(*wanted: Scope) -> ApiNeeds:
    """Ask for a scope, or one of several."""
    any_of = frozenset(permission for each in wanted for permission in NEEDS[each])
    return ApiNeeds(signed_in=True, any_of=any_of, scopes=wanted)


@dataclass(frozen=True, kw_only=True, repr=False)
class Caller:
    """Whose program calls, as far as its token lets it act, and the language of its answers."""

    member: Member
    token: ApiToken
    language: str


class Unauthorised(Denied):
    """There is no token, or it opens nothing; `challenge` goes into `WWW-Authenticate` (RFC 6750, section 3)."""

    def __init__(self, *, shown: bool) -> None:
        super().__init__(
            401,
            msg("This token is unknown, revoked or over.") if shown else msg("Send a token: Authorization: Bearer …"),
            msg("Make one on the page of your account, or with “smbot token create”."),
        )
        self.challenge = f'{REALM}, error="invalid_token"' if shown else REALM


class OutOfScope(Denied):
    """The token is not for this."""

    def __init__(self, wanted: Scope) -> None:
        super().__init__(
            403,
            msg("This token lacks the scope “{scope}”.", scope=wanted.value),
            msg("Make a token that has it."),
        )
        self.challenge = f'{REALM}, error="insufficient_scope", scope="{wanted.value}"'


class TooMany(Denied):
    """The token's allowance is used up; `wait` says for how many seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(429, msg("This token makes too many requests."), msg("Wait {wait} seconds.", wait=wait))
        self.wait = wait


class Door:
    """Lets tokens in. It reads no cookie: a browser can be made to send nothing that opens it."""

    def __init__(self, application: Application, gate: Gate) -> None:
        web = application.settings.web
        self.gate = gate
        self._tokens = Tokens(application.store, application.clock)
        self._pace = Pace(application.clock, web.api_per_minute)
        self._first_language = application.settings.organisation.first_language

    def caller(self, request: Request) -> Caller:
        """Tell who calls.

        Raises:
            Unauthorised: No token, or one that opens nothing.
            TooMany: Too many requests.
            Unsettled: The member must choose a password first.
        """
        secret = bearer_secret(request)
        found = self._tokens.bearer(secret) if secret else None
        if found is None:
            raise Unauthorised(shown=bool(secret))
        if wait := self._pace.wait(found.token.id):
            raise TooMany(wait)
        if found.membership.must_change:
            raise Unsettled
        member = found.delegate
        return Caller(member=member, token=found.token, language=self.language(request, member))

    def language(self, request: Request, member: Member | None = None) -> str:
        """Return the language that the caller asks for, else the member's, else the organisation's first."""
        asked = preferred_language(request.headers.get("accept-language", ""))
        return asked or (member.language if member else self._first_language)


class TokenGuard(Guard):
    """Stands before one route of the API, as a FastAPI dependency."""

    def __init__(self, door: Door, needs: ApiNeeds) -> None:
        super().__init__(door.gate, needs)
        self._door = door
        self._scopes = needs.scopes

    async def __call__(self, request: Request) -> None:
        """Let the request pass.

        Raises:
            Denied: No token, too many requests, not in its scopes, or not permitted to the member.
            RequestValidationError: It names what the route does not take.
        """
        caller = await run_in_threadpool(self._door.caller, request)
        request.state.caller = caller
        if self._scopes and caller.token.scopes.isdisjoint(self._scopes):
            raise OutOfScope(self._scopes[0])
        if not self.needs.met_by(caller.member):
            raise Denied(403, msg("Your role does not permit this."))
        await refuse_what_is_not_taken(request)


class DescriptionGuard(Guard):
    """Stands before the description of the API: open to members, whether they come with a token or a browser.

    It holds nothing of anybody, and reading changes nothing: a session's cookie does no harm here.
    """

    def __init__(self, door: Door) -> None:
        super().__init__(door.gate, MEMBERS)
        self._door = door

    async def __call__(self, request: Request) -> None:
        """Let the request pass.

        Raises:
            Denied: Neither a token nor a session.
        """
        if "authorization" in request.headers:
            caller = await run_in_threadpool(self._door.caller, request)
            request.state.language = caller.language
            return
        await super().__call__(request)
        request.state.language = request.state.visit.language


def bearer_secret(request: Request) -> str:
    """Return the secret of an `Authorization: Bearer` header, or nothing."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    secret = secret.strip()
    return secret if kind.lower() == "bearer" and 0 < len(secret) <= LONGEST_SECRET else ""


def _caller_of(request: Request) -> Caller:
    caller: Caller = request.state.caller
    return caller


Calling = Annotated[Caller, Depends(_caller_of)]
"""The caller, for an endpoint's parameter; the guard has been passed."""
