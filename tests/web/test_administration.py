"""The administration pages: what they show, what they change, and what they leave to the files."""

import json
import re
import shutil

import pytest
from web.conftest import TOKEN, Browser
from web.making import PASSWORD, REPOSITORY, install_in

from smbot.core.events import Act
from smbot.core.messages import msg
from smbot.core.roles import Role
from smbot.offices.load import SHIPPED
from smbot.platforms.ports import Finding
from smbot.playbooks.shelf import PlaybookShelf
from smbot.settings import load
from smbot.web.admin_playbooks import Line, compared
from smbot.web.admin_state import differing
from smbot.web.app import create_app

MEMBERS = "/administration/members"
KEY = re.compile(r'<code class="key">([^<]+)</code>')


def _events(desk, act):
    with desk.application.store.read() as tx:
        return [json.loads(record.body) for record in tx.audit_records() if record.act == act]


def _membership(desk, name):
    with desk.application.store.read() as tx:
        return next((one for one in tx.memberships() if one.member.name == name), None)


def _page(desk, name, act=""):
    return f"{MEMBERS}/{_membership(desk, name).member.id}{act and '/'}{act}"


@pytest.fixture
def adam(a_browser):
    return a_browser("adam")


def test_an_administrator_begins_at_the_overview(adam):
    assert adam.get("/").headers["location"] == "/administration"


def test_the_overview_shows_platforms_and_never_a_secret(adam, desk):
    page = adam.get("/administration").text

    assert "servicenord" in page
    assert "smbot connect facebook" in page
    assert "made-up" not in page
    assert str(desk.application.configuration.file.parent) not in page


def test_a_member_is_added_with_a_one_time_password_that_is_shown_once(adam, desk, a_browser):
    answer = adam.post(MEMBERS, {"name": "Robin Roy", "role": ["reviewer", "approver"], "language": "fr"})

    password = KEY.search(answer.text)[1]
    assert answer.headers["cache-control"] == "no-store"
    assert password not in adam.get(_page(desk, "Robin Roy")).text
    robin = a_browser()
    robin.sign_in("Robin Roy", password)
    assert robin.get("/queue").headers["location"] == "/account"
    found = _membership(desk, "Robin Roy")
    assert (found.member.roles, found.must_change) == ({Role.REVIEWER, Role.APPROVER}, True)
    assert [event["actor"] for event in _events(desk, Act.MEMBER_ADDED)] == ["adam"]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"name": "", "role": "viewer"}, "A member needs a name."),
        ({"name": "Paul", "role": "viewer"}, "There is a member of this name already."),
        ({"name": "Robin", "role": ["compliance", "approver"]}, "cannot be both"),
        ({"name": "Robin"}, "at least one role"),
    ],
)
def test_a_form_that_does_not_hold_says_why_and_keeps_the_name(adam, form, told):
    answer = adam.post(MEMBERS, form)

    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{form["name"]}"' in answer.text


def test_roles_are_changed_and_hold_from_the_next_click_on(adam, desk, a_browser):
    vera = a_browser("vera")
    assert vera.get("/audit").status_code == 403

    answer = adam.post(_page(desk, "vera", "roles"), {"role": "compliance"})

    assert answer.status_code == 303
    assert vera.get("/audit").status_code == 200
    [event] = _events(desk, Act.MEMBER_ROLE_CHANGED)
    assert (event["actor"], event["detail"]["given"], event["detail"]["taken"]) == ("adam", ["compliance"], ["viewer"])


@pytest.mark.parametrize("act", ["roles", "office", "password", "sessions", "disable", "identity"])
def test_nobody_acts_on_their_own_account_here(adam, desk, act):
    before = _membership(desk, "adam")

    answer = adam.post(_page(desk, "adam", act), {"role": ["administrator", "approver"], "subject": "x", "remove": "1"})

    assert answer.status_code == 409
    assert "Nobody changes their own" in answer.text
    assert _membership(desk, "adam") == before
    assert adam.get("/administration").status_code == 200


def test_two_administrators_cannot_shut_each_other_out(adam, desk, a_browser):
    desk.add_member("eve", {Role.ADMINISTRATOR})
    eve = a_browser("eve")

    assert eve.post(_page(desk, "adam", "disable")).status_code == 303
    assert adam.post(_page(desk, "eve", "disable")).status_code == 401
    assert _membership(desk, "eve").active


