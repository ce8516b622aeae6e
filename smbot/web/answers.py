"""Around every answer: headers that keep pages out of caches and referrers, a size limit, no traceback."""

import structlog
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LONGEST_BODY = 256 * 1024
"""The longest reply that any platform takes is far shorter."""

log = structlog.get_logger()


class TooLarge(Exception):
    """The request's body is longer than any form of ours."""


class Answers:
    """The outermost layer."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._headers = dict(HEADERS)
        if https:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and dress its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = too_large = False
        read = 0

        async def dressed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                if too_large:
                    message["status"] = 413  # FastAPI calls any broken body a 400
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
            await send(message)

        async def bounded() -> Message:
            nonlocal read, too_large
            message = await receive()
            read += len(message.get("body", b""))
            if read > LONGEST_BODY:
                too_large = True
                raise TooLarge
            return message

        try:
            await self._app(scope, bounded, dressed)
        except TooLarge:
            if not begun:
                await PlainTextResponse("413 – too long / trop long", 413)(scope, receive, dressed)
        except Exception as error:  # noqa: BLE001 - a traceback's message might hold what a person typed
            log.error("desk.failed", error=type(error).__name__, where=_place(error))
            if not begun:
                text = "500 – smbot failed here; its log says where. / smbot a échoué; son journal dit où."
                await PlainTextResponse(text, 500)(scope, receive, dressed)


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else ""
