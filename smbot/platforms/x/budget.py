"""What X charges for reading, in millionths of a US dollar.

Source: X's pay-per-use price list (docs.x.com, x-api/getting-started/pricing, August 2026). Reads are charged for each
resource in an answer, and each resource once in a UTC day, whatever asks for it again. X does not say whether what
comes along with posts (their authors, their pictures) counts as read; it is counted here, so that a figure is rarely
too low: X calls the once "a soft guarantee".
"""

from collections.abc import Iterable, Iterator
from datetime import date

from smbot.core.clock import Clock
from smbot.platforms.x.parts import Beside

POST_READ = 5_000
OWNED_READ = 1_000
"""A mention of the account, or a post of its own, read by itself, where it also owns the developer app."""
USER_READ = 10_000
MEDIA_READ = 5_000

WEEKS_PER_YEAR = 365.25 / 7

Resource = tuple[str, int]
"""What names a resource ("" where it has no id), and its price."""


class Bill:
    """What one process reads of X, each resource counted once in a UTC day. It is not stored: a restart counts anew."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._day: date | None = None
        self._counted: dict[str, int] = {}

    def add(self, read: Iterable[Resource]) -> int:
        """Return what `read` adds to the day's bill. Of two prices of one resource the higher counts."""
        today = self._clock.now().date()
        if today != self._day:
            self._day, self._counted = today, {}
        added = 0
        for name, price in read:
            added += max(0, price - self._counted.get(name, 0))
            if name:
                self._counted[name] = max(price, self._counted.get(name, 0))
        return added


def resources(items: Iterable[object], along: Beside, *, owned: bool) -> Iterator[Resource]:
    """Yield what an answer holds: a page's posts, and what came along with them."""
    for item in items:
        post_id = item.get("id") if isinstance(item, dict) else None
        yield f"post {post_id}" if post_id else "", OWNED_READ if owned else POST_READ
    yield from ((f"post {post_id}", POST_READ) for post_id in along.posts)
    yield from ((f"user {user_id}", USER_READ) for user_id in along.authors)
    yield from ((f"media {key}", MEDIA_READ) for key in along.media)


def monthly_cost(posts_per_week: int, *, beside: bool) -> int:
    """Return what a search costs in an average month, in micro-dollars, where each post is by another author.

    With `beside`, each also has a picture and quotes a post of yet another author.
    """
    a_post = POST_READ + USER_READ + (MEDIA_READ + POST_READ + USER_READ if beside else 0)
    return round(posts_per_week * a_post * WEEKS_PER_YEAR / 12)
