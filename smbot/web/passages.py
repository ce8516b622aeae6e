"""A masked post cut into pieces for the page: plain text, masks from the ledger, and evidence around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from smbot.core.redacted import RedactedText
from smbot.core.spans import Evidence, Mask


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A run of text, or a mask (then `text` is what stands in the masked text, and is not shown)."""

    text: str
    mask: Mask | None = None


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Neighbouring pieces that show the same labels; without labels, they are no evidence."""

    labels: tuple[str, ...]
    pieces: tuple[Piece, ...]


def passages(text: RedactedText, evidence: Sequence[Evidence] = ()) -> list[Passage]:
    """Cut `text` at the bounds of masks and evidence; joined again, the pieces are the whole text.

    What a poster typed like a mask ("[PHONE 1]") stays text: only the ledger makes masks.
    """

    def labels(start: int, end: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(e.label for e in evidence if e.start < end and start < e.end))

    cut = [
        (labels(start, end), Piece(text=text.text[start:end], mask=mask)) for start, end, mask in _cut(text, evidence)
    ]
    return [
        Passage(labels=found, pieces=tuple(piece for _, piece in group))
        for found, group in groupby(cut, key=lambda pair: pair[0])
    ]


def _cut(text: RedactedText, evidence: Sequence[Evidence]) -> Iterator[tuple[int, int, Mask | None]]:
    """Yield where the pieces stand. Evidence never cuts a mask in two; a mask of no length is a piece too."""
    bounds = sorted({place for shown in evidence for place in (shown.start, shown.end)})
    at = 0
    for mask in (*text.masks, None):
        end = mask.start if mask else len(text.text)
        yield from (
            (*stretch, None) for stretch in pairwise([at, *(b for b in bounds if at < b < end), end]) if at < end
        )
        if mask:
            yield mask.start, mask.end, mask
            at = mask.end


def stretch(text: RedactedText, start: int, end: int) -> tuple[Piece, ...]:
    """Return what stands between two places, with the whole of a mask that either lies in."""
    return tuple(
        Piece(text=text.text[at:to] if mask else text.text[max(at, start) : min(to, end)], mask=mask)
        for at, to, mask in _cut(text, ())
        if at < end and start < to
    )


def shortened(text: RedactedText, limit: int) -> list[Piece]:
    """Return the beginning of a post for a list: about `limit` characters, never half a mask."""
    pieces = [piece for passage in passages(text) for piece in passage.pieces]
    kept: list[Piece] = []
    room = limit
    for piece in pieces:
        if room <= 0:
            kept.append(Piece(text="…"))
            break
        whole = piece.mask is not None or len(piece.text) <= room
        kept.append(piece if whole else Piece(text=piece.text[:room].rstrip()))
        room -= len(piece.text)
        if not whole:
            kept.append(Piece(text="…"))
            break
    return kept
