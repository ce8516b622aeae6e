"""Invented values: fictional by their form, drawn from what is handed in, of every kind that is masked.

Telephone numbers are 555-01xx, mail is under example.com, checksums hold, and names come from a small list: none is
anybody's.
"""

import random
import re
from collections.abc import Callable, Mapping
from typing import Final

from smbot.normalise.fold import fold
from smbot.redact.context import luhn

GIVEN: Final = {
    "en": ("Dana", "Marlow", "Priya", "Owen", "Keisha", "Tobias", "Wren", "Malik", "Ingrid", "Desmond"),
    "fr": ("Maëlle", "Théo", "Solange", "Youssef", "Aurélie", "Gaétan", "Noémie", "Fabrice", "Ghislaine", "Loïc"),
}
FAMILY: Final = {
    "en": ("Hartwell", "Okafor", "Lindqvist", "Braithwaite", "Kowalchuk", "Dhaliwal", "Penner", "Achebe", "Rasmussen"),
    "fr": ("Thériault", "Bellavance", "Ouellette", "Beausoleil", "Robitaille", "Sansregret", "Deschênes", "Lavertu"),
}
_STREETS: Final = {
    "en": ("Alderwick Street", "Tamarack Avenue", "Quillmore Road", "Fernhollow Crescent"),
    "fr": ("rue des Engoulevents", "avenue du Vieux-Phare", "chemin de la Tourbière", "rue Sainte-Philomène"),
}
DOMAINS: Final = {"en": "example.com", "fr": "exemple.ca"}
_AREAS: Final = {"en": ("604", "416", "403", "902"), "fr": ("418", "514", "819", "450")}
_POSTAL: Final = "ABCEGHJKLMNPRSTVXY"
_DIGIT_WORDS: Final = {
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "fr": ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
}
_VALUE_OF: Final = {word: digit for words in _DIGIT_WORDS.values() for digit, word in enumerate(words)} | {"oh": 0}
_ONLY_FRENCH: Final = frozenset(_DIGIT_WORDS["fr"]) - {"six"}
_UNIT: Final = re.compile(rf"\d|(?<!\w)(?:{'|'.join(sorted(_VALUE_OF, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
WORD: Final = re.compile(r"[^\W\d_]+")
_PROSE: Final = re.compile(r"[^\W\d_]{6,}|[^\W\d_A-Z]{3,}")
"""Words, which no number has among its letters."""

Make = Callable[[random.Random, str], str]


def invented(entity: str, language: str, seed: str) -> str:
    """Return an invented value of `entity`, in the form that is usual in the language."""
    draw = draw_of(seed)
    return _USUAL.get(entity, _code)(draw, ours(language))


def draw_of(seed: str) -> random.Random:
    """Return what draws the same values for the same seed."""
    return random.Random(seed)  # noqa: S311 - examples are to be the same again, not secret


def ours(language: str) -> str:
    """Return which of our two languages a value is drawn in."""
    return "fr" if language == "fr" else "en"


def like_number(value: str, entity: str, language: str, draw: random.Random) -> str:
    """Return a number in the layout of another: digits stay digits, words for digits such words, letters letters.

    Nothing where prose stands among them.
    """
    units = list(_UNIT.finditer(value))
    if not units or _PROSE.search(_UNIT.sub("", value)):
        return ""
    digits = _digits(entity, len(units), ours(language), draw)
    kept = iter(digits)
    french = any(unit[0].casefold() in _ONLY_FRENCH for unit in units)
    words = _DIGIT_WORDS["fr" if french else "en"]

    def unit(match: re.Match[str]) -> str:
        digit = next(kept)
        if match[0].isdigit():
            # Digits of another script or of full width stay in theirs: they are how the value was hidden.
            return chr(ord(match[0]) - int(match[0]) + int(digit))
        return cased(words[int(digit)], match[0])

    parts: list[str] = []
    at = 0
    for each in units:
        parts += (_letters(value[at : each.start()], draw), unit(each))
        at = each.end()
    return "".join((*parts, _letters(value[at:], draw)))


def _letters(between: str, draw: random.Random) -> str:
    """Replace the letters of a number ("A", "RX")."""
    return WORD.sub(lambda word: cased("".join(draw.choice("ABCEGHJKLMNPRSTVXY") for _ in word[0]), word[0]), between)


def _digits(entity: str, count: int, language: str, draw: random.Random) -> str:
    def some(length: int, first: str = "123456789") -> str:
        return draw.choice(first) + "".join(draw.choice("0123456789") for _ in range(length - 1))

    if entity == "PHONE_NUMBER" and count >= 7:
        line = f"55501{draw.randrange(100):02}"
        area = draw.choice(_AREAS[language])
        whole = {7: line, 11: "1" + area + line}.get(count, area + line)
        return whole[:count] if len(whole) >= count else whole + some(count - len(whole))
    if entity == "CA_SIN" and count == 9:
        return _checked(lambda: some(9, "1234567"), luhn)
    if entity == "CREDIT_CARD" and count >= 13:
        return _checked(lambda: "4000" + some(count - 4), luhn)
    if entity == "CA_HEALTH_NUMBER" and count == 10:
        return _checked(lambda: some(10, "12345678"), luhn)
    return some(count)


def _checked(make: Callable[[], str], holds: Callable[[str], bool]) -> str:
    while not holds(found := make()):
        pass
    return found


def cased(word: str, model: str) -> str:
    """Return a word in the case of another."""
    if model.isupper() and (len(model) > 1 or len(word) == 1):
        return word.upper()
    return word.lower() if model.islower() else word.capitalize()


def handle(draw: random.Random, language: str) -> str:
    """Return the handle of somebody."""
    plain = fold(draw.choice(GIVEN[language])).text.lower()
    ascii_only = "".join(c for c in plain if c.isascii())
    return f"@{ascii_only}_{draw.choice(('nord', 'west', 'ville', 'lake'))}{draw.randrange(10, 99)}"


def _code(draw: random.Random, _language: str) -> str:
    return f"{draw.choice(_POSTAL)}{draw.choice(_POSTAL)}-{draw.randrange(10**7, 10**8)}"


def _iban(draw: random.Random, _language: str) -> str:
    account = f"{draw.randrange(10**17, 10**18)}"
    bank = "".join(str(int(letter, 36)) for letter in "DE00")
    return f"DE{98 - int(account + bank) % 97:02}{account}"


def _postal(draw: random.Random, _language: str) -> str:
    def letter() -> str:
        return draw.choice(_POSTAL)

    first = draw.choice("ABCEGJKLMNPRSTVXY")  # Santa Claus's begins with H
    return f"{first}{draw.randrange(10)}{letter()} {draw.randrange(10)}{letter()}{draw.randrange(10)}"


def _street(draw: random.Random, language: str) -> str:
    number, street = draw.randrange(100, 9000), draw.choice(_STREETS[language])
    return f"{number}, {street}" if language == "fr" else f"{number} {street}"


def _born(draw: random.Random, _language: str) -> str:
    return f"{draw.randrange(1945, 2004)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"


def _laid_out(layout: str, entity: str) -> Make:
    """Return what fills a layout, in which 0 is a digit and A a letter."""

    def make(draw: random.Random, language: str) -> str:
        return like_number(layout, entity, language, draw)

    return make


_USUAL: Final[Mapping[str, Make]] = {
    "PERSON": lambda draw, language: f"{draw.choice(GIVEN[language])} {draw.choice(FAMILY[language])}",
    "HANDLE": handle,
    "EMAIL_ADDRESS": lambda draw, language: f"{handle(draw, language).lstrip('@')}@{DOMAINS[language]}",
    "PHONE_NUMBER": _laid_out("000-000-0000", "PHONE_NUMBER"),
    "STREET_ADDRESS": _street,
    "CA_POSTAL_CODE": _postal,
    "DATE_OF_BIRTH": _born,
    "CA_SIN": _laid_out("000 000 000", "CA_SIN"),
    "CREDIT_CARD": _laid_out("0000 0000 0000 0000", "CREDIT_CARD"),
    "CA_HEALTH_NUMBER": _laid_out("0000 000 000 AA", "CA_HEALTH_NUMBER"),
    "CA_DRIVER_LICENCE": _laid_out("A0000-00000-00000", "CA_DRIVER_LICENCE"),
    "CA_PASSPORT": _laid_out("AA000000", "CA_PASSPORT"),
    "CA_IMMIGRATION_ID": lambda draw, _language: f"11-{draw.randrange(2000, 9999)}-{draw.randrange(1000, 9999)}",
    "CA_ID_CARD": _laid_out("0000000000", "CA_ID_CARD"),
    "IBAN_CODE": _iban,
    "CA_BANK_ACCOUNT": _laid_out("00000-000-0000000", "CA_BANK_ACCOUNT"),
    "CREDENTIAL": lambda draw, language: f"{draw.choice(FAMILY[language])}{draw.randrange(10, 99)}!",
    "LICENCE_PLATE": _laid_out("AAA 000", "LICENCE_PLATE"),
    "IP_ADDRESS": lambda draw, _language: f"203.0.113.{draw.randrange(1, 255)}",
}
"""What is not here – case numbers, and what other packages find – is a code of letters and digits."""
