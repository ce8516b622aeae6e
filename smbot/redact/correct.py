"""What an officer corrects in a redacted text: a stretch that was missed is masked, a mask is named otherwise."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from smbot.core import canon
from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask
from smbot.normalise.fold import fold
from smbot.redact.recall import marks

OFFICER: Final = "officer"
"""The recognizer's name on masks that a person made."""
LONGEST: Final = 200
"""More characters than any piece of personal information has; a longer stretch was selected by mistake."""
RUN_TOGETHER: Final = 8
"""Two words of so many letters are also found written as one: a shorter pair may be another word."""
GAP: Final = 3
_BETWEEN: Final = "\n\n"

Place = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Redrawn:
    """A redacted text after a correction; `edits` are the replaced places of the older text, with the new lengths."""

    text: RedactedText
    edits: tuple[tuple[int, int, int], ...]

    def moved(self, start: int, end: int) -> Place:
        """Return where a place of the older text is now; one that was cut grows to the whole mask."""
        return self._at(start, after=False), self._at(end, after=True)

    def _at(self, place: int, *, after: bool) -> int:
        shift = 0
        for start, end, length in self.edits:
            if end <= place:
                shift += length - (end - start)
            elif start < place:
                return start + shift + (length if after else 0)
        return place + shift


def value_tokens(value: str) -> frozenset[str]:
    """Return what the guard must know of a value, as it is written and without disguises."""
    return canon.tokens(value) | canon.tokens(fold(value).text)


def kept_tokens(value: str, entity: str) -> frozenset[str]:
    """Return of what a conversation keeps keyed digests: the guard's tokens, and what later posts are asked for."""
    return value_tokens(value) | marks(value, entity) | marks(fold(value).text, entity)


def stretches(text: RedactedText, value: str) -> list[Place]:
    """Return where `value` stands outside the masks of the post in which an officer saw it, whatever it is.

    Whole words go before parts of words; white space counts alike, since a page may break lines elsewhere.
    """
    words = value.split()
    if not words:
        return []
    pattern = r"\s+".join(re.escape(word) for word in words)
    whole = _outside(text, re.finditer(rf"(?<!\w){pattern}(?!\w)", text.text))
    return whole or _outside(text, re.finditer(pattern, text.text))


def repeats(text: str, value: str, closed: Iterable[Place] = ()) -> list[Place]:
    """Return where `text` holds `value` outside of `closed`, in any case, spacing and disguise.

    A value that identifies nobody by itself ("the", "12") is found nowhere.
    """
    wanted, seams = _letters(value)
    if not wanted or not value_tokens(value):
        return []
    folded = fold(text)
    line = "".join(letter for letter, _ in _stream(folded.text))
    at = [place for _, place in _stream(folded.text)]
    shut = list(closed)
    found: list[Place] = []
    begin = line.find(wanted)
    while begin >= 0:
        places = at[begin : begin + len(wanted)]
        start, end = folded.to_original(places[0], places[-1] + 1)
        free = not any(s < end and start < e for s, e in (*shut, *found))
        if free and _is_whole(folded.text, places) and _is_spaced_alike(places, seams, wanted):
            found.append((start, end))
            begin = line.find(wanted, begin + len(wanted))
        else:
            begin = line.find(wanted, begin + 1)
    return found


def same_value(text: RedactedText, mask: Mask) -> frozenset[int]:
    """Return where in a text's ledger masks stand that show the same as `mask`: they hide the same value.

    One that shows nothing is like itself alone.
    """
    return frozenset(
        place for place, other in enumerate(text.masks) if other is mask or (mask.shown and other.shown == mask.shown)
    )


def joined(texts: Sequence[RedactedText]) -> RedactedText:
    """Return texts as one, with a line between them."""
    parts: list[str] = []
    masks: list[Mask] = []
    length = 0
    for text in texts:
        masks += (replace(mask, start=mask.start + length, end=mask.end + length) for mask in text.masks)
        parts.append(text.text)
        length += len(text.text) + len(_BETWEEN)
    return RedactedText(_BETWEEN.join(parts), tuple(masks), texts[0].warrant)


