"""Finds what a post tells of people although nothing masked it there: the guard's second line."""

import re
from collections.abc import Iterator
from functools import lru_cache

from smbot.core.canon import fold, tokens
from smbot.core.flat import flatten
from smbot.core.traces import dates, traces
from smbot.guard.spelling import respelled
from smbot.guard.usual import is_anything_else, is_somebodys, is_two_names

MIN_DIGITS = 5
"""Digits from which a number of a post is not repeated; years, prices and hours have fewer."""
MIN_STRANGE = 4
"""Letters of a word that no list knows, to be taken for a name."""

_OWN_DAY = re.compile(
    r"\b(?:appointments?|appt|hearing|surgery|interview|court|exam|booked|booking|born|birth\w*|applied|turn(?:s|ed|ing)?|"
    r"rendez\W?vous|rdv|audience|operation|chirurgie|entrevue|tribunal|examen|nee?|naissance|anniversaire|fete)\b"
)
"""What a day of the post is when it is one person's."""
_SENTENCE = re.compile(r"[^!?\n]+")

_NUMBER = re.compile(r"\d(?:[\s.\-/()]{0,2}\d)*")
_WORD = re.compile(r"[^\W\d_]+")
_DISGUISED = re.compile(r"(?<![^\W_])[^\W\d_]+(?:[0134578@$!|]+[^\W\d_]+)+(?![^\W_])")


@lru_cache(maxsize=64)
def told_by(post: str) -> frozenset[str]:
    """Return the tokens and traces of long numbers, names, strange capitals, and days of one person's own."""
    found: set[str] = set()
    for number in _NUMBER.findall(flatten(post)[0]):
        if sum(map(str.isdigit, number)) >= MIN_DIGITS:
            found |= tokens(number) | traces(number, "CASE_NUMBER")
    for sentence in _SENTENCE.findall(flatten(post)[0]):
        if _OWN_DAY.search(sentence):
            found |= set(dates(sentence))
    shouted = post.isupper()
    for word in (*_WORD.findall(post), *_disguised(post)):
        if word.islower():
            found |= tokens(word) if is_two_names(word) else frozenset()
        elif is_somebodys(word) or _is_strange(word, shouted=shouted):
            found |= tokens(word) | traces(word, "PERSON")
    return frozenset(found)


def _is_strange(word: str, *, shouted: bool) -> bool:
    written = shouted or word[1:].islower()
    return written and len(word) >= MIN_STRANGE and (is_two_names(word) or not is_anything_else(fold(word)))


def _disguised(post: str) -> Iterator[str]:
    """Yield what words may be in which digits or signs stand for letters."""
    for match in _DISGUISED.finditer(post):
        yield from (reading.capitalize() for reading in respelled(fold(match[0])) if is_somebodys(reading))
