"""Tells an everyday word of a reply that stands where words do, from a name written in lower case."""

import re

from smbot.core.canon import ADDRESS_WORDS, fold
from smbot.core.numbers import is_number_word
from smbot.guard.usual import is_given_name, is_usual, is_word_too, rarity
from smbot.normalise.words import word_set

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
_WORD_BEFORE = re.compile(r"(?<![^\W_])([a-zà-öø-ÿ]+),? $")
_WORD_AFTER = re.compile(r" ([a-zà-öø-ÿ]+)")
_OF_SOMEBODY = word_set("""
    dear thanks thank you vous toi hi hello hey sorry for to from with by of and named called mr mrs ms miss mom mum
    dad aunt uncle son daughter friend neighbour neighbor agent nurse officer clerk chere cher merci bonjour salut
    allo pour a de d avec par et chez appelee appele nommee nomme madame monsieur mme m mlle tante oncle fils fille
    amie ami voisine voisin agente infirmiere que qu
""")
"""What stands before somebody's name."""
_OF_SOMEBODY_AFTER = word_set("""
    dot at point arobase underscore dash hyphen plus tiret arrobas commercial soulignement souligne
    has had is was will can may should says said did does a est sera peut pourra doit avait aura dit
""")
"""What somebody does, and the signs of an address that is read out."""
_BEHIND_NAMES = word_set("""
    for now today tomorrow and or with by to from in on at pour maintenant demain et ou avec par de dans sur
""")
"""What follows a name that is written in lower case, as any other word: "noted marguerite for tomorrow"."""
_HOUSEHOLD = re.compile(r"['\u2019]?s?\W*(?:famil|house|home|place|file|case|claim|kids|account)", re.IGNORECASE)


def stands_as_a_word(reply: str, start: int, end: int) -> bool:
    """Say whether an everyday word stands where one does, and no name: "the shade", « ayez aimé »."""
    word = reply[start:end]
    if not (word.islower() and word.isalpha()):
        return False
    return _is_among_words(reply, start, end) or (
        _DETERMINED.search(reply, max(0, start - 12), start) is not None
        and _HOUSEHOLD.match(reply, end) is None
        and fold(word) not in _OF_ADDRESSES
        and is_word_too(fold(word))
        and not (_is_rather_a_name(fold(word)) and _ANY.search(reply, max(0, start - 12), start))
    )


def _is_among_words(reply: str, start: int, end: int) -> bool:
    """Say whether an everyday word stands between two others, where nobody is spoken to or of: "fees rose by $2"."""
    before, after = _WORD_BEFORE.search(reply, 0, start), _WORD_AFTER.match(reply, end)
    return (
        before is not None
        and after is not None
        and end - start > 3  # of three letters much is a word in one of two languages
        and (is_usual(word := fold(reply[start:end])) or (is_word_too(word) and fold(after[1]) not in _BEHIND_NAMES))
        and fold(before[1]) not in _OF_SOMEBODY
        and fold(after[1]) not in _OF_SOMEBODY_AFTER
        and fold(before[1]) not in _OF_SOMEBODY_AFTER
        and not (is_number_word(fold(before[1])) or is_number_word(fold(after[1])))
        and fold(reply[start:end]) not in _OF_ADDRESSES
        and _HOUSEHOLD.match(reply, end) is None
    )


def _is_rather_a_name(word: str) -> bool:
    """Say whether people are called so, and hardly anything that people write to an office about."""
    return is_given_name(word) and not is_usual(word) and rarity(word) > RARE
