"""Pieces of a text that can be a name or a part of one: words, also those of a hashtag, numbers, single signs."""

import re
from collections.abc import Iterator

Token = tuple[int, int]
"""Where a piece stands, end exclusive."""

_PIECE = re.compile(r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+)*|\d+|\n|[^\w\s]|_")
_ELIDED = re.compile(r"(?:[dlcjmnst]|qu)['\u2019](?=[^\W\d_])", re.IGNORECASE)
_CAMEL = re.compile(r"(?:Mc|Mac)?[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+|[A-ZÀ-ÖØ-Þ]+(?![a-zß-öø-ÿ])|[^\W\d_]+")
_POSSESSIVE = ("'s", "\u2019s")


def tokens(text: str) -> list[Token]:
    """Return the pieces in order: "l'" and "'s" stand for themselves, "#JusticeForKayla" is three words."""
    return [token for match in _PIECE.finditer(text) for token in _split(text, *match.span())]


def _split(text: str, start: int, end: int) -> Iterator[Token]:
    if not text[start].isalpha():
        yield start, end
        return
    if elided := _ELIDED.match(text, start, end):
        yield start, elided.end()
        start = elided.end()
    tail = end
    if end - start > 2 and text[end - 2 : end] in _POSSESSIVE:
        end -= 2
    words = list(_CAMEL.finditer(text, start, end)) if text[max(0, start - 1) : start] in {"#", "@"} else []
    if len(words) > 1:
        yield from (word.span() for word in words)
    else:
        yield start, end
    if tail > end:
        yield end, tail
