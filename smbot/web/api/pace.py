"""How many requests a token may make: an allowance that fills up evenly, in this process."""

import threading
from datetime import datetime

from smbot.core.clock import Clock
from smbot.core.ids import TokenId

MOST_KEPT = 10_000
"""Tokens remembered at a time; one that is forgotten begins with a full allowance."""


class Pace:
    """Counts requests by token. The desk is one process: nothing needs to be shared."""

    def __init__(self, clock: Clock, per_minute: int) -> None:
        self._clock = clock
        self._most = float(per_minute)
        self._lock = threading.Lock()
        self._left: dict[TokenId, tuple[float, datetime]] = {}

    def wait(self, token: TokenId) -> int:
        """Count one request; return 0 where it may go on, else the seconds until the next one may."""
        now = self._clock.now()
        with self._lock:
            left, since = self._left.pop(token, (self._most, now))
            passed = max(0.0, (now - since).total_seconds())
            left = min(self._most, left + passed * self._most / 60)
            if len(self._left) >= MOST_KEPT:
                del self._left[next(iter(self._left))]
            going_on = left >= 1
            # Put back at the end: the token that rested longest is forgotten first.
            self._left[token] = (left - 1 if going_on else left, now)
        return 0 if going_on else max(1, -int(-(1 - left) * 60 // self._most))
