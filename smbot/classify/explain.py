"""Why the model gives a label where no rule shows it: the words that weigh most for it, or the network's sense of all.

The network reads a post as a whole: where words by themselves do not speak for the label, none are shown for it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from smbot.classify.features import PIECE, WORD, forms, pieces
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
    vector = model.features.vector(reading.words, ())
    added = np.zeros((len(words), len(model.card.labels)), dtype=np.float32)

    def add(kind: str, name: str, at: Sequence[int]) -> None:
        column = features.places[kind].get(name)
        if column is not None and column in vector:
            for place in at:
                added[place] += model.words.weights[column] * vector[column] / len(at)

    for at, word in enumerate(words):
        add(WORD, word, [at])
        if at:
            add(WORD, f"{words[at - 1]} {word}", [at - 1, at])
        for piece in pieces(word):
            add(PIECE, piece, [at])
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
