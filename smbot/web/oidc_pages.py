"""Signing in through the organisation's sign-in service: to it, back from it, and out of it; being asked anew there."""

import hmac
import json
from dataclasses import asdict
from datetime import datetime, timedelta

from fastapi import Request
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.core.clock import Clock
from smbot.core.errors import ConfigurationError, NotAllowed, SmbotError
from smbot.core.messages import msg
from smbot.members.entering import Entering, Unknown
from smbot.members.identity import ClaimRules, Identity, identity_of
from smbot.members.tokens import digest
from smbot.storage.store import Store
from smbot.web.access import MEMBERS, PUBLIC, Denied, Gate, Routes, Visit, Visiting, own_path
from smbot.web.oidc import Flow, Provider, ServiceFailed
from smbot.web.sessions import Sessions
from smbot.web.step_up import StepUp
from smbot.web.templating import Pages

BACK = "/sign-in/service/back"
"""Where the service sends people back to: the redirect address to be registered there, after `[web] public_url`."""
WITHIN = timedelta(minutes=10)
"""How long somebody has for signing in at the service."""


class FlowBox:
    """Seals what an answer must match into the browser's own cookie: nothing is stored for who only asks."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        self._box = SecretBox(hmac.digest(key, b"smbot sign-in service|flow", "sha256"))
        self._clock = clock

    def seal(self, flow: Flow) -> str:
        """Return a cookie's value."""
        return bytes(self._box.encrypt(json.dumps(asdict(flow)).encode())).hex()

    def open(self, sealed: str) -> Flow | None:
        """Return the flow, or None: changed, made elsewhere, or too old."""
        try:
            flow = Flow(**json.loads(self._box.decrypt(bytes.fromhex(sealed))))
        except (CryptoError, ValueError, TypeError):
            return None
        age = self._clock.now() - datetime.fromisoformat(flow.at)
        return flow if timedelta(0) <= age < WITHIN else None


