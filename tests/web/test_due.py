"""When mentions are due: told in rows, by our standard and by law apart; the tab of what is due today; the API."""

import re

import pytest
from web.api import Program, a_token
from web.making import NOW

HOURS = 60


def row_of(page, mention):
    """Return what a row tells, without its tags."""
    row = re.search(rf'<article class="row[^"]*" data-id="{mention}".*?</article>', page, re.DOTALL)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).replace("\u00a0", " ")


def on_docket(desk, **changes):
    mention = desk.add_mention(**changes)
    desk.application.label_corrections().correct(desk.members["ana"], mention, ["access_request"])
    return mention


def listed(page):
    return set(re.findall(r'<article class="row[^"]*" data-id="([^"]+)"', page))


def test_a_row_tells_what_is_left_and_when_it_is_due(a_browser, desk):
    early, late = desk.add_mention(minutes_old=30), desk.add_mention(minutes_old=50 * HOURS)
    answered = desk.add_answered()

    page = a_browser("ana").get("/queue?tab=all").text

    assert "1 d 23 h left, due 2026-03-06, 10:00 a.m." in row_of(page, early)
    assert "overdue by 2 h, was due 2026-03-04, 8:30 a.m." in row_of(page, late)
    assert "due" not in row_of(page, answered)


def test_a_row_tells_the_legal_date_apart(a_browser, desk):
    mention, other = on_docket(desk), desk.add_mention()

    page = a_browser("ana").get("/queue?tab=all").text

    assert re.search(r"by law: due 2026-\d\d-\d\d \(days left: \d+\)", row_of(page, mention))
    assert "by law" not in row_of(page, other)
    assert "by law" in a_browser("ana").get(f"/items/{mention}").text


def test_the_tab_has_what_is_due_until_midnight_by_our_standard_or_by_law(a_browser, desk):
    soon = desk.add_mention(minutes_old=46 * HOURS)
    tomorrow = desk.add_mention(minutes_old=30 * HOURS)
    over = desk.add_mention(minutes_old=60 * 24 * 20)
    by_law = on_docket(desk, minutes_old=60 * 24 * 60)
    desk.set_mention(by_law, state="triaged")
    desk.set_mention(closed := desk.add_mention(minutes_old=60 * 24 * 20), state="no-reply")

    page = a_browser("ana").get("/queue?tab=due").text

    assert listed(page) == {soon, over, by_law}
    assert not {tomorrow, closed} & listed(page)
    assert re.search(r'aria-current="page">Due today <span class="number">3<', page)
    assert "overdue" in row_of(page, by_law)


def test_an_entry_that_is_settled_leaves_the_tab_and_its_date_the_row(a_browser, desk):
    mention = on_docket(desk, minutes_old=60 * 24 * 60)
    desk.set_mention(mention, state="triaged")
    officer = a_browser("chloe")
    before = officer.get("/queue?tab=due").text
    with desk.application.store.read() as tx:
        docket = tx.docket_of(mention)

    assert officer.post(f"/docket/{docket}/reject", {"reason": "A joke."}).status_code == 303

    assert listed(before) == {mention}
    assert listed(officer.get("/queue?tab=due").text) == set()
    assert "by law" not in row_of(officer.get("/queue?tab=all").text, mention)


def test_an_empty_tab_says_so(a_browser, desk):
    desk.add_mention()

    assert "Nothing is due today, and nothing is overdue." in a_browser("ana").get("/queue?tab=due").text


def test_the_api_tells_both_dates(app, desk):
    mention, request = desk.add_mention(minutes_old=30), on_docket(desk)
    call = Program(app, a_token(desk, "ana").secret)

    items = {item["id"]: item for item in call.get("/mentions").json()["items"]}

    assert items[mention]["due_at"] == "2026-03-06T15:00:00Z"
    assert (items[mention]["overdue"], items[mention]["due_by_law"]) == (False, None)
    assert items[request]["due_by_law"] > NOW.date().isoformat()
    assert call.get(f"/mentions/{mention}").json()["due_at"] == items[mention]["due_at"]


@pytest.mark.parametrize("typed", ["613 555-0143", "call marie@example.ca"])
def test_a_refused_search_keeps_the_words_in_their_field_with_the_error_beside(a_browser, desk, typed):
    browser = a_browser("ana")

    answer = browser.post("/queue/find", {"tab": "all", "words": typed, "language": "fr"})

    field = re.search(r'<input type="search"[^>]*>', answer.text)[0]
    assert answer.status_code == 409
    assert f'value="{typed}"' in field
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="refused"' in field
    assert 'id="refused"' in answer.text
    assert '<option value="fr" selected>' in answer.text
    assert answer.text.count(typed) == 1
    assert browser.get("/queue", params={"words": typed}).text.count(typed) == 1
