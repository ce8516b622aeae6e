"""Which tag each piece of a post has: it begins or continues a value of a kind, or is nothing."""

from collections.abc import Sequence
from typing import Final

from tokenizers import Tokenizer

from smbot.network.windows import BEGINS, ENDS, SIZE, bare
from smbot.normalise.fold import fold
from smbot.training.encoder.segments import PUBLIC, UNKNOWN, Segment, joined
from smbot.training.tagger import TAGGED

OUTSIDE: Final = "O"
KINDS: Final = (*dict.fromkeys(TAGGED.values()), PUBLIC)
TAGS: Final = (OUTSIDE, *(f"{place}-{kind}" for kind in KINDS for place in ("B", "I")))
IGNORED: Final = -100
"""Tag of what is no part of the text; torch's own."""
_KIND_OF: Final = {**TAGGED, PUBLIC: PUBLIC, UNKNOWN: UNKNOWN}


def tagged(parts: Sequence[Segment], tokens: Tokenizer) -> tuple[list[int], list[int]]:
    """Return a folded post's first pieces as numbers, and their tags by number."""
    text, marks = joined(parts)
    folded = fold(text)
    pieces = tokens.encode(folded.text)
    numbers, tags = [BEGINS], [IGNORED]
    marked = [mark for mark in marks if mark[2] in _KIND_OF]
    before: tuple[int, int, str] | None = None
    for number, offsets in list(zip(pieces.ids, pieces.offsets, strict=True))[:SIZE]:
        start, end = bare(folded.text, offsets)
        place = folded.to_original(start, end) if start < end else None
        now = place and next((mark for mark in marked if place[0] < mark[1] and mark[0] < place[1]), None)
        numbers.append(number)
        tags.append(_tag(now, now == before) if now else 0 if place else IGNORED)
        before = now if place else before
    return [*numbers, ENDS], [*tags, IGNORED]


def _tag(mark: tuple[int, int, str], continues: bool) -> int:
    if mark[2] == UNKNOWN:
        return IGNORED
    return TAGS.index(f"{'I' if continues else 'B'}-{_KIND_OF[mark[2]]}")
