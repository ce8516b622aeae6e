"""Two texts side by side: which words stand in only one of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\s+|\S+")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of a text; `alone` says that the other text has it not."""

    text: str
    alone: bool


def side_by_side(mine: str, theirs: str) -> tuple[Sequence[Piece], Sequence[Piece]]:
    """Return the pieces of both texts, each whole and in order."""
    left, right = WORD.findall(mine), WORD.findall(theirs)
    ours: list[Piece] = []
    others: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        alone = kind != "equal"
        if a < b:
            ours.append(Piece(text="".join(left[a:b]), alone=alone))
        if c < d:
            others.append(Piece(text="".join(right[c:d]), alone=alone))
    return ours, others
