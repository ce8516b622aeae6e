"""Numbers that people spell out or space out, in English and French, folded to plain digits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from smbot.normalise.offsets import Edit

MIN_DIGITS = 7
"""Shorter runs stay as they are: "one or two", "cinq à sept"; every number that identifies is longer."""

_UNITS_EN = {"zero": 0, "nought": 0, "naught": 0, "oh": 0, "o": 0, "one": 1, "two": 2, "three": 3, "four": 4,
             "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "niner": 9}  # fmt: skip
_TEENS_EN = {"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
             "seventeen": 17, "eighteen": 18, "nineteen": 19}  # fmt: skip
_TENS_EN = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
            "eighty": 80, "ninety": 90}  # fmt: skip
_UNITS_FR = {"zéro": 0, "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6,
             "sept": 7, "huit": 8, "neuf": 9}  # fmt: skip
_TEENS_FR = {"dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16}
_TENS_FR = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
            "septante": 70, "huitante": 80, "octante": 80, "nonante": 90}  # fmt: skip
_HUNDRED = {"hundred", "cent", "cents"}
_REPEAT = {"double": 2, "triple": 3}
_UNITS = _UNITS_EN | _UNITS_FR
_TEENS = _TEENS_EN | _TEENS_FR
_TENS = _TENS_EN | _TENS_FR

_ALL = sorted({*_UNITS, *_TEENS, *_TENS, *_HUNDRED, *_REPEAT}, key=len, reverse=True)
_GAP = r"(?:[ \t,./()\-\u2010-\u2015\u2212_*|\u00b7:]|\.\.\.){1,4}"
_NUMBER_WORD = rf"(?:{'|'.join(_ALL)})"
_RUN = re.compile(
    rf"(?<![\w@#]){_NUMBER_WORD}(?:{_GAP}(?:(?:et|and){_GAP})?(?:{_NUMBER_WORD}|\d++))+(?![\w])"
    rf"|(?<![\w@#])\d++(?:{_GAP}(?:(?:et|and){_GAP})?(?:{_NUMBER_WORD}|\d++)(?!\w))+",
    re.IGNORECASE,
)
_PLAIN_GAPS = frozenset(" -./")
_PIECE = re.compile(r"\d+|[^\W\d_]+")
_SPACED = re.compile(r"(?<![\w])(?<!\d[ .\-_*,/])\d(?>(?:[ .\-_*,/|]{1,3}\d(?!\d)){6,})(?!\w)")
_GROUPS = re.compile(r"(?<!\w)(?=[\dOolI|+(])[+(]{0,2}[\dOoIl|]++(?>(?:[ .\-/()]{1,3}[\dOoIl|]++)*)(?!\w)")
_GROUP = re.compile(r"[\dOoIl|]+")
_DIGIT_LETTERS = str.maketrans("OoIl|", "00111")


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    digits: str
    spoken: bool


def digit_words(text: str) -> Iterator[Edit]:
    """Turn runs of number words that make seven digits or more into digits ("six oh four 555 …")."""
    for match in _RUN.finditer(text):
        numbers = _parse([(piece[0].lower(), match.start() + piece.start(), match.start() + piece.end())
                          for piece in _PIECE.finditer(match[0])])  # fmt: skip
        if sum(len(number.digits) for number in numbers) < MIN_DIGITS or not any(n.spoken for n in numbers):
            continue
        yield from _joined(text, numbers)


def _joined(text: str, numbers: list[_Number]) -> Iterator[Edit]:
    """Write the numbers with one space between them, and none between digits said one by one."""
    index = 0
    while index < len(numbers):
        last = index
        while last + 1 < len(numbers) and len(numbers[last].digits) == len(numbers[last + 1].digits) == 1:
            last += 1
        start, end = numbers[index].start, numbers[last].end
        if any(number.spoken for number in numbers[index : last + 1]):
            yield Edit(start, end, "".join(number.digits for number in numbers[index : last + 1]))
        if last + 1 < len(numbers) and text[end : numbers[last + 1].start] not in _PLAIN_GAPS:
            yield Edit(end, numbers[last + 1].start, " ")
        index = last + 1


def _parse(pieces: list[tuple[str, int, int]]) -> list[_Number]:
    """Group the pieces of a run into numbers as they are said."""
    numbers: list[_Number] = []
    index = 0
    while index < len(pieces):
        word, start, end = pieces[index]
        if word.isdigit():
            numbers.append(_Number(start, end, word, False))
            index += 1
            continue
        digits, used = _spoken(pieces, index)
        if used == 0:
            index += 1
            continue
        numbers.append(_Number(start, pieces[index + used - 1][2], digits, True))
        index += used
    return numbers


def _word(pieces: list[tuple[str, int, int]], index: int) -> str:
    return pieces[index][0] if index < len(pieces) else ""


def _spoken(pieces: list[tuple[str, int, int]], index: int) -> tuple[str, int]:
    """Return the digits of the number that begins at `index`, and how many pieces it takes."""
    word = _word(pieces, index)
    if word in _REPEAT:
        following = _word(pieces, index + 1)
        value = str(_UNITS[following]) if following in _UNITS else following
        if len(value) == 1 and value.isdigit():
            return value * _REPEAT[word], 2
        return "", 0
    used = 0
    hundreds = 0
    if word in _UNITS and _UNITS[word] > 0 and _word(pieces, index + 1) in _HUNDRED:
        hundreds, used = _UNITS[word], 2
    elif word in {"cent", "cents"}:
        hundreds, used = 1, 1
    if hundreds and _word(pieces, index + used) == "and":
        used += 1
    rest, taken = _below_hundred(pieces, index + used)
    if not hundreds:
        return rest, taken
    if not taken:
        used -= _word(pieces, index + used - 1) == "and"
    return f"{hundreds}{int(rest or 0):02d}", used + taken


def _below_hundred(pieces: list[tuple[str, int, int]], index: int) -> tuple[str, int]:
    word = _word(pieces, index)
    if word == "quatre" and _word(pieces, index + 1) in {"vingt", "vingts"}:
        tens, used = 80, 2
    elif word in _TENS:
        tens, used = _TENS[word], 1
    elif word in _TEENS:
        if word == "dix" and _word(pieces, index + 1) in {"sept", "huit", "neuf"}:
            return str(10 + _UNITS[_word(pieces, index + 1)]), 2
        return str(_TEENS[word]), 1
    elif word in _UNITS:
        return str(_UNITS[word]), 1
    else:
        return "", 0
    after = index + used
    if _word(pieces, after) == "et" and _word(pieces, after + 1) in {"un", "une", "onze"}:
        after += 1
    following = _word(pieces, after)
    if tens in {60, 80} and following in _TEENS_FR:
        teens, taken = _below_hundred(pieces, after)
        return str(tens + int(teens)), after + taken - index
    if following in _UNITS and _UNITS[following] > 0:
        return str(tens + _UNITS[following]), after + 1 - index
    return str(tens), used


def spaced_digits(text: str) -> Iterator[Edit]:
    """Join digits that stand one by one ("6 0 4 5 5 5 0 1 8 7")."""
    for match in _SPACED.finditer(text):
        yield Edit(match.start(), match.end(), re.sub(r"\D", "", match[0]))


def letters_for_digits(text: str) -> Iterator[Edit]:
    """Turn O, o, l, I and | into digits inside groups of digits of a long number ("6O4 555-Ol87")."""
    for match in _GROUPS.finditer(text):
        groups = list(_GROUP.finditer(match[0]))
        if sum(len(g[0]) for g in groups) < MIN_DIGITS or not any(c in "OoIl|" for c in match[0]):
            continue
        if sum(c.isdigit() for c in match[0]) < MIN_DIGITS - 2:
            continue
        for group in groups:
            if any(c.isdigit() for c in group[0]) and not group[0].isdigit():
                start = match.start() + group.start()
                yield Edit(start, start + len(group[0]), group[0].translate(_DIGIT_LETTERS))
