"""The classifier: rules and a linear model decide the clear posts, an encoder is asked for the others.

A post is clear where each of its scores is: few are, and most are read by the encoder too. Rules show where, the model
says how probable. A rule that is certain ("law named and asks") outweighs both, with a score of its own; so does one
that rests on an earlier post, of which words and encoder know nothing.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from smbot.classify.access import Level, details_of, level_mark
from smbot.classify.earlier import NOTHING
from smbot.classify.explain import sensed, words_that_weigh
from smbot.classify.labels import Labels
from smbot.classify.model import Array, TriageModel, heeded, of_rules
from smbot.classify.ports import Encoder
from smbot.classify.reading import Reading, as_words, read
from smbot.classify.rulebook import Rule
from smbot.classify.rules import Rules, evidence_of
from smbot.core.labels import ACCESS, NONE, NOT_TO_MISS, SPAM
from smbot.core.mention import Triage
from smbot.core.spans import Evidence

CERTAIN: Final = 0.95
"""Least score where a certain rule holds: such rules are right so often at least on the corpus (a test measures it)."""
FOLLOWING: Final = 0.7
"""Least score of what follows on a sure label. A judgement: no corpus of ours holds conversations."""


@dataclass(frozen=True, kw_only=True)
class _Found:
    """What words, rules and encoder say by label; `sensed` are labels for which the encoder speaks and words do not."""

    scores: Array
    sensed: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Cascade:
    """See `Classifier`. Without an encoder every post is decided by rules and words alone."""

    labels: Labels
    rules: Rules
    model: TriageModel
    encoder: Encoder | None

    @property
    def version(self) -> str:
        """See `Classifier.version`."""
        parts = [self.rules.version, self.model.version]
        return " ".join([*parts, self.encoder.version] if self.encoder else parts)

    @property
    def thresholds(self) -> Mapping[str, float]:
        """From these scores on labels are given."""
        card = self.model.card
        return card.plain_thresholds if self.encoder is None else card.thresholds

    @property
    def asserted(self) -> float:
        """From this score on an access request is one at once, without a person's look."""
        card = self.model.card
        return card.plain_asserted if self.encoder is None else card.asserted

    def triage(self, text: str, language: str, earlier: Mapping[str, Level] = NOTHING) -> Triage:
        """See `Classifier.triage`."""
        reading = read(text, language, earlier, self.rules)
        found = self._found(reading, language)
        scores = self._scores(found, self._least(reading, earlier))
        given = self._given(scores)
        evidence = evidence_of(reading.hits, reading.words, given)
        bare = [label for label in given if label != NONE and not any(each.label == label for each in evidence)]
        return Triage(
            labels=given,
            scores={name: round(scores[name], 3) for name in self.labels.names},
            evidence=tuple(
                sorted(
                    [
                        *evidence,
                        *words_that_weigh(reading, self.model, [each for each in bare if each not in found.sensed]),
                        *sensed(reading, [each for each in bare if each in found.sensed]),
                        *(self._of_access(reading, language, scores[ACCESS]) if ACCESS in given else ()),
                    ]
                )
            ),
            classifier=self.version,
        )

    def _of_access(self, reading: Reading, language: str, score: float) -> list[Evidence]:
        """Return what an access request says, and how sure triage is that it is one."""
        level = level_mark(reading.text, asserted=score >= self.asserted)
        return [level, *details_of(self.rules.details(reading.words, language), reading.hits, reading.words)]

    def _found(self, reading: Reading, language: str) -> _Found:
        model, labels = self.model, self.model.card.labels
        of_words = model.of_words(model.features.vector(reading.words, reading.rules))
        rules = of_rules(self.rules.scores(reading.alone), labels)
        plain = model.plain.probabilities(np.concatenate([of_words, rules]), language)
        if self.encoder is None or self._is_clear(plain):
            return _Found(scores=plain, sensed=frozenset())
        of_sense = self.encoder.encode([as_words(reading.text)])[0]
        full = model.full.probabilities(np.concatenate([of_words, rules, of_sense]), language)
        wordless = (of_words <= 0) & (full >= plain)
        return _Found(
            scores=heeded(plain, full, labels),
            sensed=frozenset(label for label, none in zip(labels, wordless.tolist(), strict=True) if none),
        )

    def _scores(self, found: _Found, least: Mapping[str, float]) -> dict[str, float]:
        given = zip(self.model.card.labels, found.scores.tolist(), strict=True)
        scores = {label: max(score, least.get(label, 0.0)) for label, score in given}
        # As if labels came independently of each other: nearer to the truth than the rest of the highest score.
        scores[NONE] = math.prod(1 - score for score in scores.values())
        return scores

    def _is_clear(self, found: Array) -> bool:
        bands = self.model.card.bands
        return all(
            not bands[label][0] <= score < bands[label][1]
            for label, score in zip(self.model.card.labels, found.tolist(), strict=True)
        )

    def _least(self, reading: Reading, earlier: Mapping[str, Level]) -> Mapping[str, float]:
        """Return the scores that certain rules give at least."""
        least: dict[str, float] = {}
        for rule in (hit.rule for hit in reading.hits if hit.rule.certain):
            least[rule.label] = max(least.get(rule.label, 0.0), self._least_of(rule, earlier))
        return least

    def _least_of(self, rule: Rule, earlier: Mapping[str, Level]) -> float:
        given = self.thresholds[rule.label]
        if rule.after and not any(earlier.get(label) == Level.ASSERT for label in rule.after):
            return given
        return max(FOLLOWING if rule.after else CERTAIN, given, self.asserted if rule.label == ACCESS else 0.0)

    def _given(self, scores: Mapping[str, float]) -> tuple[str, ...]:
        thresholds = self.thresholds
        reached = [name for name in self.labels.names if name != NONE and scores[name] >= thresholds[name]]
        if SPAM in reached and not NOT_TO_MISS.intersection(reached):
            # A post that reaches one of these keeps all its labels: a real person may write like an advertisement.
            return (SPAM,)
        return tuple(reached) or (NONE,)
