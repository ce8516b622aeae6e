"""Folds a text like `smbot.core.canon.fold`, and keeps where each folded character stood."""

import unicodedata

from smbot.core.canon import INVISIBLE, UNDECOMPOSED


def flatten(text: str) -> tuple[str, tuple[int, ...]]:
    """Return `text` in lower case without accents and invisible characters, and each character's place in it.

    Typographic apostrophes become straight and the digits of every script become 0-9.
    """
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character).casefold().translate(UNDECOMPOSED):
            if unicodedata.category(part) in INVISIBLE:
                continue
            digit = unicodedata.digit(part, None)
            folded.append("'" if part == "\u2019" else part if digit is None else str(digit))
            places.append(place)
    return "".join(folded), tuple(places)
