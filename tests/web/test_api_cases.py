"""Cases by the API: opened, described, handed over, with tasks, joined, called about, ended, asked after."""

import pytest
from web.api import Program, a_token
from web.casework import open_case
from web.making import NOW

from smbot.cases.model import Kind


@pytest.fixture
def ana(app, desk):
    return Program(app, a_token(desk, "ana").secret)


def done(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_case_goes_from_its_opening_to_the_questions_after_it(ana, desk):
    mention = desk.add_mention()
    told = done(ana.post("/cases", {"kind": "complaint", "mentions": [mention], "language": "fr"}))
    at = f"/cases/{told['id']}"

    told = done(ana.post(f"{at}/describe", {"version": told["version"], "priority": "high", "program": "passports"}))
    told = done(ana.post(f"{at}/hand-over", {"version": told["version"], "reason": "on leave", "to": "paul"}))
    told = done(ana.post(f"{at}/task", {"text": "Call back.", "until": NOW.isoformat()}))
    told = done(ana.post(f"{at}/tasks/{told['tasks'][0]['number']}/done"))
    ending = {"version": told["version"], "reason": "answered", "outcome": "solved"}
    told = done(ana.post(f"{at}/close", ending))
    survey = done(ana.post(f"{at}/survey"))

    assert (told["priority"], told["program"], told["assignee"]) == ("high", "passports", "paul")
    assert told["hand_overs"][0]["to"] == "paul"
    assert told["tasks"][0]["done_by"] == "ana"
    assert told["state"] == "closed"
    assert survey["path"].startswith("/survey/")


def test_incidents_join_a_problem_and_leave_it_again(ana, desk):
    one, other = (open_case(desk, Kind.INCIDENT).id for _ in range(2))

    joined = done(ana.post(f"/cases/{one}/join", {"target": other}))
    problem = done(ana.get(f"/cases/{joined['problem']}"))
    parted = done(ana.post(f"/cases/{one}/separate", {"version": joined["version"], "reason": "another fault"}))

    assert set(problem["incidents"]) == {one, other}
    assert parted["problem"] is None
    assert ana.post(f"/cases/{one}/decline", {"target": "c-none"}).status_code == 409


def test_somebody_on_call_takes_a_call_of_the_case_and_of_no_other(ana, desk):
    case, other = open_case(desk).id, open_case(desk).id
    [call] = done(ana.post(f"/cases/{case}/call", {"reason": "threats"}))["calls"]

    elsewhere = ana.post(f"/cases/{other}/acknowledge", {"call": call["id"]})
    taken = done(ana.post(f"/cases/{case}/acknowledge", {"call": call["id"]}))

    assert elsewhere.status_code == 409
    assert taken["calls"][0]["acknowledged_by"] == "ana"


def test_who_describes_a_case_that_somebody_changed_first_is_told_how_it_is(ana, desk):
    case = open_case(desk)

    answer = ana.post(f"/cases/{case.id}/describe", {"version": case.version + 5, "priority": "high"})

    assert answer.status_code == 409
    assert answer.json()["current"]["priority"] == "normal"
