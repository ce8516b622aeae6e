"""How far a measured share can be trusted: intervals of 95 %."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_Z = 1.959964
"""Half-width of 95 % of the normal distribution, in standard deviations."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """`hits` of `of`; `value` is None where there was nothing to count."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """Return the share, 0-1."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return Wilson's score interval (E. B. Wilson, 1927), which holds for few cases and near 0 and 1 too."""
        if not self.of:
            return None
        share, square = self.hits / self.of, _Z * _Z
        centre = share + square / (2 * self.of)
        spread = _Z * math.sqrt(share * (1 - share) / self.of + square / (4 * self.of * self.of))
        return (
            max(0.0, (centre - spread) / (1 + square / self.of)),
            min(1.0, (centre + spread) / (1 + square / self.of)),
        )


@dataclass(frozen=True, kw_only=True)
class Rate:
    """How many on average, of counts per post."""

    mean: float
    low: float
    high: float


def rate(counts: Sequence[int], per: int) -> Rate | None:
    """Return how many per `per` posts, with the interval that the counts' own spread gives; None without posts."""
    if not counts:
        return None
    mean = sum(counts) / len(counts)
    variance = sum((count - mean) ** 2 for count in counts) / max(1, len(counts) - 1)
    spread = _Z * math.sqrt(variance / len(counts))
    return Rate(mean=per * mean, low=per * max(0.0, mean - spread), high=per * (mean + spread))
