"""Floors on posts written for development, for the rules alone, whatever a model makes of them: they only rise.

Each line of the tables has the labels a post must get, joined by ``+``; one with ``?`` may be given as well.
"""

from collections import Counter
from pathlib import Path

import pytest

from smbot.classify.labels import load_labels
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import Rules
from smbot.classify.words import split_words
from smbot.core.labels import NONE

HERE = Path(__file__).parent
LABELS = load_labels()
RULES = Rules(LABELS, load_rulebook())
LEAST_POSTS = 25
SHOWN = {
    "urgent": 0.5,
    "access_request": 0.4,
    "abuse": 0.5,
    "complaint": 0.45,
    "incident": 0.45,
    "wrong_office": 0.4,
    "question": 0.5,
    "suggestion": 0.5,
    "praise": 0.4,
    "spam": 0.45,
}
"""Scores from which the rules alone show a label, as the floors were measured."""

RECALL_FLOORS = {
    "en": {
        "urgent": 30,
        "access_request": 29,
        "abuse": 26,
        "complaint": 27,
        "incident": 27,
        "wrong_office": 25,
        "question": 30,
        "suggestion": 25,
        "praise": 22,
        "spam": 24,
        "none": 35,
    },
    "fr": {
        "urgent": 31,
        "access_request": 28,
        "abuse": 25,
        "complaint": 25,
        "incident": 23,
        "wrong_office": 23,
        "question": 28,
        "suggestion": 27,
        "praise": 25,
        "spam": 23,
        "none": 34,
    },
}
FALSE_CEILINGS = {
    "en": {
        "urgent": 0,
        "access_request": 0,
        "abuse": 0,
        "complaint": 13,
        "incident": 2,
        "wrong_office": 2,
        "question": 21,
        "suggestion": 2,
        "praise": 2,
        "spam": 0,
    },
    "fr": {
        "urgent": 0,
        "access_request": 2,
        "abuse": 0,
        "complaint": 19,
        "incident": 2,
        "wrong_office": 2,
        "question": 18,
        "suggestion": 3,
        "praise": 2,
        "spam": 0,
    },
}
"""Posts that get a label they may not have, counted over the whole table."""


def read_posts(language):
    for line in (HERE / f"posts_{language}.tsv").read_text(encoding="utf-8").splitlines():
        labels, text = line.split("\t")
        must = {label for label in labels.split("+") if not label.endswith("?")}
        may = {label.removesuffix("?") for label in labels.split("+")}
        yield must, may, text


def shown(text, language):
    scores = RULES.scores(RULES.hits(split_words(text), language))
    labels = {label for label, least in SHOWN.items() if scores[label] >= least}
    if "spam" in labels and not labels & {"urgent", "access_request"}:
        return {"spam"}
    return labels or {NONE}


def count(language):
    wanted, found, wrong = Counter(), Counter(), Counter()
    for must, may, text in read_posts(language):
        given = shown(text, language)
        wanted.update(must)
        found.update(given & must)
        wrong.update(given - may)
    return wanted, found, wrong


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_label_is_found_as_often_as_before(language):
    wanted, found, _ = count(language)

    missed = {
        label: f"{found[label]} of {wanted[label]}"
        for label, floor in RECALL_FLOORS[language].items()
        if found[label] < floor
    }
    assert missed == {}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_label_is_given_wrongly_more_often_than_before(language):
    _, _, wrong = count(language)

    too_many = {label: wrong[label] for label, ceiling in FALSE_CEILINGS[language].items() if wrong[label] > ceiling}
    assert too_many == {}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_tables_and_floors_hold_every_label(language):
    wanted, _, _ = count(language)

    assert all(wanted[label] >= LEAST_POSTS for label in LABELS.names)
    assert set(RECALL_FLOORS[language]) == set(LABELS.names)
    assert set(FALSE_CEILINGS[language]) == set(LABELS.names) - {NONE}
