"""Words as they are compared where a name or a number is looked for again."""

import re
import unicodedata
from typing import Final

from smbot.core import canon
from smbot.redact.not_names import is_a_places_name, is_common, is_organisation, is_organisations_word, is_title
from smbot.redact.tagger.lists import entries

WORD: Final = re.compile(r"[^\W_]+")
GAP: Final = re.compile(r"[\s_.\-/()'\u2019\u00b7,+:]{1,3}")
"""What may stand between the words of one name, or the groups of one number."""
CAMEL: Final = re.compile(
    r"(?:Mc|Mac)?[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+|[A-ZÀ-ÖØ-Þ]+(?![a-zà-öø-ÿ])|[a-zà-öø-ÿ]+|\d+",
)
"""The pieces of a word that was run together: "JusticeForKayla", "DarnellMcDonald"."""
MIN_NAME: Final = 3
"""Letters of a name that is looked for alone; shorter ones are words of either language."""
MIN_RUN_TOGETHER: Final = 5
"""Letters of a name within a longer word in small letters ("#justiceforexample"); shorter ones stand in many words."""

_TOWNS = frozenset({"hamilton", "ottawa", "paris", "windsor"})
"""Names of a few people that are towns to everybody."""
_HAS = re.compile(r"['\u2019]s(?!\w)", re.IGNORECASE)
_IN_A_PLACE = re.compile(r"(?<!\w)(?:in|near|around|downtown|en|dans)[ ]$", re.IGNORECASE)


def plain_word(word: str) -> str:
    """Return a word in canonical form: it may be longer than it was ("Lebœuf" is "leboeuf")."""
    return word.lower() if word.isascii() else canon.fold(word)


def letter_for_letter(text: str) -> str:
    """Return `text` in small letters and without accents, character for character, so that places stay."""
    return text.lower() if text.isascii() else "".join(map(_letter, text))


def _letter(character: str) -> str:
    lowered = unicodedata.normalize("NFD", character)[0].lower()
    return lowered if len(lowered) == 1 else character


def names_nobody(word: str) -> bool:
    """Say whether a word alone is no name: a common word, a title, an organisation, a place that is no name too."""
    if is_common(word) or is_title(word) or is_organisations_word(word):
        return True
    return is_organisation(word) and (word.lower() in _TOWNS or not is_listed(word))


def is_listed(word: str) -> bool:
    """Say whether people are called so, by the lists of given names and surnames; common words are no names."""
    return not is_common(word) and any(word.lower() in entries(kind) for kind in ("given", "surnames"))


def is_a_place_here(text: str, start: int, end: int) -> bool:
    """Say whether what stands around ``text[start:end]`` makes it a place: a school's name, or "in Victoria".

    "In Victoria's file" speaks of somebody.
    """
    if is_a_places_name(text, start, end):
        return True
    if _HAS.match(text, end):
        return False
    return is_organisation(text[start:end]) and _IN_A_PLACE.search(text, max(0, start - 12), start) is not None
