"""Makes the guard's linear model of sentences again, from replies and sentences that are told apart by people.

A reply that confirms a client does so in one of its sentences: at first all of them are taken for it, then the one that
the model so far finds most telling. scikit-learn's logistic regressions, no randomness.
"""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from smbot.guard.meaning import CLASSES, HEADS, WEIGHTS, sentences, vector

CORPUS: Final = Path(str(files("smbot.training"))) / "guard"
"""Replies (JSONL: reply, kind, bad) and single sentences (a line each: client, asks and good)."""
ROUNDS: Final = 3
STRENGTH: Final = 10.0
"""How far the weights may go to fit; the inverse of the penalty on their size."""

Reply = tuple[str, ...]


def train(corpus: Path, target: Path) -> dict[str, int]:
    """Write the weights into the folder `target`; return how many replies and sentences they were made from."""
    replies = [json.loads(line) for file in sorted(corpus.glob("*.jsonl")) for line in _lines(file)]
    good = [_sentences(each["reply"]) for each in replies if not each["bad"]]
    good += [(line,) for file in sorted(corpus.glob("good_*.txt")) for line in _lines(file)]
    weights, biases = np.zeros((len(HEADS), CLASSES), np.float16), np.zeros(len(HEADS), np.float32)
    counts = {"good": len(good)}
    for row, head in enumerate(HEADS):
        bad = [_sentences(each["reply"]) for each in replies if each["kind"] == head]
        bad += [(line,) for file in sorted(corpus.glob(f"{head}_*.txt")) for line in _lines(file)]
        weights[row], biases[row] = _fit(bad, good)
        counts[head] = len(bad)
    np.savez_compressed(target / WEIGHTS, weights=weights, biases=biases)
    return counts


def where() -> Path:
    """Return the folder in which the guard reads its weights."""
    return Path(str(files("smbot.guard")))


def _fit(bad: list[Reply], good: list[Reply]) -> tuple[np.ndarray[tuple[int], np.dtype[np.float32]], float]:
    whole, plain = [_matrix(reply) for reply in bad], vstack([_matrix(reply) for reply in good])
    model = _regression(plain, whole)
    for _ in range(ROUNDS - 1):
        model = _regression(plain, [reply[int(np.argmax(model.decision_function(reply)))] for reply in whole])
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def _regression(plain: csr_matrix, telling: list[csr_matrix]) -> LogisticRegression:
    rows = vstack([plain, *telling])
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=200, solver="liblinear")
    return model.fit(rows, np.arange(rows.shape[0]) >= plain.shape[0])


def _matrix(reply: Reply) -> csr_matrix:
    rows = [vector(sentence) for sentence in reply]
    ends = np.cumsum([0, *(len(classes) for classes, _ in rows)])
    columns, values = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    return csr_matrix((values, columns, ends), shape=(len(rows), CLASSES))


def _sentences(reply: str) -> Reply:
    return tuple(reply[start:end] for start, end in sentences(reply)) or (reply,)


def _lines(file: Path) -> Iterator[str]:
    yield from (line for line in file.read_text("utf-8").splitlines() if line.strip())
