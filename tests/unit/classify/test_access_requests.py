"""What an access request says: its kind, the elements that are there, and how sure triage is."""

from dataclasses import replace

import pytest

from smbot.classify.access import Element, Kind, Level, access_request, reasons
from smbot.classify.cascade import Cascade
from smbot.classify.earlier import NOTHING
from smbot.classify.labels import load_labels
from smbot.classify.model import load
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import Rules
from smbot.core.spans import Evidence

LABELS = load_labels()
CLASSIFIER = Cascade(labels=LABELS, rules=Rules(LABELS, load_rulebook()), model=load(), encoder=None)


def decided(post, language, earlier=NOTHING):
    triage = CLASSIFIER.triage(post, language, earlier)
    return access_request(triage.labels, triage.evidence)


@pytest.mark.parametrize(
    ("post", "language", "kind"),
    [
        ("Under FIPPA I request the inspection reports for the daycare, 2021 to now", "en", Kind.RECORDS),
        ("i want a copy of my file please", "en", Kind.OWN_FILE),
        ("I want a copy of my mother's chart, [PERSON 1]", "en", Kind.OWN_FILE),
        ("Under the privacy act I request that you correct my birth date in your records", "en", Kind.CORRECTION),
        ("En vertu de la loi sur l'accès, je demande les contrats de déneigement de 2023", "fr", Kind.RECORDS),
        ("je veux une copie de mon dossier svp", "fr", Kind.OWN_FILE),
        ("En vertu de la loi sur l'accès, je demande de corriger mon prénom dans votre système", "fr", Kind.CORRECTION),
    ],
)
def test_the_kind_is_told(post, language, kind):
    assert decided(post, language).kind == kind


@pytest.mark.parametrize(("post", "language"), [("any news?", "en"), ("toujours rien", "fr")])
def test_what_follows_an_earlier_request_is_a_follow_up(post, language):
    assert decided(post, language, {"access_request": Level.ASSERT}).kind == Kind.FOLLOW_UP


@pytest.mark.parametrize(
    ("post", "language", "said"),
    [
        ("I want a copy of my file", "en", {"what"}),
        ("I want a copy of my file from 2019, I am [PERSON 1]", "en", {"who", "what", "when"}),
        ("Under FIPPA I request the emails of the mayor since March", "en", {"who", "what", "when"}),
        ("je veux une copie de mon dossier", "fr", {"what"}),
        ("I am making a formal request under the Access to Information Act.", "en", set()),
        ("This is an access to information request for the inspection reports.", "en", {"what"}),
        ("Je fais une demande officielle en vertu de la Loi sur l'accès à l'information.", "fr", set()),
        ("En vertu de la Loi sur l'accès à l'information, je demande les contrats.", "fr", {"what"}),
        ("je veux une copie de mon dossier à l'hôpital depuis 2019", "fr", {"who", "what", "when"}),
    ],
)
def test_elements_that_are_there_are_told_and_the_others_are_missing(post, language, said):
    request = decided(post, language)

    assert {element for element in Element if request.said[element]} == said
    assert set(request.missing) == set(Element) - said


def test_places_of_elements_are_those_of_the_words():
    post = "I want a copy of my file since 2019"

    request = decided(post, "en")

    (when,) = request.said[Element.WHEN]
    assert post[slice(*when)] == "since 2019"


def test_a_decision_keeps_the_level_that_its_model_gave_it():
    post = "Could somebody send me the inspection reports for the daycare on Hill Street, 2021 to now?"
    model = CLASSIFIER.model
    careful = replace(model, card=model.card.model_copy(update={"asserted": 1.01, "plain_asserted": 1.01}))

    sure = CLASSIFIER.triage(post, "en")
    unsure = replace(CLASSIFIER, model=careful).triage(post, "en")

    assert access_request(sure.labels, sure.evidence).level == Level.ASSERT
    assert access_request(unsure.labels, unsure.evidence).level == Level.REVIEW
    assert sure.scores == unsure.scores


def test_an_older_decision_without_level_is_one_to_look_at():
    evidence = (Evidence(start=0, end=4, label="access_request", rule="en.access_request.own-file"),)

    assert access_request(("access_request",), evidence).level == Level.REVIEW


def test_what_is_told_of_a_request_is_no_reason_for_its_label():
    triage = CLASSIFIER.triage("i want a copy of my file since 2019", "en")

    assert {e.rule.split(":")[0] for e in triage.evidence} >= {"kind", "element", "level"}
    assert all(":" not in e.rule for e in reasons(triage.evidence))
    assert reasons(triage.evidence)


def test_other_labels_say_nothing_of_requests():
    assert decided("Thanks to the team, great service!", "en") is None
