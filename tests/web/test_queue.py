"""The list: tabs, filters, pages, masked text, empty states, both languages."""

import re

import pytest
from web.making import install_in

from smbot.core.states import MentionState, Mode
from smbot.web.app import create_app
from smbot.web.view import PAGE_SIZE, Tab, View, view_of

ROW = re.compile(r'href="/items/(m-[a-z0-9]+)\?')


def _rows(page):
    inside = page.split('<div class="rows">')[1].split("</nav>")[0] if '<div class="rows">' in page else ""
    return list(dict.fromkeys(ROW.findall(inside)))


def test_the_list_shows_label_state_age_language_platform_and_masked_text(a_browser, desk):
    desk.add_mention(minutes_old=200)

    page = a_browser("ana").get("/queue").text

    assert "complaint" in page
    assert "drafted" in page
    assert "3\u00a0h 20\u00a0min" in page
    assert "<span>English</span>" in page
    assert "<span>X</span>" in page
    assert "Week nine and my card is still not here." in page


def test_what_waits_too_long_is_called_overdue_in_the_list_and_on_its_page(a_browser, desk):
    late = desk.add_mention(minutes_old=48 * 60 + 1)
    desk.add_mention(minutes_old=48 * 60 - 1)
    browser = a_browser("ana")

    assert browser.get("/queue").text.count('class="overdue"') == 1
    assert 'class="overdue"' in browser.get(f"/items/{late}").text


def test_masks_are_drawn_from_the_ledger(a_browser, desk):
    desk.add_mention("Call [PHONE_NUMBER 1] or [PHONE_NUMBER 2].")

    page = a_browser("ana").get("/queue").text

    assert len(re.findall(r'<span class="chip">.*?phone\u00a0[12]</span>', page)) == 2
    assert "[PHONE_NUMBER" not in page


def test_what_a_poster_typed_like_a_mask_stays_text(a_browser, desk):
    desk.add_mention("I typed [PHONE_NUMBER 1] myself.", masks=False)

    page = a_browser("ana").get("/queue").text

    assert "I typed [PHONE_NUMBER 1] myself." in page
    assert 'class="chip"' not in page


def test_a_quoted_post_carries_its_language_and_direction(a_browser, desk):
    for language in ("fr", "mixed", "und"):
        desk.add_mention(language=language)

    page = a_browser("ana").get("/queue").text

    assert {"fr", "mul", "und"} == set(re.findall(r'<blockquote lang="(\w+)" dir="auto">', page))


def test_the_most_urgent_and_oldest_come_first(a_browser, desk):
    newer = desk.add_mention(rank=3, minutes_old=1)
    older = desk.add_mention(rank=3, minutes_old=90)
    urgent = desk.add_mention(rank=0, label="urgent", minutes_old=5)

    assert _rows(a_browser("ana").get("/queue?tab=open").text) == [urgent, older, newer]


def test_each_tab_lists_its_own(a_browser, desk):
    free = desk.add_mention()
    request = desk.add_mention(label="access_request", rank=1)
    held = desk.add_mention()
    other = desk.add_mention()
    hidden = desk.add_mention(None, withheld="failed:X")
    desk.application.desk().claim(desk.members["ana"], held)
    desk.application.desk().claim(desk.members["paul"], other)
    browser = a_browser("ana")

    shown = {tab: set(_rows(browser.get(f"/queue?tab={tab}").text)) for tab in Tab}

    assert shown == {
        Tab.MINE: {held},
        Tab.UNCLAIMED: {free, request},
        Tab.PASSED: set(),
        Tab.DUE: set(),
        Tab.OPEN: {free, request, held, other},
        Tab.ACCESS: {request},
        Tab.QUARANTINED: {hidden},
        Tab.SNOOZED: set(),
        Tab.ALL: {free, request, held, other, hidden},
    }


@pytest.mark.parametrize("typed", ["nom 1", "name 1", "Name\u00a01 card"])
def test_a_mask_is_found_as_pages_show_it(a_browser, desk, typed):
    wanted = desk.add_mention("My [PERSON 1] card is late.")
    desk.add_mention("My card is late, call [PHONE_NUMBER 1].")
    browser = a_browser("ana")

    there = browser.post("/queue/find", {"tab": "all", "words": typed}).headers["location"]

    assert _rows(browser.get(there).text) == [wanted]


def test_access_requests_are_those_that_wait_and_others_where_their_state_is_asked_for(a_browser, desk):
    waits = desk.add_mention(label="access_request", rank=1)
    ended = desk.add_mention(label="access_request", rank=1)
    desk.application.desk().no_reply(desk.members["ana"], ended)
    browser = a_browser("ana")

    page = browser.get("/queue?tab=access").text

    assert _rows(page) == [waits]
    assert 'Access requests <span class="number">1</span>' in page
    assert _rows(browser.get("/queue?tab=access&state=no-reply").text) == [ended]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("label=praise", {"praise"}),
        ("language=fr", {"french"}),
        ("platform=files", {"file"}),
        ("state=claimed", {"held"}),
        ("tab=unclaimed&state=claimed", set()),
        ("tab=access&label=praise", set()),
        ("label=praise&language=fr", set()),
    ],
)
def test_filters_narrow_a_tab(a_browser, desk, query, expected):
    names = {
        desk.add_mention(label="praise"): "praise",
        desk.add_mention(language="fr"): "french",
        desk.add_mention(platform="files"): "file",
        (held := desk.add_mention()): "held",
    }
    desk.application.desk().claim(desk.members["paul"], held)

    page = a_browser("ana").get(f"/queue?{query if 'tab=' in query else 'tab=all&' + query}").text

    assert {names[row] for row in _rows(page)} == expected


