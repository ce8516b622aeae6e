"""Posts altered as people and platforms alter them, so that a network does not lean on how they are written."""

import random
import unicodedata
from typing import Final

SMALL, CAPITALS, ADDRESSED, LINKED, BARE = 0.10, 0.04, 0.12, 0.06, 0.06
"""Shares of posts: in small letters, in capitals, with an account before them, with a link after, without accents."""
ACCOUNTS: Final = ("@user", "@help", "@city", "@mtl", "@marie_b", "@TeamX", "@lou22")


def altered(text: str, source: random.Random) -> str:
    """Return the text, now and then written otherwise; what it says stays."""
    case = source.random()
    if case < SMALL:
        text = text.lower()
    elif case < SMALL + CAPITALS:
        text = text.upper()
    if source.random() < ADDRESSED:
        text = f"{source.choice(ACCOUNTS)} {text}"
    if source.random() < LINKED:
        text = f"{text} http"
    if source.random() < BARE:
        text = "".join(char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")
    return text
