"""How much of a text a network reads at once: what it was taught on, and the time grows with the pieces."""

from collections.abc import Sequence
from typing import Final

BEGINS, ENDS = 0, 2
"""Numbers of the pieces around a text."""
LONGEST: Final = 160
"""Pieces that the network reads at once, some 600 characters."""
OVERLAP: Final = 32
"""Pieces that two windows share: what is said across their bound stands whole in one."""
MOST_WINDOWS: Final = 4
"""Windows that are read of one text for its labels, some 2,000 characters; of a longer one its head and its tail."""
SIZE: Final = LONGEST - 2


def windows(pieces: Sequence[int]) -> list[Sequence[int]]:
    """Return the windows of a text's pieces: all of it, or where these are too many its head and its last window."""
    return [pieces[start : start + SIZE] for start in _starts(len(pieces), MOST_WINDOWS)]


def every_window(pieces: int) -> list[range]:
    """Return the places of the windows that leave nothing out."""
    return [range(start, min(pieces, start + SIZE)) for start in _starts(pieces, pieces + 1)]


def bare(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """Return where a piece stands without the spaces before it: one that begins a word holds them."""
    start, end = place
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _starts(pieces: int, most: int) -> list[int]:
    last = max(0, pieces - SIZE)
    return [*range(0, last, SIZE - OVERLAP)[: most - 1], last]
