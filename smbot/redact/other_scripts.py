"""Letters of other scripts than Latin: names in them are found by nobody here, so all of it is masked in doubt.

Look-alikes within Latin words were folded before; emoji and signs are no letters.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from smbot.core.spans import Span

OTHER_SCRIPT: Final = "other_script"
SCORE: Final = 0.5
"""Below any usual threshold of doubt: a name, a place, or any word at all."""
MIN_LETTERS: Final = 2
"""Letters of a run: one alone is a unit, a variable, a face ("µ", "π", "ツ"), except where one is a word."""
MAX_BETWEEN: Final = 6
"""Signs and digits between two runs that are masked with them: a comma, the number of a house."""

_WORDS_OF_ONE_LETTER = ("CJK", "HANGUL SYLLABLE")
_MAY_BE_OTHER = re.compile(
    "[\u0370-\u1dff\u1f00-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\uffff\U00010000-\U0001efff\U00020000-\U000fffff]"
)
_JOINERS = "\u200c\u200d"


def find_other_scripts(text: str) -> Iterator[Span]:
    """Yield the stretches of a folded text that are written in other letters than Latin ones."""
    if not _MAY_BE_OTHER.search(text):
        return
    start = end = -1
    for begin, after in _runs(text):
        if start >= 0 and (begin - end > MAX_BETWEEN or "\n" in text[end:begin] or _has_latin(text[end:begin])):
            yield _span(start, end)
            start = -1
        start, end = begin if start < 0 else start, after
    if start >= 0:
        yield _span(start, end)


def without_other_scripts(text: str) -> str:
    """Return `text` with spaces for other letters, character for character: numbers are written up against them."""
    return "".join(" " if _is_other(c) or (_continues(c) and c not in _JOINERS) else c for c in text)


def count_latin(text: str) -> int:
    """Return how many Latin letters `text` has."""
    return sum(c.isalpha() and not _is_other(c) for c in text)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield words in other letters; of a word in both, the whole word."""
    start, others = -1, ""
    for at, character in enumerate(f"{text} "):
        if character.isalpha():
            start = at if start < 0 else start
            others += character if _is_other(character) else ""
        elif start >= 0 and _continues(character):
            others += character if others and _is_a_sound(character) else ""
        elif start >= 0:
            if len(others) >= MIN_LETTERS or any(map(_is_a_word, others)):
                yield start, at
            start, others = -1, ""


def _has_latin(text: str) -> bool:
    return any(c.isalpha() and not _is_other(c) for c in text)


@lru_cache(maxsize=4096)
def _is_other(character: str) -> bool:
    if character.isascii() or not character.isalpha():
        return False
    return not unicodedata.name(character, "").startswith(("LATIN", "MODIFIER LETTER"))


@lru_cache(maxsize=4096)
def _continues(character: str) -> bool:
    """Say whether a character belongs to the letter before it: vowel signs, accents, joiners."""
    return not character.isascii() and (character in _JOINERS or unicodedata.category(character).startswith("M"))


@lru_cache(maxsize=4096)
def _is_a_sound(character: str) -> bool:
    """Say whether a mark is a sound of its own script ("ली" is Li), and no accent that any letter may carry."""
    return " SIGN " in unicodedata.name(character, "")


@lru_cache(maxsize=4096)
def _is_a_word(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_WORDS_OF_ONE_LETTER)


def _span(start: int, end: int) -> Span:
    return Span(start=start, end=end, entity="PERSON", score=SCORE, recognizer=OTHER_SCRIPT, doubtful=True)
