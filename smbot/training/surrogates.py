"""Invented values in the place of masks: a redacted post becomes an example of which everything is known.

Everything is drawn from a seed, so that the same mask has the same value whenever the example is made. Telephone
numbers are 555-01xx, mail is under example.com, checksums hold, and names come from a small list: none is anybody's.
"""

import random
import re
from collections.abc import Callable, Mapping
from typing import Final

from smbot.core import canon
from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask
from smbot.normalise.fold import fold
from smbot.redact.context import luhn
from smbot.redact.operators import value_key
from smbot.training.posts import GoldPost, GoldSpan

Named = tuple[str, int]

_GIVEN: Final = {
    "en": ("Dana", "Marlow", "Priya", "Owen", "Keisha", "Tobias", "Wren", "Malik", "Ingrid", "Desmond"),
    "fr": ("Maëlle", "Théo", "Solange", "Youssef", "Aurélie", "Gaétan", "Noémie", "Fabrice", "Ghislaine", "Loïc"),
}
_FAMILY: Final = {
    "en": ("Hartwell", "Okafor", "Lindqvist", "Braithwaite", "Kowalchuk", "Dhaliwal", "Penner", "Achebe", "Rasmussen"),
    "fr": ("Thériault", "Bellavance", "Ouellette", "Beausoleil", "Robitaille", "Sansregret", "Deschênes", "Lavertu"),
}
_STREETS: Final = {
    "en": ("Alderwick Street", "Tamarack Avenue", "Quillmore Road", "Fernhollow Crescent"),
    "fr": ("rue des Engoulevents", "avenue du Vieux-Phare", "chemin de la Tourbière", "rue Sainte-Philomène"),
}
_DOMAINS: Final = {"en": "example.com", "fr": "exemple.ca"}
_AREAS: Final = {"en": ("604", "416", "403", "902"), "fr": ("418", "514", "819", "450")}
_POSTAL: Final = "ABCEGHJKLMNPRSTVXY"
_DIGIT_WORDS: Final = {
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "fr": ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
}
_VALUE_OF: Final = {word: digit for words in _DIGIT_WORDS.values() for digit, word in enumerate(words)} | {"oh": 0}
_ONLY_FRENCH: Final = frozenset(_DIGIT_WORDS["fr"]) - {"six"}
_UNIT: Final = re.compile(rf"\d|(?<!\w)(?:{'|'.join(sorted(_VALUE_OF, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")
_PROSE: Final = re.compile(r"[^\W\d_]{6,}|[^\W\d_A-Z]{3,}")
"""Words, which no number has among its letters."""
_MAIL: Final = re.compile(
    r"(?P<local>\S+?)(?P<at>\s*[\[(]?\s*(?:@|\bat\b|\barobase\b|\bà\b|\bchez\b)\s*[\])]?\s*)(?P<domain>.+)",
    re.IGNORECASE,
)
_DOT: Final = re.compile(r"\s*[\[(]?\s*(?:\.|\bdot\b|\bpoint\b)\s*[\])]?\s*", re.IGNORECASE)

ATTEMPTS: Final = 4
"""By chance an invented value may be the true one."""

Make = Callable[[random.Random, str], str]


def example(
    text: RedactedText, *, of: str, language: str, platform: str, surrogates: Mapping[Named, str] | None = None
) -> GoldPost:
    """Return a redacted post with an invented value for each mask, all of them marked but those that are disputed.

    `of` is the mention's id, from which values are drawn; `surrogates` are values drawn before, by entity and number.
    What a disputed mask hides is the organisation's own: the example says that it stays readable.
    """
    known = surrogates or {}
    parts: list[str] = []
    spans: list[GoldSpan] = []
    own: list[str] = []
    at = length = 0
    for place, mask in enumerate(text.masks):
        before = text.text[at : mask.start]
        value = (mask.number and known.get((mask.entity, mask.number))) or invented(
            mask.entity, language, _seed(of, mask, place)
        )
        if mask.start == mask.end:  # a dropped value left nothing between its neighbours
            value = f" {value} "
        start = length + len(before)
        length = start + len(value)
        parts += (before, value)
        bare = value.strip()
        if mask.disputed:
            own.append(bare)
        else:
            lead = len(value) - len(value.lstrip())
            spans.append(GoldSpan(start=start + lead, end=start + lead + len(bare), entity=mask.entity))
        at = mask.end
    parts.append(text.text[at:])
    return GoldPost(
        id=of,
        text="".join(parts),
        lang=language,
        spans=tuple(spans),
        tags=("correction",),
        voice=f"correction-{of}",
        platform=platform,
        own=tuple(dict.fromkeys(own)),
    )


def like(value: str, entity: str, language: str, seed: str) -> str:
    """Return an invented value in the form of a true one: as long, spelled out or in digits, in its case and layout.

    Where the form would keep anything of the true value, the usual form is taken.
    """
    for attempt in range(ATTEMPTS):
        shaped = _shaped(value, entity, language, _draw(f"{seed} {attempt}"))
        if shaped and not _says_too_much(shaped, value):
            return shaped
    return invented(entity, language, seed)


