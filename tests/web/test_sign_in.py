"""Signing in and out: sessions, their ends, the back-off, what the log says."""

import json
import threading
import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web.conftest import Browser
from web.making import PASSWORD, QUICK, install_in

from smbot.core.errors import InputError
from smbot.members.passwords import AT_ONCE, NOBODY, STRONG, hash_password, verify
from smbot.members.second_factor import FactorBox
from smbot.members.tokens import digest
from smbot.web.app import create_app
from smbot.web.sign_in import FREE_BY_ACCOUNT, FREE_BY_ADDRESS, LONGEST_WAIT, SignIn, wait_after


def _events(desk, act):
    with desk.application.store.read() as tx:
        return [json.loads(record.body) for record in tx.audit_records() if record.act == act]


def test_a_member_signs_in_with_name_and_password(a_browser):
    browser = a_browser()

    answer = browser.sign_in("paul")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/queue").status_code == 200


def test_the_cookie_is_hidden_from_scripts_and_from_other_sites(a_browser):
    cookie = a_browser().sign_in("paul").headers["set-cookie"]

    assert cookie.startswith("smbot=")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Max-Age" not in cookie


def test_behind_https_the_cookie_is_bound_to_host_and_https(tmp_path):
    made = install_in(tmp_path, web={"https": True})
    browser = Browser(create_app(made.application), base="https://desk.example")

    answer = browser.sign_in("paul")

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-smbot=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    made.application.close()


class ChangedMeanwhile:
    """A store in which `change` happens while a password is being checked."""

    def __init__(self, store, change):
        self._store, self._change, self._begun = store, change, 0
        self.read = store.read

    def write(self):
        self._begun += 1
        if self._begun == 2:
            self._change()
        return self._store.write()


def test_a_password_that_is_replaced_while_it_is_checked_opens_nothing(desk):
    store = desk.application.store
    with store.read() as tx:
        (paul,) = [one for one in tx.members() if one.name == "paul"]

    def replace():
        with store.write() as tx:
            tx.keep_password(paul.id, QUICK.hash("another one entirely"), must_change=True)

    sign_in = SignIn(ChangedMeanwhile(store, replace), desk.clock, b"k" * 32, FactorBox(b"m" * 32))

    assert sign_in.attempt("paul", PASSWORD, "203.0.113.7") is None


def test_the_store_keeps_a_digest_of_the_secret_only(a_browser, desk):
    browser = a_browser("paul")
    secret = browser.cookies["smbot"]

    with desk.application.store.read() as tx:
        assert tx.session_of(digest(secret)) is not None
    assert secret.encode() not in desk.application.configuration.database.read_bytes()
    assert len(secret) >= 43


def test_an_id_planted_before_signing_in_is_not_adopted(a_browser):
    browser = a_browser()
    browser.cookies.set("smbot", "planted-by-somebody-else", domain="127.0.0.1")

    browser.sign_in("paul")

    thief = a_browser()
    thief.cookies.set("smbot", "planted-by-somebody-else")
    assert thief.get("/queue").status_code == 303


def test_signing_in_again_ends_the_session_before(a_browser):
    browser = a_browser("paul")
    old = browser.cookies["smbot"]

    browser.sign_in("ana")

    thief = a_browser()
    thief.cookies.set("smbot", old)
    assert browser.cookies["smbot"] != old
    assert thief.get("/queue").status_code == 303


def test_a_stolen_session_dies_with_the_sign_out(a_browser):
    browser = a_browser("paul")
    thief = a_browser()
    thief.cookies.set("smbot", browser.cookies["smbot"])
    assert thief.get("/queue").status_code == 200

    answer = browser.post("/sign-out")

    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert thief.get("/queue").status_code == 303
    assert thief.post("/items/m-1/claim").status_code == 401


def test_a_session_ends_after_a_rest(a_browser, desk):
    browser = a_browser("paul")
    desk.clock.advance(minutes=29)
    assert browser.get("/queue").status_code == 200
    desk.clock.advance(minutes=29)
    assert browser.get("/queue").status_code == 200

    desk.clock.advance(minutes=30)

    assert browser.get("/queue").status_code == 303


def test_a_session_ends_after_some_hours_whatever_happens(a_browser, desk):
    browser = a_browser("paul")
    for _ in range(29):
        desk.clock.advance(minutes=20)
        assert browser.get("/queue").status_code == 200

    desk.clock.advance(minutes=20)

    assert browser.get("/queue").status_code == 303


def test_a_wrong_name_and_a_wrong_password_look_the_same(a_browser):
    known = a_browser().post("/sign-in", {"name": "paul", "password": "wrong"})
    unknown = a_browser().post("/sign-in", {"name": "nobody", "password": "wrong"})

    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
    assert known.status_code == 403


def test_a_name_that_is_unknown_costs_a_hash_too(desk):
    assert not STRONG.check_needs_rehash(NOBODY)
    sign_in = SignIn(desk.application.store, desk.clock, b"k" * 32, FactorBox(b"m" * 32))
    begun = time.perf_counter()
    assert not verify(NOBODY, PASSWORD)
    one_hash = time.perf_counter() - begun

    begun = time.perf_counter()
    assert sign_in.attempt("nobody", PASSWORD, "192.0.2.1") is None

    assert time.perf_counter() - begun > one_hash / 2


