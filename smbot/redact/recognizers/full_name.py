"""Names by the lists alone: a listed given name with a listed surname, or where people greet and sign.

The tagger weighs what stands around a name; where it weighs wrongly ("I saw Mary Example there"), the two words are
enough to doubt. What is found so is masked, and marked for a person.
"""

import re
from collections.abc import Iterator
from typing import Final

from smbot.core.spans import Span
from smbot.redact.not_names import is_a_places_name, is_public_title
from smbot.redact.tagger.lists import entries
from smbot.redact.words import names_nobody

ENTITIES = ("PERSON",)

SCORE: Final = 0.5
"""Below what is sure (`privacy.doubt_below`): two listed words may be a street's, a shop's or a stranger's."""

_PART = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{1,20}(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{1,20})?"
_PAIR = re.compile(
    rf"(?<![\w@#/.\-'\u2019])(?=(?P<whole>(?P<given>{_PART})[ ](?:[A-Z]\.?[ ])?(?P<surname>{_PART}))(?![\w@/\-]))"
)
"""Looked for from every word on: in "Ask Mary Example" the first two are no pair."""
_CAPITAL_BESIDE = re.compile(r"[ ][A-ZÀ-ÖØ-Þ][\w'\u2019]|['\u2019]s[ ][A-ZÀ-ÖØ-Þ]")
_GREETED = re.compile(
    rf"(?<!\w)(?i:welcome|bienvenue|hi|hello|bonjour|salut|all[ôo]|thanks|thank you|merci|bravo|congrats|"
    rf"happy birthday|bonne f[êe]te),?[ ](?P<name>{_PART})(?=[!.,]|$)"
)
_SIGNED = re.compile(rf"(?:^|[.!?\n])\s{{0,3}}[-\u2013\u2014~]\s?(?P<name>{_PART})\s{{0,3}}\Z")


def find(text: str) -> Iterator[Span]:
    """Yield names; those of public figures, places and shops are left."""
    for pattern in (_GREETED, _SIGNED):
        for match in pattern.finditer(text):
            name = match["name"]
            if name.lower() in entries("given") and not names_nobody(name):
                yield _doubted(*match.span("name"))
    for pair in _PAIR.finditer(text):
        if _is_a_name(text, pair):
            yield _doubted(*pair.span("whole"))


def _doubted(start: int, end: int) -> Span:
    return Span(start=start, end=end, entity="PERSON", score=SCORE, recognizer="full_name")


def _is_a_name(text: str, pair: re.Match[str]) -> bool:
    given, surname = pair["given"].lower(), pair["surname"].lower()
    if given.split("-")[0] not in entries("given") or surname not in entries("surnames"):
        return False
    whole = f"{given} {surname}"
    if any(whole in entries(kind) for kind in ("public", "places", "organisations")):
        return False
    if names_nobody(pair["given"]) or names_nobody(pair["surname"]):
        return False
    start, end = pair.span("whole")
    if _CAPITAL_BESIDE.match(text, end, end + 4):
        return False  # "Terry Fox Run", "Mary Brown's Chicken"
    return not is_a_places_name(text, start, end) and not is_public_title(text, start)
