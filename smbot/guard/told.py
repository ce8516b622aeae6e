"""Weighs what the tables of words find in a reply against what the model makes of its sentences."""

from collections.abc import Iterator

from smbot.guard.meaning import Head, meanings, names_dealings
from smbot.guard.places import Place, Places, inside

SURE = 1.2
"""From here on a sentence counts without a phrase of the tables (by writers held out of smbot/training/guard)."""
SURE_OF_NO_DEALINGS = 2.1
"""The same of one that names nothing that people deal with us about: "see you at the pool" tells of no file."""
CLEARED = -1.05
"""Below it a word of the tables does not count: the sentence means something else."""


def told(reply: str, head: Head, found: Places, free: Places) -> Iterator[Place]:
    """Yield what was `found` in sentences that may mean it, or outside of any, and the sentences that surely do.

    Sentences within the `free` places, which are the playbook's own words, are not weighed.
    """
    weighed = meanings(reply)
    yield from (place for place in found if not any(inside((place[0], place[0]), (each.place,)) for each in weighed))
    for meaning in weighed:
        start, end = meaning.place
        here = [place for place in found if start <= place[0] <= end]
        if here and meaning.scores[head] > CLEARED:
            yield from here
        elif not here and not inside(meaning.place, free):
            sure = SURE if head == "asks" or names_dealings(reply[start:end]) else SURE_OF_NO_DEALINGS
            if meaning.scores[head] > sure:
                yield meaning.place
