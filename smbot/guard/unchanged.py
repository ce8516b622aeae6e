"""Tells which stretches of a reply are the playbook's own words, left as they were."""

import re
from difflib import SequenceMatcher

from smbot.guard.places import Places

MIN_WORDS = 3
"""A shorter stretch proves nothing: somebody called Service may be named beside the word "service"."""

_CHUNK = re.compile(r"\S+")


def unchanged(reply: str, template: str) -> Places:
    """Return where `reply` repeats `template` word for word, in its order, at least three words long.

    Every word of the template is used once, so a word that somebody adds is never in a stretch even if
    the template holds the same word elsewhere.
    """
    chunks = list(_CHUNK.finditer(reply))
    words = [chunk[0] for chunk in chunks]
    matcher = SequenceMatcher(None, words, _CHUNK.findall(template), autojunk=False)
    return tuple(
        (chunks[block.a].start(), chunks[block.a + block.size - 1].end())
        for block in matcher.get_matching_blocks()
        if block.size >= MIN_WORDS
    )