def test_what_an_act_brings_beside_itself_is_said_first(adam, desk):
    adam.post(_page(desk, "petra", "disable"), {"agreed": "1"})

    first = adam.post(_page(desk, "paul", "disable"))

    assert first.status_code == 200
    assert "Nobody may approve replies." in first.text
    assert _membership(desk, "paul").active
    assert adam.post(_page(desk, "paul", "disable"), {"agreed": "1"}).status_code == 303
    assert not _membership(desk, "paul").active


def test_a_lost_password_is_replaced_and_sessions_end(adam, desk, a_browser):
    vera = a_browser("vera")

    answer = adam.post(_page(desk, "vera", "password"))

    assert vera.get("/queue").status_code == 303
    assert a_browser().sign_in("vera", PASSWORD).status_code == 403
    assert a_browser().sign_in("vera", KEY.search(answer.text)[1]).status_code == 303


def test_a_member_is_signed_out_everywhere(adam, desk, a_browser):
    browsers = [a_browser("vera"), a_browser("vera")]

    adam.post(_page(desk, "vera", "sessions"))

    assert [one.get("/queue").status_code for one in browsers] == [303, 303]
    [event] = _events(desk, Act.MEMBER_SESSIONS_ENDED)
    assert (event["actor"], event["detail"]["count"]) == ("adam", 2)


def test_office_and_languages_are_set(adam, desk):
    shutil.copy(SHIPPED, desk.application.configuration.file.parent / "directory.yaml")
    office = desk.application.directory.offices[0].id

    adam.post(_page(desk, "vera", "office"), {"office": office, "spoken": ["en", "fr"]})

    found = _membership(desk, "vera").member
    assert (found.office, found.languages) == (office, ("en", "fr"))
    assert adam.post(_page(desk, "vera", "office"), {"office": "nowhere"}).status_code == 409


def test_an_unknown_member_is_told(adam):
    assert adam.get(f"{MEMBERS}/u-none").status_code == 404
    assert adam.post(f"{MEMBERS}/u-none/sessions").status_code == 404


def test_a_member_without_a_second_factor_has_none_to_forget(adam, desk):
    assert adam.post(_page(desk, "vera", "second-factor")).status_code == 409


