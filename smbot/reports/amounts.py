"""Sums of money in plain text of both languages, in digits and in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_UNITS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "dix": 10,
    "onze": 11,
    "douze": 12,
    "treize": 13,
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
}
_HUNDREDS = frozenset({"hundred", "cent", "cents"})
_WORD = rf"(?:{'|'.join(sorted({*_UNITS, *_TENS, *_HUNDREDS}, key=len, reverse=True))})"
NUMBER_WORDS = rf"(?:a[ -](?=hundred))?{_WORD}(?:[ -](?:(?:and|et)[ -])?{_WORD})*"
"""A number from 1 to 999 in words, as a pattern without groups."""

_DIGITS = r"(?:\d{1,3}(?:[ ,]\d{3})+(?!\d)|\d{1,6})(?:[.,]\d{2}(?!\d))?"
_MONEY = r"(?:\$|(?:canadian |cdn )?dollars?\b|bucks?\b|piastres?\b|piasses?\b|cad\b)"
_AMOUNT = re.compile(
    rf"(?<![\w$.,])(?:ca?)?\$ ?(?P<after>{_DIGITS})(?![\w%]|[.,]\d)"
    rf"|(?<![\w$.,-])(?P<before>{_DIGITS}) ?{_MONEY}"
    rf"|(?<!\w)(?P<words>{NUMBER_WORDS})[ -]{_MONEY}"
    r"|(?<![\w$.,:-])(?P<cents>\d{1,4}[.,]\d{2})(?![\w%:]|[.,-]\d| ?(?:km|kg|h\b|a\.?m|p\.?m))"
)
_BARE = re.compile(rf"(?<![\w$.,:/-])(?P<bare>\d{{1,4}}|{NUMBER_WORDS})(?![\w%:/-]|[.,]\d)")


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A sum in dollars and where it stands."""

    start: int
    end: int
    dollars: Decimal


def find_amounts(text: str) -> Iterator[Amount]:
    """Yield every sum that is marked as money, or written with cents ("35.00", "35,00")."""
    for match in _AMOUNT.finditer(text):
        digits = match["after"] or match["before"] or match["cents"]
        dollars = _value(digits) if digits else Decimal(number_of(match["words"]))
        yield Amount(start=match.start(), end=match.end(), dollars=dollars)


def find_bare(text: str) -> Iterator[Amount]:
    """Yield whole numbers without a sign; whether they are sums, the words around must tell."""
    for match in _BARE.finditer(text):
        bare = match["bare"]
        dollars = Decimal(bare if bare.isdigit() else number_of(bare))
        yield Amount(start=match.start(), end=match.end(), dollars=dollars)


def _value(digits: str) -> Decimal:
    whole, cents = (digits[:-3], digits[-2:]) if digits[-3:-2] in {".", ","} else (digits, "00")
    return Decimal(f"{re.sub(r'[ ,]', '', whole)}.{cents}")


def number_of(words: str) -> int:
    """Return the number that words mean: "thirty-five", "a hundred and five", "soixante-quinze", "cent vingt"."""
    total = current = 0
    for word in re.findall(r"[a-z]+", words):
        if word in _HUNDREDS:
            current = max(current, 1) * 100
            total, current = total + current, 0
        elif word in {"vingt", "vingts"} and current == 4:
            current = 80
        else:
            current += _TENS.get(word) or _UNITS.get(word, 0)
    return total + current
