"""The classifier: rules and a linear model decide the clear posts, an encoder is asked for the others.

Rules show where, the model says how probable; a rule that is certain ("law named and asks") outweighs the model.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from smbot.classify.access import ACCESS, details_of, level_mark
from smbot.classify.explain import words_that_weigh
from smbot.classify.labels import NONE, Labels
from smbot.classify.model import Array, TriageModel, of_rules
from smbot.classify.ports import Encoder
from smbot.classify.reading import Reading, as_words, read
from smbot.classify.rules import RuleHit, Rules, evidence_of
from smbot.core.mention import Triage
from smbot.core.spans import Evidence

STRONGER_THAN_SPAM: Final = frozenset({"urgent", "access_request"})
"""A post that reaches one of these keeps all its labels: a real person may write like an advertisement."""


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

    def triage(self, text: str, language: str, earlier: Sequence[str] = ()) -> Triage:
        """See `Classifier.triage`."""
        reading = read(text, language, earlier, self.rules)
        scores = self._scores(reading, language)
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
                        *words_that_weigh(reading, self.model, bare),
                        *(self._of_access(reading, language, scores[ACCESS]) if ACCESS in given else ()),
                    ]
                )
            ),
            classifier=self.version,
        )

    def _of_access(self, reading: Reading, language: str, score: float) -> list[Evidence]:
        """Return what an access request says, and how sure triage is that it is one."""
        level = level_mark(reading.text, asserted=score >= self.model.card.asserted)
        return [level, *details_of(self.rules.details(reading.words, language), reading.hits, reading.words)]

    def _scores(self, reading: Reading, language: str) -> dict[str, float]:
        model = self.model
        of_words = model.of_words(model.features.vector(reading.words, reading.rules))
        rules = of_rules(self.rules.scores(reading.hits), model.card.labels)
        found = model.plain.probabilities(np.concatenate([of_words, rules]), language)
        if self.encoder is not None and not self._is_clear(found):
            of_sense = self.encoder.encode([as_words(reading.text)])[0]
            found = model.full.probabilities(np.concatenate([of_words, rules, of_sense]), language)
        scores = dict(zip(model.card.labels, found.tolist(), strict=True))
        for label, least in self._certain(reading.hits).items():
            scores[label] = max(scores[label], least)
        # As if labels came independently of each other: nearer to the truth than the rest of the highest score.
        scores[NONE] = math.prod(1 - score for score in scores.values())
        return scores

    def _is_clear(self, found: Array) -> bool:
        bands = self.model.card.bands
        return all(
            not bands[label][0] <= score < bands[label][1]
            for label, score in zip(self.model.card.labels, found.tolist(), strict=True)
        )

    def _certain(self, hits: Sequence[RuleHit]) -> Mapping[str, float]:
        card = self.model.card
        least = {**self._thresholds(), ACCESS: card.asserted}
        return {label: least[label] for label in {hit.rule.label for hit in hits if hit.rule.certain}}

    def _thresholds(self) -> Mapping[str, float]:
        card = self.model.card
        return card.plain_thresholds if self.encoder is None else card.thresholds

    def _given(self, scores: Mapping[str, float]) -> tuple[str, ...]:
        thresholds = self._thresholds()
        reached = [name for name in self.labels.names if name != NONE and scores[name] >= thresholds[name]]
        if "spam" in reached and not STRONGER_THAN_SPAM.intersection(reached):
            return ("spam",)
        return tuple(reached) or (NONE,)
