"""The organisation's sign-in service: OpenID Connect's authorization code flow with PKCE, by Authlib.

Every answer is checked: issuer, audience, signature by a key of the service, nonce, time, and (RFC 9207) that it came
from the service that was asked. Nothing is called but at a sign-in.
"""

import json
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog
from authlib.common.urls import add_params_to_uri
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, ClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests import RequestException
from requests import Session as Http
from urllib3.exceptions import HTTPError

from smbot.core.clock import Clock
from smbot.core.errors import SmbotError
from smbot.core.hosts import LOOPBACK
from smbot.core.messages import msg
from smbot.settings import OidcTable

log = structlog.get_logger()

SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures that are taken: by a key pair. None that is made with the client's secret, and not “none”."""
FRESH = timedelta(hours=1)
"""How long what the service says of itself counts without asking again."""
AGAIN = timedelta(seconds=15)
"""After how long a service that could not be used is asked again."""
PATIENCE_SECONDS = 5.0
SKEW_SECONDS = 60
"""By how much the two clocks may differ."""
TIMEOUT_SECONDS = 10
SECRET_BYTES = 32
LONGEST_ANSWER = 512 * 1024
ANEW_SECONDS = 300
"""A limit of an age makes the service tell when it asked the person (OpenID Connect Core 1.0, section 3.1.2.1)."""


class ServiceFailed(SmbotError):
    """The sign-in service cannot be used, or its answer does not hold; `why` is a word of ours for the audit log."""

    def __init__(self, why: str) -> None:
        super().__init__(
            msg("Signing in by the sign-in service did not work ({why}).", why=why),
            mend=msg("Try again. If it goes on, tell an administrator of this desk the word in brackets."),
        )
        self.why = why


