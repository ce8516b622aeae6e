"""Help inside the program: complete in both languages, made from the program where it can be, linked from each page."""

import re
from datetime import timedelta
from importlib import resources
from pathlib import Path

import pytest

from smbot.classify.labels import load_labels
from smbot.core.messages import say
from smbot.core.roles import Permission
from smbot.core.states import MentionState, Mode
from smbot.review.at_platform import Order
from smbot.web import help_words
from smbot.web.help_pages import TOPICS
from smbot.web.help_words import BY_PATH, help_for
from smbot.web.keys import SHORTCUTS
from smbot.web.order_words import ORDERS
from smbot.web.step_up import GOOD_FOR
from smbot.web.view import TITLES
from smbot.web.words import MODES

ROOT = resources.files("smbot.web")
WRITTEN = sorted(name for name, topic in TOPICS.items() if topic.written)
NBSP = "\N{NO-BREAK SPACE}"


def _text(topic, language):
    return ROOT.joinpath("help", language, f"{topic}.md").read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_each_page_is_there_in_both_languages_for_anybody(a_browser, topic, language):
    browser = a_browser()
    browser.get(f"/language/{language}")

    answer = browser.get(f"/help/{topic}")

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert f'<a href="/help/{topic}">' in browser.get("/help").text


def test_there_is_no_other_page_and_no_file_is_reached_by_its_name(a_browser):
    for name in ("none", "..%2Fdesk", "team.md", "%2Fetc%2Fpasswd"):
        assert a_browser().get(f"/help/{name}").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_tour_names_each_tab_and_what_cannot_be_undone(language):
    text = _text("tour", language)

    assert [
        f"**{say(title, language)}**" for title in TITLES.values() if f"**{say(title, language)}**" not in text
    ] == []
    assert say(MODES[Mode.LIVE], language) in text.split("## ")[0]
    for order in (Order.CORRECT, Order.REMOVE):
        assert f"**{say(ORDERS[order], language)}**" in text


@pytest.mark.parametrize("topic", WRITTEN)
def test_both_languages_have_the_same_headings_and_lists(topic):
    shapes = [
        [re.match(r"(##|- |\d\. |)", line)[1] for line in _text(topic, language).splitlines() if line]
        for language in ("en", "fr")
    ]

    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("topic", WRITTEN)
def test_the_french_is_set_as_french(topic):
    text = re.sub(r"`[^`]*`", "", _text(topic, "fr"))

    assert not re.search(rf"(?<!{NBSP}):", text)
    assert not re.search(rf"«(?!{NBSP})|(?<!{NBSP})»", text)
    assert not re.search(r"\s[;!?]", text)
    assert not re.search("['\"“”]", text)


def test_files_and_pages_are_the_same():
    for language in ("en", "fr"):
        assert sorted(Path(file.name).stem for file in ROOT.joinpath("help", language).iterdir()) == WRITTEN


def test_the_glossary_names_every_label_state_and_permission(a_browser):
    page = a_browser().get("/help/glossary").text

    assert all(label.meaning["en"].replace("'", "’")[:40] in page for label in load_labels().entries)
    assert set(help_words.STATES) == set(MentionState)
    assert set(help_words.PERMISSIONS) == set(Permission)


def test_the_page_of_keys_tells_every_key_that_a_template_has_and_no_other():
    sources = [file.read_text("utf-8") for file in ROOT.joinpath("templates").iterdir() if file.name.endswith(".html")]
    pressed = {name for source in sources for name in re.findall(r'pressed_by\("([a-z-]+)"\)', source)}
    pressed |= {name for source in sources for name in re.findall(r'button\("[a-z-]+", "([a-z-]+)"\)', source)}
    pressed |= {name for source in sources for name in re.findall(r' key="([a-z-]+)"', source)}
    gone_to = {f"go-{name}" for source in sources for name in re.findall(r'parts.go\("([a-z]+)"\)', source)}

    assert pressed | {"go"} == {each.name for each in SHORTCUTS if not each.after_go}
    assert gone_to == {each.name for each in SHORTCUTS if each.after_go}
    assert not any(re.search(r'data-(key|go)="[^"{]', source) for source in sources)


@pytest.mark.parametrize(
    ("address", "topic"),
    [
        ("/queue?tab=mine", "/help/team"),
        ("/items/m-1", "/help/team"),
        ("/docket", "/help/compliance"),
        ("/system", "/help/operations"),
        ("/administration/members", "/help/administration"),
        ("/", "/help"),
        ("/sign-in", "/help"),
    ],
)
def test_each_page_links_the_help_that_fits_it(address, topic):
    assert help_for(address) == topic


def test_help_is_linked_at_the_foot_of_pages(a_browser):
    assert '<a href="/help/team">Help on this page</a>' in a_browser("ana").get("/queue").text
    assert {f"/help/{topic}" for topic in BY_PATH.values()} <= {f"/help/{topic}" for topic in TOPICS}


def test_help_of_both_desks_tells_how_one_proves_again_who_one_is_and_for_how_long(a_browser):
    for topic in ("team", "compliance"):
        page = a_browser().get(f"/help/{topic}").text
        assert "<h2>Proving again who you are</h2>" in page
        assert "<strong>five minutes</strong>, in this session only" in page
        assert timedelta(minutes=5) == GOOD_FOR
        assert "sign-in service" in page


def test_the_accessibility_statement_names_whom_to_tell(a_browser):
    assert "web.accessibility_contact" in a_browser().get("/help/accessibility").text
