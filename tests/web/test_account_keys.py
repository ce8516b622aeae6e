"""One's own keys: changed, switched off, put back; the same on every page and machine; WCAG 2.2, 2.1.4."""

import re

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from smbot.core.errors import InputError
from smbot.web.keys import SHORTCUTS, chosen, own_keys

SHIPPED = {each.name: each.shipped for each in SHORTCUTS}


def form(**keys):
    """Return what the browser sends: each shortcut in its place, with its key."""
    typed = SHIPPED | {name.replace("_", "-"): key for name, key in keys.items()}
    return {"shortcut": list(typed), "key": list(typed.values())}


def shown(page, name):
    """Return the key that the form has for a shortcut."""
    return re.search(rf'name="shortcut" value="{name}"><input name="key" value="([^"]*)"', page)[1]


def test_a_changed_key_stands_on_the_buttons_and_in_the_help_wherever_one_signs_in(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("ana")

    answer = browser.post("/account/keys", form(claim="w", next="5", go="è"))

    assert answer.headers["location"] == "/account/keys?done=kept"
    elsewhere = a_browser("ana")
    page = elsewhere.get(f"/items/{mention}").text
    assert '<button class="primary" data-key="w">Claim<kbd class="hint" aria-hidden="true">w</kbd>' in page
    assert 'data-next="5" data-previous="k" data-leads="è"' in page
    told = elsewhere.get("/help/keyboard").text
    assert "<td><kbd>w</kbd></td><td>claim</td>" in told
    assert "<td><kbd>è</kbd> <kbd>q</kbd></td>" in told
    assert shown(elsewhere.get("/account/keys?done=kept").text, "claim") == "w"
    assert 'data-key="c">Claim' in a_browser("paul").get(f"/items/{mention}").text


def test_an_empty_field_switches_one_shortcut_off(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("ana")

    browser.post("/account/keys", form(claim="", go=" "))

    page = browser.get(f"/items/{mention}").text
    assert '<button class="primary">Claim</button>' in page
    assert 'data-leads=""' in page
    assert 'data-key="x"' in page
    told = browser.get("/help/keyboard").text
    assert "<td>switched off</td><td>claim</td>" in told
    assert "<td>switched off</td><td>then: the queue</td>" in told


def test_two_shortcuts_may_change_places(a_browser):
    browser = a_browser("ana")

    assert browser.post("/account/keys", form(claim="r", release="c")).status_code == 303

    page = browser.get("/account/keys").text
    assert (shown(page, "claim"), shown(page, "release")) == ("r", "c")


def test_one_key_for_two_things_is_refused_in_a_sentence_and_what_was_typed_stays(a_browser):
    browser = a_browser("ana")

    answer = browser.post("/account/keys", form(claim="a", edit="w"))

    assert answer.status_code == 422
    assert "“a” cannot stand for two things: “claim” and “approve the reply”." in answer.text
    assert shown(answer.text, "claim") == "a"
    assert shown(answer.text, "edit") == "w"
    assert shown(browser.get("/account/keys").text, "edit") == "e"


def test_the_same_key_may_stand_alone_and_after_the_one_that_leads_to_pages(a_browser):
    assert a_browser("ana").post("/account/keys", form(go_queue="c")).status_code == 303


@pytest.mark.parametrize("key", ["ab", "\x07", "\u0301", "Enter", "🇨🇦"])
def test_what_no_key_writes_is_refused(a_browser, key):
    answer = a_browser("ana").post("/account/keys", form(claim=key))

    assert answer.status_code == 422
    assert "must be one letter, digit or sign" in answer.text


def test_all_keys_can_be_put_back_as_shipped(a_browser):
    browser = a_browser("ana")
    browser.post("/account/keys", form(claim="w", undo=""))

    answer = browser.post("/account/keys/shipped")

    assert answer.headers["location"] == "/account/keys?done=shipped"
    page = browser.get("/account/keys?done=shipped").text
    assert (shown(page, "claim"), shown(page, "undo")) == ("c", "z")
    assert "All keys are as shipped." in page


def test_a_sign_that_means_something_in_a_page_is_a_key_like_others(a_browser, desk):
    browser = a_browser("ana")

    browser.post("/account/keys", form(claim='"', edit="<"))

    assert 'data-key="&#34;"' in browser.get(f"/items/{desk.add_mention()}").text


def test_a_form_of_another_version_changes_what_it_names_and_nothing_else(a_browser):
    browser = a_browser("ana")

    browser.post("/account/keys", {"shortcut": ["claim", "of-later"], "key": ["w", "y"]})

    page = browser.get("/account/keys").text
    assert (shown(page, "claim"), shown(page, "edit")) == ("w", "e")


def test_a_member_s_own_key_goes_before_a_shortcut_that_is_shipped_with_it_later():
    keys = own_keys({"claim": "x"})

    assert (keys["claim"], keys["no-reply"]) == ("x", "")


@given(st.dictionaries(st.sampled_from([each.name for each in SHORTCUTS]), st.text(max_size=2)))
def test_no_two_shortcuts_ever_have_one_key_and_what_is_kept_is_what_was_typed(typed):
    try:
        changes = chosen(typed)
    except InputError:
        reject()

    keys = own_keys(changes)
    pressed = [(each.after_go, keys[each.name]) for each in SHORTCUTS if keys[each.name]]
    assert len(pressed) == len(set(pressed))
    assert keys == own_keys(chosen(keys))
    assert not any(changes.get(name) == SHIPPED[name] for name in SHIPPED)
