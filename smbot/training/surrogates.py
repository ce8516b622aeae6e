"""Invented values in the place of masks: a redacted post becomes an example of which everything is known.

Everything is drawn from a seed, so that the same mask has the same value whenever the example is made.
"""

import random
import re
from typing import Final

from smbot.core import canon
from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask
from smbot.normalise.fold import fold
from smbot.redact.operators import value_key
from smbot.review.correction_ports import Surrogates
from smbot.training.invented import DOMAINS, FAMILY, GIVEN, WORD, cased, draw_of, handle, invented, like_number, ours
from smbot.training.posts import GoldPost, GoldSpan

_MAIL: Final = re.compile(
    r"(?P<local>\S+?)(?P<at>\s*[\[(]?\s*(?:@|\bat\b|\barobase\b|\bà\b|\bchez\b)\s*[\])]?\s*)(?P<domain>.+)",
    re.IGNORECASE,
)
_DOT: Final = re.compile(r"\s*[\[(]?\s*(?:\.|\bdot\b|\bpoint\b)\s*[\])]?\s*", re.IGNORECASE)

ATTEMPTS: Final = 4
"""By chance an invented value may be the true one."""


def with_invented(
    text: RedactedText, *, of: str, language: str, platform: str, surrogates: Surrogates | None = None
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
        shaped = _shaped(value, entity, language, draw_of(f"{seed} {attempt}"))
        if shaped and not _says_too_much(shaped, value):
            return shaped
    return invented(entity, language, seed)


def _seed(of: str, mask: Mask, place: int) -> str:
    return f"{of} {mask.entity} {mask.mark or mask.number or f'at {place}'}"


def _says_too_much(shaped: str, value: str) -> bool:
    """Say whether an invented value holds a word or number of the true one, in whatever form it stands."""
    new, true = fold(shaped).text, fold(value).text
    return bool(canon.tokens(new) & canon.tokens(true)) or value_key(new) == value_key(true)


def _shaped(value: str, entity: str, language: str, draw: random.Random) -> str:
    match entity:
        case "PERSON":
            return _like_name(value, ours(language), draw)
        case "EMAIL_ADDRESS":
            return _like_mail(value, ours(language), draw)
        case "STREET_ADDRESS" | "DATE_OF_BIRTH" | "CREDENTIAL" | "CA_POSTAL_CODE" | "IBAN_CODE" | "IP_ADDRESS":
            return ""  # a wrong street or a thirteenth month would be no address and no date
        case "HANDLE":
            return ("@" if value.startswith("@") else "") + handle(draw, ours(language)).lstrip("@")
        case _:
            return like_number(value, entity, language, draw)


def _like_name(value: str, language: str, draw: random.Random) -> str:
    words = list(WORD.finditer(value))
    if not words:
        return ""
    given, family = draw.sample(GIVEN[language], len(GIVEN[language])), draw.sample(FAMILY[language], 8)
    new: list[str] = []
    for place, word in enumerate(words):
        if len(word[0]) == 1:
            new.append(cased(draw.choice("ABCDEGHJKLMNPRSTVW"), word[0]))
        else:
            pool = given if place == 0 and len(words) > 1 else family if len(words) > 1 else given
            new.append(cased(pool[place % len(pool)], word[0]))
    fresh = iter(new)
    return WORD.sub(lambda _word: next(fresh), re.sub(r"\d", lambda _digit: draw.choice("123456789"), value))


def _like_mail(value: str, language: str, draw: random.Random) -> str:
    found = _MAIL.fullmatch(value.strip())
    if found is None:
        return ""
    local = handle(draw, language).lstrip("@")
    dot = _DOT.search(found["domain"])
    return f"{local}{found['at']}{DOMAINS[language].replace('.', dot[0] if dot else '.')}"
