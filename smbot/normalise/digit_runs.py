"""Long numbers that people say, mix, space out or take apart with signs, folded to digits in their usual groups."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from smbot.normalise.digit_groups import (
    MIN_DIGITS,
    WORDS,
    before_a_sin,
    born_groups,
    cut_place,
    dated_groups,
    is_address,
    is_list,
    joined_groups,
    shaped_groups,
    sign_between,
    without_a_word,
)
from smbot.normalise.number_words import AND, SIGNS, TIMES, Part, loose_part, parts
from smbot.normalise.offsets import Edit
from smbot.normalise.spoken import Number, numbers

_MIN_SAID = 4
_MIN_GLUED = 3
_MIN_DATE = 5
_MIN_WORDS = 3
_MIN_LONE = 6
_LONGEST_CUT = 40
_MAX_WHOLE = 16
_KEPT_GAPS = frozenset({" ", "-", ".", "/"})
_TOKEN = re.compile(r"(?:[^\W_]|\u25cb)+")
_GAP = re.compile(r"(?!: )[^\w\n$\u20ac\u00a3%#@+\u25cb]{0,6}|_| _|_ | _ |_{2,3}")
_GATE = re.compile(r"\d|\u25cb|(?:zero|z[ée]ro|oh|one|two|three|four|five|six|seven|eight|nine|un|deux|trois|quatre|"
                   r"cinq|sept|huit|neuf|cero|[㆐-龥])", re.IGNORECASE)  # fmt: skip
_CALLED = re.compile(
    r"(?<!\w)(?:transit|folio|compte|cpte|account|acct|institution|inst|caisse|succ|succursale|pin|nip|code|num[ée]ro|num|"
    r"number|no|n\u00b0|file|dossier|r[ée]f|case|id|client|ticket|billet|cvv|password|passe|n[ée]e?s?|"
    r"born(?: on)?|dob|naissance|birth|ddn|bday)[\s.:#(]{1,3}"
    r"(?:is |est |the |c'est |de |le )?$",
    re.IGNORECASE,
)


def long_numbers(text: str) -> Iterator[Edit]:
    """Write long numbers in digits: what is said becomes digits, odd signs between usual groups become spaces."""
    if not _GATE.search(text):
        return
    for run in _runs(text):
        found = list(numbers(run))
        if found:
            yield from _edits(text, found)


def _runs(text: str) -> Iterator[list[Part]]:
    """Yield the parts of numbers, and the words between them, that nothing else parts."""
    run: list[Part] = []
    waiting: list[Part] = []
    end = 0
    for match in _TOKEN.finditer(text):
        token, start = match[0], match.start()
        if run and (not _GAP.fullmatch(text, end, start) or _begins_sentence(text[end:start], token)):
            yield run
            run, waiting = [], []
        found = parts(token)
        if not found and run and len(waiting) < 2:
            word = token.lower()
            if word in SIGNS or word in AND or word in TIMES:
                waiting.append((word, start, match.end()))
                end = match.end()
                continue
            if meant := loose_part(token, run):
                found = ((meant, 0, len(token)),)
        if found:
            run += waiting
            waiting = []
            run += [(word, start + first, start + last) for word, first, last in found]
            end = match.end()
        elif run:
            yield run
            run, waiting = [], []
    if run:
        yield run


def _begins_sentence(gap: str, token: str) -> bool:
    return gap.endswith((". ", "! ", "? ")) and token[:1].isupper() and not token.isupper()


def _edits(text: str, found: Sequence[Number]) -> Iterator[Edit]:  # noqa: PLR0912 - one case a habit
    if len(found) > 1 and _counts(text, found[0], found[1]):
        found = found[1:]
    digits = "".join(number.digits for number in found)
    said = [number for number in found if number.spoken or text[number.start : number.end] != number.digits]
    gaps = _gaps(text, found)
    dated = dated_groups(found, gaps, said=bool(said)) or born_groups(text, found)
    if len(digits) < (_MIN_DATE if dated else _least(text, found, said, gaps)):
        return
    if not said and dated is None and is_list(gaps, digits):
        return
    if is_address(found, gaps):
        groups, sign = [[number] for number in found], "."
    elif dated is not None:
        groups, sign = dated, "/"
    elif len(found) > _LONGEST_CUT:
        groups, sign = joined_groups(found, gaps), ""
    elif (cut := before_a_sin(found, gaps)) and said:
        yield from _edits(text, found[:cut])
        return
    elif (shaped := shaped_groups(found, gaps, digits, bool(said))) is not None:
        groups, sign = shaped, " "
    elif rest := without_a_word(found, gaps):
        yield from _edits(text, rest)
        return
    elif cut := cut_place(found, gaps, digits):
        yield from _edits(text, found[:cut])
        yield from _edits(text, found[cut:])
        return
    elif said or (len(found) >= _MIN_LONE and all(len(number.digits) == 1 for number in found)):
        whole = said and len(digits) <= _MAX_WHOLE and not any("," in gap or ";" in gap for gap in gaps)
        groups, sign = [list(found)] if whole else joined_groups(found, gaps), ""
    elif any(WORDS.search(gap) for gap in gaps):
        groups, sign = [[number] for number in found], ""
    else:
        return
    yield from _written(text, groups, sign)


def _counts(text: str, first: Number, second: Number) -> bool:
    """Say whether "one" or "un" before a number in digits is only a word ("the new one 82721-001")."""
    return (
        first.spoken
        and first.digits == "1"
        and text[first.end : second.start] == " "
        and not second.spoken
        and len(second.digits) > 2
    )


def _least(text: str, found: Sequence[Number], said: Sequence[Number], gaps: Sequence[str]) -> int:
    """Return the fewest digits that make a run worth writing in digits."""
    if said and ("" in gaps or _CALLED.search(text, max(0, found[0].start - 24), found[0].start)):
        return _MIN_GLUED
    if len(said) >= _MIN_WORDS and all(len(number.digits) == 1 for number in said):
        return _MIN_SAID
    return MIN_DIGITS


def _gaps(text: str, found: Sequence[Number]) -> list[str]:
    return [text[left.end : right.start] for left, right in pairwise(found)]


def _written(text: str, groups: Sequence[Sequence[Number]], sign: str) -> Iterator[Edit]:
    for index, group in enumerate(groups):
        start, end = group[0].start, group[-1].end
        if text[start:end] != (new := "".join(number.digits for number in group)):
            yield Edit(start, end, new)
        if index + 1 < len(groups):
            gap = text[end : groups[index + 1][0].start]
            written = sign or sign_between(gap)
            if gap and gap != written and (sign == "." or gap not in _KEPT_GAPS):
                yield Edit(end, groups[index + 1][0].start, written)
