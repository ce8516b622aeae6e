"""What can go wrong between smbot and Facebook, on order (one fault per request) or at random by a seed."""

from collections.abc import Callable, Mapping
from enum import Enum

from smbot.testing.facebook import errors
from smbot.testing.facebook.endpoints import ENDPOINTS
from smbot.testing.facebook.errors import GraphError
from smbot.testing.http.faults import FaultStore, RandomPlan
from smbot.testing.http.replies import Mishap


class Fault(Enum):
    """One thing that goes wrong with one request."""

    UNKNOWN_ERROR = "code 1, status 500, nothing done"
    SERVICE_ERROR = "code 2, transient, status 500, nothing done"
    THROTTLED = "code 80001, with estimated_time_to_regain_access in the headers"
    THROTTLED_WITHOUT_TIME = "code 4, without any usage header"
    USER_THROTTLED = "code 17"
    PAGE_THROTTLED = "code 32, with estimated_time_to_regain_access in the headers"
    LIMIT_REACHED = "code 341"
    CALLS_EXCEEDED = "code 613"
    SESSION = "code 102"
    TOKEN_MALFORMED = "code 190 without a subcode"  # noqa: S105 - no secret
    APP_REMOVED = "code 190, subcode 458"
    CHECKPOINTED = "code 190, subcode 459"
    PASSWORD_CHANGED = "code 190, subcode 460"  # noqa: S105 - no secret
    TOKEN_EXPIRED = "code 190, subcode 463"  # noqa: S105 - no secret
    LOGGED_OUT = "code 190, subcode 467"
    NO_PERMISSION = "code 10"
    PERMISSION = "code 200"
    POLICY_BLOCK = "code 368"
    DUPLICATE = "code 506"
    INVALID = "code 100"
    GONE = "code 100, subcode 33"
    HTML = "status 200 and a page of HTML, nothing done"
    HTML_502 = "status 502 and a page of HTML, nothing done"
    NO_CONTENT_TYPE = "handled, the answer comes without its content type"
    TRUNCATED_JSON = "handled, the answer is complete by its length and half a JSON document"
    BROKEN_OFF = "handled, the connection ends in the middle of the answer"
    SLOW_BODY = "handled, the answer comes in drops over the server's `slow_seconds`"
    SLOW_TO_HANDLE = "handled only after the server's `slow_seconds`, perhaps after the caller gave up"
    RESET_BEFORE = "connection reset, nothing done"
    DROP_AFTER_COMMIT = "done, and the connection is dropped without an answer"
    ERROR_AFTER_COMMIT = "done, and the answer is code 1 with status 500"
    MALFORMED_ITEM = "one item of the page is not a post, comment or message"


AFTER_COMMIT = frozenset({Fault.DROP_AFTER_COMMIT, Fault.ERROR_AFTER_COMMIT})
FOR_PAGES = frozenset({Fault.MALFORMED_ITEM})
WITH_A_TIME = frozenset({Fault.THROTTLED, Fault.PAGE_THROTTLED})
MINUTES = 17
"""What `estimated_time_to_regain_access` says in a fault, in minutes."""

REFUSALS: Mapping[Fault, Callable[[], GraphError]] = {
    Fault.UNKNOWN_ERROR: errors.unknown,
    Fault.SERVICE_ERROR: errors.service,
    Fault.THROTTLED: errors.business_throttled,
    Fault.THROTTLED_WITHOUT_TIME: errors.app_throttled,
    Fault.USER_THROTTLED: errors.user_throttled,
    Fault.PAGE_THROTTLED: errors.page_throttled,
    Fault.LIMIT_REACHED: errors.limit_reached,
    Fault.CALLS_EXCEEDED: errors.calls_exceeded,
    Fault.SESSION: errors.session,
    Fault.TOKEN_MALFORMED: errors.bad_token,
    Fault.APP_REMOVED: lambda: errors.bad_token(458),
    Fault.CHECKPOINTED: lambda: errors.bad_token(459),
    Fault.PASSWORD_CHANGED: lambda: errors.bad_token(460),
    Fault.TOKEN_EXPIRED: lambda: errors.bad_token(463),
    Fault.LOGGED_OUT: lambda: errors.bad_token(467),
    Fault.NO_PERMISSION: lambda: errors.no_permission("pages_read_engagement"),
    Fault.PERMISSION: lambda: errors.permission("pages_manage_engagement"),
    Fault.POLICY_BLOCK: errors.policy_block,
    Fault.DUPLICATE: errors.duplicate,
    Fault.INVALID: lambda: errors.invalid("Invalid parameter"),
    Fault.GONE: lambda: errors.does_not_exist("post"),
}

MISHAPS: Mapping[Fault, Mishap] = {
    Fault.RESET_BEFORE: Mishap.RESET,
    Fault.DROP_AFTER_COMMIT: Mishap.RESET,
    Fault.TRUNCATED_JSON: Mishap.TRUNCATED,
    Fault.BROKEN_OFF: Mishap.BROKEN_OFF,
    Fault.SLOW_BODY: Mishap.IN_DROPS,
}


def suits(fault: Fault, endpoint: str) -> bool:
    """Tell whether a fault can befall an endpoint."""
    if fault in AFTER_COMMIT:
        return ENDPOINTS[endpoint].writes
    if fault in FOR_PAGES:
        lists = ("/feed", "/tagged", "/visitor_posts", "/ratings", "/conversations", "/messages", "/comments")
        return endpoint.startswith("GET ") and endpoint.endswith(lists)
    return True


class FaultPlan(RandomPlan[Fault]):
    """Draws Facebook's faults at random; see `RandomPlan`."""

    def __init__(self, seed: int, rates: Mapping[Fault, float]) -> None:
        super().__init__(seed, rates, suits=suits)


class Faults(FaultStore[Fault]):
    """The faults in store for a local Graph server, by the names in `ENDPOINTS`, e.g. ``"GET /{object}/comments"``."""

    def __init__(self) -> None:
        super().__init__(ENDPOINTS, suits)
