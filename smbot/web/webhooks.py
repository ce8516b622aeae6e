"""Webhooks: an application of its own, the only one that platforms reach. It checks, seals, stores, and answers.

A delivery is durable, sealed to the workers, before it is answered: a platform that hears 200 never sends it
again. What a delivery says is read later, by the workers. What cannot be kept is answered with 503 and a time at which
to come back: platforms do.
"""

from collections.abc import Mapping
from types import MappingProxyType

import structlog
from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import PlainTextResponse, Response

from smbot.bootstrap import Application
from smbot.core.failpoints import failpoint
from smbot.platforms.ports import Webhook
from smbot.storage.store import Store
from smbot.vault.digest import Digester
from smbot.vault.nacl import DeliverySealer

MOST_BYTES = 1024 * 1024
"""Bytes of a delivery. Meta batches at most 1,000 updates, of about 1 KiB each; X sends one event."""

AGAIN_SECONDS = 60
"""When a platform is asked to come back with what could not be kept."""

log = structlog.get_logger()


def create_webhook_app(application: Application) -> FastAPI:
    """Build the application that answers ``/webhooks/PLATFORM``."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    hooks = Webhooks(
        application.webhooks(),
        application.store,
        application.digester,
        DeliverySealer(application.keys.public("inbox")),
        most_waiting=application.settings.webhooks.most_waiting,
    )
    app.add_api_route("/webhooks/{platform}", hooks.challenge, methods=["GET"])
    app.add_api_route("/webhooks/{platform}", hooks.receive, methods=["POST"])
    return app


class Webhooks:
    """Answers platforms."""

    def __init__(
        self,
        webhooks: Mapping[str, Webhook],
        store: Store,
        digester: Digester,
        sealer: DeliverySealer,
        *,
        most_waiting: int,
    ) -> None:
        self._webhooks = webhooks
        self._store = store
        self._digester = digester
        self._sealer = sealer
        self._most_waiting = most_waiting

    async def challenge(self, request: Request, platform: str) -> Response:
        """Answer a platform's question whether this address is ours."""
        webhook = self._webhooks.get(platform)
        if webhook is None:
            return _refused(404)
        answer = webhook.challenge(dict(request.query_params))
        if answer is None:
            return _refused(403)
        kind = "application/json" if answer.startswith("{") else "text/plain"
        return Response(answer, media_type=kind, headers=_HEADERS)

    async def receive(self, request: Request, platform: str) -> Response:
        """Keep a genuine delivery."""
        webhook = self._webhooks.get(platform)
        if webhook is None:
            return _refused(404)
        body = await _body(request)
        if body is None:
            return _refused(413)
        if not webhook.genuine({name.lower(): value for name, value in request.headers.items()}, body):
            log.warning("delivery.forged", platform=platform, bytes=len(body))
            return _refused(401)
        try:
            kept, cause = await run_in_threadpool(self._keep, platform, body), "queue"
        except (OSError, SQLAlchemyError) as error:  # a full disk, a server that restarts, a lock that lasts
            kept, cause = False, type(error).__name__
        if not kept:
            log.error("delivery.postponed", platform=platform, bytes=len(body), error=cause)
            return _refused(503, {"retry-after": str(AGAIN_SECONDS)})
        return PlainTextResponse("", headers=_HEADERS)

    def _keep(self, platform: str, body: bytes) -> bool:
        """Keep a delivery; False where too many wait."""
        failpoint("webhook.genuine")
        digest = self._digester.delivery(platform, body)
        sealed = self._sealer.seal(body, digest)
        with self._store.write() as tx:
            if not tx.has_room(self._most_waiting):
                return False
            new = tx.add_delivery(digest, platform, sealed)
            failpoint("webhook.before-commit")
        failpoint("webhook.committed")
        log.info("delivery.received", platform=platform, bytes=len(body), new=new)
        return True


_HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


def _refused(status: int, more: Mapping[str, str] = MappingProxyType({})) -> Response:
    return PlainTextResponse("", status_code=status, headers={**_HEADERS, **more})


async def _body(request: Request) -> bytes | None:
    """Return the raw bytes, or None as soon as they are too many, whatever the headers promise."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)
