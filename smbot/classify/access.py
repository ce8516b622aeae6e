"""What an access request says: its kind, whose records, which ones, of when; and how sure triage is that it is one.

A coordinator must help to make a request that is too vague clear (the duty to assist), and can only where it shows what
is missing. What was seen is kept beside the decision as evidence with a name of its own (``kind:own-file``,
``element:when``, ``level:assert``), so that it can be explained later; it speaks for no label. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from smbot.classify.rules import RuleHit
from smbot.classify.vocabulary import Occurrence
from smbot.classify.words import Words
from smbot.core.labels import ACCESS
from smbot.core.spans import Evidence

KIND, ELEMENT, LEVEL = "kind:", "element:", "level:"
MOST_PLACES: Final = 3
"""Places kept for one element."""


class Kind(StrEnum):
    """What is asked for; the first that a post shows is its kind."""

    CORRECTION = "correction"
    FOLLOW_UP = "follow-up"
    OWN_FILE = "own-file"
    RECORDS = "records"


class Element(StrEnum):
    """What a body must know to find records: whose or at which office, which ones, of when."""

    WHO = "who"
    WHAT = "what"
    WHEN = "when"


class Level(StrEnum):
    """How sure triage was: a person looks whether it is a request, or it is one until a person says otherwise."""

    REVIEW = "review"
    ASSERT = "assert"


@dataclass(frozen=True, kw_only=True)
class AccessRequest:
    """What is known of a post that is labelled access request. `kind` is None where no words show it.

    `said` gives the places of each element that is there, in code points, and none for the others.
    """

    level: Level
    kind: Kind | None
    said: Mapping[Element, tuple[tuple[int, int], ...]]

    @property
    def missing(self) -> tuple[Element, ...]:
        """Return the elements that the post does not say."""
        return tuple(element for element in Element if not self.said[element])


def details_of(details: Sequence[RuleHit], labelled: Sequence[RuleHit], words: Words) -> list[Evidence]:
    """Return kind and elements as evidence.

    `details` are what the rules of details found, `labelled` the rules of labels that hold: one that rests on an
    earlier request makes this post a follow-up where nothing else shows.
    """
    kept: list[Evidence] = []
    kinds: dict[str, list[Evidence]] = {}
    for hit in details:
        places = [_at(start, end, hit.rule.name, words) for start, end in _joined(hit.places, words)]
        if hit.rule.name.startswith(KIND):
            kinds.setdefault(hit.rule.name, []).extend(places)
        else:
            kept.extend(places)
    following = [hit for hit in labelled if hit.rule.label == ACCESS and hit.rule.after]
    for hit in following:
        name = KIND + Kind.FOLLOW_UP
        kinds.setdefault(name, []).extend(_at(start, end, name, words) for start, end in hit.places)
    for kind in Kind:
        if KIND + kind in kinds:
            kept.append(min(kinds[KIND + kind]))
            break
    return _few(kept)


def level_mark(text: str, *, asserted: bool) -> Evidence:
    """Return the level as it is kept with a decision: it is of the whole post."""
    return Evidence(start=0, end=len(text), label=ACCESS, rule=LEVEL + (Level.ASSERT if asserted else Level.REVIEW))


def access_request(labels: Sequence[str], evidence: Iterable[Evidence]) -> AccessRequest | None:
    """Return what a decision says of an access request; None where there is no such label.

    A decision that does not tell its level, as older ones and those whose text changed, is one to look at.
    """
    if ACCESS not in labels:
        return None
    told = [each for each in evidence if each.label == ACCESS]
    names = {each.rule for each in told}
    return AccessRequest(
        level=Level.ASSERT if LEVEL + Level.ASSERT in names else Level.REVIEW,
        kind=next((kind for kind in Kind if KIND + kind in names), None),
        said={
            element: tuple((each.start, each.end) for each in told if each.rule == ELEMENT + element)
            for element in Element
        },
    )


def reasons(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence that speaks for labels, without what only tells more of a request."""
    return tuple(each for each in evidence if not each.rule.startswith((KIND, ELEMENT, LEVEL)))


def _at(start: int, end: int, rule: str, words: Words) -> Evidence:
    return Evidence(start=words.starts[start], end=words.ends[end - 1], label=ACCESS, rule=rule)


def _joined(places: Sequence[Occurrence], words: Words) -> list[Occurrence]:
    """Join places of one sentence that touch: "since" and "2019" are one."""
    joined: list[Occurrence] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1] and words.sentences[start] == words.sentences[joined[-1][0]]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _few(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return of places of one name that overlap the longer one, and of each name the first few."""
    kept: dict[str, list[Evidence]] = {}
    for place in sorted(evidence, key=lambda each: (each.start - each.end, each.start)):
        same = kept.setdefault(place.rule, [])
        if not any(other.start < place.end and place.start < other.end for other in same):
            same.append(place)
    return [place for places in kept.values() for place in sorted(places)[:MOST_PLACES]]
