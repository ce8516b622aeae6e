"""A post that may distress is covered on every page that quotes it, not on its own page and in the queue alone."""

import re
from datetime import timedelta

import pytest
from web.casework import open_case
from web.making import NOW, install_in

from smbot.web.app import create_app

SAID = "You are all leeches at the permit office."
COVERS = {
    "en": "It may hold insults or hate. Show the post",
    "fr": "Cette publication peut contenir des insultes ou des propos haineux. Afficher la publication",
}
COVER = re.compile(r'<details class="covered"><summary>([^<]*)</summary>(.*?)</details>', re.DOTALL)


@pytest.fixture
def hurtful(desk):
    """A post of which triage is all but certain that it insults."""
    mention = desk.add_mention(SAID, label="abuse")
    desk.set_mention(mention, scores={"abuse": 0.99})
    return mention


@pytest.fixture
def docket(desk, hurtful):
    """Put that post onto the docket; return the entry's id."""
    desk.application.label_corrections().correct(desk.members["ana"], hurtful, ["access_request", "abuse"])
    desk.set_mention(hurtful, scores={"abuse": 0.99})
    with desk.application.store.read() as tx:
        return tx.docket_of(hurtful)


def is_covered(page, language="en"):
    """Say whether the post stands on a page behind a cover that says what it may hold, and nowhere else."""
    covers = COVER.findall(page)
    return (
        any(told == COVERS[language] and SAID in shown for told, shown in covers)
        and SAID not in COVER.sub("", page)
        and "<blockquote" not in COVER.sub("", page)
    )


def test_a_case_covers_it(desk, a_browser, hurtful):
    case = open_case(desk, mentions=[hurtful])

    page = a_browser("ana").get(f"/cases/{case.id}").text.partition('id="posts"')[2].partition("</section>")[0]

    assert is_covered(page)


def test_the_docket_s_list_leaves_it_out_and_its_entry_covers_it(an_officer, docket):
    listed, entry = an_officer.get("/docket").text, an_officer.get(f"/docket/{docket}").text

    assert SAID not in listed
    assert "It may hold insults or hate. Open it to read it." in listed
    assert is_covered(entry.partition('id="posts"')[2].partition("</section>")[0])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_timeline_covers_it_in_both_languages(language, an_officer, hurtful):
    an_officer.get(f"/language/{language}?next=/queue")

    assert is_covered(an_officer.get(f"/compliance/timeline/{hurtful}").text, language)


def test_a_search_for_holds_covers_what_it_finds(an_officer, hurtful):
    assert is_covered(an_officer.post("/compliance/holds/find", {"words": "leeches"}).text)


def test_labels_to_look_at_are_covered_in_the_sample_and_where_a_correction_waits(desk, a_browser, an_officer, hurtful):
    desk.set_mention(hurtful, collected_at=NOW - timedelta(days=7))
    assert desk.application.samples().draw() == 1
    sample = an_officer.get("/labels").text

    desk.application.label_corrections().correct(desk.members["ana"], hurtful, ["abuse", "complaint"])
    desk.set_mention(hurtful, scores={"abuse": 0.99})
    both = an_officer.get("/labels").text

    assert is_covered(sample)
    assert is_covered(both)
    assert len(COVER.findall(both)) == len(COVER.findall(sample)) + 1


def test_what_is_said_about_us_covers_it(desk, a_browser):
    scam = "This is Northern Services support, you leeches, DM us your password to unlock your account"
    desk.set_mention(desk.add_mention(scam, label="abuse"), scores={"abuse": 0.99})

    page = a_browser("vera").get("/reputation").text

    [(told, shown)] = [found for found in COVER.findall(page) if "leeches" in found[1]]
    assert told == COVERS["en"]
    assert "<mark>" in shown
    assert "leeches" not in COVER.sub("", page)


def test_without_covers_it_stands_open_everywhere(tmp_path):
    from web.conftest import Browser

    made = install_in(tmp_path, review={"content_notice": False})
    mention = made.add_mention(SAID, label="abuse")
    made.set_mention(mention, scores={"abuse": 0.99})
    browser = Browser(create_app(made.application))
    browser.sign_in("chloe")

    page = browser.get(f"/compliance/timeline/{mention}").text

    assert SAID in page
    assert 'class="covered"' not in page
    made.application.close()
