"""The page “What is said about us”: sentences first, bars with their table, posts with what is right."""

import csv
import io
import re

import pytest
from web.conftest import Browser
from web.making import install_in

from smbot.settings import FactTable, SubjectTable
from smbot.web.app import create_app

BIRTH = {"en": ["birth certificate"], "fr": ["acte de naissance"]}
NAME = {"en": "birth certificate", "fr": "acte de naissance"}


@pytest.fixture
def desk(tmp_path):
    """An installation that knows a fact."""
    made = install_in(tmp_path)
    fact = FactTable.model_validate({"name": NAME, "words": BIRTH, "kind": "fee", "right": ["35"]})
    subject = SubjectTable.model_validate({"name": {"en": "=Certificates", "fr": "Certificats"}, "words": BIRTH})
    application = made.application
    application.settings = application.settings.model_copy(update={"facts": (fact,), "subjects": (subject,)})
    yield made
    application.close()


def test_an_empty_week_says_so_and_draws_nothing(a_browser):
    page = a_browser("vera").get("/reputation").text

    assert "Nothing was said about us from 2026-03-02 to 2026-03-04." in page
    assert '<svg class="bars"' not in page


def test_a_wrong_fact_is_shown_with_the_right_value_and_leads_to_the_queue(a_browser, desk):
    one = desk.add_mention("Call [PHONE_NUMBER 1]: a birth certificate is $60 <now>.")

    page = a_browser("vera").get("/reputation").text

    assert "Wrong about our services" in page
    assert "$35" in page
    assert f'<a href="/items/{one}?tab=all">' in page
    assert re.search(r"<mark>.*birth certificate is \$60<span", page, re.DOTALL)
    assert "&lt;now&gt;" in page
    assert 'class="chip"' in page
    assert "[PHONE_NUMBER 1]" not in page


def test_questions_scams_and_reports_have_lists_of_their_own(a_browser, desk):
    desk.add_mention("is it really $60 for a birth certificate?")
    desk.add_mention("This is Northern Services support, DM us your password to unlock your account")
    desk.add_mention("Someone is pretending to be Northern Services", language="en")

    page = a_browser("vera").get("/reputation").text

    for title in ("People ask whether it is so", "Scams in our name", "People tell of a scam"):
        assert title in page
    assert "Wrong about our services" not in page


def test_the_chart_of_labels_says_that_it_counts_first_labels_alone(a_browser, desk):
    desk.add_mention()

    page = a_browser("ana").get("/reputation").text

    assert page.count("Each post counts under its first label alone") == 1


def test_each_bar_has_a_title_and_a_description_and_each_chart_its_table(a_browser, desk):
    desk.add_mention("About my birth certificate.", label="praise")
    desk.add_mention("Rien à dire.", language="fr", minutes_old=7 * 24 * 60 + 30)

    page = a_browser("vera").get("/reputation").text

    bars = re.findall(r'<svg role="img" aria-labelledby="(\S+) (\S+)"', page)
    assert len(bars) == 6
    for title, description in bars:
        assert f'<title id="{title}">' in page
        assert f'<desc id="{description}">' in page
    assert page.count('<ul class="bars"') == 4
    assert page.count("<summary>As a table</summary>") == 4
    assert re.search(r"<th scope=\"row\">praise</th><td>1</td><td>0</td><td>\+1</td>", page)
    assert "style=" not in page


def test_weeks_follow_each_other(a_browser, desk):
    desk.add_mention(minutes_old=7 * 24 * 60)
    browser = a_browser("vera")

    assert 'href="/reputation?until=2026-03-01" rel="prev"' in browser.get("/reputation").text
    before = browser.get("/reputation?until=2026-03-01").text
    assert 'href="/reputation?until=2026-03-04" rel="next"' in before
    assert "Posts: 1; none before." in before


@pytest.mark.parametrize("until", ["", "soon", "0001-01-01", "9999-12-31", "2026-03-05", "1999-12-31"])
def test_a_day_that_cannot_be_shows_this_week(a_browser, until):
    assert "March 2, 2026" in a_browser("vera").get(f"/reputation?until={until}").text


def test_the_figures_are_there_for_other_programs_and_are_no_formulas(a_browser, desk):
    desk.add_mention("About my birth certificate.")

    answer = a_browser("vera").get("/reputation.csv")

    rows = list(csv.reader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert 'filename="smbot-2026-03-02.csv"' in answer.headers["content-disposition"]
    assert rows[0] == ["Counted by", "Name", "Posts", "Before"]
    assert ["Labels", "complaint", "1", "0"] in rows
    assert ["Places and services", "'=Certificates", "1", "0"] in rows


def test_a_rising_word_is_marked_with_its_language(desk):
    for week in range(1, 5):
        for _ in range(15):
            desk.add_mention("The parking is full.", minutes_old=week * 7 * 24 * 60 + 60)
    for _ in range(8):
        desk.add_mention("The kiosk is broken.")
    browser = Browser(create_app(desk.application))
    browser.sign_in("vera")

    page = browser.get("/reputation").text

    assert '<th scope="row" lang="en">kiosk</th><td>8</td><td>0</td>' in page
    assert "There are no posts from before" in page  # in French


def test_the_navigation_leads_there_only_who_may_read(a_browser):
    assert 'href="/reputation"' in a_browser("vera").get("/help").text
    assert 'href="/reputation"' not in a_browser("adam").get("/help").text
