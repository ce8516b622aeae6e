"""A new model of triage for one installation: the shipped corpus and its people's approved corrections.

The new one is tried beside the old one on development posts, to which both fitted their thresholds and nothing else,
and is refused where it is worse by more than a floor allows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from smbot.classify.cascade import Cascade
from smbot.classify.labels import NONE, Labels
from smbot.classify.model import TriageModel
from smbot.classify.ports import Encoder
from smbot.classify.rules import Rules
from smbot.core.shares import Share
from smbot.core.spans import Span
from smbot.review.correction_ports import Surrogates
from smbot.review.label_ports import LabelCorrection
from smbot.review.ports import QueueItem
from smbot.training.correction_examples import invented_post
from smbot.training.triage import train
from smbot.training.triage_data import Example, masked

COMPLAINT, ACCESS, URGENT = "complaint", "access_request", "urgent"
COMPARED: Final = ("en", "fr")

FLOORS: Final[Mapping[tuple[str, str], float]] = {
    (COMPLAINT, "macro_f1"): 0.01,
    (ACCESS, "recall"): 0.01,
    (ACCESS, "f1"): 0.03,
    (URGENT, "recall"): 0.02,
    (URGENT, "f1"): 0.05,
}
"""How much worse a new model may be in a language before it is refused, by label and measure."""
F1_FLOOR: Final = 0.03
"""How much worse its F1 may be for any other label."""
ROUNDING: Final = 1e-9


@dataclass(frozen=True, kw_only=True)
class Scores:
    """What a model gives for one label on posts of one language; `macro_f1` is the mean of F1 with and without it."""

    precision: Share
    recall: Share
    f1: float
    macro_f1: float


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Old against new, by language and label."""

    old: Mapping[tuple[str, str], Scores]
    new: Mapping[tuple[str, str], Scores]


@dataclass(frozen=True, kw_only=True)
class Regression:
    """A measure that fell by more than `floor`."""

    language: str
    label: str
    measure: str
    old: float
    new: float
    floor: float


class RememberingEncoder:
    """An encoder that encodes each text once: both models are tried on the same posts."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}
        self.version, self.labels = encoder.version, encoder.labels

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.encode`."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.array([self._known[text] for text in texts], dtype=np.float32)


def capped(corrections: Iterable[LabelCorrection], per_person: int) -> list[LabelCorrection]:
    """Return at most `per_person` corrections of each person, the newest; nobody's view alone makes a model."""
    by_person = sorted(corrections, key=lambda each: (each.by, -each.number))
    return [each for _, own in groupby(by_person, key=lambda each: each.by) for each in list(own)[:per_person]]


def correction_example(
    item: QueueItem, labels: tuple[str, ...], surrogates: Surrogates, *, find: Callable[[str], Sequence[Span]]
) -> Example | None:
    """Return a corrected post as training reads it, masked; None where it has no text, or hides too little.

    Its values are invented, as in examples of masks, and rules look through it once more (`find`): what they take for
    personal beside its masks is not learnt. Those of one author are of one hand.
    """
    if item.text is None:
        return None
    post, found = invented_post(replace(item, parts=()), surrogates, find=find)
    if found:
        return None
    return Example(id=item.id, text=masked(post), language=item.language, labels=labels, group=item.pseudonym)


def improved(
    corpus: Sequence[Example],
    corrections: Sequence[Example],
    held_out: Sequence[Example],
    *,
    labels: Labels,
    rules: Rules,
    encoder: Encoder,
    count: Callable[[int], None] = lambda _step: None,
) -> TriageModel:
    """Train on the corpus and corrections; posts of the corpus that are corrected word for word give way."""
    corrected = {example.text for example in corrections}
    kept = [example for example in corpus if example.text not in corrected]
    # The order of the queue's random ids must not matter.
    own = sorted(corrections, key=lambda each: (each.text, each.language, each.labels))
    return train(
        kept,
        held_out,
        own=own,
        labels=labels,
        rules=rules,
        encoder=encoder,
        count=count,
    )


def compared(
    dev: Sequence[Example], old: Cascade, new: Cascade, count: Callable[[int], None] = lambda _step: None
) -> Comparison:
    """Try both on the same posts."""
    encoder = RememberingEncoder(new.encoder) if new.encoder is not None else None
    return Comparison(
        old=_tried(dev, replace(old, encoder=encoder if old.encoder is not None else None), count),
        new=_tried(dev, replace(new, encoder=encoder), count),
    )


def regressions(comparison: Comparison) -> list[Regression]:
    """Return what became worse than the floors allow, the most important first."""
    found = []
    for (language, label), new in comparison.new.items():
        old = comparison.old[language, label]
        measures = [(measure, floor) for (name, measure), floor in FLOORS.items() if name == label]
        for measure, floor in measures or [("f1", F1_FLOOR)]:
            before, after = _value(old, measure), _value(new, measure)
            if after < before - floor - ROUNDING:
                regression = Regression(
                    language=language, label=label, measure=measure, old=before, new=after, floor=floor
                )
                found.append(regression)
    return found


def _tried(dev: Sequence[Example], cascade: Cascade, count: Callable[[int], None]) -> dict[tuple[str, str], Scores]:
    given: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {language: [] for language in COMPARED}
    for post in dev:
        if post.language in given:
            found = cascade.triage(post.text, post.language).labels
            given[post.language].append((frozenset(found), frozenset(post.labels)))
        count(1)
    return {
        (language, label): _scores(label, pairs)
        for language, pairs in given.items()
        for label in cascade.labels.names
        if label != NONE and any(label in true for _, true in pairs)
    }


def _scores(label: str, pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> Scores:
    right = sum(label in found and label in true for found, true in pairs)
    found = sum(label in found for found, _ in pairs)
    true = sum(label in true for _, true in pairs)
    neither = sum(label not in found and label not in true for found, true in pairs)
    with_it, without = _f1(right, found, true), _f1(neither, len(pairs) - found, len(pairs) - true)
    return Scores(
        precision=Share(hits=right, of=found),
        recall=Share(hits=right, of=true),
        f1=with_it,
        macro_f1=(with_it + without) / 2,
    )


def _f1(right: int, found: int, true: int) -> float:
    return 2 * right / (found + true) if found + true else 1.0


def _value(scores: Scores, measure: str) -> float:
    return {"recall": scores.recall.value or 0.0, "macro_f1": scores.macro_f1, "f1": scores.f1}[measure]
