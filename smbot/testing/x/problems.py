"""The problem documents X answers with instead of data, each an exception that the server renders.

Shapes: RFC 7807 as X's OpenAPI description 2.159 has it (`Problem` and its kin); the sentences are
this server's own.
"""

from smbot.testing.http.replies import Json, JsonObject

PROBLEMS = "https://api.twitter.com/2/problems/"


class Problem(Exception):
    """A request that X answers with `status` and a problem document."""

    def __init__(self, status: int, title: str, detail: str, kind: str = "about:blank", **more: Json) -> None:
        super().__init__(f"{status} {title}")
        self.status = status
        self.body: JsonObject = {"title": title, "detail": detail, "type": kind, **more}
        if kind == "about:blank":
            self.body["status"] = status


def invalid_parameter(name: str, value: str, why: str) -> Problem:
    """Return the answer to a bad query parameter: 400 with the parameter named in `errors`."""
    return Problem(
        400,
        "Invalid Request",
        "One or more parameters to your request was invalid.",
        PROBLEMS + "invalid-request",
        errors=[{"parameters": {name: [value]}, "message": why}],
    )


def invalid_body(why: str) -> Problem:
    """Return the answer to a bad JSON body: 400 without a parameter's name."""
    return Problem(
        400,
        "Invalid Request",
        "One or more parameters to your request was invalid.",
        PROBLEMS + "invalid-request",
        errors=[{"parameters": {}, "message": why}],
    )


def forbidden(detail: str) -> Problem:
    """Return a plain 403: understood, and refused for good."""
    return Problem(403, "Forbidden", detail)


def unauthorized() -> Problem:
    """Return a plain 401."""
    return Problem(401, "Unauthorized", "Unauthorized")


def internal_error() -> Problem:
    """Return a plain 500."""
    return Problem(500, "Internal Server Error", "Internal Server Error")


def credits_depleted() -> Problem:
    """Return 402: no credit left, or the spending limit reached (pay-per-use, since 2026-02-06)."""
    return Problem(
        402,
        "CreditsDepleted",
        "The enrolled account does not have any credits to fulfil this request.",
        PROBLEMS + "credits",
        account_id="1",
    )


def too_many_requests() -> Problem:
    """Return the body of a 429; its headers say whether and when to come back."""
    return Problem(429, "Too Many Requests", "Too Many Requests")


def usage_capped() -> Problem:
    """Return the 429 of a usage cap: no reset header comes with it."""
    return Problem(
        429,
        "UsageCapExceeded",
        "Usage cap exceeded: Monthly product cap",
        PROBLEMS + "usage-capped",
        period="Monthly",
        scope="Product",
    )


def not_found(resource: str, parameter: str, value: str) -> JsonObject:
    """Return the entry in `errors` for a post or user that is not there (with status 200)."""
    return {
        "value": value,
        "detail": f"Could not find {resource} with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": resource,
        "parameter": parameter,
        "resource_id": value,
        "type": PROBLEMS + "resource-not-found",
    }


def not_visible(resource: str, parameter: str, value: str) -> JsonObject:
    """Return the entry in `errors` for a post whose author is suspended or protected."""
    return {
        "value": value,
        "detail": f"Sorry, you are not authorized to see the {resource} with {parameter}: [{value}].",
        "title": "Authorization Error",
        "resource_type": resource,
        "parameter": parameter,
        "resource_id": value,
        "section": "data",
        "type": PROBLEMS + "not-authorized-for-resource",
    }
