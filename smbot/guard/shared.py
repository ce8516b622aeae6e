"""Finds what a reply takes over from the post that looks personal although nothing masked it there: a second line."""

import re
from collections.abc import Iterator

from smbot.core.canon import fold
from smbot.core.flat import flatten
from smbot.guard.numbers import numbers
from smbot.guard.places import Place, Places, inside
from smbot.guard.usual import is_somebodys

MIN_DIGITS = 5
"""Digits from which a number of the post is not repeated; years, prices and hours have fewer."""

_NUMBER = re.compile(r"\d(?:[\s.\-/()]{0,2}\d)*")
_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")


def shared(reply: str, post: str | None, free: Places) -> Iterator[Place]:
    """Yield each long number, and each word that people are called by, that both have."""
    if post is None:
        return
    flat = flatten(post)[0]
    theirs = {re.sub(r"\D", "", match[0]) for match in _NUMBER.finditer(flat)} | set(re.findall(r"\d+", flat))
    for number in numbers(reply):
        place = number.start, number.end
        if len(number.digits) >= MIN_DIGITS and number.digits in theirs and not inside(place, free):
            yield place
    said = {fold(match[0]) for match in _WORD.finditer(post)}
    for match in _WORD.finditer(reply):
        if (
            not match[0].islower()
            and fold(match[0]) in said
            and is_somebodys(match[0])
            and not inside(match.span(), free)
        ):
            yield match.span()
