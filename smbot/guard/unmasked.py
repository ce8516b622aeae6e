"""Finds what a post tells of people although nothing masked it there: the guard's second line."""

import re
from functools import lru_cache

from smbot.core.canon import fold, tokens
from smbot.core.flat import flatten
from smbot.core.traces import traces
from smbot.guard.usual import is_anything_else, is_somebodys, is_two_names

MIN_DIGITS = 5
"""Digits from which a number of a post is not repeated; years, prices and hours have fewer."""
MIN_STRANGE = 4
"""Letters of a word that no list knows, to be taken for a name."""

_NUMBER = re.compile(r"\d(?:[\s.\-/()]{0,2}\d)*")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=64)
def told_by(post: str) -> frozenset[str]:
    """Return the tokens and traces of long numbers, of words that people are called by, and of strange capitals."""
    found: set[str] = set()
    for number in _NUMBER.findall(flatten(post)[0]):
        if sum(map(str.isdigit, number)) >= MIN_DIGITS:
            found |= tokens(number) | traces(number, "CASE_NUMBER")
    for word in _WORD.findall(post):
        if is_two_names(word):
            found |= tokens(word)
        elif word.islower():
            continue
        elif is_somebodys(word):
            found |= tokens(word) | traces(word, "PERSON")
        elif word[1:].islower() and len(word) >= MIN_STRANGE and not is_anything_else(fold(word)):
            found |= tokens(word)
    return frozenset(found)
