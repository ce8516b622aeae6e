"""Put masks over spans: the one place where raw text becomes redacted text."""

import importlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from smbot.core import canon
from smbot.core.parts import PartKind
from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask, Operator, Span
from smbot.core.traces import traces
from smbot.core.warrant import WARRANT
from smbot.normalise.fold import fold
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw
from smbot.redact.entities import URL
from smbot.redact.merging import groups, joined
from smbot.redact.operators import MAY_KEEP, NUMBERED, Operators, Rule, folded_key, last_digits

if TYPE_CHECKING:
    from smbot.redact.presidio.operators import Place, Replaced

NUMBERS: Final = Operators()
"""Every value becomes a number."""

_BETWEEN: Final = "\n\n"
"""Stands between the fields of a post that are masked together."""

_UNSTORABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""NUL and halves of surrogate pairs, which databases and UTF-8 refuse; replaced one for one."""


@dataclass(frozen=True, kw_only=True)
class Redaction:
    """A masked post. `spans` are places in the original, and `values` canonical values, one for each mask in order.

    `tokens` are what the masks hide, for keyed digests.
    `withheld` says that its language has no recognizers: the masked text is kept but not shown.
    """

    text: RedactedText
    spans: tuple[Span, ...]
    values: tuple[RawText, ...]
    tokens: tuple[RawText, ...]
    language: str
    withheld: bool = False
    parts: tuple["RedactionOfPart", ...] = ()


@dataclass(frozen=True, kw_only=True)
class RedactionOfPart:
    """A masked part of a post; `redaction` is None where it could not be read, and is withheld."""

    kind: PartKind
    redaction: Redaction | None


def mask(
    text: RawText,
    spans: Iterable[Span],
    *,
    language: str,
    withheld: bool = False,
    also: frozenset[str] = frozenset(),
    operators: Operators = NUMBERS,
) -> Redaction:
    """Replace each span as `operators` say, e.g. by ``[PERSON 1]``; the same value has the same number in one post.

    `also` are canonical tokens that no reply may repeat although the post does not hold them: its author's names.

    Raises:
        ValueError: A span is empty or does not lie in the text.
    """
    # Imported late: Presidio takes a second to load, and most commands mask nothing.
    presidio = importlib.import_module("smbot.redact.presidio.operators")
    original = open_raw(text).translate(_UNSTORABLE)
    grouped = groups(spans)
    merged = tuple(joined(group) for group in grouped)
    places: list[Place] = []
    values: list[RawText] = []
    numbers: dict[str, dict[str, int]] = {}
    tokens = set(also)
    for span, group in zip(merged, grouped, strict=True):
        if not 0 <= span.start < span.end <= len(original):
            raise ValueError(span.entity)
        value = original[span.start : span.end]
        folded = fold(value).text
        key = folded_key(folded)
        for hidden in _telling(span, group):
            part = original[hidden.start : hidden.end]
            plain = folded if hidden is span else fold(part).text
            tokens |= canon.tokens(part) | canon.tokens(plain)
            tokens |= traces(part, hidden.entity) | traces(plain, hidden.entity)
        rule = _rule(operators, span, group, value)
        number = 0
        if rule.operator == Operator.NUMBER:
            seen = numbers.setdefault(span.entity, {})
            number = seen.setdefault(key, len(seen) + 1)
        elif rule.operator == Operator.LAST:
            tokens |= canon.tokens(last_digits(value, rule.kept))  # what the mask shows, no reply may repeat either
        values.append(RawText(key))
        places.append(
            presidio.Place(
                start=span.start,
                end=span.end,
                entity=span.entity,
                operator=rule.operator,
                number=number,
                kept=rule.kept,
                code=operators.code,
            )
        )
    masked, replaced = presidio.replace_places(original, places)
    masks = tuple(_mask(span, place, at) for span, place, at in zip(merged, places, replaced, strict=True))
    return Redaction(
        text=RedactedText(masked, masks, WARRANT),
        spans=merged,
        values=tuple(values),
        tokens=tuple(RawText(token) for token in sorted(tokens)),
        language=language,
        withheld=withheld,
    )


def mask_fields(
    fields: Sequence[tuple[RawText, Sequence[Span]]],
    *,
    language: str,
    withheld: bool = False,
    also: frozenset[str] = frozenset(),
    operators: Operators = NUMBERS,
) -> list[Redaction]:
    """Mask the fields of one post, its text first; the same value has the same number in all of them.

    The first one's tokens are those of all. See `mask`.
    """
    texts = [open_raw(text) for text, _ in fields]
    begins = [0, *accumulate(len(text) + len(_BETWEEN) for text in texts)][: len(texts)]
    together: list[Span] = []
    for text, begin, (_, spans) in zip(texts, begins, fields, strict=True):
        if any(not 0 <= span.start < span.end <= len(text) for span in spans):
            raise ValueError("a span outside its field")
        together += [replace(span, start=begin + span.start, end=begin + span.end) for span in spans]
    whole = mask(
        RawText(_BETWEEN.join(texts)), together, language=language, withheld=withheld, also=also, operators=operators
    )
    return [_cut(whole, begin, begin + len(text), first=begin == 0) for text, begin in zip(texts, begins, strict=True)]


def _cut(whole: Redaction, begin: int, end: int, *, first: bool) -> Redaction:
    """Return one field of several that were masked together."""
    here = [at for at, span in enumerate(whole.spans) if begin <= span.start and span.end <= end]
    before = [at for at, span in enumerate(whole.spans) if span.end <= begin]
    masks = whole.text.masks

    def grown(places: Iterable[int]) -> int:
        return sum(masks[at].end - masks[at].start - whole.spans[at].end + whole.spans[at].start for at in places)

    start = begin + grown(before)
    text = whole.text.text[start : end + grown(before) + grown(here)]
    moved = (replace(masks[at], start=masks[at].start - start, end=masks[at].end - start) for at in here)
    return Redaction(
        text=RedactedText(text, tuple(moved), WARRANT),
        spans=tuple(
            replace(whole.spans[at], start=whole.spans[at].start - begin, end=whole.spans[at].end - begin)
            for at in here
        ),
        values=tuple(whole.values[at] for at in here),
        tokens=whole.tokens if first else (),
        language=whole.language,
        withheld=whole.withheld,
    )


def _telling(span: Span, group: Sequence[Span]) -> list[Span]:
    """Return what of a joined span tells of somebody: of a web address, only what was found in it."""
    told = [part for part in group if part.entity != URL]
    return told if len(told) < len(group) else [span]


def _rule(operators: Operators, span: Span, group: Sequence[Span], value: str) -> Rule:
    """Return the rule of a span; a number in place of last digits where these are too few, or another's."""
    rule = operators.rule(span.entity)
    # Of spans that were joined the end may be a name or a date, whatever the label of the whole.
    alone = span in group and all(part.entity in MAY_KEEP for part in group)
    if rule.operator == Operator.LAST and not (alone and last_digits(value, rule.kept)):
        return NUMBERED
    return rule


def _mask(span: Span, place: "Place", at: "Replaced") -> Mask:
    return Mask(
        start=at.start,
        end=at.end,
        entity=span.entity,
        number=place.number,
        score=span.score,
        recognizer=span.recognizer,
        doubtful=span.doubtful,
        operator=place.operator,
        mark=at.mark,
    )


def renumber(text: RedactedText, numbers: Sequence[int]) -> RedactedText:
    """Return the text with other numbers in its masks, one for each in order; masks without a number stay.

    Raises:
        ValueError: Numbers and masks are not as many, or a mask's number would be below 1.
    """
    parts: list[str] = []
    masks: list[Mask] = []
    at = length = 0
    for old, number in zip(text.masks, numbers, strict=True):
        if old.operator == Operator.NUMBER and number < 1:
            raise ValueError(old.entity)
        new = replace(old, number=number) if old.operator == Operator.NUMBER else old
        kept, shown = text.text[at : old.start], new.shown
        start = length + len(kept)
        length = start + len(shown)
        parts += (kept, shown)
        masks.append(replace(new, start=start, end=length))
        at = old.end
    parts.append(text.text[at:])
    return RedactedText("".join(parts), tuple(masks), WARRANT)
