"""A local Graph API over HTTP on 127.0.0.1, for tests, the demo and rehearsals."""

import hmac
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, unquote, urlsplit

from smbot.testing.facebook import errors
from smbot.testing.facebook.endpoints import Endpoint, route
from smbot.testing.facebook.errors import GraphError
from smbot.testing.facebook.faults import MINUTES, MISHAPS, REFUSALS, WITH_A_TIME, Fault, Faults
from smbot.testing.facebook.nouns import Token, TokenKind
from smbot.testing.facebook.quota import Quota
from smbot.testing.facebook.request import Request
from smbot.testing.facebook.world import FacebookWorld
from smbot.testing.http.replies import Mishap, Reply, html_reply, with_a_bad_item
from smbot.testing.http.server import KEPT, LocalServer

CONTENT_TYPE = "application/json; charset=UTF-8"
SHOWN = frozenset(
    {"after", "before", "fields", "filter", "grant_type", "ids", "is_hidden", "limit", "messaging_type", "order"}
    | {"platform", "recipient", "since", "subscribed_fields", "summary", "tag", "until", "user_id"}
)
"""Parameters whose values `received` keeps; of the others (texts, tokens, secrets) it keeps the names."""


@dataclass(frozen=True, kw_only=True)
class Received:
    """One request as it came in, for assertions. `token` is its kind (or "none"), never the token; texts are "…"."""

    endpoint: str
    version: str
    token: str
    proof: bool
    path: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)


class FacebookServer(LocalServer):
    """Serves a world until the `with` block ends.

    Usage is always told in the headers; the Page's quota is enforced only with `enforce_quota`, since a test or a
    demo does a day's work in seconds. `slow_seconds` is how long the slow faults take.

    `received` lists the last 10,000 requests that reached an endpoint, `crashes` every defect of this server.
    """

    def __init__(
        self, world: FacebookWorld, port: int = 0, *, enforce_quota: bool = False, slow_seconds: float = 2.0
    ) -> None:
        super().__init__(port, slow_seconds=slow_seconds)
        self.world = world
        self.faults = Faults()
        self.received: deque[Received] = deque(maxlen=KEPT)
        self._quota = Quota(world, enforced=enforce_quota)
        self._answered = 0

    def handle(self, method: str, target: str, headers: Mapping[str, str], raw: bytes) -> Reply:
        """Answer one request; the fault in store for it is carried out here or named in the reply."""
        address = urlsplit(target)
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        given = query | _form(headers.get("content-type", ""), raw)
        try:
            version, endpoint, path = route(method, unquote(address.path))
        except GraphError as error:
            return self._error(error)
        fault = self.faults.take(endpoint.name)
        secret = _token_in(given, headers)
        with self.world.lock:
            token = self.world.tokens.get(secret)
            self.received.append(_received(endpoint, version, token, path, given))
            self.world.calls[endpoint.name] += 1
            exceeded = self._quota.count()
            usage = {"facebook-api-version": version} | self._quota.headers()
        if fault is not None and (instead := self._instead_of_handling(fault, usage)) is not None:
            return instead
        if fault is Fault.SLOW_TO_HANDLE:
            self.pause(1)
        try:
            if exceeded:
                used = token is not None and token.kind is TokenKind.PAGE
                raise errors.business_throttled() if used else errors.page_throttled()
            with self.world.lock:
                request = Request(
                    world=self.world,
                    token=self._authorized(endpoint, secret, given),
                    method=method,
                    root=f"{self.url}/{version}",
                    path=path,
                    given=given,
                )
                in_links = {key: value for key, value in given.items() if key != "access_token" or key in query}
                answer = endpoint.handler(replace(request, given=in_links))
        except GraphError as error:
            return replace(self._error(error), headers=usage)
        if fault is Fault.ERROR_AFTER_COMMIT:
            return self._error(errors.unknown())
        if fault is Fault.MALFORMED_ITEM:
            answer = with_a_bad_item(answer, {"id": None, "created_time": "yesterday"})
        return Reply(
            status=200,
            body=answer,
            headers=usage,
            content_type=None if fault is Fault.NO_CONTENT_TYPE else CONTENT_TYPE,
            escaped=True,
            mishap=MISHAPS.get(fault) if fault else None,
        )

    def broken(self) -> Reply:
        """See `LocalServer.broken`."""
        return self._error(errors.unknown())

    def _instead_of_handling(self, fault: Fault, usage: Mapping[str, str]) -> Reply | None:
        if fault in (Fault.HTML, Fault.HTML_502):
            return html_reply(200 if fault is Fault.HTML else 502)
        if fault is Fault.RESET_BEFORE:
            return Reply(status=0, body=b"", mishap=Mishap.RESET)
        if fault not in REFUSALS:
            return None
        headers = dict(usage)
        if fault in WITH_A_TIME:
            with self.world.lock:
                headers |= self._quota.headers(minutes=MINUTES)
        elif fault is Fault.THROTTLED_WITHOUT_TIME:
            headers = {}
        return replace(self._error(REFUSALS[fault]()), headers=headers)

    def _error(self, error: GraphError) -> Reply:
        with self.world.lock:
            self._answered += 1
            trace = f"Asmbot{self._answered:015d}"
        return Reply(status=error.status, body=error.document(trace), content_type=CONTENT_TYPE, escaped=True)

    def _authorized(self, endpoint: Endpoint, secret: str, given: Mapping[str, str]) -> Token:
        """Let a good token with its permission in; check its proof where one is given or required."""
        tokens = self.world.tokens
        if endpoint.open:
            return tokens.check(tokens.app)
        if not secret:
            raise errors.no_token()
        token = tokens.check(secret)
        proof = given.get("appsecret_proof")
        if token.kind is not TokenKind.APP:
            if proof is None and tokens.proof_required:
                raise _method_error("API calls from the server require an appsecret_proof argument")
            if proof is not None and not hmac.compare_digest(proof.encode(), tokens.proof(secret).encode()):
                raise _method_error("Invalid appsecret_proof provided in the API argument")
        if token.kind not in endpoint.tokens:
            raise errors.page_token_needed() if token.kind is TokenKind.USER else errors.bad_token()
        if endpoint.scope is not None and endpoint.scope not in token.scopes:
            raise errors.permission(endpoint.scope) if endpoint.writes else errors.no_permission(endpoint.scope)
        return token


def _form(content_type: str, raw: bytes) -> dict[str, str]:
    """Return the parameters of a body: a form, or a JSON object whose values are written as JSON again."""
    if "json" not in content_type:
        return dict(parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True))
    try:
        body = json.loads(raw)
    except ValueError:
        return {}
    items = body.items() if isinstance(body, dict) else ()
    return {str(key): value if isinstance(value, str) else json.dumps(value) for key, value in items}


def _token_in(given: Mapping[str, str], headers: Mapping[str, str]) -> str:
    scheme, _, credentials = headers.get("authorization", "").partition(" ")
    return given.get("access_token") or (credentials if scheme in ("Bearer", "OAuth") else "")


def _received(
    endpoint: Endpoint, version: str, token: Token | None, path: Mapping[str, str], given: Mapping[str, str]
) -> Received:
    return Received(
        endpoint=endpoint.name,
        version=version,
        token="none" if token is None else token.kind.value.lower(),
        proof="appsecret_proof" in given,
        path=path,
        given={key: value if key in SHOWN else "…" for key, value in given.items()},
    )


def _method_error(why: str) -> GraphError:
    return GraphError(100, why, kind="GraphMethodException")
