"""Folds a text like `smbot.core.canon.fold`, and keeps where each folded character stood."""

import unicodedata
from functools import lru_cache

from smbot.core.canon import INVISIBLE, UNDECOMPOSED


def flatten(text: str) -> tuple[str, tuple[int, ...]]:
    """Return `text` in lower case without accents and invisible characters, and each character's place in it.

    Typographic apostrophes become straight and the digits of every script become 0-9.
    """
    if text.isascii():
        return text.lower(), tuple(range(len(text)))
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in _folded(character):
            folded.append(part)
            places.append(place)
    return "".join(folded), tuple(places)


@lru_cache(maxsize=4096)
def _folded(character: str) -> tuple[str, ...]:
    parts = []
    for part in unicodedata.normalize("NFKD", character).casefold().translate(UNDECOMPOSED):
        if unicodedata.category(part) not in INVISIBLE:
            digit = unicodedata.digit(part, None)
            parts.append("'" if part == "\u2019" else part if digit is None else str(digit))
    return tuple(parts)
