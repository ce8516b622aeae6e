"""No page of the demonstration shows a machine's word to who reads it; hours in French read as French does."""

import re

import pytest
from web.conftest import Browser
from web.making import PASSWORD
from web.reading import read, walk

from smbot.bootstrap.steps import role_telling_of
from smbot.core.roles import Role
from smbot.demo.stage import approve_all, collect_all, send_all, set_up
from smbot.installation import NewMember, add_member
from smbot.redact.tagger.loading import load_tagger
from smbot.web.app import create_app

OF_A_KIND = 2
"""How many pages are read that differ in what they are about alone."""

MACHINE_WORDS = {
    "an id": r"\b[a-z]-[0-9a-z]{12,}\b",
    "a kind and a value": r"\b(?:language|private|failed|monitor|notify|escalate):\w+",
    "an event": r"\b(?:mention|reply|case|docket|draft|mask|member|labels)\.[a-z]+(?:-[a-z]+)*\b",
    "a name with underlines": r"\b[a-z]+_[a-z_]+\b",
    "a value of the code": r"(?:^|: )(?:None|True|False)$|\[\]|\{\w*\}",
    "a moment of the code": r"\d{4}-\d\d-\d\dT\d\d",
    "a word said twice": r"\b(\w{4,})\s?: \1\.$",
}
ENGLISH_HOURS = r"\b\d{1,2}:\d\d\b(?!:)|[ap]\.\u00a0?m\."


@pytest.fixture(scope="module")
def shown():
    """Every kind of page of the demonstration after a round of it, by who reads it and in which language."""
    with set_up(undo_seconds=0, port=0, language="fr") as stage:
        application = stage.application
        collect_all(application)
        application.pipeline(load_tagger()).run_dry(lambda *_: None)
        approve_all(application, stage.members["bob"])
        send_all(application)
        role_telling_of(application).tell_due()
        dave = NewMember(name="dave", password=PASSWORD, roles=frozenset({Role.ADMINISTRATOR}), language="fr")
        add_member(application, dave, by="demo")
        app, pages = create_app(application), {}
        for who, password in {**stage.passwords, "dave": PASSWORD}.items():
            browser = Browser(app)
            browser.sign_in(who, password)
            for language in ("en", "fr"):
                browser.get(f"/language/{language}?next=/")
                pages |= {(language, who, path): lines for path, lines in walk(browser, of_a_kind=OF_A_KIND)}
        yield pages


def _found(pages, pattern, language=None):
    return [
        (*where, match[0], line)
        for where, lines in pages.items()
        for line in lines
        for match in re.finditer(pattern, line)
        if language in {None, where[0]} and "/playbooks/" not in where[2]  # there a playbook's own file is shown
    ]


@pytest.mark.parametrize("what", MACHINE_WORDS)
def test_no_page_shows_a_machines_word(shown, what):
    assert _found(shown, MACHINE_WORDS[what]) == []


def test_no_french_page_shows_english_hours(shown):
    assert _found(shown, ENGLISH_HOURS, "fr") == []


def test_the_walk_reaches_every_desk(shown):
    reached = {path.split("?")[0].split("/")[1] for _, _, path in shown}

    assert {"queue", "items", "cases", "docket", "audit", "compliance", "reputation", "administration"} <= reached


def test_reading_leaves_out_code_and_quotes_and_nothing_else():
    page = '<p>Said <b>so</b> <code>m-1</code></p><blockquote dir="auto"><p>quoted</p></blockquote><p>after<br>it</p>'

    assert read(page)[0] == ["Said so", "afterit"]