def covered(text: RedactedText, places: Iterable[Place], *, entity: str, number: int) -> Redrawn:
    """Put a mask with this number over each place; what of a value an operator may show, only the redactor decides."""
    new = Mask(start=0, end=0, entity=entity, number=number, score=1.0, recognizer=OFFICER)
    masks = [(mask.start, mask.end, mask, False) for mask in text.masks]
    return _redrawn(text, [*masks, *((start, end, new, True) for start, end in places)])


def renamed(text: RedactedText, of: Container[int], *, entity: str, number: int) -> Redrawn:
    """Say that the masks at these places of the ledger hide something of another kind."""
    kind = Mask(start=0, end=0, entity=entity, number=number, score=1.0, recognizer=OFFICER)
    return _redrawn(
        text,
        [
            (mask.start, mask.end, replace(kind, score=mask.score, recognizer=mask.recognizer), True)
            if place in of
            else (mask.start, mask.end, mask, False)
            for place, mask in enumerate(text.masks)
        ],
    )


def judged(text: RedactedText, of: Container[int], *, disputed: bool) -> RedactedText:
    """Say of the masks at these places of the ledger that they are right, or that they hide nothing personal."""
    masks = tuple(
        replace(mask, doubtful=False, disputed=disputed) if place in of else mask
        for place, mask in enumerate(text.masks)
    )
    return RedactedText(text.text, masks, text.warrant)


def written_over(text: str, places: Sequence[Place], shown: str) -> str:
    """Return our own words with `shown` in each place: a draft has no ledger of masks."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(places):
        parts += (text[at:start], shown)
        at = end
    return "".join((*parts, text[at:]))


def _redrawn(text: RedactedText, masks: Iterable[tuple[int, int, Mask, bool]]) -> Redrawn:
    """Put masks into the text: each with its place in the older text, and whether something else stands there yet."""
    parts: list[str] = []
    ledger: list[Mask] = []
    edits: list[tuple[int, int, int]] = []
    at = length = 0
    for start, end, mask, is_new in sorted(masks, key=lambda each: each[:2]):
        before, shown = text.text[at:start], mask.shown if is_new else text.text[start:end]
        if is_new:
            edits.append((start, end, len(shown)))
        parts += (before, shown)
        begin = length + len(before)
        length = begin + len(shown)
        ledger.append(replace(mask, start=begin, end=length))
        at = end
    parts.append(text.text[at:])
    # The warrant is handed on: a text that was redacted is so still when more of it is masked.
    return Redrawn(text=RedactedText("".join(parts), tuple(ledger), text.warrant), edits=tuple(edits))


def _outside(text: RedactedText, matches: Iterable[re.Match[str]]) -> list[Place]:
    found = [match.span() for match in matches]
    return [(s, e) for s, e in found if not any(mask.start < e and s < mask.end for mask in text.masks)]


def _stream(folded: str) -> Iterator[tuple[str, int]]:
    """Yield the letters and digits of a folded text in canonical form, each with its place."""
    for place, character in enumerate(folded):
        for letter in canon.fold(character):
            if letter.isalnum():
                yield letter, place


def _letters(value: str) -> tuple[str, frozenset[int]]:
    """Return the letters and digits of a value, and before which of them it has something else."""
    stream = list(_stream(fold(value).text))
    seams = {n for n in range(1, len(stream)) if stream[n][1] - stream[n - 1][1] > 1}
    return "".join(letter for letter, _ in stream), frozenset(seams)


def _is_whole(folded: str, places: Sequence[int]) -> bool:
    first, last = places[0], places[-1] + 1
    return not (first and folded[first - 1].isalnum()) and not (last < len(folded) and folded[last].isalnum())


def _is_spaced_alike(places: Sequence[int], seams: frozenset[int], wanted: str) -> bool:
    gaps = {n: places[n] - places[n - 1] - 1 for n in range(1, len(places))}
    if any(gap > GAP for gap in gaps.values()):
        return False
    if wanted.isdigit():
        return True
    apart = {n for n, gap in gaps.items() if gap > 0}
    return apart <= seams and (apart == seams or len(wanted) >= RUN_TOGETHER)
