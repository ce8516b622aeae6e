"""The format of playbooks as JSON Schema, for editors that complete and check while somebody types."""

import json
from collections.abc import Mapping

from smbot.core.words import ENTITIES
from smbot.playbooks.model import LABELS, Playbook

FILE_NAME = "playbook.schema.json"
FIRST_LINE = f"# yaml-language-server: $schema=./{FILE_NAME}"
"""The line with which a playbook names the schema beside it (the convention of the YAML language server)."""

Json = dict[str, object] | list[object] | str | int | float | bool | None

_LABEL_LISTS = frozenset({"labels", "all_labels"})
_ENTITY_LISTS = frozenset({"entities", "exposed"})


def json_schema() -> dict[str, Json]:
    """Return the schema (draft 2020-12) of a playbook file of schema 2."""
    found = _tidy(Playbook.model_json_schema(by_alias=True))
    if not isinstance(found, dict):
        raise TypeError("a schema is an object")
    head: dict[str, Json] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "smbot playbook"}
    return {**head, **{key: _json(value) for key, value in found.items() if key != "title"}}


def as_text() -> str:
    """Return the schema as the file holds it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _tidy(value: object, name: str = "") -> object:
    """Drop what only pydantic means (nulls, generated titles), and name the labels and entities there are."""
    if isinstance(value, list):
        return [_tidy(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    options = value.get("anyOf")
    if isinstance(options, list):
        chosen = [each for each in options if each != {"type": "null"}]
        if len(chosen) == 1:
            value = {**{key: inner for key, inner in value.items() if key not in {"anyOf", "default"}}, **chosen[0]}
    tidy = {
        key: _properties(inner) if key in {"properties", "$defs"} else _tidy(inner)
        for key, inner in value.items()
        if not (key == "title" and isinstance(inner, str))
    }
    if name in _LABEL_LISTS and tidy.get("type") == "array":
        tidy["items"] = {"enum": list(LABELS)}
    if name in _ENTITY_LISTS and tidy.get("type") == "array":
        tidy["items"] = {"enum": list(ENTITIES)}
    return tidy


def _properties(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    tidy = {name: _tidy(inner, name) for name, inner in value.items()}
    if isinstance(step := tidy.get("Step"), dict):
        step |= {"minProperties": 1, "maxProperties": 1}
    return tidy


def _json(value: object) -> Json:
    read: Json = json.loads(json.dumps(value))
    return read