def test_signing_in_out_and_refusals_are_logged_without_what_was_typed(a_browser, desk):
    browser = a_browser("paul")
    browser.post("/sign-out")
    a_browser().post("/sign-in", {"name": "my own password", "password": "wrong"})
    a_browser().post("/sign-in", {"name": "ana", "password": "wrong too"})

    paul, ana = desk.members["paul"], desk.members["ana"]
    assert [(e["actor"], e["subject"]) for e in _events(desk, "member.signed-in")] == [("paul", paul.id)]
    assert [(e["actor"], e["subject"]) for e in _events(desk, "member.signed-out")] == [("paul", paul.id)]
    refused = _events(desk, "member.sign-in-refused")
    assert [(e["actor"], e["subject"], e["detail"]) for e in refused] == [("system", "", {}), ("system", ana.id, {})]


def test_after_some_failures_even_the_right_password_waits(a_browser, desk):
    for _ in range(FREE_BY_ACCOUNT):
        a_browser().post("/sign-in", {"name": "paul", "password": "wrong"})

    assert a_browser().sign_in("paul").status_code == 403
    desk.clock.advance(seconds=2)
    assert a_browser().sign_in("paul").status_code == 303


def test_the_case_of_a_name_does_not_give_more_guesses(a_browser):
    for name in ("paul", "Paul", "PAUL", "pAUL"):
        a_browser().post("/sign-in", {"name": name, "password": "wrong"})

    assert a_browser().sign_in("paul").status_code == 403


def test_a_restart_forgives_nothing(a_browser, desk):
    for _ in range(FREE_BY_ACCOUNT):
        a_browser().post("/sign-in", {"name": "paul", "password": "wrong"})

    assert Browser(create_app(desk.application)).sign_in("paul").status_code == 403


def test_guesses_from_one_address_at_many_names_are_slowed(a_browser):
    for number in range(FREE_BY_ADDRESS):
        a_browser(address="2001:db8::1").post("/sign-in", {"name": f"n{number}", "password": "wrong"})

    assert a_browser(address="2001:db8::2").sign_in("paul").status_code == 403  # the same network
    assert a_browser(address="2001:db8:1::1").sign_in("paul").status_code == 303


def test_ten_thousand_guesses_cost_few_hashes(desk):
    sign_in = SignIn(desk.application.store, desk.clock, b"k" * 32, FactorBox(b"m" * 32))
    tried = 0
    for number in range(1000):
        sign_in.attempt("paul", "wrong", f"192.0.2.{number % 100}")
        desk.clock.advance(seconds=0.1)
    tried = len(_events(desk, "member.sign-in-refused"))

    assert tried <= FREE_BY_ACCOUNT + 8  # 100 s: after 1, 2, 4, 8, 16, 32 s


def test_attempts_at_the_same_moment_do_not_all_pass(desk):
    sign_in = SignIn(desk.application.store, desk.clock, b"k" * 32, FactorBox(b"m" * 32))
    threads = [threading.Thread(target=sign_in.attempt, args=("paul", "wrong", "192.0.2.1")) for _ in range(12)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(_events(desk, "member.sign-in-refused")) == FREE_BY_ACCOUNT


def test_a_success_starts_the_count_anew(a_browser):
    for _ in range(FREE_BY_ACCOUNT * 2):
        a_browser().post("/sign-in", {"name": "paul", "password": "wrong"})
        assert a_browser().sign_in("paul").status_code == 303


def test_an_office_behind_one_address_may_sign_in_often(a_browser):
    assert {a_browser().sign_in("paul").status_code for _ in range(FREE_BY_ADDRESS + 1)} == {303}


@given(st.integers(0, 10_000), st.integers(1, 50))
def test_the_wait_never_shrinks_and_has_an_end(failures, free):
    assert timedelta(0) <= wait_after(failures, free) <= wait_after(failures + 1, free) <= LONGEST_WAIT


def test_a_member_who_is_gone_is_signed_out_at_once(a_browser, desk):
    browser = a_browser("paul")
    with desk.application.store.write() as tx:
        tx.session.connection().exec_driver_sql("DELETE FROM member WHERE name = 'paul'")

    assert browser.get("/queue").status_code == 303


@pytest.mark.parametrize("password", ["", "short", "x" * 257])
def test_a_password_of_a_bad_length_is_refused_without_repeating_it(password):
    with pytest.raises(InputError) as caught:
        hash_password(password, QUICK)

    assert not password or password not in str(caught.value)


def test_a_password_verifies_only_itself():
    stored = hash_password(PASSWORD, QUICK)

    assert stored.startswith("$argon2id$")
    assert verify(stored, PASSWORD)
    assert not verify(stored, PASSWORD + " ")
    assert not verify("not a hash", PASSWORD)
    assert AT_ONCE == 2


def test_old_sessions_are_swept_away(a_browser, desk):
    browser = a_browser("paul")
    old = digest(browser.cookies["smbot"])
    desk.clock.advance(hours=11)

    a_browser("ana")

    with desk.application.store.read() as tx:
        assert tx.session_of(old) is None


def test_the_page_after_signing_in_is_our_own(a_browser):
    answer = a_browser().post("/sign-in", {"name": "paul", "password": PASSWORD, "next": "//evil.example/"})

    assert answer.headers["location"] == "/"
