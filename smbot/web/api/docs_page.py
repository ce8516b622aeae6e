"""The description of the API, read for the page that shows it: routes by group, with fields and examples."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smbot.web.api.examples import REF, example_of, named


@dataclass(frozen=True, kw_only=True)
class FieldTold:
    """A parameter, or a field of a body."""

    name: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True, kw_only=True)
class RouteTold:
    """A route as the page shows it. `example` is a body that could be sent."""

    id: str
    method: str
    path: str
    title: str
    more: str
    parameters: Sequence[FieldTold]
    body: Sequence[FieldTold]
    example: str
    answer: str
    statuses: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class ShapeTold:
    """What is answered: an object and its fields."""

    name: str
    fields: Sequence[FieldTold]
    values: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class DocumentTold:
    """The whole description: groups of routes, and the shapes that they answer."""

    groups: Mapping[str, Sequence[RouteTold]]
    shapes: Sequence[ShapeTold]


def told_routes(document: Mapping[str, Any]) -> DocumentTold:
    """Read a description."""
    schemas = document["components"]["schemas"]
    groups: dict[str, list[RouteTold]] = {tag["name"]: [] for tag in document["tags"]}
    base = document["servers"][0]["url"]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            groups[operation["tags"][0]].append(_route(base + path, method, operation, schemas))
    shapes = [
        ShapeTold(name=name, fields=_fields(schema), values=[str(value) for value in schema.get("enum", ())])
        for name, schema in sorted(schemas.items())
    ]
    return DocumentTold(groups=groups, shapes=shapes)


def _route(path: str, method: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> RouteTold:
    content = operation.get("requestBody", {}).get("content", {})
    body = named(content["application/json"]["schema"], schemas) if content else {}
    [(media, told)] = operation["responses"]["200"]["content"].items()
    return RouteTold(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        title=operation["summary"],
        more=operation.get("description", ""),
        parameters=[
            FieldTold(
                name=each["name"],
                kind=_kind(each["schema"]),
                required=each.get("required", False),
                description=each.get("description", ""),
            )
            for each in operation.get("parameters", ())
        ],
        body=_fields(body),
        example=json.dumps(example_of(body, schemas), ensure_ascii=False, indent=2) if body else "",
        answer=_kind(told["schema"]) if media == "application/json" else media,
        statuses=sorted(operation["responses"]),
    )


def _fields(schema: Mapping[str, Any]) -> list[FieldTold]:
    required = schema.get("required", ())
    return [
        FieldTold(
            name=name, kind=_kind(field), required=name in required, description=str(field.get("description", ""))
        )
        for name, field in schema.get("properties", {}).items()
    ]


def _kind(schema: Mapping[str, Any]) -> str:
    """Return what a value is, in the words of JSON and the names of shapes."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REF)
    if "allOf" in schema:
        return _kind(schema["allOf"][0])
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_kind(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    if "const" in schema:
        return json.dumps(schema["const"], ensure_ascii=False)
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("type", "object"))
