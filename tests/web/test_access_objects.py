"""Whose object it is: every act that depends on it, tried by every role on nobody's, one's own and a colleague's."""

import re

import pytest
from web.casework import open_case, version
from web.conftest import Browser
from web.making import DRAFT, PASSWORD, install_in
from web.matrix import OBJECTS, OTHERS, OWN, PEOPLE, ROOT, UNHELD, written

from smbot.bootstrap.cases import assignee_of
from smbot.bootstrap.private import private_desk
from smbot.core.ids import new_member_id
from smbot.core.roles import Role
from smbot.members.tokens import Tokens
from smbot.web.app import create_app

COLLEAGUE = "petra"
TEXT = "Hello, bonjour! Thank you for telling us. We answer within two working days."
WITHOUT_ROLE = {"nobody", "vera", "chloe", "adam"}
"""Who holds no mention and no case: what is theirs is tried as a colleague's alone."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    made = install_in(tmp_path_factory.mktemp("desk"))
    yield made, create_app(made.application)
    made.application.close()


def _browser(app, who):
    browser = Browser(app)
    if who != "nobody":
        assert browser.sign_in(who).status_code == 303
    return browser


def _holder(whose, who):
    return {UNHELD: None, OWN: who, OTHERS: COLLEAGUE}[whose]


def _mention(act, **form):
    def try_it(made, browser, who, whose):
        mention = made.add_mention()
        if holder := _holder(whose, who):
            made.application.desk().claim(made.members[holder], mention)
        with made.application.store.read() as tx:
            version = tx.item(mention).version
        return browser.post(f"/items/{mention}/{act}", {"version": str(version)} | form)

    return try_it


def _item(made, mention):
    with made.application.store.read() as tx:
        return tx.item(mention)


def _words(made, browser, who, whose):
    mention, author = made.add_mention(), made.members[_holder(whose, who)]
    desk = made.application.desk()
    desk.claim(author, mention)
    desk.edit(author, mention, TEXT)
    desk.release(author, mention)
    return browser.post(f"/items/{mention}/approve", {"version": str(_item(made, mention).version)})


def _case(act, **form):
    def try_it(made, browser, who, whose):
        holder = _holder(whose, who)
        case = open_case(made, who=holder or COLLEAGUE, taken=holder is not None)
        if act == "thread":
            private_desk(made.application, assignee_of(made.application)).make_code(case.id, made.members[COLLEAGUE])
        return browser.post(f"/cases/{case.id}/{act}", version(made, case.id) | form)

    return try_it


def _account(act, **form):
    def try_it(made, browser, who, whose):
        member = made.members.get(who) if whose == OWN else made.add_member(f"m{new_member_id()}", {Role.VIEWER})
        return browser.post(f"/administration/members/{member.id if member else 'x'}/{act}", form)

    return try_it


def _token(made, browser, who, whose):
    owner = _browser(create_app(made.application), _holder(whose, who))
    scope = re.search(r'name="scope" value="([^"]+)"', owner.get("/account/tokens").text)
    form = {"name": "Dashboard", "days": "30", "password": PASSWORD, "scope": scope[1] if scope else ""}
    assert owner.post("/account/tokens", form).status_code == 200
    token = Tokens(made.application.store, made.clock).own(made.members[_holder(whose, who)])[-1]
    return browser.post(f"/account/tokens/{token.id}/revoke")


TRIED = {
    "claim a mention": _mention("claim"),
    "release a mention": _mention("release"),
    "edit the draft of a mention": _mention("edit", draft=TEXT),
    "approve the draft of a mention": _mention("approve", draft=DRAFT),
    "set a draft aside": _mention("reject", reason="unfit text"),
    "decide that no reply is due": _mention("no-reply"),
    "pass a mention to a role": _mention("escalate", to="approver", reason="because of it"),
    "note an answer by hand": _mention("answered-by-hand"),
    "open a post on its platform": _mention("open"),
    "say which labels fit": _mention("labels", label="question"),
    "approve words that one wrote, or a colleague": _words,
    "read the private thread of a case": _case("thread"),
    "note something in a case": _case("note", text="Called back."),
    "change roles": _account("roles", role="reviewer", agreed="1"),
    "set an office": _account("office", spoken="fr"),
    "make a one-time password": _account("password"),
    "end all sessions": _account("sessions"),
    "disable an account": _account("disable", agreed="1"),
    "revoke a token for programs": _token,
}
HELD_BY_WORKERS = [act for act in TRIED if "account" not in act and list(TRIED).index(act) < 13]


def _can_have(act, who, whose):
    """Say whether there is such a thing: nobody has an account, and only who works on the queue holds anything."""
    if whose != OWN:
        return True
    return who not in WITHOUT_ROLE if act in HELD_BY_WORKERS else who != "nobody"


@pytest.mark.parametrize("act", OBJECTS)
def test_whose_it_is_decides_as_the_matrix_says(site, act):
    made, app = site

    for whose, granted in OBJECTS[act].items():
        for who in PEOPLE.values():
            if not _can_have(act, who, whose):
                continue
            answer = TRIED[act](made, _browser(app, who), who, whose)
            allowed = answer.status_code in {200, 303} and not answer.headers.get("location", "").startswith("/sign-in")
            assert allowed == (who in granted.split()), (act, whose, who, answer.status_code)


def test_the_readme_shows_the_matrix_as_the_tests_have_it():
    # Changed? Run: python -m tests.web.matrix
    assert written() in (ROOT / "README.md").read_text("utf-8")