@dataclass(frozen=True, kw_only=True, repr=False)
class Flow:
    """A sign-in that has begun: what the answer must match. `target` is the page to go to afterwards.

    `session` is the digest of the session in which somebody proves anew that it is they; "" where nobody is in yet.
    """

    state: str
    nonce: str
    verifier: str
    target: str
    at: str
    session: str = ""


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What the service says of itself, and since when we know it."""

    at: datetime
    metadata: Mapping[str, object]
    keys: KeySet = field(repr=False)

    def text(self, name: str) -> str:
        value = self.metadata.get(name)
        return value if isinstance(value, str) else ""


class Provider:
    """The sign-in service of one issuer. Threads may share it; each waits `patience` seconds for another that asks."""

    def __init__(
        self, table: OidcTable, *, secret: str, redirect: str, clock: Clock, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._table = table
        self._secret = secret
        self._redirect = redirect
        self._clock = clock
        self._lock = threading.Lock()
        self._patience = patience
        self._known: _Known | None = None
        self._failed: tuple[datetime, str] | None = None

    def begin(self, target: str, *, session: str = "") -> tuple[str, Flow]:
        """Return the service's address to go to, and what the answer must match; in a `session` it asks anew.

        Raises:
            ServiceFailed: The service cannot be reached, or says of itself what does not hold.
        """
        known = self._know()
        flow = Flow(
            state=secrets.token_urlsafe(SECRET_BYTES),
            nonce=secrets.token_urlsafe(SECRET_BYTES),
            verifier=secrets.token_urlsafe(SECRET_BYTES),
            target=target,
            at=self._clock.now().isoformat(),
            session=session,
        )
        anew = {"prompt": "login", "max_age": str(ANEW_SECONDS)} if session else {}
        with self._client(known) as client:
            address, _ = client.create_authorization_url(
                known.text("authorization_endpoint"),
                state=flow.state,
                nonce=flow.nonce,
                code_verifier=flow.verifier,
                **anew,
            )
        return str(address), flow

    def claims(self, answer: Mapping[str, str], flow: Flow) -> Mapping[str, object]:
        """Return the checked claims of who has come, for an answer whose state was found to be the flow's.

        Raises:
            ServiceFailed: The service refused, cannot be reached, or its answer does not hold.
        """
        known = self._know()
        self._check_sender(answer, known)
        if "error" in answer or not answer.get("code"):
            raise ServiceFailed("refused")
        try:
            with self._client(known) as client:
                token = client.fetch_token(
                    known.text("token_endpoint"),
                    grant_type="authorization_code",
                    code=answer["code"],
                    redirect_uri=self._redirect,
                    code_verifier=flow.verifier,
                    allow_redirects=False,
                )
        except (OAuthError, RequestException, ValueError) as error:
            log.warning("sign-in.service-failed", error=type(error).__name__)
            raise ServiceFailed("code") from None
        id_token, access = token.get("id_token"), token.get("access_token")
        if not isinstance(id_token, str):
            raise ServiceFailed("token")
        claims = self._checked(id_token, access if isinstance(access, str) else "", flow.nonce, known)
        if flow.session and not self._asked_anew(claims, flow):
            raise ServiceFailed("auth_time")
        return claims

    def leaving(self, back: str) -> str:
        """Return the address where one signs out of the service too and comes `back`; nothing where it offers none.

        Raises:
            ServiceFailed: The service cannot be reached, or says of itself what does not hold.
        """
        address = self._know().text("end_session_endpoint")
        if not _is_guarded(address):
            return ""
        told = {"client_id": self._table.client_id, "post_logout_redirect_uri": back}
        return str(add_params_to_uri(address, list(told.items())))

    def _client(self, known: _Known) -> OAuth2Session:
        offered = known.metadata.get("token_endpoint_auth_methods_supported")
        posts = isinstance(offered, list) and "client_secret_basic" not in offered
        client = OAuth2Session(
            self._table.client_id,
            self._secret,
            token_endpoint_auth_method="client_secret_post" if posts else "client_secret_basic",
            scope=" ".join(self._table.scopes),
            redirect_uri=self._redirect,
            code_challenge_method="S256",
            default_timeout=TIMEOUT_SECONDS,
        )
        client.trust_env = not _is_local(known.text("token_endpoint"))
        return client

    def _check_sender(self, answer: Mapping[str, str], known: _Known) -> None:
        """Refuse an answer of another service (RFC 9207, section 2.4): two services must not be mixed up."""
        sender = answer.get("iss")
        needed = known.metadata.get("authorization_response_iss_parameter_supported") is True
        if (sender is None and needed) or (sender is not None and sender != self._table.issuer):
            raise ServiceFailed("issuer")

    def _checked(self, id_token: str, access: str, nonce: str, known: _Known) -> Mapping[str, object]:
        try:
            try:
                token = jwt.decode(id_token, known.keys, registry=_registry(known))
            except (InvalidKeyIdError, BadSignatureError):  # the service may have new keys
                known = self._know(anew=True)
                token = jwt.decode(id_token, known.keys, registry=_registry(known))
            claims = CodeIDToken(
                token.claims,
                token.header,
                {
                    "iss": {"essential": True, "value": self._table.issuer},
                    "aud": {"essential": True, "value": self._table.client_id},
                    "nonce": {"essential": True, "value": nonce},
                },
                {"client_id": self._table.client_id, "access_token": access, "nonce": nonce},
            )
            claims.validate(now=int(self._clock.now().timestamp()), leeway=SKEW_SECONDS)
        except ClaimError as error:
            raise ServiceFailed(error.claim if error.claim in CodeIDToken.REGISTERED_CLAIMS else "claims") from None
        except (JoseError, ValueError, TypeError, KeyError):
            raise ServiceFailed("signature") from None
        return dict(claims)

    def _asked_anew(self, claims: Mapping[str, object], flow: Flow) -> bool:
        """Say whether the service asked the person after it was told to: one that kept an old sign-in did not."""
        at, begun = claims.get("auth_time"), datetime.fromisoformat(flow.at).timestamp()
        if isinstance(at, bool) or not isinstance(at, int | float):
            return False
        return begun - SKEW_SECONDS <= at <= self._clock.now().timestamp() + SKEW_SECONDS

    def _know(self, *, anew: bool = False) -> _Known:
        known, now = self._known, self._clock.now()
        if known is not None and not anew and timedelta(0) <= now - known.at < FRESH:
            return known
        if not self._lock.acquire(timeout=self._patience):
            raise ServiceFailed("unreachable")
        try:
            if self._known is not None and self._known is not known:
                return self._known  # another thread asked meanwhile
            if self._failed is not None and timedelta(0) <= now - self._failed[0] < AGAIN:
                raise ServiceFailed(self._failed[1])
            return self._ask(now)
        finally:
            self._lock.release()

    def _ask(self, now: datetime) -> _Known:
        try:
            self._known = self._asked(now)
        except ServiceFailed as failed:
            self._failed = now, failed.why
            raise
        self._failed = None
        return self._known

    def _asked(self, now: datetime) -> _Known:
        """Ask the service for its endpoints and keys (OpenID Connect Discovery 1.0, section 4)."""
        issuer = self._table.issuer
        metadata = _read(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if metadata.get("issuer") != issuer:
            raise ServiceFailed("issuer")
        known = _Known(at=now, metadata=metadata, keys=KeySet([]))
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not _is_guarded(known.text(name)):
                raise ServiceFailed("endpoints")
        told = _read(known.text("jwks_uri")).get("keys")
        usable = [
            key
            for key in (told if isinstance(told, list) else [])
            if isinstance(key, dict) and key.get("kty") in {"RSA", "EC", "OKP"} and key.get("use", "sig") == "sig"
        ]
        try:
            return _Known(at=now, metadata=metadata, keys=KeySet.import_key_set({"keys": usable}))
        except (JoseError, ValueError, TypeError, KeyError):
            raise ServiceFailed("keys") from None


def _registry(known: _Known) -> JWSRegistry:
    """Return what checks signatures: by what both the service and we take; RS256 where it does not say."""
    offered = known.metadata.get("id_token_signing_alg_values_supported")
    named = offered if isinstance(offered, list) else ["RS256"]
    return JWSRegistry(algorithms=[each for each in SIGNED_BY if each in named], strict_check_header=False)


def _read(address: str) -> Mapping[str, object]:
    """Return what stands at an address of the service, as JSON.

    Raises:
        ServiceFailed: It cannot be reached, or that is no JSON object.
    """
    try:
        with Http() as http:
            http.trust_env = not _is_local(address)
            answer = http.get(address, timeout=TIMEOUT_SECONDS, allow_redirects=False, stream=True)
            content = answer.raw.read(LONGEST_ANSWER, decode_content=True) if answer.status_code == 200 else b""
        told = json.loads(content)
    except (RequestException, HTTPError, ValueError) as error:
        log.warning("sign-in.service-failed", error=type(error).__name__)
        raise ServiceFailed("unreachable") from None
    if not isinstance(told, dict):
        raise ServiceFailed("unreachable")
    return told


def _is_local(address: str) -> bool:
    """Say whether a server is on this machine: it is reached directly, whatever the environment says of proxies."""
    return urlsplit(address).hostname in LOOPBACK


def _is_guarded(address: str) -> bool:
    scheme = urlsplit(address).scheme
    return scheme == "https" or (scheme == "http" and _is_local(address))
