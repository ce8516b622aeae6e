"""What stands before every endpoint: credentials, the shape of query and body, rate limits."""

import json
from collections import Counter
from datetime import timedelta
from urllib.parse import parse_qsl

from smbot.core.clock import Clock
from smbot.testing.http.replies import JsonObject
from smbot.testing.x.endpoints import Endpoint
from smbot.testing.x.problems import (
    PROBLEMS,
    Problem,
    invalid_body,
    invalid_parameter,
    unauthorized,
)

WINDOW = timedelta(minutes=15)
APP_ONLY_TOKEN = "Bearer AAAAAAAA"  # noqa: S105 - how X's app-only tokens begin, not a secret


class Limits:
    """Counts requests by endpoint and by 15 minutes. Not thread-safe by itself."""

    def __init__(self, clock: Clock, *, enforced: bool) -> None:
        self._clock = clock
        self._enforced = enforced
        self._used: Counter[tuple[str, int]] = Counter()

    def count(self, endpoint: Endpoint) -> tuple[dict[str, str], bool]:
        """Count one request; return the headers that tell the limit, and whether it is exceeded.

        Where limits are not enforced, one request is always left: a careful caller need not wait.
        """
        window = int(self._clock.now().timestamp() // WINDOW.total_seconds())
        self._used[endpoint.name, window] += 1
        left = endpoint.limit - self._used[endpoint.name, window]
        headers = {
            "x-rate-limit-limit": str(endpoint.limit),
            "x-rate-limit-remaining": str(max(left, 0 if self._enforced else 1)),
            "x-rate-limit-reset": str(int((window + 1) * WINDOW.total_seconds())),
        }
        return headers, self._enforced and left < 0


def authorize(endpoint: Endpoint, authorization: str, access: str) -> None:
    """Let a bearer token or an OAuth 1 signature in; neither is verified. `access` is what the signer's token may do.

    Raises:
        Problem: 401 without one, 403 for an app's token where X wants a user's or the reverse, or one that only reads.
    """
    scheme, _, credentials = authorization.partition(" ")
    signed = scheme == "OAuth" and "oauth_token=" in credentials and "oauth_signature=" in credentials
    if not signed and not (scheme == "Bearer" and credentials.strip()):
        raise unauthorized()
    wrong = ""
    if endpoint.user_context and authorization.startswith(APP_ONLY_TOKEN):
        wrong = "OAuth 2.0 Application-Only"
    elif endpoint.app_only and signed:
        wrong = "OAuth 1.0a User Context"
    if wrong:
        raise Problem(
            403,
            "Unsupported Authentication",
            f"Authenticating with {wrong} is forbidden for this endpoint.",
            PROBLEMS + "unsupported-authentication",
        )
    if signed and endpoint.writes and "write" not in access:
        raise Problem(
            403,
            "Forbidden",
            "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.",
            PROBLEMS + "oauth1-permissions",
        )


def query_of(query: str) -> dict[str, str]:
    """Return the parameters of a query string.

    Raises:
        Problem: 400 for a parameter given twice.
    """
    given: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name in given:
            raise invalid_parameter(name, value, f"The query parameter [{name}] may be given once only")
        given[name] = value
    return given


def body_of(endpoint: Endpoint, raw: bytes) -> JsonObject:
    """Return the JSON object of a write, an empty one for a read.

    Raises:
        Problem: 400 where the body is anything else.
    """
    if not endpoint.writes or endpoint.method == "DELETE" or endpoint.plain:
        return {}
    try:
        body = json.loads(raw)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise invalid_body("the body is not a JSON object")
    return body
