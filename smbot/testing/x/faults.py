"""What can go wrong between smbot and X, on order (one fault per request) or at random by a seed."""

from collections.abc import Mapping
from enum import Enum

from smbot.testing.http.faults import FaultStore, RandomPlan
from smbot.testing.x.endpoints import ENDPOINTS


class Fault(Enum):
    """One thing that goes wrong with one request."""

    RATE_LIMITED = "429 with the reset header"
    RATE_LIMITED_WITHOUT_RESET = "429 without any rate-limit header"
    USAGE_CAPPED = "429 usage-capped, without any rate-limit header"
    CREDITS_DEPLETED = "402"
    UNAUTHORIZED = "401"
    FORBIDDEN = "403"
    NOT_FOUND = "404"
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


def suits(fault: Fault, endpoint: str) -> bool:
    """Tell whether a fault can befall an endpoint."""
    if fault in AFTER_COMMIT:
        return ENDPOINTS[endpoint].writes
    if fault in FOR_PAGES:
        return endpoint.endswith(("/mentions", "/tweets", "/recent")) and endpoint.startswith("GET /2/")
    return True


class FaultPlan(RandomPlan[Fault]):
    """Draws X's faults at random; see `RandomPlan`."""

    def __init__(self, seed: int, rates: Mapping[Fault, float]) -> None:
        super().__init__(seed, rates, suits=suits)


class Faults(FaultStore[Fault]):
    """The faults in store for a local X, by the names in `ENDPOINTS`, e.g. ``"GET /2/users/{id}/mentions"``."""

    def __init__(self) -> None:
        super().__init__(ENDPOINTS, suits)
