"""The endpoints the local Graph server has: their names, permissions and handlers."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from smbot.testing.facebook import access, reads, writes
from smbot.testing.facebook.errors import unknown_path
from smbot.testing.facebook.nouns import TokenKind
from smbot.testing.facebook.request import Request
from smbot.testing.http.replies import JsonObject
from smbot.testing.http.routes import Route

VERSIONS = frozenset({"v21.0", "v22.0", "v23.0", "v24.0", "v25.0", "v26.0"})
"""Graph's versions that live in the autumn of 2026 (v24.0 until 2028-02-18)."""
READ, READ_PEOPLE = "pages_read_engagement", "pages_read_user_content"
ENGAGE, POSTS, MESSAGING, METADATA = (
    "pages_manage_engagement",
    "pages_manage_posts",
    "pages_messaging",
    "pages_manage_metadata",
)
PAGE_ONLY = frozenset({TokenKind.PAGE})
USERS = frozenset({TokenKind.PAGE, TokenKind.USER})
APP_ONLY = frozenset({TokenKind.APP})
ANY = frozenset(TokenKind)


@dataclass(frozen=True, kw_only=True)
class Endpoint(Route):
    """One endpoint. `scope` is the permission its token needs; `tokens` whose it may be; `open` needs none at all."""

    handler: Callable[[Request], JsonObject]
    scope: str | None = None
    tokens: frozenset[TokenKind] = USERS
    open: bool = False


ENDPOINTS = {
    endpoint.name: endpoint
    for endpoint in (
        Endpoint(name="GET /", handler=reads.several, scope=READ),
        Endpoint(name="GET /me", handler=reads.me),
        Endpoint(name="GET /me/accounts", handler=access.accounts, scope="pages_show_list"),
        Endpoint(name="GET /debug_token", handler=access.debug_token, tokens=ANY),
        Endpoint(name="GET /oauth/access_token", handler=access.access_token, open=True),
        Endpoint(name="GET /{page}/feed", handler=reads.feed, scope=READ),
        Endpoint(name="GET /{page}/tagged", handler=reads.tagged, scope=READ_PEOPLE),
        Endpoint(name="GET /{page}/visitor_posts", handler=reads.visitor_posts, scope=READ_PEOPLE),
        Endpoint(name="GET /{page}/ratings", handler=reads.ratings, scope=READ_PEOPLE),
        Endpoint(name="GET /{page}/conversations", handler=reads.conversations, scope=MESSAGING, tokens=PAGE_ONLY),
        Endpoint(name="GET /{conversation}/messages", handler=reads.messages, scope=MESSAGING, tokens=PAGE_ONLY),
        Endpoint(name="GET /{object}/comments", handler=reads.comments, scope=READ_PEOPLE),
        Endpoint(name="GET /{page}/subscribed_apps", handler=access.subscribed_apps, scope=METADATA, tokens=PAGE_ONLY),
        Endpoint(name="GET /{app}/subscriptions", handler=access.subscriptions, tokens=APP_ONLY),
        Endpoint(name="GET /{object}", handler=reads.one, scope=READ),
        Endpoint(name="POST /{page}/feed", handler=writes.publish, scope=POSTS, tokens=PAGE_ONLY),
        Endpoint(name="POST /{object}/comments", handler=writes.reply, scope=ENGAGE, tokens=PAGE_ONLY),
        Endpoint(name="POST /{page}/messages", handler=writes.message, scope=MESSAGING, tokens=PAGE_ONLY),
        Endpoint(name="POST /{page}/subscribed_apps", handler=access.subscribe, scope=METADATA, tokens=PAGE_ONLY),
        Endpoint(name="POST /{app}/subscriptions", handler=access.set_subscriptions, tokens=APP_ONLY),
        Endpoint(name="POST /{object}", handler=writes.change, scope=ENGAGE, tokens=PAGE_ONLY),
        Endpoint(name="DELETE /{page}/subscribed_apps", handler=access.unsubscribe, scope=METADATA, tokens=PAGE_ONLY),
        Endpoint(name="DELETE /{object}", handler=writes.delete, scope=ENGAGE, tokens=PAGE_ONLY),
    )
}
"""Every endpoint by its name, without the version; the more exact path before the wider one."""


def route(method: str, path: str) -> tuple[str, Endpoint, dict[str, str]]:
    """Return the version, the endpoint and the parts of a path.

    Raises:
        GraphError: 2500 for a version or path Graph does not know.
    """
    found = re.fullmatch(r"/(v\d+\.\d+)(/.*)?", path)
    if found is None or found[1] not in VERSIONS:
        raise unknown_path()
    rest = found[2] or "/"
    rest = rest.rstrip("/") or "/"  # Meta's own SDK ends the paths of nodes with a slash
    for endpoint in ENDPOINTS.values():
        parts = endpoint.pattern.fullmatch(rest) if endpoint.method == method else None
        if parts is not None:
            return found[1], endpoint, parts.groupdict()
    raise unknown_path()
