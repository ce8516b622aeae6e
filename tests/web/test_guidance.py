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


@pytest.fixture
def found(desk):
    """The factory `found(text, label, rule)`: a mention of which a rule (or "network", "model") says what it is."""

    def make(text, label, rule, **more):
        mention = desk.add_mention(text, label=label, evidence=[text], **more)
        evidence = [{"start": 0, "end": len(text), "label": label, "rule": rule}]
        desk.set_mention(mention, evidence=evidence, scores={label: 0.8})
        return mention

    return make


@pytest.mark.parametrize(
    ("label", "rule", "told"),
    [
        ("urgent", "en.urgent.self-harm-in-person", "It may speak of self-harm, or of a wish to die."),
        ("urgent", "fr.urgent.better-without-me", "It may speak of self-harm, or of a wish to die."),
        ("urgent", "en.urgent.threat-to-staff-told", "It may threaten somebody, or describe violence."),
        ("urgent", "fr.urgent.told-violence", "It may threaten somebody, or describe violence."),
        ("abuse", "en.abuse.hope-of-harm", "It may threaten somebody, or describe violence."),
        ("abuse", "fr.abuse.hate", "It may hold insults or hate."),
    ],
)
def test_what_hurts_is_covered_says_what_it_may_hold_and_is_shown_on_request(a_browser, found, label, rule, told):
    mention = found(SAD, label, rule)
    browser = a_browser("ana")

    row, page = browser.get("/queue").text, browser.get(f"/items/{mention}").text

    assert SAD not in row
    assert f"{told} Open it to read it." in row
    assert f'<details class="covered"><summary>{told} Show the post</summary>' in page


@pytest.mark.parametrize(
    ("text", "label", "rule"),
    [
        ("A water main broke on King Street, the road is flooding.", "urgent", "network"),
        ("He has nowhere to sleep tonight, it is minus 31.", "urgent", "model"),
        ("They evict us on Monday.", "urgent", "en.urgent.losing-home-soon"),
        ("She has no insulin left.", "urgent", "en.urgent.remedy-lacking-here"),
        ("Help, he cannot breathe!", "urgent", "en.urgent.danger-in-person"),
        ("Urgent, please help.", "urgent", "en.urgent.cry-for-help"),
        ("What a circus.", "abuse", "network"),
    ],
)
def test_what_merely_presses_stands_open_to_be_read_at_once(a_browser, found, text, label, rule):
    mention = found(text, label, rule)
    browser = a_browser("ana")

    assert text in browser.get("/queue").text
    assert '<details class="covered">' not in browser.get(f"/items/{mention}").text


def test_abuse_that_triage_is_all_but_certain_of_is_covered(a_browser, desk, found):
    mention = found("A dog could do it better.", "abuse", "network")
    desk.set_mention(mention, scores={"abuse": 0.99})

    assert "It may hold insults or hate." in a_browser("ana").get("/queue").text


def test_what_a_covered_post_quotes_and_the_words_it_is_labelled_for_are_covered_too(a_browser, desk, found):
    words = "and this is what it answers"
    part = RedactedPart(kind=PartKind.QUOTED, text=RedactedText(words, (), WARRANT))
    covered = found(SAD, "urgent", "en.urgent.no-wish-to-live", parts=[part])
    plain = desk.add_mention(SAD, label="complaint", evidence=[SAD], parts=[part])
    browser = a_browser("ana")

    open_to_all = {each: COVER.sub("", main_of(browser.get(f"/items/{each}").text)) for each in (covered, plain)}

    assert [SAD in open_to_all[covered], words in open_to_all[covered]] == [False, False]
    assert [SAD in open_to_all[plain], words in open_to_all[plain]] == [True, True]
    assert words in browser.get(f"/items/{covered}").text


def main_of(page):
    return page.partition('<article class="mention">')[2]


def test_an_organisation_can_do_without_covers(tmp_path):
    from web.conftest import Browser

    made = install_in(tmp_path, review={"content_notice": False})
    made.set_mention(made.add_mention(SAD, label="abuse"), scores={"abuse": 0.99})
    browser = Browser(create_app(made.application))
    browser.sign_in("ana")

    assert SAD in browser.get("/queue").text
    made.application.close()
