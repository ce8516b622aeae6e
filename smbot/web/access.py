"""Who may use which page: denied by default, and a route that does not say what it needs stops the start."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from fastapi import Depends, FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.routing import Mount

from smbot.core.messages import LANGUAGES, Message, msg
from smbot.core.roles import Member, Permission
from smbot.web.batching import Batcher
from smbot.web.sessions import Sessions, SignedIn, Step

SAFE_METHODS = frozenset({"GET", "HEAD"})
TOKEN_FIELD = "csrf"  # noqa: S105 - the name of a form field
TOKEN_HEADER = "x-csrf-token"  # noqa: S105 - the name of a header
LANGUAGE_COOKIE = "smbot-language"
Answer = TypeVar("Answer", bound=Response)
Endpoint = Callable[..., Response] | Callable[..., Awaitable[Response]]


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What a route asks of its visitor: to be signed in, and to hold one of the permissions if there are any.

    `during` names the steps that a member must do first during which the route may be used. What a page asks
    `by_itself` is no act of its member: the session goes on resting.
    """

    signed_in: bool
    any_of: frozenset[Permission] = frozenset()
    during: frozenset[Step] = frozenset()
    by_itself: bool = False

    def met_by(self, member: Member | None) -> bool:
        """Say whether this visitor may use the route."""
        if member is None:
            return not self.signed_in
        return not self.any_of or any(member.may(permission) for permission in self.any_of)


PUBLIC = Needs(signed_in=False)
MEMBERS = Needs(signed_in=True)


def during(*steps: Step) -> Needs:
    """Ask for a member, also one who must do one of these steps first."""
    return Needs(signed_in=True, during=frozenset(steps))


def permission(*any_of: Permission, by_itself: bool = False) -> Needs:
    """Ask for one of these permissions."""
    return Needs(signed_in=True, any_of=frozenset(any_of), by_itself=by_itself)


@dataclass(frozen=True, kw_only=True, repr=False)
class Visit:
    """One request's visitor. `here` is the path with its query, for links back to the same page.

    `step` is what a member must do before anything else, `log_size` how far the log was, `shortcuts` their own keys.
    """

    member: Member | None
    csrf: str
    language: str
    here: str
    step: Step | None = None
    log_size: int = 0
    shortcuts: Mapping[str, str] = field(default_factory=dict)

    @property
    def signed_in(self) -> Member:
        """Return the member; only pages that need one ask."""
        if self.member is None:
            raise Denied(401, msg("You are not signed in, or your session has ended."))
        return self.member


