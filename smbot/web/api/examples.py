"""Examples for the description of the API, made from its schemas: each is a value that the schema takes. Pure."""

from collections.abc import Mapping
from typing import Any, Final

REF: Final = "#/components/schemas/"
DAY, MOMENT = "2026-03-04", "2026-03-04T15:30:00Z"
DEEPEST: Final = 8
"""No shape of ours lies deeper."""

Schemas = Mapping[str, Any]


def named(schema: Mapping[str, Any], schemas: Schemas) -> Mapping[str, Any]:
    """Return a schema, or the one that it names."""
    ref = schema.get("$ref", "")
    found: Mapping[str, Any] = schemas[ref.removeprefix(REF)] if ref else schema
    return found


def example_of(schema: Mapping[str, Any], schemas: Schemas, *, depth: int = 0) -> object:
    """Return a value of a schema: the example that stands there, else the plainest one that says something."""
    whole = named(schema, schemas)
    if examples := schema.get("examples") or whole.get("examples"):
        return examples[0]
    for known in ("const", "default"):
        if known in schema or known in whole:
            return schema.get(known, whole.get(known))
    if "enum" in whole:
        return whole["enum"][0]
    if "allOf" in whole or "anyOf" in whole:
        return example_of((whole.get("allOf") or whole["anyOf"])[0], schemas, depth=depth)
    if depth < DEEPEST and "properties" in whole:
        return {name: example_of(field, schemas, depth=depth + 1) for name, field in whole["properties"].items()}
    if depth < DEEPEST and whole.get("type") == "array":
        return [example_of(whole.get("items", {}), schemas, depth=depth + 1)]
    return _plainest(whole)


def _plainest(whole: Mapping[str, Any]) -> object:
    match whole.get("type"), whole.get("format"):
        case "string", "date":
            return DAY
        case "string", "date-time":
            return MOMENT
        case "string", _:
            return ""
        case "integer" | "number", _:
            return max(0, whole.get("minimum", 0))
        case "boolean", _:
            return False
        case "array", _:
            return []
        case "object", _:
            return {}
    return None
