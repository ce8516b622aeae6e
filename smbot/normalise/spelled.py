"""Words, codes and numbers that people spell letter by letter, folded to one word."""

import re
from collections.abc import Iterator
from itertools import pairwise

from smbot.normalise.number_words import UNITS
from smbot.normalise.offsets import Edit

_SPACED_WORD = re.compile(r"(?<![^\W_])(?<!['\u2019])[^\W\d_](?>(?: [^\W\d_](?![^\W_]|['\u2019])){1,25})")
_PIECE = (
    r"(?:[A-Za-z](?![^\W_])|\d{1,12}(?![^\W_])|(?:zero|z\u00e9ro|oh|one|two|three|four|five|six|seven|eight|nine|un|"
    r"deux|trois|quatre|cinq|sept|huit|neuf)(?![^\W_]))"
)
_BETWEEN = (
    r"(?:[ .*\-/~_|:,\u00b7\u2022\u2026\u2010-\u2015\u2190-\u2bff\U0001f300-\U0001faff]{1,4}"
    r"|[ ](?:dash|tiret|slash|dot|point)[ ])"
)
_CODE = re.compile(
    rf"(?<![^\W_])(?<!['\u2019@#]){_PIECE}(?>(?:{_BETWEEN}{_PIECE}){{2,18}})(?!['\u2019])", re.IGNORECASE
)
_SAID_DIGIT = (
    r"(?:[0-9O]|(?<![^\W_])(?:zero|z\u00e9ro|oh|one|two|three|four|five|six|seven|eight|nine|un|deux|trois|quatre|cinq|"
    r"sept|huit|neuf)(?![^\W_]))"
)
_APART = r"(?:[^\w\n@#$]{1,3}|_)?"
_POSTAL = re.compile(
    rf"(?<![\w@#/])([ABCEGHJ-NPRSTVXY]){_APART}({_SAID_DIGIT}){_APART}([ABCEGHJ-NPRSTV-Z]){_APART}({_SAID_DIGIT})"
    rf"{_APART}([ABCEGHJ-NPRSTV-Z]){_APART}({_SAID_DIGIT})(?![\w/])",
    re.IGNORECASE,
)
_PLAIN_POSTAL = re.compile(r"\w{3}[ -]{0,2}\w{3}")
_SAID_SIGN = re.compile(r"(?<=[A-Z0-9])[ ]((?i:dash|hyphen|tiret|slash))[ ](?=[0-9])")
_PIECES = re.compile(r"[^\W_]+")
_MIN_WORD = 4
_MIN_SINGLES = 5
_MIN_GROUP = 3
_MIN_LETTERED = 5
_NEVER_FIRST = frozenset({"a", "y"})
_NO_CODE = frozenset({"CP", "PO", "BC", "US", "UK", "RR", "AM", "PM", "QC", "ON", "CB"})
_SIGNS = frozenset({"dash", "tiret", "slash", "dot", "point"})


def spaced_words(text: str) -> Iterator[Edit]:
    """Join what is spelled letter by letter: long words, and number words ("f i v e")."""
    for match in _SPACED_WORD.finditer(text):
        word = match[0].replace(" ", "")
        if len(word) >= _MIN_WORD or word.lower() in UNITS:
            yield Edit(match.start(), match.end(), word)


def postal_codes(text: str) -> Iterator[Edit]:
    """Write postal codes with words, signs or gaps inside plainly ("H un Z sept E neuf", "g1e☆3l2", "L 6 Y, 3 V O")."""
    for match in _POSTAL.finditer(text):
        first, second, third, fourth, fifth, sixth = match.groups()
        said = (second, fourth, sixth)
        if _PLAIN_POSTAL.fullmatch(match[0]) or "o" in said or said.count("O") > 1:
            continue
        digits = [_value(digit).upper().replace("O", "0") for digit in said]
        yield Edit(match.start(), match.end(), f"{first}{digits[0]}{third} {digits[1]}{fifth}{digits[2]}")


def said_signs(text: str) -> Iterator[Edit]:
    """Write the sign that is said between a code's letters and its digits ("GP slash 922")."""
    for match in _SAID_SIGN.finditer(text):
        yield Edit(match.start(), match.end(), "/" if match[1].lower() == "slash" else "-")


def spelled_codes(text: str) -> Iterator[Edit]:
    """Join the letters and digits of a code said one by one ("W B 8 8 2 5 0 6", "H un Z sept E neuf")."""
    for match in _CODE.finditer(text):
        pieces = [piece for piece in _PIECES.finditer(match[0]) if piece[0].lower() not in _SIGNS]
        while pieces and pieces[0][0] in _NEVER_FIRST:
            del pieces[0]
        values = [_value(piece[0]) for piece in pieces]
        if pieces and _is_code(values):
            start = match.start() + pieces[0].start()
            yield Edit(start, match.start() + pieces[-1].end(), _written(values))


def _value(piece: str) -> str:
    return str(UNITS[piece.lower()]) if len(piece) > 1 and piece.lower() in UNITS else piece


def _is_code(values: list[str]) -> bool:
    letters = [value for value in values if value.isalpha()]
    singles = [value for value in values if len(value) == 1]
    groups = [value for value in values if len(value) > 1]
    if not letters or len(letters) == len(values):
        return False
    if len(singles) >= _MIN_SINGLES and len(singles) - len(letters) >= 2:
        return True
    if not all(letter.isupper() for letter in letters) or not all(value.isalpha() for value in values[: len(letters)]):
        return False
    if len(letters) >= _MIN_GROUP and len("".join(groups)) >= _MIN_GROUP:
        return True
    return len(letters) == 2 and "".join(letters) not in _NO_CODE and len("".join(groups)) >= _MIN_LETTERED


def _written(values: list[str]) -> str:
    parts = values[0]
    for last, value in pairwise(values):
        parts += value if len(last) == len(value) == 1 else f" {value}"
    return parts
