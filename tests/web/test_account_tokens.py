"""The page of one's own tokens: made with the password, shown once, revoked."""

import json
import re

from web.api import Program
from web.making import PASSWORD

from smbot.members.tokens import Tokens, digest

FORM = {"name": "Dashboard", "scope": ["read:queue"], "days": "30", "password": PASSWORD}
SECRET = re.compile(r"smbot_[\w-]{43}")


def _events(desk, act):
    with desk.application.store.read() as tx:
        records = [json.loads(body) for body in tx.audit_newest(50)]
    return [record for record in records if record["act"] == act]


def _tokens(desk, name):
    return Tokens(desk.application.store, desk.clock).own(desk.members[name])


def test_a_token_is_made_shown_once_and_works(a_browser, app, desk):
    browser = a_browser("paul")

    made = browser.post("/account/tokens", FORM)
    [secret] = set(SECRET.findall(made.text))
    later = browser.get("/account/tokens").text

    assert made.status_code == 200
    assert Program(app, secret).get("/me").json()["scopes"] == ["read:queue"]
    assert secret not in later
    assert "Dashboard" in later


def test_the_secret_is_kept_nowhere(a_browser, desk):
    made = a_browser("paul").post("/account/tokens", FORM)
    [secret] = set(SECRET.findall(made.text))

    kept = b"".join(file.read_bytes() for file in desk.application.configuration.database.parent.iterdir())

    assert secret.encode() not in kept
    assert digest(secret).encode() in kept
    [event] = _events(desk, "token.created")
    assert secret not in json.dumps(event)
    assert event["detail"]["scopes"] == ["read:queue"]
    assert "Dashboard" not in json.dumps(event)


def test_a_token_is_not_made_without_the_password(a_browser, desk):
    answer = a_browser("paul").post("/account/tokens", FORM | {"password": "wrong"})

    assert answer.status_code == 422
    assert 'Your password is asked for each token: whoever has a token acts in your name. <a href="/help/team">' in (
        answer.text
    )
    assert _tokens(desk, "paul") == []


def test_a_scope_that_ones_roles_do_not_permit_is_neither_offered_nor_given(a_browser, desk):
    browser = a_browser("vera")

    page = browser.get("/account/tokens").text
    answer = browser.post("/account/tokens", FORM | {"scope": ["read:queue", "write:queue"]})

    assert 'value="read:queue"' in page
    assert 'value="write:queue"' not in page
    assert answer.status_code == 422
    assert _tokens(desk, "vera") == []


def test_what_was_typed_stands_there_again_but_for_the_password(a_browser):
    answer = a_browser("paul").post("/account/tokens", FORM | {"days": "900"})

    assert answer.status_code == 422
    assert 'value="Dashboard"' in answer.text
    assert PASSWORD not in answer.text


def test_a_token_is_revoked_by_its_member_and_by_nobody_else(a_browser, app, desk):
    paul = a_browser("paul")
    [secret] = set(SECRET.findall(paul.post("/account/tokens", FORM).text))
    [token] = _tokens(desk, "paul")

    refused = a_browser("ana").post(f"/account/tokens/{token.id}/revoke")
    still = Program(app, secret).get("/me").status_code
    done = paul.post(f"/account/tokens/{token.id}/revoke")

    assert (refused.status_code, still) == (422, 200)
    assert done.headers["location"] == "/account/tokens?done=revoked"
    assert Program(app, secret).get("/me").status_code == 401
    assert [(event["actor"], event["subject"]) for event in _events(desk, "token.revoked")] == [("paul", token.id)]


def test_the_account_leads_to_the_tokens(a_browser):
    assert 'href="/account/tokens"' in a_browser("adam").get("/account").text
