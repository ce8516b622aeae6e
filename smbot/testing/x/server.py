"""A local X API v2 over HTTP on 127.0.0.1, for tests, the demo and rehearsals."""

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, unquote, urlsplit

from smbot.testing.http.replies import Json, Reply, with_a_bad_item
from smbot.testing.http.server import KEPT, LocalServer
from smbot.testing.x.app import check_credit
from smbot.testing.x.endpoints import Endpoint, route
from smbot.testing.x.faults import Fault, Faults
from smbot.testing.x.gate import Limits, authorize, body_of, query_of
from smbot.testing.x.names import in_new_names, with_old_names
from smbot.testing.x.problems import Problem, internal_error, too_many_requests
from smbot.testing.x.wire import MISHAPS, instead_of_handling, problem_reply
from smbot.testing.x.world import XWorld


@dataclass(frozen=True, kw_only=True)
class Received:
    """One request as it came in, for assertions. `auth` is the scheme only, never the token."""

    endpoint: str
    auth: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Json] = field(default_factory=dict)


class XServer(LocalServer):
    """Serves a world until the `with` block ends.

    Rate limits are always told in the headers; they are enforced only with `enforce_limits`, since
    a test or a demo does a day's work in seconds. `slow_seconds` is how long the slow faults take.
    With `new_names` the server speaks the field names since 2.167 instead of those of 2.159.

    `received` lists the last 10,000 requests that reached an endpoint, `crashes` every defect of this server.
    """

    def __init__(
        self,
        world: XWorld,
        port: int = 0,
        *,
        enforce_limits: bool = False,
        slow_seconds: float = 2.0,
        new_names: bool = False,
    ) -> None:
        super().__init__(port, slow_seconds=slow_seconds)
        self.world = world
        self.faults = Faults()
        self.received: deque[Received] = deque(maxlen=KEPT)
        self._new_names = new_names
        self._limits = Limits(world.clock, enforced=enforce_limits)

    def handle(self, method: str, target: str, headers: Mapping[str, str], raw: bytes) -> Reply:
        """Answer one request; the fault in store for it is carried out here or named in the reply."""
        reply = self._answer(method, target, headers, raw)
        if self._new_names and isinstance(reply.body, dict):
            return replace(reply, body=in_new_names(reply.body))
        return reply

    def broken(self) -> Reply:
        """See `LocalServer.broken`."""
        return problem_reply(internal_error())

    def _answer(self, method: str, target: str, headers: Mapping[str, str], raw: bytes) -> Reply:
        address = urlsplit(target)
        try:
            endpoint, request = route(method, unquote(address.path))
        except Problem as problem:
            return problem_reply(problem)
        fault = self.faults.take(endpoint.name)
        authorization = headers.get("authorization", "")
        with self.world.lock:
            self.received.append(_received(endpoint, authorization, address.query, raw))
            self.world.calls[endpoint.name] += 1
            limits, exceeded = self._limits.count(endpoint)
        nothing_done = None if fault is None else instead_of_handling(fault, limits)
        if nothing_done is not None:
            return nothing_done
        if fault is Fault.SLOW_TO_HANDLE:
            self.pause(1)
        try:
            if exceeded:
                raise too_many_requests()
            authorize(endpoint, authorization, self.world.access_level)
            query = query_of(address.query)
            query = with_old_names(query) if self._new_names else query
            request = replace(request, query=query, body=body_of(endpoint, raw), raw=raw, base=self.url)
            with self.world.lock:
                check_credit(self.world)
                status, answer = endpoint.handler(self.world, request)
        except Problem as problem:
            return replace(problem_reply(problem), headers=limits)
        if fault is Fault.ERROR_AFTER_COMMIT:
            return problem_reply(internal_error())
        if fault is Fault.MALFORMED_ITEM and isinstance(answer, dict):
            answer = with_a_bad_item(answer, {"id": None, "created_at": "yesterday"})
        if authorization.startswith("OAuth "):
            limits["x-access-level"] = self.world.access_level
        return Reply(status=status, body=answer, headers=limits, mishap=MISHAPS.get(fault) if fault else None)


def _received(endpoint: Endpoint, authorization: str, query: str, raw: bytes) -> Received:
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        body = {}
    return Received(
        endpoint=endpoint.name,
        auth=authorization.split(" ", maxsplit=1)[0],
        query=dict(parse_qsl(query, keep_blank_values=True)),
        body=body if isinstance(body, dict) else {},
    )
