"""The endpoints the local X serves: their names, limits and handlers."""

from collections.abc import Callable
from dataclasses import dataclass

from smbot.testing.http.replies import JsonObject
from smbot.testing.http.routes import Route
from smbot.testing.x import compliance, reads, writes
from smbot.testing.x.params import Request
from smbot.testing.x.problems import Problem
from smbot.testing.x.world import XWorld

Handler = Callable[[XWorld, Request], tuple[int, JsonObject] | tuple[int, JsonObject | bytes]]


@dataclass(frozen=True, kw_only=True)
class Endpoint(Route):
    """One endpoint. `limit` is X's number of requests per 15 minutes for one user, or for the app if it is `app_only`.

    `plain` says that the body is no JSON.
    """

    handler: Handler
    limit: int
    user_context: bool = False
    app_only: bool = False
    plain: bool = False


ENDPOINTS = {
    endpoint.name: endpoint
    for endpoint in (
        Endpoint(name="GET /2/users/me", handler=reads.me, limit=75, user_context=True),
        Endpoint(name="GET /2/users/by/username/{username}", handler=reads.user_by_name, limit=900),
        Endpoint(name="GET /2/users/{id}", handler=reads.user_by_id, limit=900),
        Endpoint(name="GET /2/users/{id}/mentions", handler=reads.mentions, limit=300),
        Endpoint(name="GET /2/users/{id}/tweets", handler=reads.tweets_of, limit=900),
        Endpoint(name="GET /2/tweets/search/recent", handler=reads.search_recent, limit=300),
        Endpoint(name="GET /2/tweets/counts/recent", handler=reads.counts_recent, limit=300, app_only=True),
        Endpoint(name="GET /2/tweets", handler=reads.lookup, limit=5_000),
        Endpoint(name="GET /2/tweets/{id}", handler=reads.lookup_one, limit=900),
        Endpoint(name="POST /2/tweets", handler=writes.create, limit=100, user_context=True),
        Endpoint(name="DELETE /2/tweets/{id}", handler=writes.delete, limit=50, user_context=True),
        Endpoint(name="PUT /2/tweets/{tweet_id}/hidden", handler=writes.hide, limit=50, user_context=True),
        Endpoint(
            name="POST /2/dm_conversations/with/{participant_id}/messages",
            handler=writes.message,
            limit=15,
            user_context=True,
        ),
        Endpoint(name="GET /2/usage/tweets", handler=reads.usage, limit=50, app_only=True),
        Endpoint(name="GET /2/webhooks", handler=reads.webhooks, limit=450, app_only=True),
        Endpoint(name="POST /2/compliance/jobs", handler=compliance.create, limit=150, app_only=True),
        Endpoint(name="GET /2/compliance/jobs", handler=compliance.listed, limit=150, app_only=True),
        Endpoint(name="GET /2/compliance/jobs/{id}", handler=compliance.show, limit=150, app_only=True),
        Endpoint(
            name="PUT /2/compliance/jobs/{id}/upload", handler=compliance.upload, limit=150, app_only=True, plain=True
        ),
        Endpoint(name="GET /2/compliance/jobs/{id}/download", handler=compliance.download, limit=150, app_only=True),
    )
}
"""Every endpoint by its name, the more exact path before the wider one."""


def route(method: str, path: str) -> tuple[Endpoint, Request]:
    """Return the endpoint for a path, with the path's parts.

    Raises:
        Problem: 404 where there is none.
    """
    for endpoint in ENDPOINTS.values():
        found = endpoint.pattern.fullmatch(path) if endpoint.method == method else None
        if found is not None:
            return endpoint, Request(path=found.groupdict())
    raise Problem(404, "Not Found", "Not Found")
