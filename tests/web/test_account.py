"""One's own account, second factors at sign-in, one-time passwords, and what must be done before anything else."""

import html
import json
import re

import pyotp
import pytest
from web.conftest import TOKEN, Browser
from web.making import PASSWORD, QUICK, install_in

from smbot.members.acts import Members
from smbot.members.second_factor import FactorBox
from smbot.web.account_pages import QUIET_ZONE, draw
from smbot.web.app import create_app
from smbot.web.sign_in import FREE_BY_ACCOUNT

NEW = "four words of mine"
OFFER = re.compile(r'name="offer" value="([^"]+)"')
KEY = re.compile(r'<p><code class="key">([^<]+)</code></p>')
RECOVERY = re.compile(r'<li><code class="key">([^<]+)</code></li>')


@pytest.fixture
def members(desk):
    return Members(desk.application.store, QUICK.hash)


@pytest.fixture
def required(tmp_path):
    """An installation that asks everybody for a second factor."""
    made = install_in(tmp_path / "required", web={"second_factor": "required"})
    yield made
    made.application.close()


def events(desk, act):
    with desk.application.store.read() as tx:
        return [json.loads(record.body) for record in tx.audit_records() if record.act == act]


def membership(desk, name):
    with desk.application.store.read() as tx:
        return tx.membership(desk.members[name].id)


def again(browser):
    """Read the token of the page anew: another session has another one."""
    found = TOKEN.search(browser.get("/account").text)
    browser.csrf = found[1]
    return browser


def set_up(browser, desk, password=PASSWORD):
    """Set a second factor up as a person does; return the secret and the recovery codes."""
    page = browser.post("/account/second-factor", {"password": password}).text
    secret = KEY.search(page)[1].replace(" ", "")
    code = pyotp.TOTP(secret).at(desk.clock.now())
    done = browser.post("/account/second-factor/confirm", {"offer": html.unescape(OFFER.search(page)[1]), "code": code})
    assert done.status_code == 200, done.text
    browser.csrf = TOKEN.search(done.text)[1]
    desk.clock.advance(seconds=30)  # that code is used
    return secret, RECOVERY.findall(done.text)


def enter(browser, desk, name="paul", *, password=PASSWORD, code=""):
    return browser.post("/sign-in", {"name": name, "password": password, "code": code})


def code_of(secret, desk, **off):
    return pyotp.TOTP(secret).at(desk.clock.now(), **off)


# --- the page ----------------------------------------------------------------------------------------


def test_a_member_sees_name_roles_and_language(a_browser):
    page = a_browser("paul").get("/account").text

    assert "approver" in page
    assert '<option value="en" lang="en" selected>' in page
    assert "Set up a second factor" in page


def test_a_member_chooses_a_language_that_stays(a_browser, desk):
    browser = a_browser("paul")
    browser.get("/language/en")

    answer = browser.post("/account/language", {"language": "fr"})

    assert answer.status_code == 303
    assert membership(desk, "paul").member.language == "fr"
    assert '<html lang="fr">' in browser.get("/account").text


def test_a_language_that_is_none_is_refused(a_browser, desk):
    assert a_browser("paul").post("/account/language", {"language": "de"}).status_code == 422
    assert membership(desk, "paul").member.language == "en"


# --- the password ------------------------------------------------------------------------------------


def test_a_member_changes_the_password_and_goes_on_while_other_sessions_end(a_browser, desk):
    browser, elsewhere = a_browser("paul"), a_browser("paul")
    before = browser.cookies["smbot"]

    answer = browser.post("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW})

    assert answer.headers["location"] == "/account?done=password"
    assert browser.cookies["smbot"] != before
    assert "Your password is changed" in browser.get("/account?done=password").text
    assert elsewhere.get("/queue").status_code == 303
    assert a_browser().sign_in("paul").status_code == 403
    assert a_browser().sign_in("paul", NEW).status_code == 303
    assert [(e["actor"], e["subject"]) for e in events(desk, "member.password-changed")] == [
        ("paul", desk.members["paul"].id)
    ]


BAD_CHANGES = [
    ({"old": "wrong", "new": NEW, "again": NEW}, "not your password"),
    ({"old": PASSWORD, "new": NEW, "again": NEW + "x"}, "differ"),
    ({"old": PASSWORD, "new": "short", "again": "short"}, "12 to 256 characters"),
    ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "the one that you have"),
    ({}, "12 to 256 characters"),
]


