"""The exposure clock: from when a post that exposes somebody was posted to when others no longer see it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import median


@dataclass(frozen=True, kw_only=True, slots=True)
class Exposed:
    """A public post that exposes personal information; `hidden_at` is None while others see it."""

    posted_at: datetime
    hidden_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """How long posts exposed somebody until they were hidden, and how many still do.

    Of posts that were deleted nothing is known any more: their masks are deleted with them.
    """

    hidden: int
    still: int
    median: timedelta | None = None
    ninetieth: timedelta | None = None
    """Nine of ten were hidden within this time."""


def exposure(posts: Iterable[Exposed]) -> Exposure:
    """Return the figures of `posts`."""
    found = list(posts)
    times = sorted(max(post.hidden_at - post.posted_at, timedelta()) for post in found if post.hidden_at is not None)
    still = len(found) - len(times)
    if not times:
        return Exposure(hidden=0, still=still)
    seconds = median(each.total_seconds() for each in times)
    return Exposure(
        hidden=len(times),
        still=still,
        median=timedelta(seconds=seconds),
        ninetieth=times[ceil(len(times) * 0.9) - 1],
    )
