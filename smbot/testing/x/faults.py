"""What can go wrong between smbot and X, on order (one fault per request) or at random by a seed."""

import random
import threading
from collections import defaultdict, deque
from collections.abc import Mapping
from enum import Enum
from typing import Protocol

from smbot.testing.x.endpoints import ENDPOINTS


class Fault(Enum):
    """One thing that goes wrong with one request."""

    RATE_LIMITED = "429 with the reset header"
    RATE_LIMITED_WITHOUT_RESET = "429 without any rate-limit header"
    USAGE_CAPPED = "429 usage-capped, without any rate-limit header"
    CREDITS_DEPLETED = "402"
    UNAUTHORIZED = "401"
    FORBIDDEN = "403"
    SERVER_ERROR = "500, nothing done"
    UNAVAILABLE = "503, nothing done"
    HTML = "status 200 and a page of HTML, nothing done"
    TRUNCATED_JSON = "handled, the answer is complete by its length and half a JSON document"
    BROKEN_OFF = "handled, the connection ends in the middle of the answer"
    SLOW_BODY = "handled, the answer comes in drops over the server's `slow_seconds`"
    SLOW_TO_HANDLE = "handled only after the server's `slow_seconds`, perhaps after the caller gave up"
    RESET_BEFORE = "connection reset, nothing done"
    DROP_AFTER_COMMIT = "done, and the connection is dropped without an answer"
    ERROR_AFTER_COMMIT = "done, and the answer is a 500"
    MALFORMED_ITEM = "one item of the page is not a post"


AFTER_COMMIT = frozenset({Fault.DROP_AFTER_COMMIT, Fault.ERROR_AFTER_COMMIT})
FOR_PAGES = frozenset({Fault.MALFORMED_ITEM})


class Plan(Protocol):
    """Chooses faults by itself."""

    def draw(self, endpoint: str) -> Fault | None:
        """Return the fault for the next request to `endpoint`, or None for a good answer."""


class FaultPlan:
    """Draws faults at random: `rates` are probabilities between 0 and 1 that sum to 1 at most.

    Each endpoint has its own sequence, made from `seed` and its name, so that a run repeats whatever
    the order in which threads call different endpoints. A fault that does not suit an endpoint
    (a read has nothing to commit) counts as a good answer.

    Raises:
        ValueError: The rates are negative or sum to more than 1.
    """

    def __init__(self, seed: int, rates: Mapping[Fault, float]) -> None:
        if min(rates.values(), default=0.0) < 0 or sum(rates.values()) > 1.0 + 1e-9:
            raise ValueError("rates: each from 0 to 1, and 1 at most together")
        self._seed = seed
        self._rates = dict(rates)
        self._generators: dict[str, random.Random] = {}

    def draw(self, endpoint: str) -> Fault | None:
        """See `Plan.draw`."""
        generator = self._generators.setdefault(endpoint, random.Random(f"{self._seed} {endpoint}"))  # noqa: S311
        point = generator.random()
        for fault, rate in self._rates.items():
            point -= rate
            if point < 0:
                return fault if suits(fault, endpoint) else None
        return None


class Faults:
    """The faults in store for a server: what was ordered first, then what the plan draws."""

    def __init__(self) -> None:
        self.plan: Plan | None = None
        self._lock = threading.Lock()
        self._ordered: defaultdict[str, deque[Fault | None]] = defaultdict(deque)

    def next(self, endpoint: str, *faults: Fault | None) -> None:
        """Order one fault for each of the next requests to `endpoint`; None is a good answer.

        Endpoints are named as in `ENDPOINTS`, e.g. ``"GET /2/users/{id}/mentions"``.

        Raises:
            ValueError: There is no such endpoint, or a fault does not suit it.
        """
        if endpoint not in ENDPOINTS:
            raise ValueError(f"no endpoint {endpoint!r}; there are: {', '.join(ENDPOINTS)}")
        for fault in faults:
            if fault is not None and not suits(fault, endpoint):
                raise ValueError(f"{fault.name} does not suit {endpoint}")
        with self._lock:
            self._ordered[endpoint].extend(faults)

    def take(self, endpoint: str) -> Fault | None:
        """Take the fault for the request at hand."""
        with self._lock:
            if self._ordered[endpoint]:
                return self._ordered[endpoint].popleft()
            return self.plan.draw(endpoint) if self.plan else None


def suits(fault: Fault, endpoint: str) -> bool:
    """Tell whether a fault can befall an endpoint."""
    if fault in AFTER_COMMIT:
        return ENDPOINTS[endpoint].writes
    if fault in FOR_PAGES:
        return endpoint.endswith(("/mentions", "/tweets", "/recent")) and endpoint.startswith("GET /2/")
    return True