class ServicePages:
    """The routes; `provider` is None where the organisation has no such service."""

    def __init__(
        self,
        provider: Provider | None,
        rules: ClaimRules,
        box: FlowBox,
        *,
        entering: Entering,
        store: Store,
        clock: Clock,
        sessions: Sessions,
        step_up: StepUp,
        gate: Gate,
        pages: Pages,
        public_url: str,
    ) -> None:
        self._provider = provider
        self._rules = rules
        self._box = box
        self._entering = entering
        self._store = store
        self._clock = clock
        self._sessions = sessions
        self._step_up = step_up
        self._gate = gate
        self._pages = pages
        self._public_url = public_url

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/sign-in/service", self.go, PUBLIC)
        routes.get(BACK, self.back, PUBLIC)
        routes.get("/sign-in/service/leave", self.leave, PUBLIC)
        routes.get("/sign-in/service/anew", self.anew, MEMBERS)

    @property
    def cookie(self) -> str:
        """Return the name of the cookie of a sign-in that has begun."""
        return "__Host-smbot-service" if self._gate.https else "smbot-service"

    def go(self, visit: Visiting, next: str = "/") -> Response:
        """Lead to the service."""
        self._there()
        if visit.member is not None:
            return RedirectResponse(own_path(next), 303)
        return self._led(visit, own_path(next))

    def anew(self, request: Request, visit: Visiting, next: str = "/") -> Response:
        """Lead a member to the service, which asks them anew who they are: their session goes on."""
        self._there()
        return self._led(visit, own_path(next), session=digest(self._gate.secret(request) or ""))

    def _led(self, visit: Visit, target: str, *, session: str = "") -> Response:
        try:
            address, flow = self._there().begin(target, session=session)
        except ServiceFailed as failed:
            return self._tell(visit, failed, status=502, anew=target if session else "")
        answer = RedirectResponse(address, 303)
        # The service leads back from another site: a strict cookie would not come along.
        answer.set_cookie(
            self.cookie,
            self._box.seal(flow),
            max_age=int(WITHIN.total_seconds()),
            path="/",
            secure=self._gate.https,
            httponly=True,
            samesite="lax",
        )
        return answer

    def back(self, request: Request, visit: Visiting) -> Response:
        """Check the service's answer, and let in whom it vouches for."""
        provider = self._there()
        told = dict(request.query_params)
        flow = self._box.open(request.cookies.get(self.cookie, ""))
        if flow is None or not hmac.compare_digest(flow.state.encode(), told.get("state", "").encode()):
            return self._tell(visit, ServiceFailed("state"))
        if not self._is_new(flow):
            return self._tell(visit, ServiceFailed("used"))
        try:
            identity = identity_of(provider.claims(told, flow), self._rules)
        except SmbotError as refused:
            self._entering.refused(refused.why if isinstance(refused, ServiceFailed) else "claims")
            return self._tell(visit, refused, anew=flow.target if flow.session else "")
        if flow.session:
            return self._proved(visit, flow, identity)
        try:
            member = self._entering.enter(identity)
        except SmbotError as refused:
            return self._tell(visit, refused)
        begun = self._sessions.begin(member, self._gate.secret(request), by_service=True)
        after = Visit(member=member, csrf=begun.csrf, language=visit.language, here=flow.target)
        # A redirect would still count as coming from the service's site, and browsers would keep the new cookie back.
        answer = self._pages.show(after, "entered.html", {"target": flow.target})
        return self._forgotten(self._gate.remember(answer, begun.secret))

    def _proved(self, visit: Visit, flow: Flow, identity: Identity) -> Response:
        """Note that somebody proved anew who they are.

        Their session's own cookie does not come along from another site; which it was is sealed in `flow`.
        """
        with self._store.read() as tx:
            session = tx.session_of(flow.session)
        try:
            if session is None:
                raise NotAllowed(msg("You are not signed in, or your session has ended."))
            self._step_up.vouched(flow.session, self._entering.confirm(identity, session.member))
        except SmbotError as refused:
            return self._tell(visit, refused, anew=flow.target)
        return self._forgotten(self._pages.show(visit, "proved.html", {"target": flow.target}))

    def leave(self, visit: Visiting) -> Response:
        """Lead to where one signs out of the service too."""
        provider = self._there()
        try:
            address = provider.leaving(f"{self._public_url}/sign-in")
        except ServiceFailed as failed:
            return self._tell(visit, failed, status=502)
        return RedirectResponse(address or "/sign-in", 303)

    def _there(self) -> Provider:
        if self._provider is None:
            raise Denied(404, msg("There is no page here."))
        return self._provider

    def _is_new(self, flow: Flow) -> bool:
        with self._store.write() as tx:
            return tx.use_answer(digest(flow.state), forget_before=self._clock.now() - 2 * WITHIN)

    def _tell(self, visit: Visit, error: SmbotError, *, status: int = 403, anew: str = "") -> Response:
        """Say why nobody is let in, or why who is in did not prove it `anew`, for that page."""
        subject = error.subject if isinstance(error, Unknown) else ""
        values = {"what": error.what, "mend": error.mend, "subject": subject, "anew": anew}
        return self._forgotten(self._pages.show(visit, "not_entered.html", values, status=status))

    def _forgotten(self, answer: Response) -> Response:
        answer.delete_cookie(self.cookie, path="/", secure=self._gate.https, httponly=True, samesite="lax")
        return answer


def service_pages(
    application: Application, sessions: Sessions, step_up: StepUp, gate: Gate, pages: Pages
) -> ServicePages:
    """Return the pages of the configured sign-in service; without one they say that there is no page.

    Raises:
        ConfigurationError: A service is configured, and what it needs is missing.
    """
    table, public_url = application.settings.sign_in.oidc, application.settings.web.public_url
    provider = None
    if table.issuer:
        secret = application.secrets("oidc", ("client_secret",)).get("client_secret", "")
        if not secret:
            raise ConfigurationError(
                msg("The secret of the sign-in service is missing."),
                where="oidc.client_secret",
                mend=msg("Store what the service gave you: secrets/oidc.client_secret, readable by its owner only."),
            )
        if not public_url:
            raise ConfigurationError(
                msg("The sign-in service needs to know where this desk is."),
                where="web.public_url",
                mend=msg("Set it to the address that your team types, as in https://desk.example.ca."),
            )
        provider = Provider(table, secret=secret, redirect=public_url + BACK, clock=application.clock)
    return ServicePages(
        provider,
        ClaimRules(roles_claim=table.roles_claim, roles=table.roles, domains=table.allowed_domains),
        FlowBox(application.keys.secret("members"), application.clock),
        entering=Entering(application.store, language=application.settings.organisation.first_language),
        store=application.store,
        clock=application.clock,
        sessions=sessions,
        step_up=step_up,
        gate=gate,
        pages=pages,
        public_url=public_url,
    )
