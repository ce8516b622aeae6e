"""Adds the API's routes, each with what it needs, what it is called, and which problems it may answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import Depends, FastAPI
from fastapi.datastructures import Default
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from smbot.core.messages import Message
from smbot.web.api.door import ApiNeeds, DescriptionGuard, Door, TokenGuard

ZIP: Final = "application/zip"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the description says of a route."""

    group: Message
    title: Message
    more: Message | None = None
    problems: frozenset[int] = frozenset()


@dataclass(kw_only=True)
class ApiRoutes:
    """Adds routes; `told` is what the description says of each, by method and path."""

    app: FastAPI
    door: Door
    told: dict[tuple[str, str], Told] = field(default_factory=dict)

    def get(
        self,
        path: str,
        endpoint: Callable[..., BaseModel],
        needs: ApiNeeds,
        group: Message,
        title: Message,
        *,
        more: Message | None = None,
        problems: Sequence[int] = (),
    ) -> None:
        """Add something to read."""
        self._add("GET", path, endpoint, needs, Told(group=group, title=title, more=more, problems=frozenset(problems)))

    def act(
        self,
        path: str,
        endpoint: Callable[..., BaseModel],
        needs: ApiNeeds,
        group: Message,
        title: Message,
        *,
        more: Message | None = None,
        problems: Sequence[int] = (404, 409),
        method: str = "POST",
    ) -> None:
        """Add an act."""
        self._add(
            method, path, endpoint, needs, Told(group=group, title=title, more=more, problems=frozenset(problems))
        )

    def file(
        self,
        path: str,
        endpoint: Callable[..., Response],
        needs: ApiNeeds,
        group: Message,
        title: Message,
        *,
        media_type: str,
        more: Message | None = None,
        problems: Sequence[int] = (),
        method: str = "POST",
    ) -> None:
        """Add something that is answered with a file."""
        told = Told(group=group, title=title, more=more, problems=frozenset(problems))
        schema = {"type": "string", "format": "binary"} if media_type == ZIP else {"type": "object"}
        self._add(method, path, endpoint, needs, told, media={"content": {media_type: {"schema": schema}}})

    def description(self, path: str, endpoint: Callable[..., Response]) -> None:
        """Add the description itself, which is not in it."""
        guard = Depends(DescriptionGuard(self.door))
        self.app.add_api_route(path, endpoint, dependencies=[guard], response_model=None, include_in_schema=False)

    def _add(
        self,
        method: str,
        path: str,
        endpoint: Callable[..., BaseModel | Response],
        needs: ApiNeeds,
        told: Told,
        *,
        media: dict[str, Any] | None = None,
    ) -> None:
        guard = Depends(TokenGuard(self.door, needs))
        words = [word.strip("{}").replace("-", "_") for word in path.strip("/").split("/")]
        self.app.add_api_route(
            path,
            endpoint,
            methods=[method],
            dependencies=[guard],
            operation_id="_".join([method.lower(), *words]),
            response_class=Response if media else JSONResponse,
            response_model=None if media else Default(None),
            responses={200: media} if media else None,
        )
        self.told[(method, path)] = told


def needs_of_route(route: APIRoute) -> ApiNeeds | None:
    """Return what a route of the API asks for, by the guard that truly stands before it."""
    for dependency in route.dependencies:
        if isinstance(dependency.dependency, TokenGuard) and isinstance(dependency.dependency.needs, ApiNeeds):
            return dependency.dependency.needs
    return None
