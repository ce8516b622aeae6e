"""Reads Roman numerals as numbers."""

import re
from collections.abc import Iterator

from smbot.core.numbers import Number

_NUMERAL = re.compile(
    r"(?<![^\W_])(?=[MDCLXVI]{3,})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![^\W_])"
    r"|[\u2160-\u216f]+"
)
"""Three capitals or more: shorter ones are abbreviations of everybody's; Unicode's own signs count alone too."""
_VALUES = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
_NAMES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "L", "C", "D", "M")
_SIGNS = dict(zip(range(0x2160, 0x2170), _NAMES, strict=True))


def romans(reply: str) -> Iterator[Number]:
    """Yield each Roman numeral, in letters or in Unicode's signs."""
    for match in _NUMERAL.finditer(reply):
        values = [_VALUES[letter] for letter in match[0].translate(_SIGNS)]
        following = [*values[1:], 0]
        total = sum(-value if value < after else value for value, after in zip(values, following, strict=True))
        yield Number(digits=str(total), start=match.start(), end=match.end(), alone=True)
