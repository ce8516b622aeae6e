"""Put masks over spans: the one place where raw text becomes redacted text."""

import importlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from smbot.core import canon
from smbot.core.redacted import RedactedText
from smbot.core.spans import ELLIPSIS, Mask, Operator, Span
from smbot.core.warrant import WARRANT
from smbot.normalise.fold import fold
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw
from smbot.redact.entities import ENTITIES
from smbot.redact.operators import MAY_KEEP, NUMBERED, Operators, Rule, last_digits, value_key

if TYPE_CHECKING:
    from smbot.redact.presidio.operators import Place, Replaced

NUMBERS: Final = Operators()
"""Every value becomes a number."""

_RANK = {entity: len(ENTITIES) - place for place, entity in enumerate(ENTITIES)}
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


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that overlap; a joined one has the label of its surest, then longest, part."""
    return tuple(_joined(group) for group in _groups(spans))


def _groups(spans: Iterable[Span]) -> list[list[Span]]:
    groups: list[list[Span]] = []
    end = -1
    for span in sorted(spans):
        if groups and span.start < end:
            groups[-1].append(span)
        else:
            groups.append([span])
        end = max(end, span.end)
    return groups


def _joined(group: Sequence[Span]) -> Span:
    best = max(group, key=lambda span: (span.score, span.end - span.start, _RANK.get(span.entity, 0)))
    return Span(
        start=group[0].start,
        end=max(span.end for span in group),
        entity=best.entity,
        score=best.score,
        recognizer=best.recognizer,
        doubtful=best.doubtful,
    )


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
    groups = _groups(spans)
    merged = tuple(_joined(group) for group in groups)
    places: list[Place] = []
    values: list[RawText] = []
    numbers: dict[str, dict[str, int]] = {}
    tokens = set(also)
    for span, group in zip(merged, groups, strict=True):
        if not 0 <= span.start < span.end <= len(original):
            raise ValueError(span.entity)
        value = original[span.start : span.end]
        key = value_key(value)
        tokens |= canon.tokens(value) | canon.tokens(fold(value).text)
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


def _rule(operators: Operators, span: Span, group: Sequence[Span], value: str) -> Rule:
    """Return the rule of a span; a number in place of last digits where these are too few, or another's."""
    rule = operators.rule(span.entity)
    # Of spans that were joined the end may be a name or a date, whatever the label of the whole.
    alone = span in group and all(part.entity in MAY_KEEP for part in group)
    if rule.operator == Operator.LAST and not (alone and last_digits(value, rule.kept)):
        return NUMBERED
    return rule


def _mask(span: Span, place: "Place", at: "Replaced") -> Mask:
    # "[ENTITY mark]": what stands after the entity and its space.
    mark = at.shown[len(span.entity) + 2 : -1].removeprefix(ELLIPSIS) if not place.number else ""
    return Mask(
        start=at.start,
        end=at.end,
        entity=span.entity,
        number=place.number,
        score=span.score,
        recognizer=span.recognizer,
        doubtful=span.doubtful,
        operator=place.operator,
        mark=mark,
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
