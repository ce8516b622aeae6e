"""The pages of cases and of the docket in Debian's Chromium: axe, narrow windows, targets, with and without script."""

import re
from dataclasses import replace

import pytest
from browser.axe_in_every_look import found_by_axe
from browser.test_accessibility import LONGER, NO_SCROLL, SMALL
from web.casework import WRITTEN, open_case, write_in_private
from web.making import NOW

from smbot.access.names import Element, Means, Where
from smbot.access.orders import PassingOrder, begun, failed
from smbot.bootstrap.access import docket_of
from smbot.bootstrap.cases import assignee_of, cases_of
from smbot.bootstrap.private import private_desk
from smbot.cases.model import Ground, Kind, Outcome, Priority, Suggestion
from smbot.core.ids import new_passing_id

pytestmark = pytest.mark.browser

OPENED = "document.querySelectorAll('details').forEach(d => { d.open = true })"


@pytest.fixture(scope="module")
def places(desk):
    """Addresses with who may see them; a case of Paul's in whose thread the person wrote."""
    cases, paul, chloe = cases_of(desk.application), desk.members["paul"], desk.members["chloe"]
    asked = desk.add_mention("Please send me every e-mail on the bridge of 2019.")
    desk.application.label_corrections().correct(paul, asked, ["access_request"])
    with desk.application.store.read() as tx:
        entry = tx.docket_of(asked)
    docket = docket_of(desk.application)
    docket.confirm(chloe, entry)
    docket.ask(chloe, entry, [Element.WHAT], Where.PRIVATE)
    docket.extend(chloe, entry, 10, "Very many records")
    order = PassingOrder(
        id=new_passing_id(), docket=entry, means=Means.MAIL, ordered_at=NOW, ordered_by="chloe", next_at=NOW
    )
    given_up = failed(begun(order, NOW), "550", certain=True, for_good=True, now=NOW)
    with desk.application.store.write() as tx:
        tx.add_passing(given_up)
        tx.add_passing(replace(order, id=new_passing_id(), means=Means.WEBHOOK))
    full = open_case(desk, who="paul", mentions=[asked], language="fr", priority=Priority.URGENT)
    cases.note(paul, full.id, "Rang, nobody there")
    cases.task(paul, full.id, "Ring again")
    cases.page(paul, full.id, "Somebody is in danger")
    code = private_desk(desk.application, assignee_of(desk.application)).make_code(full.id, paul).code
    write_in_private(desk, code)
    first, second = (open_case(desk, Kind.INCIDENT, "paul").id for _ in range(2))
    with desk.application.store.write() as tx:
        tx.put_suggestion(Suggestion(incident=second, target=first, score=0.8, grounds=(Ground.WORDS,)))
    third = open_case(desk, Kind.INCIDENT, "paul").id
    problem = cases.problem_from(paul, [third]).id
    waiting = open_case(desk, who="paul").id
    cases.wait(paul, waiting, "Asked which street")
    closed = open_case(desk, who="paul").id
    cases.close(paul, closed, Outcome.SOLVED)
    return {
        "paul": [
            "/cases?tab=mine",
            "/cases?tab=waiting&kind=problem",
            f"/cases/{full.id}",
            f"/cases/{second}",
            f"/cases/{problem}",
            f"/cases/{third}",
            f"/cases/{waiting}",
            f"/cases/{closed}",
            f"/items/{asked}?tab=all",
        ],
        "chloe": [
            "/docket",
            "/docket?tab=settled",
            f"/docket/{entry}",
            f"/cases/{full.id}",
            f"/items/{asked}?tab=all",
        ],
    }


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_breaks_a_rule_of_accessibility(window, places, language):
    for who, addresses in places.items():
        made = window(who)
        made.open(f"/language/{language}?next=/help")
        for path in addresses:
            made.open(path)
            assert found_by_axe(made.page) == [], (who, path)


@pytest.mark.parametrize("width", [320, 1280])
def test_long_words_fit_and_targets_are_large_enough(window, places, width):
    for who, addresses in places.items():
        made = window(who, viewport={"width": width, "height": 800})
        for path in addresses:
            made.open(path)
            made.page.evaluate(OPENED)
            assert made.page.evaluate(SMALL) == [], (width, path)
            made.page.evaluate(LONGER)
            assert made.page.evaluate(NO_SCROLL), (width, path)


@pytest.mark.parametrize("script", [True, False])
def test_a_thread_is_opened_read_and_answered_with_and_without_script(window, places, script):
    made = window("paul", script=script, java_script_enabled=script)
    page = made.page
    made.open(places["paul"][2], script=script)
    assert WRITTEN not in page.content()

    page.get_by_role("button", name="Open the private thread").click()
    page.wait_for_selector(".thread")
    if script:
        made.ready()
    assert WRITTEN in page.content()
    if script:
        assert found_by_axe(page) == []
    page.get_by_label("Answer in private").fill("Somebody comes on Monday.")
    page.get_by_role("button", name="Seal and send the answer").click()
    page.wait_for_selector("text=The answer is sealed.")

    assert WRITTEN not in page.content()
    assert "Somebody comes on Monday." not in page.content()


def test_a_fresh_code_is_shown_large_and_fits_a_narrow_window(window, places):
    made = window("paul", viewport={"width": 320, "height": 800})
    made.open(places["paul"][6])

    made.page.get_by_role("button", name="Make a case code").click()
    made.page.wait_for_selector(".code")
    made.ready()

    assert re.fullmatch(r"\w{3}-\w{3}-\w{3}", made.page.inner_text(".code"))
    assert made.page.evaluate(NO_SCROLL)
    assert made.page.evaluate("parseFloat(getComputedStyle(document.querySelector('.code')).fontSize)") >= 32
    assert found_by_axe(made.page) == []


def test_the_evidence_is_downloaded_more_than_once(window, places):
    made = window("chloe", path=places["chloe"][2])

    for _ in range(2):
        with made.page.expect_download() as download:
            made.page.get_by_role("button", name="Export the evidence").click()
        assert download.value.suggested_filename.endswith(".zip")
