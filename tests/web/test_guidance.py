"""Guidance on a mention's page, and covers over what hurts to read."""

import re

import pytest
from web.making import install_in

from smbot.core.parts import PartKind, RedactedPart
from smbot.core.redacted import RedactedText
from smbot.core.warrant import WARRANT
from smbot.web.app import create_app

SAD = "I do not want to live any more."
COVER = re.compile(r'<details class="covered">.*?</details>', re.DOTALL)


def test_the_page_says_why_this_answer_and_what_to_look_at(a_browser, desk):
    mention = desk.add_mention()

    page = a_browser("ana").get(f"/items/{mention}").text

    assert "How to go about it" in page
    assert "Does the reply say what happens next, and by when?" in page


def test_what_smbot_is_unsure_of_is_said_first(a_browser, desk):
    mention = desk.add_mention()
    desk.set_mention(mention, scores={"complaint": 0.5})

    page = a_browser("ana").get(f"/items/{mention}").text

    assert "smbot is not sure that this is: complaint." in page


def test_what_is_answered_needs_no_looking_at(a_browser, desk):
    mention = desk.add_mention()
    desk.application.desk().answered_by_hand(desk.members["ana"], mention)

    assert "Before you answer" not in a_browser("ana").get(f"/items/{mention}").text


@pytest.mark.parametrize("label", ["urgent", "abuse"])
def test_what_hurts_is_covered_in_the_list_and_shown_on_request_alone(a_browser, desk, label):
    mention = desk.add_mention(SAD, label=label)
    browser = a_browser("ana")

    row, page = browser.get("/queue").text, browser.get(f"/items/{mention}").text

    assert SAD not in row
    assert "Covered: it may hold threats, or speak of self-harm." in row
    assert '<details class="covered">' in page


def test_what_a_covered_post_quotes_and_the_words_it_is_labelled_for_are_covered_too(a_browser, desk):
    words = "and this is what it answers"
    part = RedactedPart(kind=PartKind.QUOTED, text=RedactedText(words, (), WARRANT))
    covered = desk.add_mention(SAD, label="urgent", evidence=[SAD], parts=[part])
    plain = desk.add_mention(SAD, label="complaint", evidence=[SAD], parts=[part])
    browser = a_browser("ana")

    open_to_all = {each: COVER.sub("", main_of(browser.get(f"/items/{each}").text)) for each in (covered, plain)}

    assert [SAD in open_to_all[covered], words in open_to_all[covered]] == [False, False]
    assert [SAD in open_to_all[plain], words in open_to_all[plain]] == [True, True]
    assert words in browser.get(f"/items/{covered}").text


def main_of(page):
    return page.partition('<article class="mention">')[2]


def test_the_fear_of_losing_a_home_is_not_covered(a_browser, desk):
    mention = desk.add_mention("They evict us on Monday.", label="urgent", evidence=["evict us"])
    item = desk.application.desk().item(desk.members["ana"], mention)
    evidence = [{"start": e.start, "end": e.end, "label": "urgent", "rule": "losing-home-soon"} for e in item.evidence]
    desk.set_mention(mention, evidence=evidence)

    assert "They evict us on Monday." in a_browser("ana").get("/queue").text


def test_an_organisation_can_do_without_covers(tmp_path):
    from web.conftest import Browser

    made = install_in(tmp_path, review={"content_notice": False})
    made.add_mention(SAD, label="urgent")
    browser = Browser(create_app(made.application))
    browser.sign_in("ana")

    assert SAD in browser.get("/queue").text
    made.application.close()
