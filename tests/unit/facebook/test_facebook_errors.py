"""Every failure of a call to the Graph API becomes the right error, by its code, and none quotes the answer."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from smbot.core.errors import AccountProblem, DeliveryInDoubt, PlatformError, Refused, Throttled, Unavailable
from smbot.platforms.facebook.client import load_sdk
from smbot.platforms.facebook.errors import (
    BadRequest,
    Failure,
    Gone,
    NotThere,
    read_failure,
    translate_read,
    translate_write,
)
from smbot.platforms.facebook.quota import READ_UNTIL, REST, WRITE_UNTIL, Quota, retry_at, usage_of

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
SECRET = "zanzibar"


GraphAPIError = load_sdk().GraphAPIError


def raised(code: object, subcode: object = 0, *, transient: bool = False) -> Exception:
    error = {"message": SECRET, "code": code, "error_subcode": subcode, "is_transient": transient}
    return GraphAPIError({"error": error})


def both(error: Exception, status: int | None = 400) -> tuple[PlatformError, PlatformError]:
    failure = read_failure(error, status, {})
    return translate_read(error, failure, NOW), translate_write(error, failure, NOW)


@pytest.mark.parametrize(
    ("code", "subcode", "reading", "writing"),
    [
        (1, 0, Unavailable, DeliveryInDoubt),
        (1, 99, Unavailable, DeliveryInDoubt),
        (2, 0, Unavailable, DeliveryInDoubt),
        (1200, 0, Unavailable, DeliveryInDoubt),
        (4, 0, Throttled, Throttled),
        (17, 0, Throttled, Throttled),
        (32, 0, Throttled, Throttled),
        (341, 0, Throttled, Throttled),
        (613, 0, Throttled, Throttled),
        (80001, 0, Throttled, Throttled),
        (80006, 0, Throttled, Throttled),
        (80009, 0, Throttled, Throttled),
        (80000, 0, AccountProblem, Refused),
        (3, 0, AccountProblem, AccountProblem),
        (10, 0, AccountProblem, AccountProblem),
        (10, 2018278, AccountProblem, Refused),
        (10, 2018065, AccountProblem, Refused),
        (200, 0, AccountProblem, AccountProblem),
        (200, 1545041, AccountProblem, Refused),
        (230, 0, AccountProblem, AccountProblem),
        (299, 0, AccountProblem, AccountProblem),
        (300, 0, AccountProblem, Refused),
        (102, 0, AccountProblem, AccountProblem),
        (104, 0, AccountProblem, AccountProblem),
        (190, 0, AccountProblem, AccountProblem),
        (190, 460, AccountProblem, AccountProblem),
        (368, 0, AccountProblem, AccountProblem),
        (506, 1455006, AccountProblem, DeliveryInDoubt),
        (100, 0, BadRequest, Refused),
        (100, 33, NotThere, Gone),
        (100, 2018001, BadRequest, Refused),
        (803, 0, NotThere, Gone),
        (551, 0, AccountProblem, Refused),
        (10900, 0, AccountProblem, Refused),
        (10903, 0, AccountProblem, Refused),
        (99999, 0, AccountProblem, Refused),
        ("190", "463", AccountProblem, AccountProblem),
        (None, 0, Unavailable, DeliveryInDoubt),
        ("soon", 0, Unavailable, DeliveryInDoubt),
        (True, 0, Unavailable, DeliveryInDoubt),
    ],
)
def test_each_code_has_its_meaning_for_reading_and_for_writing(
    code: object, subcode: object, reading: type[PlatformError], writing: type[PlatformError]
) -> None:
    errors = both(raised(code, subcode))

    assert tuple(type(error) for error in errors) == (reading, writing)
    for error in errors:
        assert SECRET not in f"{error} {error!r} {error.code} {error.what!r}"


@pytest.mark.parametrize(
    ("error", "status", "reading", "writing"),
    [
        (raised(99999, transient=True), 400, Unavailable, DeliveryInDoubt),
        (raised(99999), 500, Unavailable, DeliveryInDoubt),
        (raised(190), 500, Unavailable, DeliveryInDoubt),
        (raised(80001), 500, Throttled, Throttled),
        (KeyError("content-type"), 200, Unavailable, DeliveryInDoubt),
        (GraphAPIError("Maintype was not text"), 502, Unavailable, DeliveryInDoubt),
        (GraphAPIError("Maintype was not text"), 429, Throttled, Throttled),
        (requests.JSONDecodeError("no", SECRET, 0), 200, Unavailable, DeliveryInDoubt),
        (requests.ReadTimeout(SECRET), None, Unavailable, DeliveryInDoubt),
        (requests.ConnectTimeout(SECRET), None, Unavailable, Unavailable),
        (requests.exceptions.ChunkedEncodingError(SECRET), None, Unavailable, DeliveryInDoubt),
        (AttributeError(SECRET), None, Unavailable, DeliveryInDoubt),
    ],
)
def test_what_is_no_definite_answer_leaves_a_write_in_doubt(
    error: Exception, status: int | None, reading: type[PlatformError], writing: type[PlatformError]
) -> None:
    assert tuple(type(one) for one in both(error, status)) == (reading, writing)


def test_the_code_of_our_error_has_graphs_code_and_subcode() -> None:
    assert [error.code for error in both(raised(190, 460))] == ["190 460"] * 2
    assert Failure(status=502).name == "HTTP 502"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMED = st.dictionaries(st.sampled_from(["error", "code", "error_subcode", "is_transient", "message"]), JSON)


@given(st.fixed_dictionaries({"error": NAMED}) | JSON, st.integers(200, 599))
def test_no_answer_makes_the_translation_itself_fail(result: object, status: int) -> None:
    error = Exception()
    error.result = result  # type: ignore[attr-defined]

    assert all(isinstance(one, PlatformError) for one in both(error, status))


def business(**figures: object) -> dict[str, str]:
    return {"x-business-use-case-usage": json.dumps({"1": [{"type": "pages", **figures}]})}


@pytest.mark.parametrize(
    ("headers", "percent", "minutes"),
    [
        ({}, 0, 0),
        ({"x-app-usage": '{"call_count": 28, "total_time": 25, "total_cputime": 31}'}, 31, 0),
        ({"x-page-usage": '{"call_count": 99}'}, 99, 0),
        (business(call_count=100, estimated_time_to_regain_access=19), 100, 19),
        ({"x-app-usage": '{"call_count": 3}', **business(total_time=77)}, 77, 0),
        (business(call_count="many", estimated_time_to_regain_access=-3), 0, 0),
        (business(call_count=True), 0, 0),
        ({"x-app-usage": "not JSON"}, 0, 0),
        ({"x-business-use-case-usage": "[1, 2]"}, 0, 0),
        ({"x-business-use-case-usage": '{"1": 5}'}, 0, 0),
        (business(estimated_time_to_regain_access=99_999), 0, 1440),
    ],
)
def test_the_fullest_quota_counts(headers: Mapping[str, str], percent: int, minutes: int) -> None:
    usage = usage_of(headers)

    assert (usage.percent, usage.regain) == (percent, timedelta(minutes=minutes))


@given(st.dictionaries(st.sampled_from(["x-app-usage", "x-page-usage", "x-business-use-case-usage"]), st.text()))
def test_no_header_makes_the_quota_itself_fail(headers: dict[str, str]) -> None:
    quota = Quota()

    quota.note(headers, NOW)

    assert quota.usage.percent >= 0


def test_the_time_to_come_back_is_facebooks_or_none() -> None:
    assert retry_at(business(estimated_time_to_regain_access=19), NOW) == NOW + timedelta(minutes=19)
    assert retry_at({"retry-after": "30"}, NOW) == NOW + timedelta(seconds=30)
    assert retry_at(business(call_count=100), NOW) is None


@pytest.mark.parametrize(
    ("percent", "reading", "sending"), [(89, True, True), (90, False, True), (97, False, True), (98, False, False)]
)
def test_reading_rests_before_sending_does(percent: int, reading: bool, sending: bool) -> None:
    quota = Quota()
    quota.note(business(call_count=percent), NOW)

    def passes(until: int, at: datetime) -> bool:
        try:
            quota.check(at, until)
        except Throttled:
            return False
        return True

    assert (passes(READ_UNTIL, NOW), passes(WRITE_UNTIL, NOW)) == (reading, sending)
    assert passes(READ_UNTIL, NOW + REST)
    assert passes(WRITE_UNTIL, NOW + REST)


def test_an_answer_without_figures_does_not_end_a_rest() -> None:
    quota = Quota()
    quota.note(business(call_count=95), NOW)

    quota.note({"content-type": "text/html"}, NOW)

    assert quota.usage.percent == 95
