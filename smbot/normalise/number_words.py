"""Number words of English and French, as people write them, glue them and misspell them; digits of other languages."""

import re
from collections.abc import Sequence

UNITS = {
    "zero": 0, "nought": 0, "naught": 0, "oh": 0, "o": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "niner": 9,
    "zéro": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9,
    "cero": 0, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "um": 1, "dois": 2, "três": 3, "sete": 7, "oito": 8, "nove": 9,
    "tre": 3, "quattro": 4, "cinque": 5, "sette": 7, "otto": 8,
    "null": 0, "eins": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "fuenf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "neun": 9,
    "○": 0, "\u3007": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
TEENS_FR = {"dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16}
TEENS = TEENS_FR | {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "diez": 10, "doce": 12, "trece": 13, "catorce": 14, "quince": 15,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "octante": 80, "nonante": 90,
    "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80,
    "noventa": 90,
}  # fmt: skip
HUNDRED = frozenset({"hundred", "cent", "cents"})
THOUSAND = frozenset({"thousand", "mille"})
REPEAT = {"double": 2, "triple": 3}
TIMES = frozenset({"fois", "times"})
AND = frozenset({"et", "and", "y"})
SIGNS = {
    "dash": "-", "hyphen": "-", "tiret": "-", "tirets": "-", "guion": "-", "minus": "-", "slash": "/", "barre": "/",
    "oblique": "/", "dot": ".", "point": ".", "punto": ".", "virgule": " ", "comma": " ", "espace": " ", "space": " ",
}  # fmt: skip
"""Signs said between digits, and what is written for them."""

_HOMOPHONES = {
    "won": "one", "wun": "one", "fore": "four", "fife": "five", "ate": "eight", "ait": "eight", "cinc": "cinq",
    "uit": "huit", "catre": "quatre", "troi": "trois", "zeros": "zero", "ohs": "oh",
}  # fmt: skip
_WORDS = {*UNITS, *TEENS, *TENS, *HUNDRED, *THOUSAND, *REPEAT}
_LONGEST_FIRST = "|".join(sorted(_WORDS - {"tu", "um"}, key=lambda word: (-len(word), word)))
_GLUED = re.compile(rf"(?>(?:{_LONGEST_FIRST}|[0-9]+)+)")
_PART = re.compile(rf"{_LONGEST_FIRST}|[0-9]+")
_DAY_OF_SEPTEMBER = re.compile(r"\d{1,2}sept|sept\d{1,4}")
_LEET = str.maketrans("0134578", "oieastb")
_LETTERS = str.maketrans("oil\u0447\u0437\u043e\u0431\u0456\u03bf\u00f8", "0114306100")
_LOOSE_LETTERS = str.maketrans("oilszbegq", "011528369")
_LONGEST = 40
_SHORTEST_GLUED = 5
_RECENT = 6


def _misspelt(word: str) -> set[str]:
    """Return `word` with one letter left out, doubled, or two changed places."""
    found = {word[:i] + word[i + 1 :] for i in range(1, len(word))}
    found |= {word[:i] + word[i] + word[i:] for i in range(len(word))}
    found |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)}
    return {each for each in found if len(each) >= 4}


_REAL = {"even", "seen", "sven", "fort", "tree", "thee", "rente", "tente", "neuve", "tent", "mile", "milles", "mill",
         "triple", "hundred", "cents", "unit", "size", "cette", "tette", "drie", "ever", "nein"}  # fmt: skip
"""Misspellings of number words that are words themselves."""
_TYPOS = {
    typo: word
    for word in sorted(_WORDS)
    if len(word) >= 4 and word.isascii()
    for typo in sorted(_misspelt(word) - _WORDS - _REAL)
} | {"thre": "three", "tripple": "triple", "dubble": "double"}

Part = tuple[str, int, int]
"""A number word or digits, and where they stand in their token."""


def parts(token: str) -> tuple[Part, ...]:  # noqa: PLR0911 - one return a way of writing
    """Return the number words and digits that `token` is made of, in lower case; empty where it holds anything else."""
    if token.isdigit() and token.isascii():
        return ((token, 0, len(token)),)
    if len(token) > _LONGEST:
        return ()
    word = token.lower()
    if len(word) != len(token):
        return ()
    if (meant := word if word in _WORDS else _TYPOS.get(word)) is not None:
        return ((meant, 0, len(word)),)
    if (len(word) >= _SHORTEST_GLUED or not word.isalpha() or not word.isascii()) and (
        _GLUED.fullmatch(word) and not _DAY_OF_SEPTEMBER.fullmatch(word)
    ):
        return tuple((match[0], match.start(), match.end()) for match in _PART.finditer(word))
    if word.isalpha():
        return ()
    if not any("0" <= c <= "9" for c in word):
        return ()
    if (plain := word.translate(_LEET)) in _WORDS and plain not in {"o", "oh"} and word[0].isalpha():
        return ((plain, 0, len(word)),)
    digits = word.translate(_LETTERS)
    return ((digits, 0, len(word)),) if digits.isdigit() and digits.isascii() else ()


def loose_part(token: str, before: Sequence[Part]) -> str:
    """Return what a token stands for between numbers only: a word that sounds like one, letters drawn like digits.

    `before` is what was said before: only after words is "9sept" no day of September.
    """
    word = token.lower()
    if len(word) > _LONGEST or len(word) != len(token):
        return ""
    if (meant := _HOMOPHONES.get(word)) is not None:
        return meant
    if _DAY_OF_SEPTEMBER.fullmatch(word):
        said = any(not part[0].isdigit() and part[0] not in AND for part in before[-_RECENT:])
        return word.replace("sept", "7") if said else ""
    digits = word.translate(_LOOSE_LETTERS)
    known = sum("0" <= c <= "9" for c in word)
    return digits if known and known * 2 >= len(word) and digits.isdigit() and digits.isascii() else ""
