"""Reads the numbers of a text however they are written: apart, with letters for digits, or in words.

"six-zero-four, double five 5, O1 quatre-vingt-sept" can be read as 604 555 01 87. Where words can be
read in several ways ("quatre-vingt-dix-sept": 97, or 4 20 10 7), all of them are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from smbot.core.flat import flatten

MAX_READINGS = 512
MAX_DIGITS = 24
"""Longer numbers are yielded whole, not joined to their neighbours: no identifier is that long."""

# fmt: off
_EN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_FR = (
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize",
)
_EN_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_BETWEEN = frozenset(
    ("and", "et", "dash", "tiret", "hyphen", "dot", "point", "plus", "space", "espace", "slash", "then", "puis",
     "ensuite", "encore", "again", "comma", "virgule", "barre", "oblique")
)
# fmt: on
_FR_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_SWISS_TENS = {70: ("septante",), 80: ("huitante", "octante"), 90: ("nonante",)}

_SAME = {
    "une": "un",
    "vingts": "vingt",
    "cents": "cent",
    "hundreds": "hundred",
    "oh": "zero",
    "o": "zero",
    "nought": "zero",
    "nil": "zero",
    "won": "one",
    "niner": "nine",
    "fiver": "five",
    "fower": "four",
    "ate": "eight",
    "quat": "quatre",
    "quatr": "quatre",
    "quate": "quatre",
    "cinqu": "cinq",
    "sink": "cinq",
    "cink": "cinq",
    "sis": "six",
    "sisse": "six",
    "disse": "dix",
    "deusse": "deux",
    "troisse": "trois",
    "neu": "neuf",
    "uite": "huit",
    "ouit": "huit",
    "soixant": "soixante",
    "swesante": "soixante",
    "cinquant": "cinquante",
    "quarant": "quarante",
    "trent": "trente",
    "vin": "vingt",
    "mil": "mille",
    "twos": "two",
    "threes": "three",
    "fours": "four",
    "fives": "five",
    "sixes": "six",
    "sevens": "seven",
    "eights": "eight",
    "nines": "nine",
    "fourty": "forty",
    "ninty": "ninety",
}
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_HUNDRED = frozenset({"hundred", "cent"})
_THOUSAND = frozenset({"thousand", "mille"})
_ATOM = re.compile(r"(?<![^\W_])[olisbzg|]*\d[\dolisbzg|]*(?![^\W_])|\d+|[^\W\d_]+")
_LOOKALIKE = str.maketrans("olisbzg|", "01158291")


class TooManyReadings(Exception):
    """So many numbers in words that not every reading can be looked up."""


def is_number_word(word: str) -> bool:
    """Say whether a folded word is a number, or a part of one, in either language."""
    return word in _words()


@dataclass(frozen=True, kw_only=True)
class Number:
    """One reading of one or more neighbouring numbers, with its place in the text.

    `alone` says that it is one number as written, or all of its neighbours together.
    """

    digits: str
    start: int
    end: int
    alone: bool


@dataclass(frozen=True, kw_only=True)
class _Atom:
    word: str
    start: int
    end: int


def numbers(text: str) -> Iterator[Number]:
    """Yield every reading of every number, and of neighbouring numbers together.

    Raises:
        TooManyReadings: More than 512 ways to read one run of numbers.
    """
    for atoms in _runs(text):
        words = tuple(atom.word for atom in atoms)
        readings = list(islice(_readings(words, 0), MAX_READINGS + 1))
        if len(readings) > MAX_READINGS:
            raise TooManyReadings
        yield from dict.fromkeys(
            Number(digits=digits, start=atoms[first].start, end=atoms[end - 1].end, alone=alone)
            for reading in readings
            for first, end, digits, alone in _joined(reading)
            if digits  # a lone "double" has none
        )


def _joined(reading: "_Reading") -> Iterator[tuple[int, int, str, bool]]:
    """Yield each number of a reading, and it with those that follow; and whether it is alone."""
    whole = reading[-1][1]
    for place, (first, end, digits) in enumerate(reading):
        yield first, end, digits, True
        for _, last, more in reading[place + 1 :]:
            digits += more  # noqa: PLW2901 - grows number by number
            if len(digits) > MAX_DIGITS:
                break
            yield first, last, digits, first == 0 and last == whole


def _runs(text: str) -> Iterator[list[_Atom]]:
    """Yield neighbouring digits and number words; nothing but punctuation and "and" stands between them."""
    flat, places = flatten(text)
    run: list[_Atom] = []
    for match in _ATOM.finditer(flat):
        word = _SAME.get(match[0], match[0])
        if any(c.isdigit() for c in word):
            word = word.translate(_LOOKALIKE)
        elif word in _BETWEEN:
            continue
        elif word not in _words():
            if run:
                yield run
            run = []
            continue
        run.append(_Atom(word=word, start=places[match.start()], end=places[match.end() - 1] + 1))
    if run:
        yield run


_Reading = tuple[tuple[int, int, str], ...]


def _readings(words: tuple[str, ...], at: int) -> Iterator[_Reading]:
    """Yield each way to cut `words` from `at` on into numbers: (first word, end, digits) for each."""
    if at >= len(words):
        yield ()
        return
    options = dict.fromkeys(_numbers_at(words, at)) or {(at + 1, ""): None}
    for end, digits in options:
        for rest in _readings(words, end):
            yield ((at, end, digits), *rest)


def _numbers_at(words: tuple[str, ...], at: int) -> Iterator[tuple[int, str]]:
    """Yield (end, digits) of each number that can begin at `at`; longer ones are among them."""
    if words[at].isdigit():
        yield at + 1, words[at]
    elif (times := _TIMES.get(words[at])) is not None and at + 1 < len(words):
        for end, digits in _numbers_at(words, at + 1):
            if len(digits) == 1:
                yield end, digits * times
    for end, value in _below_thousand(words, at):
        yield end, str(value)
    for end, thousands in (*_below_hundred(words, at), (at, 1)):
        if end < len(words) and words[end] in _THOUSAND:
            yield end + 1, str(thousands * 1000)
            for last, rest in _below_thousand(words, end + 1):
                yield last, str(thousands * 1000 + rest)


def _below_thousand(words: tuple[str, ...], at: int) -> Iterator[tuple[int, int]]:
    yield from _below_hundred(words, at)
    for end, hundreds in (*_below_hundred(words, at), (at, 1)):
        if end < len(words) and words[end] in _HUNDRED:
            yield end + 1, hundreds * 100
            for last, rest in _below_hundred(words, end + 1):
                yield last, hundreds * 100 + rest


def _below_hundred(words: tuple[str, ...], at: int) -> Iterator[tuple[int, int]]:
    for length in range(1, 5):
        value = _table().get(words[at : at + length])
        if value is not None and at + length <= len(words):
            yield at + length, value


@cache
def _table() -> dict[tuple[str, ...], int]:
    """Return 0 to 99 in both languages, without hyphens and "and"."""
    table: dict[tuple[str, ...], int] = {(word,): value for value, word in enumerate(_EN)}
    table |= {(word,): value for value, word in enumerate(_FR)}
    table |= {("dix", _FR[unit]): 10 + unit for unit in (7, 8, 9)}
    teens = {key: value for key, value in table.items() if key[0] in _FR and 0 < value < 20}
    units = {key: value for key, value in teens.items() if value < 10}
    for place, ten in enumerate(_EN_TENS, start=2):
        table[(ten,)] = place * 10
        table |= {(ten, _EN[unit]): place * 10 + unit for unit in range(1, 10)}
    for value, ten in _FR_TENS.items():
        table[(ten,)] = value
        table |= {(ten, *key): value + unit for key, unit in (teens if value == 60 else units).items()}
    table[("quatre", "vingt")] = 80
    table |= {("quatre", "vingt", *key): 80 + unit for key, unit in teens.items()}
    for value, tens in _SWISS_TENS.items():
        for ten in tens:
            table[(ten,)] = value
            table |= {(ten, *key): value + unit for key, unit in units.items()}
    return table


@cache
def _words() -> frozenset[str]:
    return frozenset(word for key in _table() for word in key) | _HUNDRED | _THOUSAND | _TIMES.keys()
