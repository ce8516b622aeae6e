"""The docket by the API: the legal clock paused, extended and moved, the author asked, the coordinator told."""

import io
import json
import zipfile

import pytest
from web.api import Program, a_token
from web.test_docket import put_on_docket


@pytest.fixture
def chloe(app, desk):
    return Program(app, a_token(desk, "chloe").secret)


@pytest.fixture
def at(desk):
    return f"/docket/{put_on_docket(desk)[0]}"


def done(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_clock_stands_still_goes_on_and_is_extended(chloe, at):
    due = done(chloe.get(at))["clock"]["due"]

    paused = done(chloe.post(f"{at}/pause", {"reason": "asked for a fee", "kind": "fee"}))
    resumed = done(chloe.post(f"{at}/resume", {}))
    extended = done(chloe.post(f"{at}/extend", {"reason": "a large number of records", "days": 10}))

    assert paused["clock"]["due"] is None
    assert resumed["clock"]["due"] == due
    assert extended["clock"]["due"] > due
    assert [step["action"] for step in extended["steps"]][-3:] == ["pause", "resume", "extend"]


def test_what_was_asked_and_answered_is_noted(chloe, at):
    asked = done(chloe.post(f"{at}/ask", {"about": ["when"]}))
    question = asked["steps"][-1]["number"]
    answered = done(chloe.post(f"{at}/answer", {"question": question}))

    assert asked["steps"][-1]["elements"] == ["when"]
    assert answered["steps"][-1]["answers"] == question
    assert chloe.post(f"{at}/answer", {"question": question}).status_code == 409


def test_an_entry_is_put_under_another_law(chloe, at):
    told = done(chloe.post(f"{at}/change", {"reason": "their own file", "kind": "own-file"}))

    assert told["kind"] == "own-file"


def test_an_entry_is_passed_on_with_its_evidence_which_a_manifest_lists(chloe, at):
    done(chloe.post(f"{at}/confirm", {"reason": "it asks for e-mails"}))

    evidence = chloe.post(f"{at}/evidence")
    passed = done(chloe.post(f"{at}/pass", {"by": "export"}))

    assert evidence.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(evidence.content)) as archive:
        [manifest] = [name for name in archive.namelist() if name.endswith("manifest.json")]
        assert json.loads(archive.read(manifest))["files"]
    assert passed["state"] == "passed"


def test_where_there_is_no_coordinator_nothing_is_ordered_and_nothing_can_be_taken_back(chloe, at):
    done(chloe.post(f"{at}/confirm", {"reason": "it asks for e-mails"}))

    answers = [chloe.post(f"{at}/pass", {}), chloe.post(f"{at}/pass/again"), chloe.post(f"{at}/pass/take-back")]

    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert done(chloe.get(at))["passings"] == []


def test_a_case_that_is_not_the_entrys_is_not_named_with_it(chloe, at):
    done(chloe.post(f"{at}/confirm", {"reason": "it asks for e-mails"}))

    assert chloe.post(f"{at}/pass", {"by": "export", "case": "c-none"}).status_code == 409
