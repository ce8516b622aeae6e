"""The description of the API (OpenAPI 3.1), made from the routes, their guards and their shapes, in either language."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from smbot import __version__
from smbot.core.messages import Message, msg, say
from smbot.members.scopes import MEANS
from smbot.web.api.examples import example_of
from smbot.web.api.problems import KINDS, MEDIA_TYPE, Problem, example_of_problem
from smbot.web.api.routes import ApiRoutes, needs_of_route

PREFIX = "/api/v1"
TOKEN = "token"  # noqa: S105 - the name of a way to sign in
ABOUT = msg(
    "What the pages of the desk do, for programs: the same acts, permissions and checks. A program sends "
    "“Authorization: Bearer” with a token that acts for one member, within its scopes and never with more than the "
    "member may. Texts are masked; what a mask hides, and what was said in private, no token opens. Places in texts "
    "count code points. Problems are answered as RFC 9457 has them, in the language of Accept-Language."
)
ALWAYS = (401, 403, 422, 429, 500)
"""Problems that every route may answer."""
WITH_BODY = (413,)
TOKEN_TOLD = msg("A token of a member, made on the page of their account or with “smbot token create”.")
CHALLENGE = msg("How to sign in (RFC 6750).")
WAIT = msg("Seconds until the next request may go on.")
LANGUAGE = msg("The language of the words in the answer.")
EITHER = msg("One of these scopes will do.")
ANY_WILL_DO = msg("Every token will do.")
DONE = msg("Done, or read: what is so now.")
SCOPE = msg("Needs the scope “{scope}”: {means}.")

Document = dict[str, Any]
"""A JSON document: its values are what JSON has."""


def described(app: FastAPI, routes: ApiRoutes, language: str) -> Document:
    """Return the description in `language`."""
    document = deepcopy(
        get_openapi(
            title="smbot",
            version=__version__,
            description=ABOUT.template,
            routes=app.routes,
            servers=[{"url": PREFIX}],
            separate_input_output_schemas=False,
        )
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas |= _schema_of_problems()
    document["components"]["securitySchemes"] = {
        TOKEN: {"type": "http", "scheme": "bearer", "description": TOKEN_TOLD.template}
    }
    for route in app.routes:
        if isinstance(route, APIRoute) and route.include_in_schema:
            for method in route.methods or ():
                _describe(document["paths"][route.path][method.lower()], route, routes, method, language)
    _add_examples(document, schemas)
    document["tags"] = [{"name": name} for name in _groups(routes, language)]
    return _translated(document, language)


def problems_of(route: APIRoute, routes: ApiRoutes, method: str) -> list[int]:
    """Return the statuses of the problems that a route may answer."""
    own = routes.told[(method, route.path)].problems
    return sorted({*ALWAYS, *own, *(WITH_BODY if route.body_field else ())})


def _describe(operation: Document, route: APIRoute, routes: ApiRoutes, method: str, language: str) -> None:
    told, needs = routes.told[(method, route.path)], needs_of_route(route)
    scopes = needs.scopes if needs else ()
    more = [say(told.more, language)] if told.more else []
    for scope in scopes:
        more.append(say(Message(SCOPE.template, {"scope": scope.value, "means": MEANS[scope]}), language))
    if not scopes:
        more.append(say(ANY_WILL_DO, language))
    if len(scopes) > 1:
        more.append(say(EITHER, language))
    operation["summary"] = say(told.title, language)
    operation["description"] = " ".join(more)
    operation["tags"] = [say(told.group, language)]
    operation["security"] = [{TOKEN: [scope.value]} for scope in scopes] or [{TOKEN: []}]
    answers: Document = operation["responses"]
    answers["200"]["description"] = DONE.template
    for status in problems_of(route, routes, method):
        answers[str(status)] = _answer(status, language)


def _add_examples(document: Document, schemas: Document) -> None:
    """Show a value of each body and answer; of a file there is none."""
    for operations in document["paths"].values():
        for operation in operations.values():
            for part in (operation.get("requestBody", {}), operation["responses"]["200"]):
                for media in part.get("content", {}).values():
                    if "$ref" in media["schema"]:
                        media["example"] = example_of(media["schema"], schemas)


def _answer(status: int, language: str) -> Document:
    told = " ".join(f"{say(kind.title, language)}." for kind in KINDS if kind.status == status)
    headers: Document = {"Content-Language": _header(LANGUAGE, "string")}
    if status == 401:
        headers["WWW-Authenticate"] = _header(CHALLENGE, "string")
    if status == 429:
        headers["Retry-After"] = _header(WAIT, "integer")
    return {
        "description": told,
        "headers": headers,
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": example_of_problem(status, language),
            }
        },
    }


def _header(told: Message, kind: str) -> Document:
    return {"description": told.template, "schema": {"type": kind}, "required": True}


def _schema_of_problems() -> Document:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    inner = schema.pop("$defs", {})
    return {"Problem": schema, **inner}


def _groups(routes: ApiRoutes, language: str) -> Iterable[str]:
    return dict.fromkeys(say(told.group, language) for told in routes.told.values())


def _translated(document: Document, language: str) -> Document:
    """Put the words of fields and shapes, which are written where these are, into `language`."""
    for each in _objects(document):
        if isinstance(words := each.get("description"), str) and "\n" not in words:
            each["description"] = say(Message(words), language)
    return document


def _objects(value: object) -> Iterator[Document]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
