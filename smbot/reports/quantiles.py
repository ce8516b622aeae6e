"""Middles and tails of waits, how far they can be trusted, whether two groups differ, and where a series goes. Pure.

Every wait that is told is one that somebody had (the nearest rank), never a mean between two.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import median_low

from smbot.core.shares import Z_95, Share

MEDIAN, NINETIETH = 50, 90
ENOUGH = 20
"""Fewer than so many in a group say nothing of it: an interval of 95 % of its median spans half of all its waits."""
MOST_POINTS = 120
"""A line through more points is drawn through as many, evenly taken: its pairs grow with their square."""

LEAST_JUMP = 10
"""A last step of fewer is told as no jump, whatever the steps before it were."""
UNUSUAL = 5
"""How many times the usual step a last one must be to be told as a jump."""


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A figure with its interval of 95 %; a bound is None where there are too few to know it."""

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def tells(self) -> bool:
        """Say whether the interval leaves zero out: chance alone does not explain the figure."""
        return (self.low is not None and self.low > 0) or (self.high is not None and self.high < 0)


def place_of(percent: int, count: int) -> int:
    """Return the place, from 0, of a percentile among `count` values in order: the nearest rank."""
    return max(0, -(-percent * count // 100) - 1)


def bounds_of(percent: int, count: int) -> tuple[int | None, int | None]:
    """Return the places, from 0, of the values between which a percentile lies; None where there are too few.

    The interval is that of order statistics (W. J. Conover, "Practical Nonparametric Statistics", 3rd ed., 1999,
    section 3.2): it asks nothing of how waits are spread.
    """
    share = percent / 100
    spread = Z_95 * math.sqrt(count * share * (1 - share))
    low, high = math.floor(count * share - spread), math.ceil(count * share + spread) + 1
    return low - 1 if low >= 1 else None, high - 1 if high <= count else None


def quantile(ordered: Sequence[float], percent: int) -> Estimate | None:
    """Return a percentile of values in ascending order, or None of none."""
    count = len(ordered)
    if not count:
        return None
    low, high = bounds_of(percent, count)
    return Estimate(
        value=float(ordered[place_of(percent, count)]),
        low=None if low is None else float(ordered[low]),
        high=None if high is None else float(ordered[high]),
    )


def estimate_of(share: Share) -> Estimate | None:
    """Return a share as an estimate, or None where there was nothing to count."""
    value, interval = share.value, share.interval
    return None if value is None or interval is None else Estimate(value=value, low=interval[0], high=interval[1])


def difference(one: Estimate, other: Estimate) -> Estimate:
    """Return `one` less `other`, with the interval that follows from theirs.

    The method of variance estimates recovery (G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008); of two shares
    it is Newcombe's tenth (R. G. Newcombe, Statistics in Medicine 17, 1998).
    """
    value = one.value - other.value
    low = high = None
    if one.low is not None and other.high is not None:
        low = value - math.hypot(one.value - one.low, other.high - other.value)
    if one.high is not None and other.low is not None:
        high = value + math.hypot(one.high - one.value, other.value - other.low)
    return Estimate(value=value, low=low, high=high)


def slope(values: Sequence[float]) -> float:
    """Return by how much a series grows from one point to the next: the median of all pairs (Theil and Sen, 1968).

    Half of the points may be anything before it goes astray; with fewer than two points it is 0.
    """
    step = max(1, -(-len(values) // MOST_POINTS))
    points = [(at, values[at]) for at in range(0, len(values), step)]
    slopes = [(later - earlier) / (end - begin) for (begin, earlier), (end, later) in combinations(points, 2)]
    return float(median_low(slopes)) if slopes else 0.0


def jump(values: Sequence[int]) -> int:
    """Return the last step of a series where it is far beyond the usual one, else 0: the slope passes over it.

    The usual step is the median size of those before; with fewer than two of them nothing is usual.
    """
    steps = [later - earlier for earlier, later in pairwise(values)]
    if len(steps) < 3:
        return 0
    *before, last = steps
    usual = median_low(abs(step) for step in before)
    return last if abs(last) >= max(LEAST_JUMP, UNUSUAL * usual) else 0
