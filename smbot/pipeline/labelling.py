"""Labels a masked text, come what may, and says how urgent its labels are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smbot.classify.access import Level
from smbot.classify.ports import Classifier
from smbot.core.marked import marked
from smbot.core.mention import FAILED, Mention, Triage

TO_THE_TOP = 0
"""Rank of what could not be triaged: a person must see it before anything else."""


@dataclass(frozen=True, kw_only=True)
class Labelling:
    """A classifier, and the names of its labels with the most urgent first (`precedence`)."""

    classifier: Classifier
    precedence: Sequence[str]

    def triage(self, mention: Mention, earlier: Mapping[str, Level]) -> Triage:
        """Return the labels of a mention; `earlier` is what its author's earlier posts hand on to it."""
        try:
            return self.classifier.triage(marked(mention.text) if mention.text else "", mention.language, earlier)
        except Exception as error:  # noqa: BLE001 - a post that no rule survives still reaches a person
            return Triage(
                labels=(self.precedence[-1],),
                scores={},
                evidence=(),
                classifier=FAILED + type(error).__name__,
            )

    def rank(self, triage: Triage) -> int:
        """Return the place of a mention in the queue: 0 is the most urgent."""
        if triage.classifier.startswith(FAILED):
            return TO_THE_TOP
        return self.precedence.index(triage.labels[0])
