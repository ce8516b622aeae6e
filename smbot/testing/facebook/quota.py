"""How many calls the Page and the app made in the last 24 hours, and the headers that tell it."""

import json
from collections import deque
from datetime import datetime, timedelta

from smbot.testing.facebook.world import FacebookWorld

WINDOW = timedelta(hours=24)
CALLS_PER_ENGAGED_USER = 4_800
"""Meta's page "Rate limits": a Page's calls in a sliding day, times the people who engaged with it."""


class Quota:
    """Counts calls in a sliding day; blocked calls count too. Not thread-safe by itself."""

    def __init__(self, world: FacebookWorld, *, enforced: bool) -> None:
        self._world = world
        self._enforced = enforced
        self._calls: deque[datetime] = deque()

    def count(self) -> bool:
        """Count one call; return whether it is one too many."""
        now = self._world.clock.now()
        while self._calls and now - self._calls[0] >= WINDOW:
            self._calls.popleft()
        self._calls.append(now)
        return self._enforced and len(self._calls) > self._allowed

    def headers(self, *, minutes: int | None = None) -> dict[str, str]:
        """Return the headers that tell the use in percent, and the minutes until calls are taken again."""
        percent = 100 * len(self._calls) // self._allowed
        percent = percent if self._enforced else min(percent, 99)  # a careful caller need not wait
        over = percent >= 100
        wait = minutes if minutes is not None else self._minutes_left() if over else 0
        use = {"call_count": 100 if minutes else percent, "total_cputime": 0, "total_time": 0}
        business = [{"type": "pages", **use, "estimated_time_to_regain_access": wait}]
        return {
            "X-App-Usage": json.dumps({"call_count": 0, "total_cputime": 0, "total_time": 0}),
            "X-Page-Usage": json.dumps(use),
            "X-Business-Use-Case-Usage": json.dumps({self._world.page.id: business}),
        }

    @property
    def _allowed(self) -> int:
        return max(1, CALLS_PER_ENGAGED_USER * self._world.engaged_users)

    def _minutes_left(self) -> int:
        frees = self._calls[len(self._calls) - self._allowed] + WINDOW
        return max(1, -int(-(frees - self._world.clock.now()).total_seconds() // 60))
