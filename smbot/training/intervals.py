"""How far a measured share can be trusted: intervals of 95 %."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from smbot.core.shares import Z_95


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
    spread = Z_95 * math.sqrt(variance / len(counts))
    return Rate(mean=per * mean, low=per * max(0.0, mean - spread), high=per * (mean + spread))
