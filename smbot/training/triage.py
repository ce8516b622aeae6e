"""Makes the model of triage from masked posts: words, and how much to trust them beside rules and an encoder.

Words learn from `posts`. Blends, thresholds and bands are fitted to `held_out`: neither the words nor the encoder have
seen those, for scores on posts that a model was trained on say nothing. scikit-learn's logistic regressions, no
randomness.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from smbot.classify.features import KINDS, RULE, Features, named
from smbot.classify.labels import Labels
from smbot.classify.model import LANGUAGES, Array, Blend, Card, Linear, TriageModel, heeded, of_rules
from smbot.classify.ports import Encoder
from smbot.classify.reading import Reading, as_words, read
from smbot.classify.rules import Rules
from smbot.core.errors import InputError
from smbot.core.labels import ACCESS, NONE
from smbot.core.messages import msg
from smbot.normalise.language import OURS
from smbot.training.in_vain import masked_in_vain
from smbot.training.thresholds import asserted_from, bands_of, thresholds_of
from smbot.training.triage_data import Example, answers

SEED: Final = 1
RARE: Final = {"w": 2, "p": 3}
"""A word that fewer posts hold is left out, and a piece."""
WORDS_C: Final = 10.0
BLEND_C: Final = 0.02
"""Inverse strengths of regularisation; the first was chosen on development posts, the second on folds of them."""
SCALE_C: Final = 1.0


@dataclass(frozen=True, kw_only=True)
class _Scored:
    """Posts that no part has seen: what words, rules and encoder say of each label, and what is true."""

    plain: Array
    full: Array
    truth: NDArray[np.bool_]
    languages: Sequence[str]


def train(
    posts: Sequence[Example],
    held_out: Sequence[Example],
    *,
    own: Sequence[Example] = (),
    labels: Labels,
    rules: Rules,
    encoder: Encoder,
    count: Callable[[int], None] = lambda _step: None,
) -> TriageModel:
    """Train; `count` is told of each post that is read. Same posts, rules and encoder give the same model.

    `own` are posts that people of an installation corrected. They weigh words, and add none: what citizens wrote does
    not come to stand in a file of words.

    Raises:
        ValueError: The encoder scores other labels.
        InputError: A label stands on no post, or on all of them, where something is to be learnt of it.
    """
    names = tuple(name for name in labels.names if name != NONE)
    _check([*posts, *own], held_out, names)
    if tuple(encoder.labels) != names:
        raise ValueError("labels")
    readings = list(_read(_in_vain_too(posts), rules, count))
    features = _features(readings, rules)
    learned = [*readings, *_read(own, rules, count)]
    words = _linear(_matrix(features, learned), answers([*posts, *own], names), WORDS_C)
    unseen = list(_read(held_out, rules, count))
    plain_scores = np.hstack(
        [
            _matrix(features, unseen) @ words.weights + words.bias,
            [of_rules(rules.scores(reading.alone), names) for reading in unseen],
        ]
    ).astype(np.float32)
    scored = _Scored(
        plain=plain_scores,
        full=np.hstack([plain_scores, _sense(unseen, encoder)]),
        truth=answers(held_out, names),
        languages=[post.language for post in held_out],
    )
    plain = _blend(scored.plain, scored)
    full = _blend(scored.full, scored)
    of_plain, of_sense = (
        np.array([blend.probabilities(row, language) for row, language in zip(rows, scored.languages, strict=True)])
        for blend, rows in ((plain, scored.plain), (full, scored.full))
    )
    of_full = heeded(of_plain, of_sense, names)
    thresholds = thresholds_of(of_full, scored.truth, names)
    asserted = asserted_from(of_full, scored.truth, names)
    cuts = {name: (threshold, asserted) if name == ACCESS else (threshold,) for name, threshold in thresholds.items()}
    card = Card(
        labels=names,
        encoder=encoder.version,
        rules=rules.version,
        posts=len(posts),
        corrections=len(own),
        thresholds=thresholds,
        plain_thresholds=thresholds_of(of_plain, scored.truth, names),
        asserted=asserted,
        plain_asserted=asserted_from(of_plain, scored.truth, names),
        bands=bands_of(of_plain, of_full, scored.truth, names, cuts),
    )
    return TriageModel(card=card, features=features, words=words, plain=plain, full=full)


def _in_vain_too(posts: Sequence[Example]) -> list[Example]:
    """Return the posts, many of them with a mask in vain: words are to make no more of a mask than the network does."""
    source = random.Random(SEED)  # noqa: S311 - the same masks each time, no secret
    return [replace(post, text=masked_in_vain(post.text, source)) for post in posts]


def _check(posts: Sequence[Example], held_out: Sequence[Example], names: Sequence[str]) -> None:
    """Refuse posts from which a label cannot be learnt: words need it in any language, calibration in each."""
    parts = {"train": posts} | {
        f"dev, {language}": [post for post in held_out if post.language in ("mixed", language)] for language in OURS
    }
    for part, of_it in parts.items():
        for name in names:
            having = sum(name in post.labels for post in of_it)
            if not 0 < having < len(of_it):
                raise InputError(
                    msg(
                        "{having} of {posts} posts have the label {label}: nothing can be learnt of it.",
                        having=having,
                        posts=len(of_it),
                        label=name,
                    ),
                    where=part,
                    mend=msg("Each label needs posts with it and posts without it: in train, and by language in dev."),
                )


def _read(posts: Sequence[Example], rules: Rules, count: Callable[[int], None]) -> Iterator[Reading]:
    for post in posts:
        yield read(post.text, post.language, (), rules)
        count(1)


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


def _matrix(features: Features, readings: Sequence[Reading]) -> csr_matrix:
    rows = [features.vector(reading.words, reading.rules) for reading in readings]
    values = np.array([value for row in rows for value in row.values()], np.float64)
    columns = np.array([column for row in rows for column in row], np.int32)
    return csr_matrix((values, columns, np.cumsum([0, *map(len, rows)])), shape=(len(rows), len(features.idf)))


def _sense(readings: Sequence[Reading], encoder: Encoder) -> Array:
    return encoder.encode([as_words(reading.text) for reading in readings])


def _linear(values: csr_matrix | Array, truth: NDArray[np.bool_], strength: float) -> Linear:
    """Fit a logistic regression for each label."""
    fitted = [LogisticRegression(C=strength, solver="liblinear").fit(values, column) for column in truth.T]
    return Linear(
        weights=np.column_stack([each.coef_[0] for each in fitted]).astype(np.float32),
        bias=np.array([each.intercept_[0] for each in fitted], np.float32),
    )


def _blend(scores: Array, scored: _Scored) -> Blend:
    linear = _linear(scores, scored.truth, BLEND_C)
    together = scores @ linear.weights + linear.bias
    return Blend(linear=linear, scale={language: _scale(together, scored, language) for language in LANGUAGES})


def _scale(scores: Array, scored: _Scored, language: str) -> Array:
    """Return slope and intercept by label for a language (Platt scaling); mixed posts are few: all count for them."""
    of_it = np.array([language in ("mixed", each) for each in scored.languages])
    fitted = [
        LogisticRegression(C=SCALE_C).fit(scores[of_it, at : at + 1], scored.truth[of_it, at])
        for at in range(scored.truth.shape[1])
    ]
    return np.array([[each.coef_[0, 0] for each in fitted], [each.intercept_[0] for each in fitted]], np.float32)
