"""Shares of something counted, and how far they can be trusted: intervals of 95 %."""

import math
from dataclasses import dataclass

Z_95 = 1.959964
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
        share, square = self.hits / self.of, Z_95 * Z_95
        centre = share + square / (2 * self.of)
        spread = Z_95 * math.sqrt(share * (1 - share) / self.of + square / (4 * self.of * self.of))
        return (
            max(0.0, (centre - spread) / (1 + square / self.of)),
            min(1.0, (centre + spread) / (1 + square / self.of)),
        )
