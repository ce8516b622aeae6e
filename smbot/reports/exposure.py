"""The exposure clock: from when a post that exposes somebody was posted to when others no longer see it. Pure."""

from collections.abc import Iterable, Sequence
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
    """How long posts exposed somebody until they were hidden, how many still do, and for how long now.

    The clock of those that others still see runs on: `still_median` and `still_longest` are from the post to now. Of
    posts that were deleted nothing is known any more: their masks are deleted with them.
    """

    hidden: int
    still: int
    median: timedelta | None = None
    ninetieth: timedelta | None = None
    """Nine of ten were hidden within this time."""
    still_median: timedelta | None = None
    still_longest: timedelta | None = None


def exposure(posts: Iterable[Exposed], now: datetime) -> Exposure:
    """Return the figures of `posts`."""
    found = list(posts)
    times = sorted(max(post.hidden_at - post.posted_at, timedelta()) for post in found if post.hidden_at is not None)
    running = sorted(max(now - post.posted_at, timedelta()) for post in found if post.hidden_at is None)
    return Exposure(
        hidden=len(times),
        still=len(running),
        median=_median(times),
        ninetieth=times[ceil(len(times) * 0.9) - 1] if times else None,
        still_median=_median(running),
        still_longest=running[-1] if running else None,
    )


def _median(times: Sequence[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(each.total_seconds() for each in times)) if times else None
