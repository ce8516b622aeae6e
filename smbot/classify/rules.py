"""Transparent rules: each label's score comes from named rules, and each rule shows where it matched.

Scores are a noisy-or: with matched weights ``w``, a label scores ``1 - product(1 - w)``, times
``product(1 - v)`` for the weights ``v`` of rules that lower it. Weights are judgements, not frequencies:
a model calibrates, rules explain.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from smbot.classify.labels import Labels
from smbot.classify.patterns import Found, Pattern
from smbot.classify.rulebook import ANY, Rule, Rulebook
from smbot.classify.vocabulary import Occurrence
from smbot.classify.words import Words
from smbot.core.labels import NONE
from smbot.core.spans import Evidence

NEAR = 3
"""Words between a negation and what it negates."""
OTHER_LANGUAGE = 2
"""Function words of the other language from which a post counts as written in both."""
MOST_EVIDENCE = 3
"""Places shown for one rule."""


@dataclass(frozen=True, kw_only=True)
class RuleHit:
    """A rule that counts, and where it matched, in words."""

    rule: Rule
    places: tuple[Occurrence, ...]


_ByNeed = Mapping[int, Sequence[tuple[int, Rule, Pattern]]]
"""By the number of a class: the rules, with their order, that cannot hold without it."""


class Rules:
    """Finds which rules hold in a text."""

    def __init__(self, labels: Labels, rules: Rulebook) -> None:
        self._labels = labels
        self._rules = rules
        self._by_need = _by_need(rules.rules)
        self._details = _by_need(rules.details)
        self.version = f"rules-{rules.version[:8]}"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all rules."""
        return tuple(rule.name for rule in self._rules.rules)

    def hits(self, words: Words, language: str, earlier: Collection[str] = ()) -> list[RuleHit]:
        """Return the rules of the language, and of the other where the post speaks it too, that hold.

        `earlier` are labels of the author's earlier posts in the conversation.
        """
        return self._hits(self._by_need, words, language, earlier)

    def details(self, words: Words, language: str) -> list[RuleHit]:
        """Return what a post labelled access request tells of it, kinds and elements, in the order of the files."""
        return self._hits(self._details, words, language, ())

    def _hits(self, by_need: _ByNeed, words: Words, language: str, earlier: Collection[str]) -> list[RuleHit]:
        found = self._rules.vocabulary.occurrences(words)
        spoken = {ANY, language} | {
            other
            for other, number in self._rules.function_words.items()
            if len(found.get(number, ())) >= OTHER_LANGUAGE
        }
        places: dict[int, tuple[Rule, list[Occurrence]]] = {}
        for number in found:
            for order, rule, pattern in by_need.get(number, ()):
                if rule.language not in spoken or not pattern.needs <= found.keys():
                    continue
                if matched := pattern.matches(words, found):
                    places.setdefault(order, (rule, []))[1].extend(matched)
        hits = []
        for order in sorted(places):
            rule, matched = places[order]
            if rule.after and not rule.after.intersection(earlier):
                continue
            if _holds(rule, words, found) and (kept := _kept(rule, matched, words, found)):
                hits.append(RuleHit(rule=rule, places=kept))
        return hits

    def scores(self, hits: Sequence[RuleHit]) -> dict[str, float]:
        """Return a score for each label but “none”; see the module."""
        misses = dict.fromkeys(self._labels.names, 1.0)
        lowered = dict.fromkeys(self._labels.names, 1.0)
        for hit in hits:
            (lowered if hit.rule.lowers else misses)[hit.rule.label] *= 1 - hit.rule.weight
        return {name: (1 - misses[name]) * lowered[name] for name in self._labels.names if name != NONE}


def _by_need(rules: Iterable[Rule]) -> _ByNeed:
    by_need: dict[int, list[tuple[int, Rule, Pattern]]] = {}
    for order, rule in enumerate(rules):
        for pattern in rule.patterns:
            by_need.setdefault(min(pattern.needs), []).append((order, rule, pattern))
    return by_need


def _holds(rule: Rule, words: Words, found: Found) -> bool:
    """Tell whether the rest of the post allows the rule."""
    if rule.also and not any(pattern.matches(words, found) for pattern in rule.also):
        return False
    return not any(pattern.matches(words, found) for pattern in rule.unless_post)


def _kept(rule: Rule, matched: Sequence[Occurrence], words: Words, found: Found) -> tuple[Occurrence, ...]:
    """Return the matches that nothing in their sentence takes away."""
    silent = {words.sentences[start] for pattern in rule.unless for start, _ in pattern.matches(words, found)}
    negations = [end for pattern in rule.unless_before for _, end in pattern.matches(words, found)]
    taken = [place for pattern in rule.unless_in for place in pattern.matches(words, found)]
    return tuple(
        (start, end)
        for start, end in sorted(set(matched))
        if words.sentences[start] not in silent
        and not any(start < last and first < end for first, last in taken)
        and not any(
            0 <= start - negation <= NEAR and words.sentences[negation - 1] == words.sentences[start]
            for negation in negations
        )
    )


def evidence_of(hits: Sequence[RuleHit], words: Words, given: Sequence[str]) -> tuple[Evidence, ...]:
    """Return the places that speak for the labels that were given; of two that overlap, the longer one."""
    places = [
        Evidence(start=words.starts[start], end=words.ends[end - 1], label=hit.rule.label, rule=hit.rule.name)
        for hit in hits
        if hit.rule.label in given and not hit.rule.lowers
        for start, end in hit.places[:MOST_EVIDENCE]
    ]
    kept: list[Evidence] = []
    for place in sorted(places, key=lambda p: (p.start - p.end, p.start, p.rule)):
        if not any(k.label == place.label and k.start < place.end and place.start < k.end for k in kept):
            kept.append(place)
    return tuple(sorted(kept))
