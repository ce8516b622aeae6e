"""Lists of words that are names, and of words that only look so; all written for smbot, in `lists/`."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

KINDS: Final = ("given", "surnames", "places", "organisations", "public")
MAX_WORDS: Final = 5
"""The longest entry, in words."""


@cache
def entries(kind: str) -> frozenset[str]:
    """Return one list, in lower case."""
    source = resources.files("smbot.redact.tagger").joinpath("lists", f"{kind}.txt").read_text(encoding="utf-8")
    lines = (line.strip().lower().replace("\u2019", "'") for line in source.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Return the lists in which each entry stands, by entry."""
    found: dict[str, tuple[str, ...]] = {}
    for kind in KINDS:
        for entry in entries(kind):
            found[entry] = (*found.get(entry, ()), kind)
    return found


@cache
def first_words() -> frozenset[str]:
    """Return the words with which an entry of several words begins."""
    return frozenset(entry.split(" ")[0] for entry in phrases() if " " in entry)
