"""Whoever has a role finds what was passed to it on their first pages, takes it, and acts on it."""

import re

import pytest

from smbot.core.states import MentionState


@pytest.fixture
def passed(a_browser, desk):
    """The factory `passed(role)`: a mention that an agent passed to a role."""

    def make(role):
        mention = desk.add_mention()
        answer = a_browser("ana").post(f"/items/{mention}/escalate", {"to": role, "reason": "A journalist asks."})
        assert answer.status_code == 303
        return mention

    return make


def _offered(page):
    form = page[page.index('name="to"') :]
    return re.findall(r'<option value="(\w+)"', form[: form.index("</select>")])


def test_the_page_offers_only_roles_that_can_take_a_mention(a_browser, desk):
    mention = desk.add_mention()
    page = a_browser("ana").get(f"/items/{mention}").text
    of_escalation = page[page.index("/escalate?") :]

    assert _offered(of_escalation) == ["approver", "compliance"]
    assert (
        a_browser("ana").post(f"/items/{mention}/escalate", {"to": "administrator", "reason": "x"}).status_code == 409
    )


@pytest.mark.parametrize(("role", "who"), [("approver", "paul"), ("compliance", "chloe")])
def test_a_role_has_a_tab_with_what_was_passed_to_it_and_a_count(a_browser, passed, role, who):
    mention = passed(role)
    browser = a_browser(who)
    start = browser.get(browser.get("/").headers["location"]).text

    assert re.search(r'tab=passed">Passed to you <span class="number">1</span>', start)
    assert f"/items/{mention}?" in browser.get("/queue?tab=passed").text


def test_who_takes_nothing_has_no_such_tab(a_browser, passed):
    mention = passed("approver")

    for who in ("ana", "vera"):
        browser = a_browser(who)
        assert "tab=passed" not in browser.get("/queue").text
        assert f"/items/{mention}?" not in browser.get("/queue?tab=passed").text


def test_what_is_passed_to_another_role_is_not_in_the_tab(a_browser, passed):
    mention = passed("approver")

    assert f"/items/{mention}?" not in a_browser("chloe").get("/queue?tab=passed").text


def test_the_officers_home_counts_what_was_passed_to_them(a_browser, passed):
    passed("compliance")

    home = a_browser("chloe").get("/compliance").text

    assert re.search(
        r'href="/queue\?tab=passed">Mentions passed to you</a></p><p class="age"><span class="number">1<', home
    )


def test_an_officer_takes_it_notes_what_they_think_and_gives_it_back(a_browser, desk, passed):
    mention = passed("compliance")
    browser = a_browser("chloe")
    at = f"/items/{mention}"

    assert f'action="{at}/claim?' in browser.get(at).text
    assert browser.post(f"{at}/claim").status_code == 303
    assert f"/items/{mention}?" in browser.get("/queue?tab=mine").text
    assert browser.post(f"{at}/note", {"words": "Answer it, without a word on the file."}).status_code == 303
    page = browser.get(at).text
    assert "Answer it, without a word on the file." in page
    assert f'action="{at}/recall?' in page
    assert f'formaction="{at}/approve' not in page
    assert browser.post(f"{at}/recall").status_code == 303

    with desk.application.store.read() as tx:
        item = tx.item(mention)
    assert (item.state, item.escalated_to, item.claimed_by) == (MentionState.DRAFTED, "", "")


def test_an_officer_notes_nothing_on_what_was_not_passed_to_them(a_browser, desk):
    mention = desk.add_mention()

    assert a_browser("chloe").post(f"/items/{mention}/note", {"words": "A note."}).status_code == 409
