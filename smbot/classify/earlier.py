"""What an author's earlier posts of a conversation hand on to the next one: their labels, and how sure each of them is.

A follow-up says little by itself: it is as sure as what it follows on. One of which triage was not sure, and that rests
on an earlier post alone, hands nothing on: else one mistake would make requests of a whole conversation. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from smbot.classify.access import Level, access_request, reasons
from smbot.classify.rulebook import FOLLOWS
from smbot.core.labels import ACCESS
from smbot.core.spans import Evidence

NOTHING: Final[Mapping[str, Level]] = MappingProxyType({})
"""What a post hands on that stands alone."""


@dataclass(frozen=True, kw_only=True)
class Decided:
    """An earlier post: its labels, what triage kept with them, and which labels a person gave or confirmed."""

    labels: Sequence[str]
    evidence: Sequence[Evidence]
    by_person: Sequence[str] = ()


def handed_on(posts: Iterable[Decided]) -> dict[str, Level]:
    """Return the labels that posts hand on, each as sure as in the surest of them."""
    levels: dict[str, Level] = {}
    for post in posts:
        for label in post.labels:
            level = _level(post, label)
            if level is not None and levels.get(label) != Level.ASSERT:
                levels[label] = level
    return levels


def _level(post: Decided, label: str) -> Level | None:
    """Return how sure a label is, None where it hands nothing on."""
    if label in post.by_person:
        return Level.ASSERT
    request = access_request(post.labels, post.evidence) if label == ACCESS else None
    if request is not None and request.level == Level.ASSERT:
        return Level.ASSERT
    rules = [each.rule for each in reasons(post.evidence) if each.label == label]
    if rules and all(rule.rpartition(".")[2].startswith(FOLLOWS) for rule in rules):
        return None
    return request.level if request else Level.ASSERT