def invented(entity: str, language: str, seed: str) -> str:
    """Return an invented value of `entity`, in the form that is usual in the language."""
    draw = _draw(seed)
    return _USUAL.get(entity, _code)(draw, _ours(language))


def _seed(of: str, mask: Mask, place: int) -> str:
    return f"{of} {mask.entity} {mask.mark or mask.number or f'at {place}'}"


def _draw(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - examples are to be the same again, not secret


def _ours(language: str) -> str:
    return "fr" if language == "fr" else "en"


def _says_too_much(shaped: str, value: str) -> bool:
    """Say whether an invented value holds a word or number of the true one, in whatever form it stands."""
    new, true = fold(shaped).text, fold(value).text
    return bool(canon.tokens(new) & canon.tokens(true)) or value_key(new) == value_key(true)


def _shaped(value: str, entity: str, language: str, draw: random.Random) -> str:
    match entity:
        case "PERSON":
            return _like_name(value, _ours(language), draw)
        case "EMAIL_ADDRESS":
            return _like_mail(value, _ours(language), draw)
        case "STREET_ADDRESS" | "DATE_OF_BIRTH" | "CREDENTIAL" | "CA_POSTAL_CODE" | "IBAN_CODE" | "IP_ADDRESS":
            return ""  # a wrong street or a thirteenth month would be no address and no date
        case "HANDLE":
            return ("@" if value.startswith("@") else "") + _handle(draw, _ours(language)).lstrip("@")
        case _:
            return _like_number(value, entity, language, draw)


def _like_number(value: str, entity: str, language: str, draw: random.Random) -> str:
    """Keep the layout; digits stay digits, words for digits such words, letters letters."""
    units = list(_UNIT.finditer(value))
    if not units or _PROSE.search(_UNIT.sub("", value)):
        return ""
    digits = _digits(entity, len(units), _ours(language), draw)
    kept = iter(digits)
    french = any(unit[0].casefold() in _ONLY_FRENCH for unit in units)
    words = _DIGIT_WORDS["fr" if french else "en"]

    def unit(match: re.Match[str]) -> str:
        digit = next(kept)
        if match[0].isdigit():
            # Digits of another script or of full width stay in theirs: they are how the value was hidden.
            return chr(ord(match[0]) - int(match[0]) + int(digit))
        return _cased(words[int(digit)], match[0])

    parts: list[str] = []
    at = 0
    for each in units:
        parts += (_letters(value[at : each.start()], draw), unit(each))
        at = each.end()
    return "".join((*parts, _letters(value[at:], draw)))


def _letters(between: str, draw: random.Random) -> str:
    """Replace the letters of a number ("A", "RX")."""
    return _WORD.sub(lambda word: _cased("".join(draw.choice("ABCEGHJKLMNPRSTVXY") for _ in word[0]), word[0]), between)


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


def _like_name(value: str, language: str, draw: random.Random) -> str:
    words = list(_WORD.finditer(value))
    if not words:
        return ""
    given, family = draw.sample(_GIVEN[language], len(_GIVEN[language])), draw.sample(_FAMILY[language], 8)
    new: list[str] = []
    for place, word in enumerate(words):
        if len(word[0]) == 1:
            new.append(_cased(draw.choice("ABCDEGHJKLMNPRSTVW"), word[0]))
        else:
            pool = given if place == 0 and len(words) > 1 else family if len(words) > 1 else given
            new.append(_cased(pool[place % len(pool)], word[0]))
    fresh = iter(new)
    return _WORD.sub(lambda _word: next(fresh), re.sub(r"\d", lambda _digit: draw.choice("123456789"), value))


def _like_mail(value: str, language: str, draw: random.Random) -> str:
    found = _MAIL.fullmatch(value.strip())
    if found is None:
        return ""
    local = _handle(draw, language).lstrip("@")
    dot = _DOT.search(found["domain"])
    return f"{local}{found['at']}{_DOMAINS[language].replace('.', dot[0] if dot else '.')}"


def _cased(word: str, model: str) -> str:
    if model.isupper() and (len(model) > 1 or len(word) == 1):
        return word.upper()
    return word.lower() if model.islower() else word.capitalize()


def _handle(draw: random.Random, language: str) -> str:
    plain = fold(draw.choice(_GIVEN[language])).text.lower()
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
        return _like_number(layout, entity, language, draw)

    return make


_USUAL: Final[Mapping[str, Make]] = {
    "PERSON": lambda draw, language: f"{draw.choice(_GIVEN[language])} {draw.choice(_FAMILY[language])}",
    "HANDLE": _handle,
    "EMAIL_ADDRESS": lambda draw, language: f"{_handle(draw, language).lstrip('@')}@{_DOMAINS[language]}",
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
    "CREDENTIAL": lambda draw, language: f"{draw.choice(_FAMILY[language])}{draw.randrange(10, 99)}!",
    "LICENCE_PLATE": _laid_out("AAA 000", "LICENCE_PLATE"),
    "IP_ADDRESS": lambda draw, _language: f"203.0.113.{draw.randrange(1, 255)}",
}
"""What is not here – case numbers, and what other packages find – is a code of letters and digits."""
