"""What X's faults make of a request: a refusal, a page of HTML, a mishap on the wire."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from smbot.testing.http.replies import Mishap, Reply, html_reply
from smbot.testing.x.faults import Fault
from smbot.testing.x.problems import (
    PROBLEMS,
    Problem,
    credits_depleted,
    forbidden,
    internal_error,
    too_many_requests,
    unauthorized,
    usage_capped,
)

MISHAPS: Mapping[Fault, Mishap] = {
    Fault.RESET_BEFORE: Mishap.RESET,
    Fault.DROP_AFTER_COMMIT: Mishap.RESET,
    Fault.TRUNCATED_JSON: Mishap.TRUNCATED,
    Fault.BROKEN_OFF: Mishap.BROKEN_OFF,
    Fault.SLOW_BODY: Mishap.IN_DROPS,
}

REFUSALS: Mapping[Fault, Callable[[], Problem]] = {
    Fault.RATE_LIMITED: too_many_requests,
    Fault.RATE_LIMITED_WITHOUT_RESET: too_many_requests,
    Fault.USAGE_CAPPED: usage_capped,
    Fault.CREDITS_DEPLETED: credits_depleted,
    Fault.UNAUTHORIZED: unauthorized,
    Fault.FORBIDDEN: lambda: forbidden("You are not permitted to perform this action."),
    Fault.NOT_FOUND: lambda: Problem(404, "Not Found Error", "Could not find tweet.", PROBLEMS + "resource-not-found"),
    Fault.SERVER_ERROR: internal_error,
    Fault.UNAVAILABLE: lambda: Problem(503, "Service Unavailable", "Service Unavailable"),
}


def instead_of_handling(fault: Fault, limits: Mapping[str, str]) -> Reply | None:
    """Return the reply of a fault for which nothing is done, None for every other."""
    if fault is Fault.HTML:
        return html_reply()
    if fault is Fault.RESET_BEFORE:
        return Reply(status=0, body=b"", mishap=Mishap.RESET)
    if fault not in REFUSALS:
        return None
    headers = dict(limits)
    if fault is Fault.RATE_LIMITED:
        headers["x-rate-limit-remaining"] = "0"
    elif fault in (Fault.RATE_LIMITED_WITHOUT_RESET, Fault.USAGE_CAPPED):
        headers = {}
    return replace(problem_reply(REFUSALS[fault]()), headers=headers)


def problem_reply(problem: Problem) -> Reply:
    """Return the reply that carries a problem document."""
    return Reply(
        status=problem.status,
        body=problem.body,
        content_type="application/problem+json; charset=utf-8",
    )
