"""Tells usual words of both languages from names: a name that is a usual word counts only where it is written as one."""

from functools import cache
from importlib import resources

from smbot.core.canon import fold
from smbot.redact.not_names import is_common, is_organisation, is_organisations_word
from smbot.redact.tagger.lists import entries

MIN_SEEN = 2
"""How often a word was no name in the posts that the tagger was trained on, to be usual."""


def is_usual(word: str) -> bool:
    """Say whether a folded word is an everyday word of English or French."""
    return word in _usual() or is_common(word)


def is_somebodys(word: str) -> bool:
    """Say whether people are called so, and neither a place, an organisation nor an everyday word is."""
    plain = fold(word)
    return plain in _names() and not is_usual(plain) and not is_organisation(word) and not is_organisations_word(word)


@cache
def _usual() -> frozenset[str]:
    source = resources.files("smbot.redact.tagger").joinpath("model", "words.tsv").read_text(encoding="utf-8")
    found = set()
    for line in source.splitlines():
        word, other, named = line.split("\t")
        if int(other) >= MIN_SEEN and int(other) > 2 * int(named):
            found.add(fold(word))
    return frozenset(found)


@cache
def _names() -> frozenset[str]:
    listed = entries("given") | entries("surnames")
    return frozenset(fold(name) for name in listed if len(name) > 2) - {fold(place) for place in entries("places")}