class Served:
    """An installation with playbooks of its own, a process that keeps them, and an administrator's browser."""

    def __init__(self, folder):
        playbooks = folder / "playbooks"
        shutil.copytree(REPOSITORY / "playbooks", playbooks)
        self.made = install_in(folder, playbooks={"folder": str(playbooks)})
        self.file = playbooks / "complaint.yaml"
        self.keeper = PlaybookShelf(
            playbooks, self.made.clock, tell=lambda _event: None, kept=folder / "data" / "playbooks"
        )
        self.keeper.current()
        self.adam = Browser(create_app(self.made.application))
        self.adam.sign_in("adam")

    def edit(self, old, new):
        text = self.file.read_text("utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new, 1), "utf-8")
        self.made.clock.advance(seconds=5)
        self.keeper.current()


@pytest.fixture
def served(tmp_path):
    made = Served(tmp_path)
    yield made
    made.made.application.close()


def test_playbooks_are_listed_with_version_tests_and_how_one_is_chosen(served):
    page = served.adam.get("/administration/playbooks").text

    source = next(s for s in served.made.application.shelf.current().sources if s.file == "complaint.yaml")
    assert source.playbook.revision() in page
    assert 'href="/administration/playbooks/complaint.yaml"' in page
    assert "How one is chosen" in page
    assert "→" in page


def test_a_broken_file_is_shown_with_line_and_mend_and_what_it_would_change(served):
    served.edit("approval: one", "aproval: one")

    page = served.adam.get("/administration/playbooks/complaint.yaml").text

    assert re.search(r"complaint\.yaml:\d+", page)
    assert "<del>" in page
    assert "aproval: one</ins>" in page
    assert "stays in force" in page
    assert str(served.file.parent) not in page
    assert "refused" in served.adam.get("/administration/playbooks").text


def test_a_file_that_holds_is_taken_now_and_the_act_is_logged(served):
    served.adam.get("/administration/playbooks")
    text = served.file.read_text("utf-8")
    served.file.write_text(re.sub(r"(?m)^version: \d+", "version: 77", text), "utf-8")

    before = served.adam.get("/administration/playbooks").text
    answer = served.adam.post("/administration/playbooks/check")

    assert ">77-" not in before
    assert answer.headers["location"] == "/administration/playbooks?done=checked"
    assert ">77-" in served.adam.get("/administration/playbooks").text
    assert [event["actor"] for event in _events(served.made, Act.PLAYBOOKS_CHECKED)] == ["adam"]


def test_an_earlier_version_is_shown_with_what_going_back_would_change(served):
    version = next(s for s in served.made.application.shelf.current().sources if s.file == "complaint.yaml").playbook
    served.edit(f"version: {version.version}", "version: 78")
    page = served.adam.get("/administration/playbooks/complaint.yaml").text
    links = re.findall(r'href="(/administration/playbooks/complaint\.yaml/versions/[^"]+)"', page)

    newest, earlier = (served.adam.get(link).text for link in links)

    assert "This is the text in force." in newest
    assert "version: 78</del>" in earlier
    assert f"version: {version.version}</ins>" in earlier


@pytest.mark.parametrize("name", ["none.yaml", "..%2Fconfig.toml", "complaint.yaml%2F..%2Fpraise.yaml"])
def test_no_other_file_is_shown(served, name):
    assert served.adam.get(f"/administration/playbooks/{name}").status_code == 404
    assert served.adam.get(f"/administration/playbooks/complaint.yaml/versions/{name}").status_code == 404


def test_the_tests_of_a_playbook_run_with_masking_and_triage(served):
    playbook = next(s for s in served.made.application.shelf.current().sources if s.file == "complaint.yaml").playbook

    page = served.adam.post("/administration/playbooks/complaint.yaml/tests").text

    assert f"{len(playbook.tests)} tests hold." in page


def test_the_directory_is_shown_with_line_and_mend_of_what_is_wrong(adam, desk):
    file = desk.application.configuration.file.parent / "directory.yaml"
    shutil.copy(SHIPPED, file)
    good = adam.get("/administration/directory").text
    name = desk.application.directory.offices[0].name.en
    file.write_text(file.read_text("utf-8") + "\nunknown_field: 1\n", "utf-8")

    broken = adam.get("/administration/directory").text

    assert "The directory holds" in good
    assert name in good
    assert re.search(r"<code>directory\.yaml:\d+</code> Unknown field unknown_field", broken)
    assert name in broken
    assert str(file.parent) not in broken


def test_the_settings_show_mode_lists_and_what_waits_for_a_restart(adam, desk):
    file = desk.application.configuration.file
    text = (REPOSITORY / "config.example.toml").read_text("utf-8")
    file.write_text(text.replace("answer_hours = 48", "answer_hours = 24"), "utf-8")

    page = adam.get("/administration/settings").text

    assert "1-800-555-0100" in page
    assert "<code>review.answer_hours</code>" in page
    assert 'mode = "live"' in page
    assert "<code>[retention] mention_days</code></dt><dd>always</dd>" in page
    assert str(file.parent) not in page


def test_a_configuration_file_that_does_not_hold_is_told_by_its_name_alone(adam, desk):
    file = desk.application.configuration.file
    file.write_text("[sending]\nmode = 'fast'\n", "utf-8")

    page = adam.get("/administration/settings").text

    assert "config.toml" in page
    assert "does not hold" in page
    assert str(file.parent) not in page


def test_differing_settings_are_named_as_they_stand_in_the_file(tmp_path):
    file = tmp_path / "config.toml"
    text = (REPOSITORY / "config.example.toml").read_text("utf-8")
    file.write_text(text, "utf-8")
    before = load(file).settings
    file.write_text(text.replace('mode = "listen"', 'mode = "shadow"'), "utf-8")

    assert differing(before, load(file).settings) == ("sending.mode",)
    assert differing(before, before) == ()


def test_checks_are_made_when_the_page_is_asked_for(desk):
    asked = []

    def checks():
        asked.append(1)
        return [
            Finding(check="web", what=msg("{file} is well.", file=desk.application.configuration.file)),
            Finding(check="disk", what=msg("One is not."), why=msg("Because."), fix=msg("Mend it.")),
        ]

    adam = Browser(create_app(desk.application, checks=checks))
    adam.sign_in("adam")

    page = adam.get("/administration/checks").text

    assert len(asked) == 1
    assert "Something must be mended." in page
    assert "Mend it." in page
    assert "config.toml is well." in page
    assert str(desk.application.configuration.file.parent) not in page


def test_a_comparison_shows_what_comes_and_what_goes():
    assert compared("a\nb\nc", "a\nx\nc") == (
        Line(sign="@", text=""),
        Line(sign="", text="a"),
        Line(sign="-", text="b"),
        Line(sign="+", text="x"),
        Line(sign="", text="c"),
    )
    assert compared("same", "same") == ()


def test_tokens_of_forms_are_on_every_page_with_a_form(adam, desk):
    for path in (MEMBERS, _page(desk, "vera"), "/administration/playbooks"):
        page = adam.get(path).text
        assert page.count('<form method="post"') == len(TOKEN.findall(page))
