"""Joining spans that overlap, and cutting places out of them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from smbot.core.spans import Span
from smbot.redact.entities import ENTITIES, RECALLED, TAGGER

RANK: Final = {entity: len(ENTITIES) - place for place, entity in enumerate(ENTITIES)}
"""Which kind wins a tie: the highest."""


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that overlap; a joined one has the label of the part that covers most of it, a rule's first."""
    return tuple(joined(group) for group in groups(spans))


def groups(spans: Iterable[Span]) -> list[list[Span]]:
    """Return spans in order, those that overlap together."""
    found: list[list[Span]] = []
    end = -1
    for span in sorted(spans):
        if found and span.start < end:
            found[-1].append(span)
        else:
            found.append([span])
        end = max(end, span.end)
    return found


def joined(group: Sequence[Span]) -> Span:
    """Join spans that overlap; rules know better than the tagger what a number is, and either is sure enough."""
    start, end = group[0].start, max(span.end for span in group)

    def fitness(span: Span) -> tuple[bool, bool, float, int, bool, int]:
        mostly = (span.end - span.start) * 2 >= end - start
        first = span.recognizer != RECALLED  # who found it by itself is told, not that it is there once more
        return mostly, not _is_a_guess(span), span.score, span.end - span.start, first, _rank(span)

    named, surest = max(group, key=fitness), max(group, key=lambda span: span.score)
    return Span(
        start=start,
        end=end,
        entity=named.entity,
        score=surest.score,
        recognizer=named.recognizer,
        doubtful=surest.doubtful,
    )


def _is_a_guess(span: Span) -> bool:
    """Say whether a span's label is vague: to the tagger all numbers look alike, and postal codes like addresses."""
    return span.recognizer in {TAGGER, RECALLED} and span.entity in {"CASE_NUMBER", "STREET_ADDRESS"}


def _rank(span: Span) -> int:
    return RANK.get(span.entity, 0)


def without(span: Span, places: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Yield what is left of `span` outside `places`, which come in order, none within another."""
    start = span.start
    for at in range(bisect_right(places, start, key=_end), len(places)):
        begin, end = places[at]
        if begin >= span.end:
            break
        if start < begin:
            yield replace(span, start=start, end=begin)
        start = max(start, end)
    if start < span.end:
        yield replace(span, start=start)


def _end(place: tuple[int, int]) -> int:
    return place[1]
