"""From which scores labels are given: what a missed or a needless one costs decides, on posts by unknown hands."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from smbot.classify.model import Array
from smbot.core.labels import ACCESS, URGENT
from smbot.training.measures import f1_of

RECALL: Final[Mapping[str, float]] = {URGENT: 0.9, ACCESS: 0.95}
"""Labels that must not be missed: the highest threshold that still finds this share. Others balance both errors."""
CEILING: Final = 0.5
"""No threshold of those is higher: what is more likely than not is never left out."""
ASSERTED_PRECISION: Final = 0.95
"""Of the posts at or above the second threshold for access requests, so many are some."""
LOWEST, HIGHEST = 0.03, 0.9
SAME: Final = 0.995
"""Outside of its band a label must be the same with and without the encoder for this share of the posts there."""
SAME_OF_LABEL: Final = 0.99
"""And for this share of the posts that have it: a rare label's errors are not lost among the others' posts."""
STEPS: Final = np.round(np.concatenate([np.arange(0.002, LOWEST, 0.002), np.arange(LOWEST, HIGHEST + 0.005, 0.01)]), 3)


def thresholds_of(scores: Array, truth: NDArray[np.bool_], names: Sequence[str]) -> dict[str, float]:
    """Return a threshold for each label."""
    return {name: _threshold(name, scores[:, at], truth[:, at]) for at, name in enumerate(names)}


def _threshold(name: str, scores: Array, truth: NDArray[np.bool_]) -> float:
    if name in RECALL:
        kept = [step for step in STEPS[STEPS <= CEILING] if (scores[truth] >= step).mean() >= RECALL[name]]
        return float(max(kept, default=LOWEST))
    return float(max(STEPS, key=lambda step: (_balance(scores >= step, truth), -abs(step - 0.5))))


def _balance(given: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """Return the mean of the F1 of having a label and of not having it: what triage is measured by."""
    having, lacking = (
        f1_of(int((one & other).sum()), int(one.sum()), int(other.sum()))
        for one, other in ((given, truth), (~given, ~truth))
    )
    return (having + lacking) / 2


def asserted_from(scores: Array, truth: NDArray[np.bool_], names: Sequence[str]) -> float:
    """Return the lowest score from which access requests are what they seem to be."""
    at = list(names).index(ACCESS)
    of_it, right = scores[:, at], truth[:, at]
    kept = [step for step in STEPS if (of_it >= step).any() and right[of_it >= step].mean() >= ASSERTED_PRECISION]
    return float(min(kept, default=HIGHEST))


def bands_of(
    plain: Array, full: Array, truth: NDArray[np.bool_], names: Sequence[str], cuts: Mapping[str, Sequence[float]]
) -> dict[str, tuple[float, float]]:
    """Return for each label the narrowest band of plain scores outside of which the encoder changes next to nothing.

    `cuts` are the scores that decide for a label: its threshold first, then that from which it is asserted.
    """
    bands = {}
    for at, name in enumerate(names):
        scores, has, threshold = plain[:, at], truth[:, at], cuts[name][0]
        changed = np.any([(scores >= cut) != (full[:, at] >= cut) for cut in cuts[name]], axis=0)
        low = [step for step in STEPS[threshold >= STEPS] if _few(changed, scores < step, has)]
        high = [step for step in STEPS[threshold <= STEPS] if _few(changed, scores >= step, has)]
        bands[name] = (float(max(low, default=0.0)), float(min(high, default=1.01)))
    return bands


def _few(changed: NDArray[np.bool_], outside: NDArray[np.bool_], has: NDArray[np.bool_]) -> bool:
    """Say whether so few posts change there that nobody need be asked."""
    lost = changed & outside
    return bool(lost.sum() <= (1 - SAME) * outside.sum() and (lost & has).sum() <= (1 - SAME_OF_LABEL) * has.sum())