@pytest.mark.parametrize(("form", "told"), BAD_CHANGES)
def test_a_password_that_will_not_do_is_told_and_not_repeated(a_browser, form, told):
    browser = a_browser("paul")

    answer = browser.post("/account/password", form)

    assert answer.status_code == 422
    assert told in answer.text
    assert NEW not in answer.text
    assert PASSWORD not in answer.text
    assert a_browser().sign_in("paul").status_code == 303


def test_guessing_the_old_password_from_a_borrowed_session_is_slowed(a_browser, desk):
    browser = a_browser("paul")
    for _ in range(FREE_BY_ACCOUNT):
        browser.post("/account/password", {"old": "wrong", "new": NEW, "again": NEW})

    answer = browser.post("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW})

    assert answer.status_code == 422
    assert [e["detail"] for e in events(desk, "member.sign-in-refused")] == [{"why": "own account"}] * FREE_BY_ACCOUNT
    desk.clock.advance(seconds=2)
    assert browser.post("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW}).status_code == 303


# --- setting a second factor up ----------------------------------------------------------------------


def test_a_second_factor_is_set_up_with_a_first_code(a_browser, desk):
    browser, elsewhere = a_browser("paul"), a_browser("paul")

    secret, codes = set_up(browser, desk)

    assert len(codes) == 10
    assert membership(desk, "paul").second_factor
    assert elsewhere.get("/queue").status_code == 303
    page = browser.get("/account").text
    assert "Unused recovery codes: 10." in page
    assert not any(code in page for code in codes)
    database = b"".join(p.read_bytes() for p in desk.application.configuration.database.parent.iterdir())
    assert secret.encode() not in database
    assert not any(code.encode() in database for code in codes)
    assert [e["actor"] for e in events(desk, "member.second-factor-added")] == ["paul"]


def test_the_key_is_shown_to_whoever_knows_the_password_only(a_browser, desk):
    browser = a_browser("paul")

    answer = browser.post("/account/second-factor", {"password": "wrong"})

    assert answer.status_code == 422
    assert KEY.search(answer.text) is None


def test_a_wrong_first_code_changes_nothing_and_the_same_key_is_shown_again(a_browser, desk):
    browser = a_browser("paul")
    page = browser.post("/account/second-factor", {"password": PASSWORD}).text
    offer = html.unescape(OFFER.search(page)[1])

    answer = browser.post("/account/second-factor/confirm", {"offer": offer, "code": "000000"})

    assert answer.status_code == 422
    assert KEY.search(answer.text)[1] == KEY.search(page)[1]
    assert not membership(desk, "paul").second_factor
    assert events(desk, "member.second-factor-added") == []


@pytest.mark.parametrize("case", ["expired", "another member's", "made up"])
def test_an_offer_that_is_no_longer_good_is_refused(a_browser, desk, case):
    owner = a_browser("petra" if case == "another member's" else "paul")
    page = owner.post("/account/second-factor", {"password": PASSWORD}).text
    secret, offer = KEY.search(page)[1].replace(" ", ""), html.unescape(OFFER.search(page)[1])
    if case == "expired":
        desk.clock.advance(minutes=16)
    if case == "made up":
        offer = "bm90aGluZw=="
    browser = a_browser("paul") if case == "another member's" else owner

    answer = browser.post("/account/second-factor/confirm", {"offer": offer, "code": code_of(secret, desk)})

    assert answer.status_code == 422
    assert "Begin again" in answer.text
    assert not membership(desk, "paul").second_factor


def test_renewing_replaces_the_key_and_the_recovery_codes(a_browser, desk):
    browser = a_browser("paul")
    old, old_codes = set_up(browser, desk)

    new, new_codes = set_up(browser, desk)

    assert enter(a_browser(), desk, code=code_of(old, desk)).status_code == 403
    assert enter(a_browser(), desk, code=old_codes[0]).status_code == 403
    assert enter(a_browser(), desk, code=new_codes[0]).status_code == 303
    assert enter(a_browser(), desk, code=code_of(new, desk)).status_code == 303


def test_the_qr_code_is_a_path_of_squares_and_needs_no_style():
    drawing = draw("otpauth://totp/x?secret=ABC")

    squares = re.findall(r"M(\d+) (\d+)h1v1h-1z", drawing.path)
    assert "".join(f"M{x} {y}h1v1h-1z" for x, y in squares) == drawing.path
    assert min(int(n) for square in squares for n in square) == QUIET_ZONE
    assert max(int(n) for square in squares for n in square) == drawing.size - QUIET_ZONE - 1


def test_the_page_of_the_key_holds_no_style_and_no_image(a_browser):
    page = a_browser("paul").post("/account/second-factor", {"password": PASSWORD}).text

    assert "style=" not in page
    assert "<img" not in page
    assert 'role="img"' in page


# --- signing in with it ------------------------------------------------------------------------------


@pytest.fixture
def paul(a_browser, desk):
    """Paul's secret and recovery codes; he is signed out."""
    return set_up(a_browser("paul"), desk)


def test_the_form_asks_for_a_code_as_soon_as_anybody_has_a_second_factor(a_browser, desk):
    before = a_browser().get("/sign-in").text
    set_up(a_browser("paul"), desk)
    after = a_browser().get("/sign-in").text

    assert 'name="code"' not in before
    assert 'name="code"' in after


def test_password_and_code_together_let_in(a_browser, desk, paul):
    secret, _ = paul

    answer = enter(a_browser(), desk, code=code_of(secret, desk))

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert events(desk, "member.signed-in")[-1]["detail"] == {"second_factor": "app"}


def test_who_has_none_signs_in_without_a_code(a_browser, desk, paul):
    assert enter(a_browser(), desk, "petra").status_code == 303


def test_nothing_tells_whether_the_password_was_right(a_browser, desk, paul):
    secret, _ = paul
    answers = [
        enter(a_browser(), desk),
        enter(a_browser(), desk, code="000000"),
        enter(a_browser(), desk, password="wrong"),
        enter(a_browser(), desk, password="wrong", code=code_of(secret, desk)),
        enter(a_browser(), desk, "nobody", code="000000"),
    ]

    assert {a.status_code for a in answers} == {403}
    assert len({a.text for a in answers}) == 1
    assert {tuple(sorted(a.headers)) for a in answers} == {tuple(sorted(answers[0].headers))}


def test_the_log_tells_an_officer_that_a_password_is_known_to_somebody(a_browser, desk, paul):
    enter(a_browser(), desk, code="000000")
    enter(a_browser(), desk, password="wrong", code="000000")

    assert [e["detail"] for e in events(desk, "member.sign-in-refused")] == [{"why": "second factor"}, {}]


def test_a_code_lets_in_once(a_browser, desk, paul):
    secret, _ = paul
    code = code_of(secret, desk)

    answers = [enter(a_browser(), desk, code=code).status_code for _ in range(2)]

    assert answers == [303, 403]


def test_the_code_of_setting_up_does_not_let_in(a_browser, desk):
    browser = a_browser("paul")
    secret, _ = set_up(browser, desk)
    desk.clock.advance(seconds=-30)

    assert enter(a_browser(), desk, code=code_of(secret, desk)).status_code == 403


@pytest.mark.parametrize(("steps", "status"), [(-2, 403), (-1, 303), (0, 303), (1, 303), (2, 403)])
def test_a_phone_s_clock_may_be_off_by_one_step(a_browser, desk, paul, steps, status):
    secret, _ = paul
    desk.clock.advance(minutes=5)

    assert enter(a_browser(), desk, code=code_of(secret, desk, counter_offset=steps)).status_code == status


def test_a_wrong_password_uses_no_code_up(a_browser, desk, paul):
    secret, codes = paul
    enter(a_browser(), desk, password="wrong", code=code_of(secret, desk))
    enter(a_browser(), desk, password="wrong", code=codes[0])

    assert enter(a_browser(), desk, code=code_of(secret, desk)).status_code == 303
    assert enter(a_browser(), desk, code=codes[0]).status_code == 303


def test_a_recovery_code_lets_in_once_and_leads_to_the_account(a_browser, desk, paul):
    _, codes = paul
    browser = a_browser()

    first = enter(browser, desk, code=codes[3].upper())
    second = enter(a_browser(), desk, code=codes[3])

    assert (first.status_code, first.headers["location"]) == (303, "/account")
    assert second.status_code == 403
    assert "Unused recovery codes: 9." in browser.get("/account").text
    assert events(desk, "member.signed-in")[-1]["detail"] == {"second_factor": "recovery"}


def test_another_members_recovery_code_lets_nobody_in(a_browser, desk, paul):
    _, petras = set_up(a_browser("petra"), desk)

    assert enter(a_browser(), desk, "paul", code=petras[0]).status_code == 403


def test_guesses_of_a_code_are_slowed_like_guesses_of_a_password(a_browser, desk, paul):
    secret, _ = paul
    for number in range(FREE_BY_ACCOUNT):
        enter(a_browser(), desk, code=f"{number:06}")

    assert enter(a_browser(), desk, code=code_of(secret, desk)).status_code == 403
    desk.clock.advance(seconds=2)
    assert enter(a_browser(), desk, code=code_of(secret, desk)).status_code == 303


def test_a_second_factor_that_does_not_open_lets_in_by_recovery_code_only(a_browser, desk, paul):
    secret, codes = paul
    sealed = FactorBox(b"another key" + b"." * 21).seal(secret, desk.members["paul"].id)
    with desk.application.store.write() as tx:
        stored = tx.credentials(desk.members["paul"].id)
        tx.keep_second_factor(desk.members["paul"].id, sealed, step=stored.step, recovery=sorted(stored.recovery))

    assert enter(a_browser(), desk, code=code_of(secret, desk)).status_code == 403
    assert enter(a_browser(), desk, code=codes[0]).status_code == 303


def test_a_name_may_be_typed_without_case_and_accents(a_browser, desk):
    desk.add_member("Élise Roy", desk.members["paul"].roles)

    assert a_browser().sign_in("elise roy").status_code == 303


# --- disabled ----------------------------------------------------------------------------------------


def test_a_member_who_is_disabled_is_out_with_the_next_request(a_browser, desk, members):
    browser = a_browser("paul")
    mention = desk.add_mention()
    assert browser.get("/queue").status_code == 200

    members.disable(desk.members["adam"], "paul")

    assert browser.post(f"/items/{mention}/claim").status_code == 401
    assert browser.get("/queue").status_code == 303


def test_a_session_of_a_disabled_member_is_dead_even_where_its_row_was_left(a_browser, desk):
    browser = a_browser("paul")
    with desk.application.store.write() as tx:
        tx.set_disabled(desk.members["paul"].id, True)

    assert browser.get("/queue").status_code == 303


def test_a_disabled_member_cannot_sign_in_and_is_not_told_why(a_browser, desk, members):
    unknown = a_browser().post("/sign-in", {"name": "nobody", "password": "wrong"})
    members.disable(desk.members["adam"], "paul")

    answer = a_browser().post("/sign-in", {"name": "paul", "password": PASSWORD})

    assert (answer.status_code, answer.text) == (403, unknown.text)
    assert events(desk, "member.sign-in-refused")[-1]["detail"] == {"why": "disabled"}


def test_an_enabled_member_is_back(a_browser, desk, members):
    members.disable(desk.members["adam"], "paul")
    members.enable(desk.members["adam"], "paul")

    assert a_browser().sign_in("paul").status_code == 303


def test_a_role_that_was_taken_is_gone_with_the_next_request(a_browser, desk, members):
    browser = a_browser("chloe")
    assert browser.get("/audit").status_code == 200

    members.change_roles(
        desk.members["adam"], "chloe", give=desk.members["vera"].roles, take=desk.members["chloe"].roles
    )

    assert browser.get("/audit").status_code == 403


# --- a one-time password -----------------------------------------------------------------------------


@pytest.fixture
def one_time(desk, members):
    return members.reset_password(desk.members["adam"], "paul").one_time_password


def test_a_one_time_password_leads_to_a_new_one_before_anything_else(a_browser, desk, one_time):
    mention = desk.add_mention()
    browser = a_browser()
    assert browser.sign_in("paul", one_time).status_code == 303
    again(browser)

    for path in ("/", "/queue", f"/items/{mention}", "/sending", "/audit"):
        answer = browser.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/account"), path
    for path in (f"/items/{mention}/claim", "/sending/pause", "/account/language", "/account/second-factor"):
        assert browser.post(path, {"language": "fr", "password": one_time}).status_code == 403, path
    page = browser.get("/account").text
    assert "one-time password" in page
    assert 'href="/queue"' not in page
    assert "Set up a second factor" not in page
    changed = browser.post("/account/password", {"old": one_time, "new": NEW, "again": NEW})

    assert changed.status_code == 303
    assert browser.get("/queue").status_code == 200
    assert a_browser().sign_in("paul", one_time).status_code == 403
    assert not membership(desk, "paul").must_change


def test_a_one_time_password_is_not_kept_as_the_new_one(a_browser, one_time):
    browser = a_browser()
    browser.sign_in("paul", one_time)
    again(browser)

    answer = browser.post("/account/password", {"old": one_time, "new": one_time, "again": one_time})

    assert answer.status_code == 422
    assert browser.get("/queue").headers["location"] == "/account"


def test_who_must_first_change_the_password_can_sign_out_read_help_and_change_language(a_browser, one_time):
    browser = a_browser()
    browser.sign_in("paul", one_time)
    again(browser)

    assert browser.get("/help").status_code == 200
    assert browser.get("/language/fr").status_code == 303
    assert browser.post("/sign-out").headers["location"] == "/sign-in?left=1"


# --- a required second factor ------------------------------------------------------------------------


def test_where_it_is_required_who_has_none_is_led_to_set_it_up_before_anything_else(required):
    browser = Browser(create_app(required.application))
    assert browser.sign_in("paul").status_code == 303
    again(browser)

    assert browser.get("/queue").headers["location"] == "/account"
    assert browser.post("/sending/pause").status_code == 403
    assert browser.post("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW}).status_code == 403
    page = browser.get("/account").text
    assert "asks everybody for a second factor" in page
    set_up(browser, required)

    assert browser.get("/queue").status_code == 200


def test_a_new_member_changes_the_password_first_and_sets_up_the_factor_second(required):
    members = Members(required.application.store, QUICK.hash)
    made = members.add(required.members["adam"], "Zoe", required.members["paul"].roles, "en")
    browser = Browser(create_app(required.application))
    browser.sign_in("zoe", made.one_time_password)
    again(browser)

    assert "one-time password" in browser.get("/account").text
    browser.post("/account/password", {"old": made.one_time_password, "new": NEW, "again": NEW})
    again(browser)
    assert browser.get("/queue").headers["location"] == "/account"
    assert "asks everybody for a second factor" in browser.get("/account").text
    set_up(browser, required, NEW)

    assert browser.get("/queue").status_code == 200


def test_where_it_is_required_nobody_stays_in_without_it(required):
    app = create_app(required.application)
    browser = Browser(app)
    browser.sign_in("paul")
    again(browser)
    set_up(browser, required)

    Members(required.application.store, QUICK.hash).reset_second_factor(required.members["adam"], "paul")

    assert browser.get("/queue").headers["location"].startswith("/sign-in")
    fresh = Browser(app)
    assert fresh.sign_in("paul").status_code == 303
    assert fresh.get("/queue").headers["location"] == "/account"
