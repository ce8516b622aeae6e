"""The other half of a name that was found in part: a listed name beside it that is written in the same manner."""

import re
from typing import Final

from smbot.normalise.words import word_set
from smbot.redact.tagger.lists import entries
from smbot.redact.words import is_a_place_here, is_listed, names_nobody

MOST: Final = 2
"""Words by which a name grows on either side."""
_REACH: Final = 40

_NAME = r"[^\W\d_](?:[^\W\d_]|['\u2019](?=[^\W\d_]{2})){1,24}"
_BEFORE = re.compile(
    rf"(?<![\w@#/.\-'\u2019])(?P<name>{_NAME})[ ](?:[A-ZÀ-ÖØ-Þ]\.?[ ])?$|(?<![\w@#/.])(?P<first>{_NAME})-$"
)
_AFTER = re.compile(rf"(?:[ ](?:[A-ZÀ-ÖØ-Þ]\.?[ ])?|-)(?P<name>{_NAME})(?![\w@/\-]|['\u2019.][^\W\d_]{{3}})")
_FIRST = re.compile(r"[^\W\d_]+")
_WHOLE = re.compile(r"[^\W\d_]{2}$|(?<!\w)[A-ZÀ-ÖØ-Þ]\.?$")
"""The end of a word or an initial: behind "Quux's" stands what Quux has."""
_BEGINS_A_SENTENCE = re.compile(r"(?:^|[.!?:;\n\u2026])[\s\"'\u00ab\u00bb\u201c\u201d()]{0,4}$")
_ALSO_VERBS = word_set("bill chase don drew frank grant hope jack mark may pat rob sue wade will")
"""Given names with which a sentence begins that asks about somebody, or something of them: "Mark Zed Quux as paid"."""


def whole_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the name stands of which ``text[start:end]`` may be but a part: with listed names beside it."""
    for _ in range(MOST):
        begin = _before(text, start, end)
        if begin == start:
            break
        start = begin
    for _ in range(MOST):
        after = _after(text, start, end)
        if after == end:
            break
        end = after
    return start, end


def _before(text: str, start: int, end: int) -> int:
    first = _FIRST.match(text, start, end)
    match = _BEFORE.search(text, max(0, start - _REACH), start) if first else None
    if match is None or first is None:
        return start
    group = "name" if match["name"] else "first"
    word, at = match[group], match.start(group)
    whole = re.search(r"\w[ \-]+\w", text[start:end]) is not None
    if whole and word.lower() in _ALSO_VERBS and _BEGINS_A_SENTENCE.search(text, max(0, at - 6), at):
        return start
    if word == "Will":  # no list's, as it is a verb; with a capital within a sentence it is a name
        return start if _BEGINS_A_SENTENCE.search(text, max(0, at - 6), at) else at
    fits = word.lower() in entries("given") and _is_a_name(text, at, match.end(group), like=first[0])
    return at if fits else start


def _after(text: str, start: int, end: int) -> int:
    first = _FIRST.match(text, start, end)
    match = (
        _AFTER.match(text, end, end + _REACH) if first and _WHOLE.search(text, max(start, end - _REACH), end) else None
    )
    if match is None or first is None:
        return end
    return match.end("name") if _is_a_name(text, *match.span("name"), like=first[0]) else end


def _is_a_name(text: str, start: int, end: int, *, like: str) -> bool:
    word = text[start:end]
    if _manner(word) != _manner(like) or not is_listed(word) or names_nobody(word):
        return False
    return not is_a_place_here(text, start, end)


def _manner(word: str) -> str:
    """Say how a word is written: all in capitals, with one, or without."""
    if word.isupper() and len(word) > 1:
        return "capitals"
    return "capital" if word[0].isupper() else "small"
