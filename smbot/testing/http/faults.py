"""Faults in store for a server: on order (one fault per request) or at random by a seed. Each platform has its own."""

import random
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Mapping
from enum import Enum
from typing import Generic, Protocol, TypeVar

F = TypeVar("F", bound=Enum)
F_co = TypeVar("F_co", bound=Enum, covariant=True)


class Plan(Protocol[F_co]):
    """Chooses faults by itself."""

    def draw(self, endpoint: str) -> F_co | None:
        """Return the fault for the next request to `endpoint`, or None for a good answer."""


class RandomPlan(Generic[F]):
    """Draws faults at random: `rates` are probabilities between 0 and 1 that sum to 1 at most.

    Each endpoint has its own sequence, made from `seed` and its name, so that a run repeats whatever
    the order in which threads call different endpoints. A fault that does not suit an endpoint
    (a read has nothing to commit) counts as a good answer.

    Raises:
        ValueError: The rates are negative or sum to more than 1.
    """

    def __init__(self, seed: int, rates: Mapping[F, float], *, suits: Callable[[F, str], bool]) -> None:
        if min(rates.values(), default=0.0) < 0 or sum(rates.values()) > 1.0 + 1e-9:
            raise ValueError("rates: each from 0 to 1, and 1 at most together")
        self._seed = seed
        self._rates = dict(rates)
        self._suits = suits
        self._generators: dict[str, random.Random] = {}

    def draw(self, endpoint: str) -> F | None:
        """See `Plan.draw`."""
        generator = self._generators.setdefault(endpoint, random.Random(f"{self._seed} {endpoint}"))  # noqa: S311
        point = generator.random()
        for fault, rate in self._rates.items():
            point -= rate
            if point < 0:
                return fault if self._suits(fault, endpoint) else None
        return None


class FaultStore(Generic[F]):
    """The faults in store for a server: what was ordered first, then what the plan draws."""

    def __init__(self, endpoints: Collection[str], suits: Callable[[F, str], bool]) -> None:
        self.plan: Plan[F] | None = None
        self._endpoints = endpoints
        self._suits = suits
        self._lock = threading.Lock()
        self._ordered: defaultdict[str, deque[F | None]] = defaultdict(deque)

    def next(self, endpoint: str, *faults: F | None) -> None:
        """Order one fault for each of the next requests to `endpoint`; None is a good answer.

        Endpoints are named as in the server's `ENDPOINTS`.

        Raises:
            ValueError: There is no such endpoint, or a fault does not suit it.
        """
        if endpoint not in self._endpoints:
            raise ValueError(f"no endpoint {endpoint!r}; there are: {', '.join(self._endpoints)}")
        for fault in faults:
            if fault is not None and not self._suits(fault, endpoint):
                raise ValueError(f"{fault.name} does not suit {endpoint}")
        with self._lock:
            self._ordered[endpoint].extend(faults)

    def take(self, endpoint: str) -> F | None:
        """Take the fault for the request at hand."""
        with self._lock:
            if self._ordered[endpoint]:
                return self._ordered[endpoint].popleft()
            return self.plan.draw(endpoint) if self.plan else None
