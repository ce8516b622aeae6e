"""How probably each piece of a text is personal, and the spans that pieces make which are probable enough."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from smbot.core.spans import Span
from smbot.redact.entities import TAGGER
from smbot.redact.tagger.features import style_of
from smbot.redact.tagger.stays import stays
from smbot.redact.tagger.tokens import Token

LEAST: Final[Mapping[str, float]] = {
    "PERSON": 0.4, "STREET_ADDRESS": 0.5, "CREDENTIAL": 0.6, "DATE_OF_BIRTH": 0.35
}  # fmt: skip
LEAST_OTHER: Final = 0.7
"""Probabilities from which a piece is masked, chosen on posts that were held out of training: what rules find most of
asks for more than what only context gives away."""
UNCASED: Final = frozenset({"capitals", "small"})
"""How posts are written in which no capitals set names apart."""
CLEARLY_NONE: Final = 0.1
CLEARLY: Final = 0.85
"""Outside these probabilities a second opinion changed nothing on the development posts."""
_DATED = re.compile(
    r"\d|(?<![^\W\d_])(?:jan|f[eé]v|feb|mar|avr|apr|ma[iy]|jui|jun|jul|ao[uû]|aug|sep|o[ck]t|nov|d[eé]c)", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Chance:
    """Of one piece: how probably it is personal at all, which entity is likeliest, and whether that begins here."""

    personal: float
    entity: str
    begins: float


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a tagger makes of one text; `sure` if every piece is clearly personal or clearly not."""

    spans: tuple[Span, ...]
    sure: bool


def reading_of(
    text: str, pieces: Sequence[Token], chances: Sequence[Chance], *, uncased: float = LEAST["PERSON"]
) -> Reading:
    """Return what the pieces' chances make of a text; `uncased` is asked of names where no capitals set them apart."""
    return Reading(
        spans=tuple(
            span for span in _spans(text, pieces, chances, uncased) if _may_be(text, span) and not stays(text, span)
        ),
        sure=all(not CLEARLY_NONE <= chance.personal <= CLEARLY for chance in chances),
    )


def _spans(text: str, pieces: Sequence[Token], chances: Sequence[Chance], uncased: float) -> Iterator[Span]:
    """Join pieces that continue each other; signs inside a value are parts of it, at its ends they are not."""
    open_span: Span | None = None
    small = style_of([text[start:end] for start, end in pieces]) in UNCASED
    least = {**LEAST, "PERSON": uncased} if small else LEAST
    for (start, end), chance in zip(pieces, chances, strict=True):
        if not chance.entity or chance.personal < least.get(chance.entity, LEAST_OTHER):
            if open_span:
                yield open_span
            open_span = None
            continue
        if not text[start].isalnum():
            continue
        if open_span and open_span.entity == chance.entity and not _apart(text, open_span, start, chance):
            open_span = _span(open_span.start, end, chance, max(open_span.score, chance.personal))
            continue
        if open_span:
            yield open_span
        open_span = _span(start, end, chance, chance.personal)
    if open_span:
        yield open_span


def _may_be(text: str, span: Span) -> bool:
    """Say whether a value can be of its kind: a date holds digits, once words for numbers are folded, or a month."""
    return span.entity != "DATE_OF_BIRTH" or _DATED.search(text, span.start, span.end) is not None


def _apart(text: str, before: Span, start: int, chance: Chance) -> bool:
    """Say whether a piece begins another value: not where nothing, or between names one space, stands between."""
    if start == before.end or (before.entity == "PERSON" and text[before.end : start] == " "):
        return False
    return chance.begins >= chance.personal / 2


def _span(start: int, end: int, chance: Chance, score: float) -> Span:
    return Span(start=start, end=end, entity=chance.entity, score=score, recognizer=TAGGER)
