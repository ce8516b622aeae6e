"""@handles: a rule of their own; the engine keeps those of the organisation and of public bodies."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span

ENTITIES = ("HANDLE",)

_HANDLE = re.compile(
    r"(?<![\w@/.+\-])@[A-Za-z0-9_](?>(?:[\w.\-]{0,58}[\w])?)(?:@[\w\-]{1,63}(?:\.[\w\-]{1,63})"
    r"{1,4})?|(?<![\w/.\-])/?u/[A-Za-z0-9_\-]{3,20}(?![\w/])"
)


_EVERYONE = frozenset({"@everyone", "@here", "@all", "@channel", "@tous", "@toutes", "@followers", "@highlight"})
"""Calls to everybody, which name nobody."""


def find(text: str) -> Iterator[Span]:
    """Yield handles of X, Bluesky ("@name.example.org"), Mastodon ("@name@example.org") and Reddit ("u/name")."""
    for match in _HANDLE.finditer(text):
        if match[0].lower() not in _EVERYONE:
            yield Span(start=match.start(), end=match.end(), entity="HANDLE", score=0.9, recognizer="handle")
