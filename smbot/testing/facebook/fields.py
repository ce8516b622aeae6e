"""The `fields` parameter: names with modifiers and fields of their own, as in ``comments.limit(5){id,from{name}}``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from smbot.testing.facebook.errors import GraphError, invalid

DEEPEST = 10
TOKEN = re.compile(r"\s*(?:(?P<name>\w+)|(?P<modifier>\.\w+\([^()]*\))|(?P<sign>[{},]))\s*")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field that is asked for."""

    name: str
    modifiers: Mapping[str, str] = field(default_factory=dict)
    fields: "tuple[Field, ...]" = ()

    def __str__(self) -> str:
        modifiers = "".join(f".{key}({value})" for key, value in self.modifiers.items())
        inner = f"{{{','.join(map(str, self.fields))}}}" if self.fields else ""
        return f"{self.name}{modifiers}{inner}"


def parse_fields(text: str) -> tuple[Field, ...]:
    """Read a whole `fields` parameter; empty gives none, which means the defaults.

    Raises:
        GraphError: 2500 for what cannot be read.
    """
    parser = _Parser(text)
    fields = parser.several()
    if parser.rest():
        raise _syntax()
    return fields


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0

    def rest(self) -> str:
        return self._text[self._at :].strip()

    def several(self) -> tuple[Field, ...]:
        found: list[Field] = []
        while self.rest() and not self.rest().startswith("}"):
            found.append(self._one())
            if not self._take(","):
                break
        return tuple(found)

    def _one(self) -> Field:
        match = TOKEN.match(self._text, self._at)
        if match is None or not match["name"]:
            raise _syntax()
        self._at = match.end()
        name, modifiers = match["name"], {}
        while (match := TOKEN.match(self._text, self._at)) and match["modifier"]:
            key, _, value = match["modifier"][1:-1].partition("(")
            modifiers[key] = value
            self._at = match.end()
        inner: tuple[Field, ...] = ()
        if self._take("{"):
            self._depth += 1
            if self._depth > DEEPEST:
                raise _syntax()
            inner = self.several()
            if not self._take("}"):
                raise _syntax()
            self._depth -= 1
        if "fields" in modifiers:  # the older way to write braces
            inner = parse_fields(modifiers.pop("fields"))
        return Field(name=name, modifiers=modifiers, fields=inner)

    def _take(self, sign: str) -> bool:
        match = TOKEN.match(self._text, self._at)
        if match is None or match["sign"] != sign:
            return False
        self._at = match.end()
        return True


def one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    """Return a value of a closed list, in small letters.

    Raises:
        GraphError: 100.
    """
    if value.lower() not in allowed:
        raise invalid(f"Param {name} must be one of {{{', '.join(allowed).upper()}}}")
    return value.lower()


def _syntax() -> GraphError:
    return GraphError(2500, "Syntax error in the fields parameter")
