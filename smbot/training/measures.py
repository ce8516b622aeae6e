"""Measures of scores between 0 and 1 against what is true, for many weightings of the same posts at once.

Each function takes `weights`, a row for each weighting and a column for each post, and returns a value for each row;
NaN where there is nothing to measure. A row of ones gives the measure itself; rows that say how often each post was
drawn (bootstrap, Efron 1979) give how far it can be trusted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Truth = NDArray[np.bool_]
Statistic = Callable[[Values], Values]
Place = tuple[str, ...]
"""Where a measure is told."""

DRAWS: Final = 1_000
"""How often the posts are drawn anew."""
BINS: Final = 10
"""Scores are compared with what came true in so many bins of equal width."""
_BLOCK: Final = 100
"""Drawings that are held at once."""
_BOUNDS: Final = (2.5, 97.5)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A value with the bounds within which it fell in 95 % of the drawings."""

    value: float
    low: float
    high: float


def measured(statistics: Mapping[Place, Statistic], posts: int, seed: int) -> dict[Place, Measure | None]:
    """Return each statistic with its interval, all on the same drawings; None where there is nothing to measure."""
    drawn: dict[Place, list[Values]] = {name: [] for name in statistics}
    for weights in _drawings(posts, seed):
        for name, statistic in statistics.items():
            drawn[name].append(statistic(weights))
    ones = np.ones((1, posts))
    return {
        name: _measure(float(statistic(ones)[0]), np.concatenate(drawn[name])) for name, statistic in statistics.items()
    }


def _drawings(posts: int, seed: int) -> Iterator[Values]:
    random = np.random.default_rng(seed)
    for _ in range(0, DRAWS, _BLOCK):
        yield random.multinomial(posts, np.full(posts, 1 / posts), size=_BLOCK).astype(np.float64)


def _measure(value: float, drawn: Values) -> Measure | None:
    known = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not len(known):
        return None
    low, high = np.percentile(known, _BOUNDS)
    return Measure(value=value, low=float(min(low, value)), high=float(max(high, value)))


def f1_of(right: float, given: float, true: float) -> float:
    """Return the F1 of counts: 1 where nothing is given and nothing true."""
    return 2 * right / (given + true) if given + true else 1.0


def f1(weights: Values, given: Truth, truth: Truth) -> Values:
    """Return the harmonic mean of precision and recall; NaN where nothing is given and nothing true."""
    return divided(2 * (weights @ (given & truth)), weights @ given + weights @ truth)


def macro_f1_of_both(weights: Values, given: Truth, truth: Truth) -> Values:
    """Return the mean of the F1 of having a label and of not having it."""
    return np.asarray((f1(weights, given, truth) + f1(weights, ~given, ~truth)) / 2)


def brier(weights: Values, scores: Values, truth: Truth) -> Values:
    """Return the mean squared difference of score and truth (G. W. Brier, 1950)."""
    return divided(weights @ np.square(scores - truth), weights.sum(axis=1))


def calibration_error(weights: Values, scores: Values, truth: Truth) -> Values:
    """Return the expected calibration error: how far scores are from what came true, bin by bin."""
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = np.where(bins[:, None] == np.arange(BINS), (truth - scores)[:, None], 0.0)
    return divided(np.abs(weights @ gaps).sum(axis=1), weights.sum(axis=1))


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Posts in order of their scores, those of one score together."""

    order: NDArray[np.intp]
    ends: NDArray[np.intp]
    truth: Truth


def ranked(scores: Values, truth: Truth) -> Ranking:
    """Return the posts' order, best first."""
    order = np.argsort(-scores, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(scores[order]) != 0, True)) if len(scores) else order
    return Ranking(order=order, ends=ends, truth=truth[order])


def average_precision(weights: Values, ranking: Ranking) -> Values:
    """Return the sum of precisions, each weighted by the recall that its score adds."""
    precision, recall = _curve(weights, ranking)
    steps = np.diff(recall, axis=1, prepend=0.0)
    return np.asarray((precision * steps).sum(axis=1))


def recall_at(weights: Values, ranking: Ranking, precision: float) -> Values:
    """Return the most that can be found while `precision` of what is given is right; 0 where no score reaches it."""
    reached, recall = _curve(weights, ranking)
    found = np.where(reached >= precision - 1e-9, recall, 0.0).max(axis=1, initial=0.0)
    return np.asarray(np.where(np.isnan(recall).any(axis=1), np.nan, found))


def _curve(weights: Values, ranking: Ranking) -> tuple[Values, Values]:
    """Return precision and recall at each score, highest first."""
    ordered = weights[:, ranking.order]
    found = np.cumsum(ordered * ranking.truth, axis=1)[:, ranking.ends]
    given = np.cumsum(ordered, axis=1)[:, ranking.ends]
    # Before the first drawn post nothing is given, and nothing found: its precision counts nowhere.
    precision = np.divide(found, given, out=np.zeros_like(found), where=given > 0)
    every = ordered @ ranking.truth
    return precision, divided(found, every[:, None])


def divided(above: Values, below: Values) -> Values:
    """Return ratios, NaN where there is nothing to divide by."""
    return np.asarray(np.divide(above, below, out=np.full(np.broadcast(above, below).shape, np.nan), where=below > 0))


def mean_of(weights: Values, columns: Sequence[Values]) -> Values:
    """Return the mean of several measures, without those that measure nothing; NaN where none does."""
    stacked = np.array(columns).reshape(len(columns), len(weights))
    known = ~np.isnan(stacked)
    return divided(np.where(known, stacked, 0.0).sum(axis=0), known.sum(axis=0).astype(np.float64))