class Denied(Exception):
    """The request is refused; `what` is shown."""

    def __init__(self, status: int, what: Message, mend: Message | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.what = what
        self.mend = mend


class Unsettled(Denied):
    """The member must first do what the account's page asks for."""

    def __init__(self) -> None:
        super().__init__(403, msg("First finish what the page of your account asks for."))


class Gate:
    """Tells who visits, and refuses requests that another site sent."""

    def __init__(self, sessions: Sessions, *, https: bool, first_language: str) -> None:
        self._sessions = sessions
        self._https = https
        self._first_language = first_language
        self._at_rest = Batcher(sessions.at_rest)

    @property
    def cookie(self) -> str:
        """Return the session cookie's name; browsers bind one that begins with ``__Host-`` to https and this host."""
        return "__Host-smbot" if self._https else "smbot"

    @property
    def https(self) -> bool:
        """Say whether browsers reach the desk by https."""
        return self._https

    def secret(self, request: Request) -> str | None:
        """Return the secret that the browser showed."""
        return request.cookies.get(self.cookie)

    def visit(self, request: Request) -> Visit:
        """Tell who visits."""
        return self._visit(request, self._sessions.find(self.secret(request)))

    async def visit_by_itself(self, request: Request) -> Visit:
        """Tell whose page asks by itself, which is no act."""
        secret = self.secret(request)
        return self._visit(request, await self._at_rest(secret) if secret else None)

    def stranger(self, request: Request) -> Visit:
        """Return a visit by nobody, for pages that must not read the database."""
        return self._visit(request, None)

    def _visit(self, request: Request, found: SignedIn | None) -> Visit:
        query = f"?{request.url.query}" if request.url.query else ""
        here = request.url.path + query if request.method in SAFE_METHODS else "/"
        member = found.member if found else None
        return Visit(
            member=member,
            csrf=found.csrf if found else "",
            language=self._language(request, member),
            here=here,
            step=found.step if found else None,
            log_size=found.log_size if found else 0,
            shortcuts=found.shortcuts if found else {},
        )

    def _language(self, request: Request, member: Member | None) -> str:
        chosen = request.cookies.get(LANGUAGE_COOKIE, "")
        if chosen in LANGUAGES:
            return chosen
        if member is not None and member.language in LANGUAGES:
            return member.language
        return preferred_language(request.headers.get("accept-language", "")) or self._first_language

    def remember(self, answer: Answer, secret: str) -> Answer:
        """Let the browser keep a session's secret until it is closed."""
        answer.set_cookie(self.cookie, secret, path="/", secure=self._https, httponly=True, samesite="strict")
        return answer

    def same_site(self, request: Request) -> bool:
        """Say whether one of our own pages sent this request.

        Our pages send no referrer, so browsers that know `Sec-Fetch-Site` give "null" as the origin.
        """
        fetched = request.headers.get("sec-fetch-site")
        if fetched is not None:
            return fetched == "same-origin"
        origin = urlsplit(request.headers.get("origin", ""))
        scheme = "https" if self._https else "http"
        return origin.scheme == scheme and origin.netloc == request.headers.get("host", "")


class Guard:
    """Stands before one route, as a FastAPI dependency."""

    def __init__(self, gate: Gate, needs: Needs) -> None:
        self._gate = gate
        self.needs = needs

    async def __call__(self, request: Request) -> None:
        """Let the request pass.

        Raises:
            Denied: Sent by another site, not signed in, not permitted, or without the session's token.
            Unsettled: The member must do something else first.
        """
        unsafe = request.method not in SAFE_METHODS
        if unsafe and not self._gate.same_site(request):
            raise Denied(
                403,
                msg("This request did not come from a page of this desk."),
                msg("Open the desk by its https address, or by 127.0.0.1 on its own machine."),
            )
        if self.needs.by_itself:
            visit = await self._gate.visit_by_itself(request)
        else:
            visit = await run_in_threadpool(self._gate.visit, request)
        request.state.visit = visit
        if self.needs.signed_in and visit.member is None:
            raise Denied(401, msg("You are not signed in, or your session has ended."))
        if self.needs.signed_in and visit.step is not None and visit.step not in self.needs.during:
            raise Unsettled
        if not self.needs.met_by(visit.member):
            raise Denied(403, msg("Your role does not permit this."))
        if unsafe and visit.member is not None and not await _carries_token(request, visit.csrf):
            raise Denied(403, msg("This form is out of date."), msg("Go back, reload the page, and try again."))


async def _carries_token(request: Request, expected: str) -> bool:
    given = request.headers.get(TOKEN_HEADER)
    if given is None:
        field = (await request.form()).get(TOKEN_FIELD)
        given = field if isinstance(field, str) else ""
    return hmac.compare_digest(given.encode(), expected.encode())


def _visit_of(request: Request) -> Visit:
    visit: Visit = request.state.visit
    return visit


Visiting = Annotated[Visit, Depends(_visit_of)]
"""The visitor, for an endpoint's parameter; the guard has been passed."""


class Routes:
    """Adds routes, each with what it needs."""

    def __init__(self, app: FastAPI, gate: Gate) -> None:
        self._app = app
        self._gate = gate

    def get(self, path: str, endpoint: Endpoint, needs: Needs) -> None:
        """Add a page."""
        self._add("GET", path, endpoint, needs)

    def post(self, path: str, endpoint: Endpoint, needs: Needs) -> None:
        """Add an act."""
        self._add("POST", path, endpoint, needs)

    def _add(self, method: str, path: str, endpoint: Endpoint, needs: Needs) -> None:
        guard = Depends(Guard(self._gate, needs))
        self._app.add_api_route(path, endpoint, methods=[method], dependencies=[guard], response_model=None)


def needs_of(route: object) -> Needs | None:
    """Return what a route asks for, by the guard that truly stands before it."""
    if not isinstance(route, APIRoute):
        return None
    for dependency in route.dependencies:
        if isinstance(dependency.dependency, Guard):
            return dependency.dependency.needs
    return None


def refuse_open_doors(app: FastAPI) -> None:
    """Check every route.

    Raises:
        RuntimeError: A route has no guard.
    """
    for route in app.routes:
        if isinstance(route, Mount) and isinstance(route.app, FastAPI):
            refuse_open_doors(route.app)
        elif needs_of(route) is None:
            raise RuntimeError(f"the route {getattr(route, 'path', route)!r} does not say what it needs")


def preferred_language(header: str) -> str | None:
    """Return our language that an `Accept-Language` header likes best (RFC 9110, section 12.5.4)."""
    best: tuple[float, str] | None = None
    for part in header[:500].split(","):
        tag, _, weight = part.partition(";")
        language = tag.strip().lower().partition("-")[0]
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        if language in LANGUAGES and quality > 0 and (best is None or quality > best[0]):
            best = (quality, language)
    return best[1] if best else None


def client_address(request: Request) -> str:
    """Return the address that a request came from."""
    return request.client.host if request.client else ""


def own_path(target: str) -> str:
    """Return `target` if it is a path on this site, else the start page: no redirect leads elsewhere."""
    parts = urlsplit(target)
    if not target.startswith("/") or target.startswith(("//", "/\\")) or parts.netloc or "\\" in target:
        return "/"
    if any(ord(c) < 32 for c in target):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")
