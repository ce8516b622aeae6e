"""Refuses a reply that holds any of the author's personal information, however it is spelled.

Nobody keeps the values: the tokens of the reply are folded like those of the masked spans were
(`smbot.core.canon`) and looked up among the conversation's keyed digests. The playbook's own words are
exempt where they stand as rendered (`smbot.guard.unchanged`): an author called Service does not make
every reply impossible, and the same word added by a reviewer is still caught.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from smbot.core.canon import MIN_DIGITS, MIN_WORD, fold, tokens
from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding
from smbot.guard.numbers import numbers
from smbot.guard.places import Place, Places, inside, merged
from smbot.guard.unchanged import unchanged

MAX_WINDOW = 48
"""Characters of neighbouring words that are also read as one ("T r e m b l a y"); the longest names fit."""

MIN_INNER_DIGITS = 7
"""A number inside a longer one counts from here on: a telephone number behind a country code."""

_CHUNK = re.compile(r"\S+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_NOT_WORD = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_ALIKE = str.maketrans("аеорсхуіјѕкмтвнοαεικνρτυχ", "aeopcxyijskmtbhoaeikvptux")
_LEET_L = str.maketrans("0134578@$!", "oleastbasl")
_LEET_I = str.maketrans("0134578@$!", "oieastbasi")


def echo(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield each place where the reply holds a token of the author's personal information.

    Raises:
        TooManyReadings: Too many numbers in words to look up; the reply cannot be cleared.
    """
    known = cache(context.is_known)
    stretches = unchanged(reply, context.template_text)
    found: list[Place] = []
    for start, end in (*_words(reply, stretches, known), *_numbers(reply, stretches, known)):
        if not any(start <= first and last <= end for first, last in found):
            found.append((start, end))
    for start, end in merged(found):
        yield Finding(
            rule="echo",
            refuses=True,
            message=msg("This repeats personal information of the author: remove it."),
            start=start,
            end=end,
        )


def _words(reply: str, stretches: Places, known: Callable[[str], bool]) -> Iterator[Place]:
    """Yield the known windows, shorter ones first."""
    chunks = [chunk.span() for chunk in _CHUNK.finditer(reply)]
    for size in range(1, len(chunks) + 1):
        fitting = False
        for first in range(len(chunks) - size + 1):
            start, end = chunks[first][0], chunks[first + size - 1][1]
            if size > 1 and end - start > MAX_WINDOW:
                continue
            fitting = True
            if inside((start, end), stretches):
                continue
            window = reply[start:end]
            if size > 1:
                hit = any(map(known, _run_together(window)))
            else:
                hit = any(map(known, _spellings(window))) or _two_in_one(window, known)
            if hit:
                yield start, end
        if not fitting:
            return


def _numbers(reply: str, stretches: Places, known: Callable[[str], bool]) -> Iterator[Place]:
    for number in numbers(reply):
        if len(number.digits) < MIN_DIGITS or inside((number.start, number.end), stretches):
            continue
        if any(known(digits) for digits in _inner(number.digits)):
            yield number.start, number.end


def _inner(digits: str) -> Iterator[str]:
    yield digits
    for length in range(MIN_INNER_DIGITS, min(len(digits), 20)):
        yield from (digits[at : at + length] for at in range(len(digits) - length + 1))


def _spellings(chunk: str) -> frozenset[str]:
    """Return the tokens of one word in every spelling that is undone here."""
    found = _joined(chunk)
    for text in _respelled(chunk):
        found |= tokens(text) | tokens(_EDGES.sub("", text))
    for part in _CAMEL.split(chunk):
        found |= tokens(part)
    return frozenset(token for token in found if len(token) >= MIN_WORD)


def _run_together(window: str) -> frozenset[str]:
    """Return what a few words are when read as one, without their own tokens: those are judged alone."""
    found = _joined(window)
    for text in (window, _EDGES.sub("", window)):
        found |= tokens(text).difference(*(tokens(chunk) for chunk in text.split()))
    return frozenset(token for token in found if len(token) >= MIN_WORD)


def _joined(text: str) -> set[str]:
    joined = {_NOT_WORD.sub("", spelling) for spelling in _respelled(text)}
    return joined | {word.removesuffix("s") for word in joined}


def _respelled(text: str) -> set[str]:
    """Return the folded text, also with look-alike letters and with digits that stand for letters undone."""
    folded = fold(text)
    return {folded, *(folded.translate(table) for table in (_ALIKE, _LEET_L, _LEET_I))}


def _two_in_one(chunk: str, known: Callable[[str], bool]) -> bool:
    """Say whether a word is two known ones written together ("julietremblay")."""
    word = _NOT_WORD.sub("", fold(chunk))
    cuts = range(MIN_WORD, len(word) - MIN_WORD + 1)
    return any(known(word[:at]) and known(word[at:]) for at in cuts)
