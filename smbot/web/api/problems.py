"""What went wrong, as RFC 9457 has it, in the caller's language; what was sent is never repeated."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match

from smbot.core.errors import Conflict, InputError, SmbotError
from smbot.core.messages import Message, msg, say
from smbot.web.access import Denied
from smbot.web.answers import TooLarge
from smbot.web.api.door import Door, OutOfScope, TooMany, Unauthorised
from smbot.web.api.faults import Fault, body_names, told_fault
from smbot.web.api.shape import Shape

MEDIA_TYPE = "application/problem+json"
DOCUMENTED_AT = "/api/v1/docs#problem-"
"""Types are addresses of the page that explains them (RFC 9457, section 3.1.1)."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of problem: its name in the address, its status and what it is called."""

    name: str
    status: int
    title: Message


UNAUTHORISED = Kind(name="token", status=401, title=msg("No token that works"))
FORBIDDEN = Kind(name="forbidden", status=403, title=msg("Not permitted"))
NOT_FOUND = Kind(name="not-found", status=404, title=msg("Not found"))
METHOD = Kind(name="method", status=405, title=msg("Not with this method"))
CHANGED = Kind(name="changed", status=409, title=msg("Somebody changed it first"))
NOT_NOW = Kind(name="not-now", status=409, title=msg("Not possible now"))
TOO_LARGE = Kind(name="too-large", status=413, title=msg("Too long"))
INVALID = Kind(name="invalid", status=422, title=msg("Not what is asked for here"))
TOO_MANY = Kind(name="too-many", status=429, title=msg("Too many requests"))
FAILED = Kind(name="failed", status=500, title=msg("smbot failed"))
KINDS = (
    *(UNAUTHORISED, FORBIDDEN, NOT_FOUND, METHOD, CHANGED, NOT_NOW),
    *(TOO_LARGE, INVALID, TOO_MANY, FAILED),
)
BY_STATUS: Mapping[int, Kind] = {kind.status: kind for kind in KINDS}

TOLD: Mapping[str, Message] = {
    NOT_FOUND.name: msg("There is nothing at this address."),
    METHOD.name: msg("This address does not answer to this method."),
    TOO_LARGE.name: msg("The request is too long."),
    INVALID.name: msg("Something in the request is not as the description says."),
    FAILED.name: msg("smbot cannot answer this request; its log says where it failed."),
}


class Problem(Shape):
    """What is wrong, where, and how to mend it."""

    type: str = Field(
        description=msg("The kind of problem; the address explains it.").template, examples=[f"{DOCUMENTED_AT}changed"]
    )
    title: str = Field(description=msg("What such a problem is called.").template)
    status: int = Field(description=msg("The answer’s HTTP status.").template, examples=[409])
    detail: str = Field(description=msg("What is wrong here.").template)
    where: str | None = Field(default=None, description=msg("The id of what it is about.").template)
    mend: str | None = Field(default=None, description=msg("How to mend it.").template)
    faults: list[Fault] | None = Field(default=None, description=msg("The places that are wrong.").template)
    current: dict[str, object] | None = Field(
        default=None,
        description=msg("The mention or case as it is now, where somebody changed it first.").template,
    )


class Changed(Exception):
    """Somebody changed something first; `current` is how it is now."""

    def __init__(self, error: Conflict, current: Shape) -> None:
        super().__init__(str(error.what.template))
        self.error = error
        self.current = current


def answer(
    kind: Kind,
    what: Message,
    language: str,
    *,
    where: str = "",
    mend: Message | None = None,
    faults: list[Fault] | None = None,
    current: Shape | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a problem as an answer."""
    problem = Problem(
        type=DOCUMENTED_AT + kind.name,
        title=say(kind.title, language),
        status=kind.status,
        detail=say(what, language),
        where=where or None,
        mend=say(mend, language) if mend else None,
        faults=faults,
        current=current.model_dump(mode="json") if current else None,
    )
    return JSONResponse(
        problem.model_dump(mode="json", exclude_none=True),
        kind.status,
        headers={**(headers or {}), "Content-Language": language},
        media_type=MEDIA_TYPE,
    )


def example_of_problem(status: int, language: str) -> dict[str, object]:
    """Return a problem as the description shows it."""
    kind = BY_STATUS[status]
    faults = [told_fault({"loc": ("body", "version"), "type": "missing"}, language)] if kind is INVALID else None
    problem = Problem(
        type=DOCUMENTED_AT + kind.name,
        title=say(kind.title, language),
        status=status,
        detail=say(TOLD.get(kind.name, kind.title), language),
        faults=faults,
    )
    return problem.model_dump(mode="json", exclude_none=True)


def tell_problems(app: FastAPI, door: Door) -> None:
    """Answer every error of the API with a problem."""

    def language(request: Request) -> str:
        caller = getattr(request.state, "caller", None)
        return caller.language if caller else door.language(request)

    def denied(request: Request, error: Exception) -> Response:
        assert isinstance(error, Denied)  # noqa: S101 - registered for this type
        headers: dict[str, str] = {}
        if isinstance(error, Unauthorised | OutOfScope):
            headers["WWW-Authenticate"] = error.challenge
        if isinstance(error, TooMany):
            headers["Retry-After"] = str(error.wait)
        return answer(BY_STATUS[error.status], error.what, language(request), mend=error.mend, headers=headers)

    def changed(request: Request, error: Exception) -> Response:
        assert isinstance(error, Changed)  # noqa: S101 - registered for this type
        told = error.error
        return answer(CHANGED, told.what, language(request), where=told.where, mend=told.mend, current=error.current)

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, SmbotError)  # noqa: S101 - registered for this type
        kind = CHANGED if isinstance(error, Conflict) else INVALID if isinstance(error, InputError) else NOT_NOW
        return answer(kind, error.what, language(request), where=error.where, mend=error.mend)

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type
        tongue, known = language(request), body_names(request)
        faults = [told_fault(each, tongue, known) for each in error.errors()]
        return answer(INVALID, TOLD[INVALID.name], tongue, faults=faults)

    def unusable(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type
        # FastAPI calls any body that cannot be read a 400.
        long = isinstance(error.__cause__, TooLarge)
        kind = TOO_LARGE if long else BY_STATUS.get(error.status_code, INVALID)
        headers = {"Allow": _methods_here(app, request)} if kind is METHOD else error.headers
        return answer(kind, TOLD.get(kind.name, kind.title), language(request), headers=headers)

    def too_large(request: Request, error: Exception) -> Response:
        return answer(TOO_LARGE, TOLD[TOO_LARGE.name], language(request))

    def failed(request: Request, error: Exception) -> Response:
        return answer(FAILED, TOLD[FAILED.name], language(request))

    app.add_exception_handler(Denied, denied)
    app.add_exception_handler(Changed, changed)
    app.add_exception_handler(SmbotError, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, unusable)
    app.add_exception_handler(TooLarge, too_large)
    app.add_exception_handler(Exception, failed)


def _methods_here(app: FastAPI, request: Request) -> str:
    """Return what an address answers to: of several routes Starlette names the methods of the first alone."""
    routes = (each for each in app.routes if isinstance(each, APIRoute))
    here = (each for each in routes if each.matches(request.scope)[0] != Match.NONE)
    return ", ".join(sorted({method for each in here for method in each.methods or ()}))
