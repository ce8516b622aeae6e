"""The two questions behind a signed link, in both languages: one answer, and nothing by looking."""

import pytest
from fastapi import FastAPI
from web.conftest import Browser

from smbot.bootstrap.cases import cases_of, survey_of
from smbot.cases.intake import Start
from smbot.cases.model import Kind, Outcome
from smbot.web.pages_survey import add_survey

BOTH = {"solved": "yes", "own_language": "no"}


@pytest.fixture
def survey(desk):
    return survey_of(desk.application)


@pytest.fixture
def app(survey):
    made = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_survey(made, survey, first_language="en", stylesheet="/static/citizen.css")
    return made


@pytest.fixture
def case(desk):
    """A closed case of a person who chose French."""
    cases = cases_of(desk.application)
    with desk.application.store.read() as tx:
        ana = next(member for member in tx.members() if member.name == "ana")
    opened = cases.open(ana, Start(kind=Kind.COMPLAINT, language="fr"))
    return cases.close(ana, opened.id, Outcome.SOLVED)


@pytest.fixture
def link(survey, case):
    return survey.ask(case.id)


def answer_of(desk, case):
    with desk.application.store.read() as tx:
        found = tx.survey_of(case.id)
    return found.solved, found.own_language


def test_the_page_asks_in_the_language_of_the_case_and_offers_the_other(app, link):
    french, english = Browser(app).get(link), Browser(app).get(f"{link}?language=en")

    assert '<html lang="fr">' in french.text
    assert "Avons-nous réglé ce qui vous amenait?" in french.text
    assert f'href="{link}?language=en" lang="en" hreflang="en">English' in french.text
    assert "Did we solve what you came for?" in english.text


def test_looking_answers_nothing_and_one_answer_is_kept(desk, app, link, case):
    Browser(app).get(link)
    assert answer_of(desk, case) == (None, None)

    first = Browser(app).post(link, BOTH)
    second = Browser(app).post(link, {"solved": "no", "own_language": "no"})

    assert (first.status_code, second.status_code) == (200, 409)
    assert "conservées" in first.text
    assert "déjà répondu" in second.text
    assert "déjà répondu" in Browser(app).get(link).text
    assert answer_of(desk, case) == (True, False)


@pytest.mark.parametrize("given", [{}, {"solved": "yes"}, {"solved": "maybe", "own_language": "yes"}])
def test_half_an_answer_is_asked_for_again_and_keeps_what_was_said(desk, app, link, case, given):
    answer = Browser(app).post(link, given)

    assert answer.status_code == 422
    assert "deux questions" in answer.text
    assert answer.text.count(" checked") == sum(value == "yes" for value in given.values())
    assert answer_of(desk, case) == (None, None)


def test_a_link_that_is_none_of_ours_asks_nothing(app, link):
    answer = Browser(app).get(link[:-1] + "?language=fr")

    assert answer.status_code == 404
    assert "<form" not in answer.text


def test_pages_stay_out_of_caches_and_run_no_script(app, link):
    answer = Browser(app).get(link)

    assert answer.headers["cache-control"] == "no-store"
    assert "script-src 'none'" in answer.headers["content-security-policy"]
