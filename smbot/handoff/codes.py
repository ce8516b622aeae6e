"""Case codes: nine symbols that can be read aloud in both languages, with a check against slips. Pure.

A code names a private thread and opens nothing: without the passphrase that its first visitor sets it is worth
nothing, so it may stand in a public reply.
"""

import re
import unicodedata
from collections.abc import Callable

ALPHABET = "02346789FKLMRWXY"
"""Sixteen symbols, at most one of each set that is mistaken for another in English or French.

By eye: 0 O D Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V. By ear: B C D E G P T V 3, A H J 8, F S, M N, I Y, 5 9, G J (the
French name of one is the English name of the other). Without vowels but Y they spell no word.
"""
SYMBOLS = 8
LENGTH = SYMBOLS + 1
GROUP = 3
FEWEST_OF_EACH = 2
"""Letters and digits that a code has at least, so that it is neither a word nor a number of somebody."""

_LETTERS = frozenset(c for c in ALPHABET if c.isalpha())
_SHOWN = re.compile(rf"[{ALPHABET}]{{{GROUP}}}(?:-[{ALPHABET}]{{{GROUP}}}){{2}}")
_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015_]+")
_MEANT = str.maketrans({"O": "0"})
"""The letter is not in the alphabet, so whoever types it means the digit."""


def new_code(below: Callable[[int], int]) -> str:
    """Return a fresh code without hyphens; ``below(n)`` returns a number under n and must be unpredictable.

    Of the 2^32 codes, about 2^31 have the form that is asked for.
    """
    while True:
        body = "".join(ALPHABET[below(len(ALPHABET))] for _ in range(SYMBOLS))
        code = body + check_symbol(body)
        if _has_form(code):
            return code


def check_symbol(body: str) -> str:
    """Return the symbol that makes the weighted sum of all symbols zero.

    Weights are powers of x in the field of sixteen elements (modulus x^4 + x + 1): each place has another, and none is
    zero. So one wrong symbol, or any two exchanged, always changes the sum.
    """
    total = 0
    for symbol in body:
        total = _times_x(total ^ ALPHABET.index(symbol))
    return ALPHABET[total]


def shown(code: str) -> str:
    """Return a code as people see it, e.g. ``K4M-7R2-W9F``."""
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed, or None where it is none: small letters, spaces and dots do not count."""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed[:100])).upper().translate(_MEANT)
    return plain if _holds(plain) else None


def is_case_code(text: str) -> bool:
    """Say whether `text` is a case code exactly as smbot writes it, with hyphens and a right check symbol.

    For whoever must tell codes from other words: the guard lets them leave.
    """
    return _SHOWN.fullmatch(text) is not None and _holds(text.replace("-", ""))


def _holds(code: str) -> bool:
    right = len(code) == LENGTH and all(symbol in ALPHABET for symbol in code)
    return right and check_symbol(code[:SYMBOLS]) == code[SYMBOLS] and _has_form(code)


def _has_form(code: str) -> bool:
    letters = sum(symbol in _LETTERS for symbol in code)
    return code[0] in _LETTERS and FEWEST_OF_EACH <= letters <= LENGTH - FEWEST_OF_EACH


def _times_x(value: int) -> int:
    value <<= 1
    return value ^ 0b10011 if value & 0b10000 else value
