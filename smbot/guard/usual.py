"""Tells usual words of both languages from names: one that is both counts only where it is written as a name."""

from collections.abc import Mapping
from functools import cache
from math import log

from smbot.core.canon import fold
from smbot.guard.everyday import WORDS_TOO
from smbot.redact.not_names import is_common, is_organisation, is_organisations_word
from smbot.redact.tagger.crf import SHIPPED, WORDS, read_words
from smbot.redact.tagger.lists import entries

MIN_SEEN = 2
MIN_SEEN_NAME = 25
"""How often a word was no name in the posts that the tagger was trained on, to be usual; more if it is a name too."""


MIN_TWO = 9
"""Letters of two names written together."""


def is_usual(word: str) -> bool:
    """Say whether a folded word is an everyday word of English or French."""
    return word in _usual() or is_common(word)


def is_somebodys(word: str) -> bool:
    """Say whether people are called so, and neither a place, an organisation nor an everyday word is."""
    plain = fold(word)
    return plain in _names() and not is_usual(plain) and not is_organisation(word) and not is_organisations_word(word)


def is_called_so(word: str) -> bool:
    """Say whether people are called so, whatever else is too, but for everyday words and organisations."""
    plain = fold(word)
    if plain in _listed_names():
        return not is_common(plain)
    return not (is_anything_else(plain) or is_organisations_word(word))


def is_listed_name(word: str) -> bool:
    """Say whether a list of names has the word."""
    return fold(word) in _listed_names() and not is_common(fold(word))


def is_listed_place(word: str) -> bool:
    """Say whether a list of places has the word, as it stands."""
    return fold(word) in _listed_places()


def is_given_name(word: str) -> bool:
    """Say whether the list of given names has the folded word."""
    return word in _given_names()


def is_anything_else(word: str) -> bool:
    """Say whether a folded word is known for anything but a name: a word, a place, an organisation."""
    other, named = _seen().get(word, (0, 0))
    return other > named or word in _other_lists() or is_common(word) or is_organisation(word)


def is_word_too(word: str) -> bool:
    """Say whether a folded word is an everyday one, though people may be called so: "shade", "bois"."""
    return any(is_usual(each) or is_anything_else(each) or each in WORDS_TOO for each in (word, word.removesuffix("s")))


def is_two_names(word: str) -> bool:
    """Say whether a word that is known for nothing else is two names written together."""
    plain = fold(word)
    if len(plain) < MIN_TWO or is_anything_else(plain) or is_anything_else(plain.removesuffix("s").removesuffix("e")):
        return False
    return any(plain[:at] in _names() and plain[at:] in _names() for at in range(4, len(plain) - 3))


def rarity(word: str) -> float:
    """Return how rarely a folded word stands in posts: the logarithm of one in so many words."""
    return log(_all_words() / (sum(_seen().get(word, (0, 0))) + 1))


@cache
def _all_words() -> int:
    return sum(map(sum, _seen().values()))


@cache
def _usual() -> frozenset[str]:
    def least(word: str) -> int:
        return MIN_SEEN_NAME if word in _names() else MIN_SEEN

    return frozenset(word for word, (other, named) in _seen().items() if other >= least(word) and other > 2 * named)


@cache
def _seen() -> Mapping[str, tuple[int, int]]:
    """Return how often each folded word was something else than a name, and how often a part of one."""
    words = read_words(SHIPPED.joinpath(WORDS).read_text(encoding="utf-8"))
    found: dict[str, tuple[int, int]] = {}
    for word, other in words.other.items():
        if other:
            plain = fold(word)
            before = found.get(plain, (0, 0))
            found[plain] = before[0] + other, before[1] + words.named.get(word, 0)
    return found


@cache
def _names() -> frozenset[str]:
    return _listed_names() - _listed_places()


@cache
def _listed_places() -> frozenset[str]:
    return frozenset(fold(place) for place in entries("places"))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(fold(name) for name in entries("given"))


@cache
def _listed_names() -> frozenset[str]:
    return frozenset(fold(name) for name in entries("given") | entries("surnames") if len(name) > 2)


@cache
def _other_lists() -> frozenset[str]:
    listed = entries("places") | entries("organisations") | entries("public")
    return frozenset(fold(word) for entry in listed for word in entry.split())