def test_fifty_rows_make_a_page(a_browser, desk):
    made = {desk.add_mention() for _ in range(PAGE_SIZE + 3)}
    browser = a_browser("ana")

    first, second = (_rows(browser.get(f"/queue?page={page}").text) for page in (1, 2))

    assert (len(first), len(second)) == (PAGE_SIZE, 3)
    assert set(first) | set(second) == made
    assert browser.get("/queue?page=9").headers["location"] == "/queue?tab=unclaimed&page=2"


@pytest.mark.parametrize("query", ["tab=%00&page=-1", "page=x", "page=٣", "state=nonsense&tab=", "page=99999999999999"])
def test_an_address_that_makes_no_sense_is_read_as_far_as_it_goes(a_browser, query):
    answer = a_browser("ana").get(f"/queue?{query}", follow_redirects=True)

    assert answer.status_code == 200


def test_a_view_survives_its_own_address():
    view = View(tab=Tab.OPEN, label="a&b=c", language="fr", platform="x", state="claimed", page=3)

    from urllib.parse import parse_qsl

    assert view_of(dict(parse_qsl(view.query))) == view


@pytest.mark.parametrize("tab", list(Tab))
def test_an_empty_tab_says_what_comes_next(a_browser, tab):
    page = a_browser("ana").get(f"/queue?tab={tab}").text

    assert '<div class="empty">' in page
    assert "Looked at" in page
    assert ".." not in page.partition("Looked at")[2].partition("</p>")[0]


def test_a_filter_without_result_offers_to_clear_it(a_browser, desk):
    desk.add_mention()

    page = a_browser("ana").get("/queue?label=praise").text

    assert "Nothing here matches these filters." in page
    assert 'href="/queue?tab=unclaimed"' in page


def test_a_quarantined_post_shows_no_text(a_browser, desk):
    mention = desk.add_mention("secret words", withheld="language:es", language="es")
    browser = a_browser("ana")

    listed = browser.get("/queue?tab=quarantined").text
    page = browser.get(f"/items/{mention}").text

    assert "Text withheld" in listed
    assert "cannot mask yet (Spanish)" in page
    assert "secret words" not in listed + page
    assert 'name="draft"' not in page


@pytest.mark.parametrize("language", ["pa", "zh", "ar", "iu", "mul", "ht"])
def test_a_post_in_another_language_offers_to_open_it_on_its_platform(a_browser, desk, language):
    mention = desk.add_mention("secret words", withheld=f"language:{language}", language=language)
    browser = a_browser("ana")

    listed = browser.get("/queue?tab=quarantined").text
    page = browser.get(f"/items/{mention}").text

    assert f"/items/{mention}" in listed
    assert f"/items/{mention}/open" in page
    assert "Open on X" in page
    assert "secret words" not in listed + page


def test_the_toggle_leads_to_the_same_page_and_filters(a_browser):
    browser = a_browser("ana")
    page = browser.get("/queue?tab=open&label=praise").text
    link = re.search(r'<a href="(/language/fr[^"]+)" lang="fr" hreflang="fr">Français</a>', page)

    answer = browser.get(link[1].replace("&amp;", "&"))

    assert answer.headers["location"] == "/queue?tab=open&label=praise"
    assert '<html lang="fr">' in browser.get(answer.headers["location"]).text


def test_the_members_language_goes_before_the_browsers(a_browser, desk, app):
    desk.add_member("remi", {desk.members["ana"].roles and next(iter(desk.members["ana"].roles))}, language="fr")

    page = a_browser("remi").get("/queue", headers={"accept-language": "en"}).text

    assert '<html lang="fr">' in page


def test_signing_out_forgets_the_language(a_browser):
    browser = a_browser("ana")
    browser.get("/language/fr")
    browser.post("/sign-out")

    assert '<html lang="en">' in browser.get("/sign-in").text


def test_the_sign_in_page_speaks_the_browsers_language(a_browser):
    page = a_browser().get("/sign-in", headers={"accept-language": "fr-CA,en;q=0.5"}).text

    assert '<html lang="fr">' in page


@pytest.mark.parametrize("mode", list(Mode))
def test_every_page_says_the_mode_and_what_it_means(tmp_path, mode):
    from web.conftest import Browser

    made = install_in(tmp_path, mode)
    mention = made.add_mention()
    browser = Browser(create_app(made.application))
    browser.sign_in("paul")

    for path in ("/queue", f"/items/{mention}", "/sending", "/help"):
        assert f"Mode: {mode.value}" in browser.get(path).text
    made.application.close()


def test_whoever_may_approve_stops_all_sending_and_resumes_it(a_browser, desk):
    browser = a_browser("paul")

    browser.post("/sending/pause")
    assert "Sending is paused." in browser.get("/queue").text
    assert desk.application.desk().paused()

    browser.post("/sending/resume")
    assert "Sending is paused." not in browser.get("/queue").text


def test_states_of_the_list_are_offered_as_filters(a_browser):
    page = a_browser("ana").get("/queue?tab=unclaimed").text
    offered = re.findall(r'<option value="([^"]+)"', page.split('name="state"')[1].split("</select>")[0])

    assert offered == [MentionState.TRIAGED, MentionState.DRAFTED]
