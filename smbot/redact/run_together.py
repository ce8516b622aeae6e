"""Names that are written as one word: "KarlaMartens", and in addresses "karlamartens" too."""

import re
from collections.abc import Iterator
from typing import Final

from smbot.core.spans import Span
from smbot.redact.not_names import is_organisation
from smbot.redact.tagger.lists import entries
from smbot.redact.words import CAMEL, MIN_NAME, is_listed

RUN_TOGETHER: Final = "run_together"
SCORE: Final = 0.5
"""Below any usual threshold of doubt: brands are written so too."""
MOST_PIECES: Final = 3
MIN_SMALL: Final = 8
"""Letters of a word in small letters in which two names are looked for; shorter ones are often words by chance."""
MAX_SMALL: Final = 40

_CAMEL_WORD = re.compile(r"(?<![\w@#/.\-])[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{1,20}(?:[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{1,20}){1,3}(?!\w)")


def find_run_together(text: str) -> Iterator[Span]:
    """Yield words with inner capitals that are a given name and a surname."""
    for match in _CAMEL_WORD.finditer(text):
        if is_a_full_name(match[0]):
            yield Span(start=match.start(), end=match.end(), entity="PERSON", score=SCORE, recognizer=RUN_TOGETHER)


def is_a_full_name(word: str) -> bool:
    """Say whether the pieces of a word with inner capitals begin with a given name and end with a surname."""
    pieces = CAMEL.findall(word)
    if not 1 < len(pieces) <= MOST_PIECES or not all(map(is_listed, pieces)):
        return False
    return _is_full(pieces[0], pieces[-1]) and not is_organisation(" ".join(pieces))


def holds_a_full_name(word: str) -> bool:
    """Say the same of a word of an address, in small letters too."""
    if is_a_full_name(word):
        return True
    small = word.lower()
    if not MIN_SMALL <= len(small) <= MAX_SMALL or small in entries("places"):
        return False
    places = range(MIN_NAME, len(small) - MIN_NAME + 1)
    return any(_is_full(small[:at], small[at:]) and is_listed(small[:at]) and is_listed(small[at:]) for at in places)


def _is_full(given: str, surname: str) -> bool:
    return given.lower() in entries("given") and surname.lower() in entries("surnames")
