"""Why the model gives a label where no rule shows it: the words that weigh most for it, or the network's sense of all.

The network reads a post as a whole: where words by themselves do not speak for the label, none are shown for it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from smbot.classify.features import WORD, forms
from smbot.classify.model import TriageModel
from smbot.classify.reading import Reading
from smbot.core.spans import Evidence

MODEL: Final = "model"
"""The rule's name of evidence that the model found."""
NETWORK: Final = "network"
"""The rule's name where the network found the label and no single words show it: it is of the whole post."""
MOST_PLACES = 3
SHARE = 0.5
"""Places are added until they carry so much of what speaks for the label."""
BRIDGE = 1
"""Words between two places that make them one."""


def words_that_weigh(reading: Reading, model: TriageModel, labels: Sequence[str]) -> Iterator[Evidence]:
    """Yield for each of `labels` the few words that speak for it most; nothing where none does."""
    if not labels:
        return
    weights = _by_word(reading, model)
    for label in labels:
        yield from _places(reading, weights[:, model.card.labels.index(label)], label)


def sensed(reading: Reading, labels: Sequence[str]) -> Iterator[Evidence]:
    """Yield for each of `labels` that the network found it."""
    for label in labels if reading.text else ():
        yield Evidence(start=0, end=len(reading.text), label=label, rule=NETWORK)


def _by_word(reading: Reading, model: TriageModel) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Return what each word adds to each label: by itself, in pairs, and by its pieces."""
    features, words = model.features, forms(reading.words)
    vector, single = features.vector(reading.words, ()), features.places[WORD]
    told: list[tuple[int, int, float]] = []  # a word, a feature's column, and the word's share in it
    for at, word in enumerate(words):
        if (column := single.get(word)) is not None:
            told.append((at, column, 1.0))
        if at and (column := single.get(f"{words[at - 1]} {word}")) is not None:
            told += [(at - 1, column, 0.5), (at, column, 0.5)]
        told += [(at, column, 1.0) for column in features.of_pieces(word)]
    added = np.zeros((len(words), len(model.card.labels)), dtype=np.float32)
    if told:
        places, columns, _ = (list(part) for part in zip(*told, strict=True))
        values = np.array([vector[column] * share for _, column, share in told], np.float32)
        np.add.at(added, places, model.words.weights[columns] * values[:, None])
    return added


def _places(reading: Reading, weights: np.ndarray[tuple[int], np.dtype[np.float32]], label: str) -> Iterator[Evidence]:
    words = reading.words
    total = float(weights[weights > 0].sum())
    chosen: list[int] = []
    carried = 0.0
    for at in np.argsort(-weights, kind="stable").tolist():
        if weights[at] <= 0 or carried >= SHARE * total or len(_runs([*chosen, at])) > MOST_PLACES:
            break
        chosen.append(at)
        carried += float(weights[at])
    for first, last in _runs(chosen):
        yield Evidence(start=words.starts[first], end=words.ends[last], label=label, rule=MODEL)


def _runs(chosen: Sequence[int]) -> list[tuple[int, int]]:
    """Join neighbouring words to runs of first and last."""
    runs: list[tuple[int, int]] = []
    for at in sorted(chosen):
        if runs and at - runs[-1][1] <= BRIDGE + 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs
