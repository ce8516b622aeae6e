"""A new model of triage for one installation: the shipped corpus and its people's approved corrections.

The new one is tried beside the current one and the shipped one on development posts, to which all of them fitted their
thresholds and nothing else, and is refused where it is worse than either by more than a floor allows. Development posts
are few for some labels, and none mixes languages: what fell is told with how often chance alone does as much.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from smbot.classify.cascade import Cascade
from smbot.classify.labels import Labels
from smbot.classify.model import TriageModel
from smbot.classify.ports import Encoder
from smbot.classify.rules import Rules
from smbot.core.labels import ACCESS, COMPLAINT, NONE, URGENT
from smbot.core.shares import Share
from smbot.core.spans import Span
from smbot.review.correction_ports import Surrogates
from smbot.review.label_ports import LabelCorrection
from smbot.review.ports import QueueItem
from smbot.training.correction_examples import invented_post
from smbot.training.measures import f1_of
from smbot.training.triage import train
from smbot.training.triage_data import Example, masked

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
    right: tuple[bool, ...] = ()
    """Of each post in turn, whether it has the label where it should and not where it should not."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Old against new, by language and label; `shipped` is None where the old one is the shipped one."""

    old: Mapping[tuple[str, str], Scores]
    new: Mapping[tuple[str, str], Scores]
    shipped: Mapping[tuple[str, str], Scores] | None = None


@dataclass(frozen=True, kw_only=True)
class Regression:
    """A measure that fell by more than `floor`, `beside` the “current” model or the “shipped” one.

    `lost` posts are wrong now that were right, `won` the other way round; `chance` is how often chance alone parts them
    as unevenly (the exact test of Q. McNemar, 1947).
    """

    language: str
    label: str
    measure: str
    old: float
    new: float
    floor: float
    beside: str
    lost: int
    won: int
    chance: float


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
    personal beside its masks is not learnt.
    """
    if item.text is None:
        return None
    post, found = invented_post(replace(item, parts=()), surrogates, find=find)
    if found:
        return None
    return Example(id=item.id, text=masked(post), language=item.language, labels=labels)


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
    dev: Sequence[Example],
    old: Cascade,
    new: Cascade,
    *,
    encoder: Encoder,
    shipped: Cascade | None = None,
    count: Callable[[int], None] = lambda _step: None,
) -> Comparison:
    """Try them on the same posts; each text is encoded once, for those that ask the encoder."""
    remembering = RememberingEncoder(encoder)

    def tried(cascade: Cascade) -> dict[tuple[str, str], Scores]:
        return _tried(dev, replace(cascade, encoder=remembering) if cascade.encoder is not None else cascade, count)

    return Comparison(old=tried(old), new=tried(new), shipped=None if shipped is None else tried(shipped))


def as_people_say(corrected: Sequence[Example], cascade: Cascade) -> Share:
    """Return of how many corrected posts a model gives the labels that people gave them."""
    right = sum(set(cascade.triage(post.text, post.language).labels) == set(post.labels) for post in corrected)
    return Share(hits=right, of=len(corrected))


def regressions(comparison: Comparison) -> list[Regression]:
    """Return what became worse than the floors allow, the most important first."""
    found = list(_fallen(comparison.old, comparison.new, "current" if comparison.shipped else "shipped"))
    if comparison.shipped is not None:
        found += _fallen(comparison.shipped, comparison.new, "shipped")
    return found


def _fallen(
    old: Mapping[tuple[str, str], Scores], new: Mapping[tuple[str, str], Scores], beside: str
) -> Iterator[Regression]:
    for (language, label), now in new.items():
        then = old[language, label]
        pairs = list(zip(then.right, now.right, strict=True))
        lost, won = pairs.count((True, False)), pairs.count((False, True))
        measures = [(measure, floor) for (name, measure), floor in FLOORS.items() if name == label]
        for measure, floor in measures or [("f1", F1_FLOOR)]:
            before, after = _value(then, measure), _value(now, measure)
            if after < before - floor - ROUNDING:
                yield Regression(
                    language=language,
                    label=label,
                    measure=measure,
                    old=before,
                    new=after,
                    floor=floor,
                    beside=beside,
                    lost=lost,
                    won=won,
                    chance=chance_of_parting(lost, won),
                )


def chance_of_parting(lost: int, won: int) -> float:
    """Return the two-sided p of McNemar's exact test: how often a fair coin parts so many at least as unevenly."""
    parted = lost + won
    tail = sum(math.comb(parted, fewer) for fewer in range(min(lost, won) + 1))
    return min(1.0, 2 * tail / (1 << parted))


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
    with_it, without = f1_of(right, found, true), f1_of(neither, len(pairs) - found, len(pairs) - true)
    return Scores(
        precision=Share(hits=right, of=found),
        recall=Share(hits=right, of=true),
        f1=with_it,
        macro_f1=(with_it + without) / 2,
        right=tuple((label in found) == (label in true) for found, true in pairs),
    )


def _value(scores: Scores, measure: str) -> float:
    return {"recall": scores.recall.value or 0.0, "macro_f1": scores.macro_f1, "f1": scores.f1}[measure]
