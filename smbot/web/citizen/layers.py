"""Around every answer of the secure page: a policy without scripts, and a page where something failed."""

import traceback
from collections.abc import Callable

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from smbot.web.answers import TooLarge

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script at all, not even of ours."""

log = structlog.get_logger()


class Sober:
    """The outermost layer: the policy of a page without scripts, in place of the desk's."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def sober(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(k, v) for k, v in message["headers"] if k.lower() != b"content-security-policy"]
                message["headers"] = [
                    *kept,
                    (b"content-security-policy", POLICY.encode()),
                    (b"x-robots-tag", b"noindex, nofollow"),
                ]
            await send(message)

        await self._app(scope, receive, sober)


class Mended:
    """The innermost layer: what fails shows a page, and leaves a type and a place in the log, nothing else."""

    def __init__(self, app: ASGIApp, failed: Callable[[Request], Response]) -> None:
        self._app = app
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except TooLarge:
            raise
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("citizen.failed", error=type(error).__name__, where=f"{place.name}:{place.lineno}")
            await self._failed(Request(scope))(scope, receive, send)
