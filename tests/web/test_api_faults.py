"""What a program sends wrongly is refused with the field, where it is, and how to mend it: nothing is passed over."""

import pytest
from web.api import Program, a_token


@pytest.fixture
def paul(app, desk):
    return Program(app, a_token(desk, "paul").secret)


def _fault(answer):
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    [fault] = answer.json()["faults"]
    return fault


def test_an_unknown_name_in_the_query_is_refused_and_told_with_those_that_are_known(paul):
    fault = _fault(paul.get("/cases?stat=open"))

    assert fault["at"] == ["query", "stat"]
    assert fault["rule"] == "extra_forbidden"
    assert fault["mend"] == "Known here: assignee, cursor, kind, limit, office, state, unended."


def test_a_route_without_a_query_says_that_it_knows_none(paul):
    assert _fault(paul.get("/me?a=1"))["mend"] == "Leave it out."


def test_a_name_that_may_be_anything_is_not_told_back(paul):
    answer = paul.get("/cases?jo@example.org=1")

    assert _fault(answer)["at"] == ["query"]
    assert "example.org" not in answer.text


def test_a_value_that_is_named_twice_is_refused_where_one_is_taken(paul, app, desk):
    fault = _fault(paul.get("/cases?limit=1&limit=2"))
    several = Program(app, a_token(desk, "chloe").secret).get("/docket?state=possible&state=confirmed")

    assert (fault["at"], fault["mend"]) == (["query", "limit"], "Name it once.")
    assert several.status_code == 200, several.text


def test_an_unknown_field_of_a_body_is_named_with_those_that_are_known(paul, desk):
    sent = {"version": 0, "reason": "a duplicate", "becuse": "typed wrongly"}

    fault = _fault(paul.post(f"/mentions/{desk.add_comment()}/orders/hide", sent))

    assert fault["at"] == ["body", "becuse"]
    assert fault["mend"] == "Known here: reason, version."
    assert "typed wrongly" not in str(fault)


def test_a_body_is_refused_where_none_is_taken_and_one_that_says_nothing_is_not(paul, desk):
    mention = desk.add_mention()

    fault = _fault(paul.post(f"/mentions/{mention}/claim", {"to": "ana"}))
    empty = paul.post(f"/mentions/{mention}/claim", {})

    assert (fault["at"], fault["what"], fault["mend"]) == (["body"], "This act takes no body.", "Leave the body out.")
    assert empty.status_code == 200


@pytest.mark.parametrize("text", [b'{"text": ', b"text=Hello", b"", b"[1]", b"5"])
def test_a_body_that_is_no_object_is_told_as_that(paul, desk, text):
    path = f"/mentions/{desk.add_mention()}/draft/check"

    fault = _fault(paul.request("POST", path, content=text, headers={"content-type": "application/json"}))

    assert fault["at"] == ["body"]
    assert fault["mend"]


def test_broken_json_is_told_with_the_place_where_it_breaks(paul, desk):
    path = f"/mentions/{desk.add_mention()}/draft/check"
    sent = {"content": b'{"text": Hello}', "headers": {"content-type": "application/json"}}

    fault = _fault(paul.request("POST", path, **sent))

    assert fault["rule"] == "json_invalid"
    assert fault["mend"] == "Look at the body from character 10 on."


def test_a_body_of_another_type_is_told_which_type_it_shall_have(paul, desk):
    path = f"/mentions/{desk.add_mention()}/draft/check"

    answer = paul.request("POST", path, content=b'{"text": "Hello"}', headers={"content-type": "text/plain"})

    assert "application/json" in _fault(answer)["mend"]


@pytest.mark.parametrize(
    ("query", "mend"),
    [
        ("limit=0", "At least 1."),
        ("limit=9999", "At most 200."),
        ("limit=x", "Write a whole number, in digits alone."),
        ("kind=poem", "One of: feedback, complaint, incident, problem."),
        (f"office={'x' * 101}", "At most 100 characters."),
    ],
)
def test_every_rule_is_told_with_what_would_be_right(paul, query, mend):
    assert _fault(paul.get(f"/cases?{query}"))["mend"] == mend


def test_days_and_moments_are_told_how_to_be_written(paul, desk):
    day = _fault(paul.get("/figures/reputation?until=yesterday"))
    sent = {"version": 0, "until": "tomorrow"}
    moment = _fault(paul.post(f"/mentions/{desk.add_mention()}/snooze", sent))

    assert day["mend"] == "Write year, month and day: 2026-03-04."
    assert moment["mend"] == "Write it as RFC 3339 has it: 2026-03-04T15:30:00Z."


def test_faults_are_told_in_the_callers_language(paul):
    english, french = (_fault(paul.get("/me?a=1", headers={"accept-language": each})) for each in ("en", "fr"))

    assert english["at"] == french["at"]
    assert english["what"] != french["what"]
    assert english["mend"] != french["mend"]


def test_a_body_that_is_too_long_is_refused_where_none_is_taken_too(paul, desk):
    answer = paul.post(f"/mentions/{desk.add_mention()}/claim", {"x": "x" * 300_000})

    assert answer.status_code == answer.json()["status"] == 413
