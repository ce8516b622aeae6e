"""What an officer corrects in a redacted text: a stretch that was missed is masked, a mask is named otherwise."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from smbot.core import canon
from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask
from smbot.core.warrant import WARRANT
from smbot.normalise.fold import fold
from smbot.redact.not_names import is_common
from smbot.redact.officer_marks import OFFICER, officer_marks
from smbot.redact.recall import marks

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


def kept_tokens(value: str, entity: str, *, inside: bool) -> frozenset[str]:
    """Return of what a conversation keeps keyed digests: the guard's tokens, and what later posts are asked for."""
    recalled = marks(value, entity) | marks(fold(value).text, entity)
    return value_tokens(value) | recalled | officer_marks(value, entity, inside=inside)


def tells(value: str) -> bool:
    """Say whether our own words that hold the value tell of somebody; "the" and "12" tell of nobody."""
    words = re.findall(r"[^\W_]+", value)
    return bool(value_tokens(value)) or any(not word.isdigit() and not is_common(word) for word in words)


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


def is_inside(text: RedactedText, place: Place) -> bool:
    """Say whether a stretch is a piece of a longer word."""
    start, end = place
    return text.text[max(0, start - 1) : start].isalnum() or text.text[end : end + 1].isalnum()


def same_value(text: RedactedText, mask: Mask) -> frozenset[int]:
    """Return where in a text's ledger masks stand that hide the same value as `mask`: those of its number.

    Last digits and codes may be those of two values: such a mask is like itself alone.
    """
    named = (mask.entity, mask.number)
    return frozenset(
        place
        for place, other in enumerate(text.masks)
        if other is mask or (mask.number and (other.entity, other.number) == named)
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
    return RedactedText(_BETWEEN.join(parts), tuple(masks), WARRANT)


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


def settled(text: RedactedText, of: Container[int], *, disputed: bool) -> RedactedText:
    """Say of the masks at these places of the ledger that they are right, or that they hide nothing personal."""
    masks = tuple(
        replace(mask, doubtful=False, disputed=disputed) if place in of else mask
        for place, mask in enumerate(text.masks)
    )
    return RedactedText(text.text, masks, WARRANT)


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
    # A text that was redacted is so still when more of it is masked.
    return Redrawn(text=RedactedText("".join(parts), tuple(ledger), WARRANT), edits=tuple(edits))


def _outside(text: RedactedText, matches: Iterable[re.Match[str]]) -> list[Place]:
    found = [match.span() for match in matches]
    return [(s, e) for s, e in found if not any(mask.start < e and s < mask.end for mask in text.masks)]
