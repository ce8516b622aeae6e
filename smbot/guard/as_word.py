"""Tells an everyday word of a reply that stands where words do, from a name written in lower case."""

import re

from smbot.core.canon import ADDRESS_WORDS, fold
from smbot.guard.usual import is_given_name, is_usual, is_word_too, rarity

RARE = 10.2
"""How rarely (in nats) a word stands in posts before it is taken for a name where it could be either."""

_DETERMINED = re.compile(
    r"(?<![^\W_])(?:the|an?|this|that|these|those|every|each|no|more|my|our|your|their|its|have|has|had|been|be|is|are|"
    r"very|too|le|la|les|l['\u2019]|un|une|du|des|au|aux|ce|cet|cette|ces|votre|vos|notre|nos|leur|leurs|avez|ayez|avons|"
    r"ai|ont|aviez|bien|très|plus|chaque|aucune?) ?$",
    re.IGNORECASE,
)
_ANY = re.compile(r"(?<![^\W_])(?:an?|une?|quelle?|what an?|this|cette?|cet|notre|our|votre|your) ?$", re.IGNORECASE)
"""What makes of a flower somebody: "a daisy among thorns"; "the shade" stays a shade."""
_OF_ADDRESSES = ADDRESS_WORDS | {"rang", "concession", "montee", "croissant", "mews", "wynd", "townline"}
"""What a known street is called beside its name: "le rang St-A." still tells where somebody lives."""
_HOUSEHOLD = re.compile(r"['\u2019]?s?\W*(?:famil|house|home|place|file|case|claim|kids|account)", re.IGNORECASE)


def stands_as_a_word(reply: str, start: int, end: int) -> bool:
    """Say whether an everyday word stands where one does, and no name: "the shade", « ayez aimé »."""
    word = reply[start:end]
    return (
        word.islower()
        and word.isalpha()
        and _DETERMINED.search(reply, max(0, start - 12), start) is not None
        and _HOUSEHOLD.match(reply, end) is None
        and fold(word) not in _OF_ADDRESSES
        and is_word_too(fold(word))
        and not (_is_rather_a_name(fold(word)) and _ANY.search(reply, max(0, start - 12), start))
    )


def _is_rather_a_name(word: str) -> bool:
    """Say whether people are called so, and hardly anything that people write to an office about."""
    return is_given_name(word) and not is_usual(word) and rarity(word) > RARE
