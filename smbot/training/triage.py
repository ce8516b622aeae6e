"""Makes the model of triage from masked posts: words, an encoder's vectors, and how much to trust each.

What the blends and thresholds are fitted to was scored by models that had not seen the hand that wrote it (grouped
folds): scores on posts that a model was trained on say nothing. scikit-learn's logistic regressions, no randomness.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from smbot.classify.features import KINDS, RULE, Features, named
from smbot.classify.labels import NONE, Labels
from smbot.classify.model import LANGUAGES, Array, Blend, Card, Linear, TriageModel, centred, of_rules
from smbot.classify.ports import Encoder
from smbot.classify.reading import Reading, as_words, read
from smbot.classify.rules import Rules
from smbot.training.thresholds import asserted_from, bands_of, thresholds_of
from smbot.training.triage_data import Example, answers

FOLDS: Final = 8
RARE: Final = {"w": 2, "p": 3}
"""A word that fewer posts hold is left out, and a piece."""
WORDS_C, MEANING_C, BLEND_C = 10.0, 3.0, 0.3
"""Inverse strength of regularisation; chosen on development posts."""
BATCH: Final = 64

Matrix = sparse.csr_matrix


@dataclass(frozen=True, kw_only=True)
class _Inputs:
    """All posts as numbers: features, vectors, rules' scores."""

    words: Matrix
    vectors: Array
    rules: Array


def train(
    posts: Sequence[Example],
    labels: Labels,
    rules: Rules,
    encoder: Encoder,
    count: Callable[[int], None] = lambda _step: None,
    *,
    corrections: int = 0,
) -> TriageModel:
    """Train on `posts`; `count` is told of each that is read. Same posts, rules and encoder give the same model."""
    names = [name for name in labels.names if name != NONE]
    readings = [read(post.text, post.language, (), rules) for post in posts]
    features = _features(readings, rules)
    vectors = np.vstack(list(_encoded(readings, encoder, count)))
    centre = vectors.mean(axis=0).astype(np.float32)
    inputs = _Inputs(
        words=_matrix(features, readings),
        vectors=centred(vectors, centre),
        rules=np.array([of_rules(rules.scores(reading.hits), names) for reading in readings]),
    )
    truth = answers(posts, names)
    unseen = _unseen(inputs, truth, [post.group for post in posts])
    languages = [post.language for post in posts]
    plain = _blend(np.hstack([unseen.words, inputs.rules]), truth, languages)
    full = _blend(np.hstack([unseen.words, inputs.rules, unseen.meaning]), truth, languages)
    of_plain = _probabilities(plain, np.hstack([unseen.words, inputs.rules]), languages)
    of_full = _probabilities(full, np.hstack([unseen.words, inputs.rules, unseen.meaning]), languages)
    thresholds = thresholds_of(of_full, truth, names)
    card = Card(
        labels=tuple(names),
        encoder=encoder.version,
        rules=rules.version,
        posts=len(posts),
        corrections=corrections,
        thresholds=thresholds,
        asserted=asserted_from(of_full, truth, names),
        bands=bands_of(of_plain, of_full, names, thresholds),
    )
    return TriageModel(
        card=card,
        features=features,
        words=_linear(inputs.words, truth, WORDS_C),
        centre=centre,
        meaning=_linear(inputs.vectors, truth, MEANING_C),
        plain=plain,
        full=full,
    )


def _features(readings: Sequence[Reading], rules: Rules) -> Features:
    """Return the features that enough posts hold, with their inverse document frequency (smoothed)."""
    held: dict[str, Counter[str]] = {kind: Counter() for kind in RARE}
    for reading in readings:
        for kind, found in named(reading.words):
            held[kind].update(set(found))
    places: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    idf: list[float] = []
    for kind, least in RARE.items():
        for name in sorted(name for name, posts in held[kind].items() if posts >= least):
            places[kind][name] = len(idf)
            idf.append(float(np.log((1 + len(readings)) / (1 + held[kind][name])) + 1))
    for name in rules.names:
        places[RULE][name] = len(idf)
        idf.append(1.0)
    return Features(places=places, idf=np.asarray(idf, np.float32).tolist())


def _matrix(features: Features, readings: Sequence[Reading]) -> Matrix:
    rows = [features.vector(reading.words, reading.rules) for reading in readings]
    return Matrix(
        (
            np.array([value for row in rows for value in row.values()], np.float64),
            np.array([column for row in rows for column in row], np.int32),
            np.cumsum([0, *map(len, rows)]),
        ),
        shape=(len(rows), len(features.idf)),
    )


def _encoded(readings: Sequence[Reading], encoder: Encoder, count: Callable[[int], None]) -> Iterator[Array]:
    for start in range(0, len(readings), BATCH):
        batch = [as_words(reading.text) for reading in readings[start : start + BATCH]]
        yield encoder.encode(batch)
        count(len(batch))


@dataclass(frozen=True, kw_only=True)
class _Unseen:
    words: Array
    meaning: Array


def _unseen(inputs: _Inputs, truth: NDArray[np.bool_], groups: Sequence[str]) -> _Unseen:
    """Return what models say of posts by hands that they do not know."""
    words, meaning = np.zeros(truth.shape, np.float32), np.zeros(truth.shape, np.float32)
    folds = GroupKFold(min(FOLDS, len(set(groups))))
    for known, new in folds.split(truth, groups=groups):
        for found, values, strength in ((words, inputs.words, WORDS_C), (meaning, inputs.vectors, MEANING_C)):
            fitted = _linear(values[known], truth[known], strength)
            found[new] = values[new] @ fitted.weights + fitted.bias
    return _Unseen(words=words, meaning=meaning)


def _linear(values: Matrix | Array, truth: NDArray[np.bool_], strength: float) -> Linear:
    """Fit a logistic regression for each label."""
    fitted = [LogisticRegression(C=strength, solver="liblinear").fit(values, column) for column in truth.T]
    return Linear(
        weights=np.column_stack([each.coef_[0] for each in fitted]).astype(np.float32),
        bias=np.array([each.intercept_[0] for each in fitted], np.float32),
    )


def _blend(scores: Array, truth: NDArray[np.bool_], languages: Sequence[str]) -> Blend:
    linear = _linear(scores, truth, BLEND_C)
    together = scores @ linear.weights + linear.bias
    return Blend(linear=linear, scale={language: _scale(together, truth, languages, language) for language in LANGUAGES})


def _scale(scores: Array, truth: NDArray[np.bool_], languages: Sequence[str], language: str) -> Array:
    """Return slope and intercept by label for a language (Platt scaling); mixed posts are few: all count for them."""
    of_it = np.array([language in ("mixed", each) for each in languages])
    fitted = [
        LogisticRegression(C=1e3).fit(scores[of_it, at : at + 1], truth[of_it, at]) for at in range(truth.shape[1])
    ]
    return np.array(
        [[each.coef_[0, 0] for each in fitted], [each.intercept_[0] for each in fitted]], dtype=np.float32
    )


def _probabilities(blend: Blend, scores: Array, languages: Sequence[str]) -> Array:
    return np.array([blend.probabilities(row, language) for row, language in zip(scores, languages, strict=True)])
