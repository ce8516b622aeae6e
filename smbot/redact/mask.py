"""Put masks over spans: the one place where raw text becomes redacted text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from smbot.core import canon
from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask, Span
from smbot.core.warrant import WARRANT
from smbot.normalise.fold import fold
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw
from smbot.redact.allow import canonical
from smbot.redact.entities import ENTITIES

_RANK = {entity: len(ENTITIES) - place for place, entity in enumerate(ENTITIES)}
_UNSTORABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""NUL and halves of surrogate pairs, which databases and UTF-8 refuse; replaced one for one."""


@dataclass(frozen=True, kw_only=True)
class Redaction:
    """A masked post. `spans` are places in the original; `tokens` are what the masks hide, for keyed digests.

    `withheld` says that its language has no recognizers: the masked text is kept but not shown.
    """

    text: RedactedText
    spans: tuple[Span, ...]
    tokens: tuple[RawText, ...]
    language: str
    withheld: bool = False


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that overlap; a joined one has the label of its surest, then longest, part."""
    groups: list[list[Span]] = []
    end = -1
    for span in sorted(spans):
        if groups and span.start < end:
            groups[-1].append(span)
        else:
            groups.append([span])
        end = max(end, span.end)
    return tuple(_joined(group) for group in groups)


def _joined(group: Sequence[Span]) -> Span:
    best = max(group, key=lambda span: (span.score, span.end - span.start, _RANK.get(span.entity, 0)))
    return Span(
        start=group[0].start,
        end=max(span.end for span in group),
        entity=best.entity,
        score=best.score,
        recognizer=best.recognizer,
    )


def mask(
    text: RawText,
    spans: Iterable[Span],
    *,
    language: str,
    withheld: bool = False,
    also: frozenset[str] = frozenset(),
) -> Redaction:
    """Replace each span by its mask, e.g. ``[PERSON 1]``; the same value has the same number in one post.

    `also` are canonical tokens that no reply may repeat although the post does not hold them: its author's names.

    Raises:
        ValueError: A span is empty or does not lie in the text.
    """
    original = open_raw(text)
    merged = merge(spans)
    parts: list[str] = []
    masks: list[Mask] = []
    numbers: dict[str, dict[str, int]] = {}
    tokens = set(also)
    at = length = 0
    for span in merged:
        if not 0 <= span.start < span.end <= len(original):
            raise ValueError(span.entity)
        value = original[span.start : span.end]
        folded = fold(value).text
        tokens |= canon.tokens(value) | canon.tokens(folded)
        seen = numbers.setdefault(span.entity, {})
        number = seen.setdefault(canonical(folded) or folded, len(seen) + 1)
        kept = original[at : span.start].translate(_UNSTORABLE)
        shown = f"[{span.entity} {number}]"
        start = length + len(kept)
        parts += (kept, shown)
        length = start + len(shown)
        masks.append(
            Mask(
                start=start,
                end=length,
                entity=span.entity,
                number=number,
                score=span.score,
                recognizer=span.recognizer,
            )
        )
        at = span.end
    parts.append(original[at:].translate(_UNSTORABLE))
    return Redaction(
        text=RedactedText("".join(parts), tuple(masks), WARRANT),
        spans=merged,
        tokens=tuple(RawText(token) for token in sorted(tokens)),
        language=language,
        withheld=withheld,
    )
