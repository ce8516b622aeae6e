"""Figures, alarms and administration by the API: the same as on the pages, and nothing that opens anything."""

import shutil
from datetime import date

import pytest
from web.api import Program, a_token

from smbot.bootstrap.figures import Section, figures
from smbot.bootstrap.operations import operations_of
from smbot.members.scopes import Scope
from smbot.offices.load import SHIPPED


@pytest.fixture
def a_program(app, desk):
    def make(name, *scopes):
        return Program(app, a_token(desk, name, *scopes).secret)

    return make


def done(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_figure_of_the_page_is_told_with_its_series(a_program, desk):
    desk.add_answered()
    paul = a_program("paul")

    told = done(paul.get("/operations"))
    parity = done(paul.get("/operations?section=parity"))["figures"]

    today = desk.application.clock.now().astimezone(desk.application.zone).date()
    assert told["last"] == today.isoformat()
    assert len(told["backlog"]) == 28
    assert {each["section"] for each in parity} == {"parity"}
    assert {each["section"] for each in told["figures"]} <= {each.value for each in Section}
    whole = list(
        figures(operations_of(desk.application, *(date.fromisoformat(told[each]) for each in ("first", "last"))))
    )
    assert [(f.section, f.key, f.figure, f.now) for f in whole] == [
        (f["section"], f["key"], f["figure"], f["now"]) for f in told["figures"]
    ]


def test_a_period_that_cannot_be_is_the_nearest_that_can(a_program):
    told = done(a_program("paul").get("/operations?first=1999-01-01&last=9999-12-30"))

    assert told["first"] < told["last"] < "2100"


def test_the_report_on_the_active_offer_is_told_reply_by_reply(a_program, desk):
    told = done(a_program("paul").get("/offers"))

    assert told["replies"] == []
    assert told["door"]["wrong"] == 0
    assert a_program("paul").get("/offers?first=9000-01-01").status_code == 422


def test_alarms_of_the_docket_are_for_tokens_that_may_read_it(a_program, desk):
    with_docket = done(a_program("chloe", Scope.READ_ALARMS, Scope.READ_DOCKET).get("/alarms"))["items"]
    without = done(a_program("chloe", Scope.READ_ALARMS).get("/alarms"))["items"]

    assert not [each for each in without if each["kind"].startswith("request-")]
    assert len(with_docket) >= len(without)


def test_administration_is_read_and_tells_no_secret(a_program, desk):
    adam, configuration = a_program("adam"), desk.application.configuration
    missing = done(adam.get("/administration/directory"))["problems"]
    shutil.copy(SHIPPED, configuration.folder(configuration.settings.offices.file))

    overview = done(adam.get("/administration"))
    members = done(adam.get("/administration/members"))["items"]
    settings = done(adam.get("/administration/settings"))

    assert {each["name"] for each in overview["platforms"]} >= {"x", "facebook"}
    assert {each["name"] for each in members} >= {"adam", "chloe", "paul"}
    assert set(members[0]) == {
        *("id", "name", "roles", "languages", "office", "active", "second_factor", "last_sign_in")
    }
    assert settings["retention"]["days"]["mention_days"] == 0
    assert [each["where"] for each in missing] == ["directory.yaml"]
    assert done(adam.get("/administration/directory"))["problems"] == []
    assert done(adam.get("/administration/checks")) == {"hold": True, "items": []}


def test_playbooks_are_listed_and_read_now(a_program):
    adam = a_program("adam")

    listed = done(adam.get("/administration/playbooks"))
    checked = done(adam.post("/administration/playbooks/check"))

    assert listed["items"]
    assert checked == listed
    assert all(each["version"] for each in listed["items"])
