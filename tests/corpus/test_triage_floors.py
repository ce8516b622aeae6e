"""Floors of triage on posts by voices that nobody who tunes has read, masked by our own redactor; they only rise."""

from pathlib import Path

import pytest

from smbot.bootstrap import bare
from smbot.classify.labels import load_labels
from smbot.core.shares import Share
from smbot.redact.tagger.loading import load_tagger
from smbot.training.evaluate_triage import label, read_labelled
from smbot.training.measures import Measure
from smbot.training.triage_scores import Scores, TriageScores, score

HERE = Path(__file__).parent / "posts"

FLOORS: dict[str, float] = {
    "complaint, macro-F1, en": 0.82,
    "complaint, macro-F1, fr": 0.80,
    "access request, recall at review, en": 0.93,
    "access request, recall at review, fr": 0.95,
    "access request, recall at review, all": 0.95,
    "access request, precision at review, all": 0.75,
    "access request, precision at assert, all": 0.9,
    "access request, recall at assert, all": 0.8,
    "implicit access request, recall": 0.92,
    "access request that names no law, recall": 0.93,
    "urgent, recall, en": 0.92,
    "urgent, recall, fr": 0.92,
    "urgent, recall, all": 0.92,
    "other labels, macro-F1, en": 0.80,
    "other labels, macro-F1, fr": 0.80,
}
CEILINGS: dict[str, float] = {
    "gap between the languages, mean of labels": 0.07,
    "gap between the languages, complaint": 0.06,
    "hard negatives of access requests taken for one": 0.5,
    "hard negatives of complaints taken for one": 0.2,
}
CALIBRATION = 0.06
"""Greatest calibration error of a label."""
NONE_CALIBRATION = 0.15


@pytest.fixture(scope="module")
def scores() -> TriageScores:
    labels = load_labels().names
    posts = read_labelled(HERE, labels)
    application = bare(sorted({value for post in posts for value in post.own}))
    classifier = application.classifier
    found = label(
        [post.text for post in posts],
        application.redactor(load_tagger()),
        application.teller,
        classifier,
        lambda _posts: None,
    )
    assert found.refused == 0
    return score(posts, found.triages, labels, asserted=classifier.asserted)


def share(scores: Scores, name: str) -> float:
    found: Share = scores.shares[name]
    assert found.value is not None
    return found.value


def measure(scores: Scores, name: str) -> float:
    found: Measure | None = scores.measures[name]
    assert found is not None
    return found.value


@pytest.fixture(scope="module")
def figures(scores: TriageScores) -> dict[str, float]:
    assert scores.gap is not None
    found = {
        "gap between the languages, mean of labels": measure(scores.gap, "f1"),
        "gap between the languages, complaint": measure(scores.gap, "complaint_macro_f1"),
        "hard negatives of access requests taken for one": share(scores.tags["not-access_request"], "taken_for_it"),
        "hard negatives of complaints taken for one": share(scores.tags["not-complaint"], "taken_for_it"),
        "implicit access request, recall": share(scores.access["all"], "implicit_recall"),
        "access request that names no law, recall": share(scores.access["all"], "without_law_recall"),
    }
    for lang, each in scores.together.items():
        found[f"complaint, macro-F1, {lang}"] = measure(each, "complaint_macro_f1")
        found[f"other labels, macro-F1, {lang}"] = measure(each, "other_macro_f1")
        found[f"urgent, recall, {lang}"] = share(scores.labels["urgent"][lang], "recall")
        for at in ("review", "assert"):
            found[f"access request, recall at {at}, {lang}"] = share(scores.access[lang], f"{at}_recall")
            found[f"access request, precision at {at}, {lang}"] = share(scores.access[lang], f"{at}_precision")
    return found


@pytest.mark.parametrize("name", FLOORS)
def test_triage_stays_above_its_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name]


@pytest.mark.parametrize("name", CEILINGS)
def test_what_should_be_small_stays_below_its_ceiling(figures: dict[str, float], name: str) -> None:
    assert figures[name] <= CEILINGS[name]


def test_scores_mean_what_they_say(scores: TriageScores) -> None:
    errors = {name: measure(each["all"], "calibration_error") for name, each in scores.labels.items()}

    # "none" is what the highest of the others leaves: no probability of its own, so it has a bound of its own.
    assert errors.pop("none") <= NONE_CALIBRATION
    assert max(errors.values()) <= CALIBRATION
