"""What X charges, in micro-dollars, and a ledger that bills one resource once per UTC day.

Prices: X's pay-per-use list of August 2026 (posts read, users read, owned reads, creation, creation
with a URL, summoned reply, direct message, hide).
"""

from collections import Counter
from datetime import date

POST_READ = 5_000
USER_READ = 10_000
OWNED_READ = 1_000
POST_CREATE = 15_000
POST_CREATE_WITH_URL = 200_000
SUMMONED_REPLY = 10_000
DM_CREATE = 15_000
HIDE = 5_000


class Ledger:
    """What was spent so far. Not thread-safe by itself: the world holds its lock around it."""

    def __init__(self) -> None:
        self.spent_micros = 0
        self.posts_read: Counter[date] = Counter()
        self._billed: set[tuple[date, str, str]] = set()

    def read(self, kind: str, resource_id: str, micros: int, day: date) -> None:
        """Bill the reading of one resource, unless it was billed on that UTC day already."""
        key = (day, kind, resource_id)
        if key in self._billed:
            return
        self._billed.add(key)
        self.spent_micros += micros
        if kind == "post":
            self.posts_read[day] += 1

    def act(self, micros: int) -> None:
        """Bill one write."""
        self.spent_micros += micros
