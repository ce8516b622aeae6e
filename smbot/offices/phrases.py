"""Finds the directory's words in a masked text, whatever their accents, capitals and plurals; pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from smbot.core.redacted import RedactedText

_WORD = re.compile(r"(?<!\w['’])[^\W_]+|(?<=\w['’])(?!s\b)[^\W_]+", re.IGNORECASE)
"""Letters and digits in a row; the possessive 's is none: "driver's" is read as "driver", as "drivers" is."""
_INVARIABLE = 3
"""Words of so many letters or fewer have no plural that is told here ("bus", "gas", "pas")."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A phrase that stands in a text, from `start` to `end` (code points, end exclusive), with all whom it means."""

    start: int
    end: int
    means: frozenset[str]


def find_phrases(text: RedactedText, phrases: Mapping[str, Iterable[str]]) -> tuple[Found, ...]:
    """Return where the phrases of each name stand; one that lies inside a longer one does not count.

    What stands in place of masked values is not read: ``[CA_PASSPORT 1]`` is not a word about passports.
    """
    words = _words(_without_masks(text))
    known: dict[tuple[str, ...], set[str]] = {}
    for name, several in phrases.items():
        for phrase in several:
            if folded := tuple(word for word, _, _ in _words(phrase)):
                known.setdefault(folded, set()).add(name)
    lengths = sorted({len(phrase) for phrase in known}, reverse=True)
    found: list[Found] = []
    for length in lengths:
        for first in range(len(words) - length + 1):
            stretch = words[first : first + length]
            means = known.get(tuple(word for word, _, _ in stretch))
            start, end = stretch[0][1], stretch[-1][2]
            if means and not any(one.start <= start and end <= one.end for one in found):
                found.append(Found(start=start, end=end, means=frozenset(means)))
    return tuple(sorted(found, key=lambda one: one.start))


def _without_masks(text: RedactedText) -> str:
    characters = list(text.text)
    for mask in text.masks:
        # Something that no phrase holds, so that none reaches over a mask.
        characters[mask.start : mask.end] = "0" * (mask.end - mask.start)
    return "".join(characters)


def _words(text: str) -> Sequence[tuple[str, int, int]]:
    return [(_folded(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return letters[:-1] if len(letters) > _INVARIABLE and letters[-1] in "sx" else letters
