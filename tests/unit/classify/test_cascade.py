"""How rules, words and an encoder decide together: what outweighs what, and which reason is told."""

from dataclasses import replace

import numpy as np
import pytest

from smbot.classify.access import Level, access_request
from smbot.classify.cascade import CERTAIN, Cascade
from smbot.classify.earlier import Decided, handed_on
from smbot.classify.explain import MODEL, NETWORK
from smbot.classify.labels import load_labels
from smbot.classify.model import load
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import Rules
from smbot.core.labels import NONE, NOT_TO_MISS
from smbot.core.spans import Evidence
from smbot.training.thresholds import RECALL

LABELS = load_labels()
NAMES = tuple(name for name in LABELS.names if name != NONE)
CLASSIFIER = Cascade(labels=LABELS, rules=Rules(LABELS, load_rulebook()), model=load(), encoder=None)


class Insisting:
    """An encoder that says the same log odds of every label, whatever the text."""

    version = "insisting-1"
    labels = NAMES

    def __init__(self, odds):
        self.odds = odds

    def encode(self, texts):
        return np.full((len(texts), len(NAMES)), self.odds, np.float32)


def asked_always(odds):
    """The cascade with an encoder that is asked of every post."""
    bands = dict.fromkeys(NAMES, (0.0, 1.01))
    model = replace(CLASSIFIER.model, card=CLASSIFIER.model.card.model_copy(update={"bands": bands}))
    return replace(CLASSIFIER, model=model, encoder=Insisting(odds))


def reasons_of(triage, label):
    return {each.rule for each in triage.evidence if each.label == label and ":" not in each.rule}


@pytest.mark.parametrize(
    ("post", "language", "label"),
    [
        ("I want to end my life, nobody at your office answers", "en", "urgent"),
        ("i'm going to kill myself tonight", "en", "urgent"),
        ("il dit qu'il va se pendre", "fr", "urgent"),
        ("Under FIPPA I request all emails between the mayor and the developer.", "en", "access_request"),
        ("je veux lire mon dossier au complet", "fr", "access_request"),
    ],
)
@pytest.mark.parametrize("classifier", [CLASSIFIER, asked_always(-30.0)], ids=["plain", "full"])
def test_what_a_certain_rule_says_is_never_shown_below_very_likely(post, language, label, classifier):
    triage = classifier.triage(post, language)

    assert label in triage.labels
    assert triage.scores[label] >= CERTAIN
    if label == "access_request":
        assert access_request(triage.labels, triage.evidence).level == Level.ASSERT


@pytest.mark.parametrize(
    ("post", "language", "label"),
    [
        ("my insulin runs out tonight and the office is closed", "en", "urgent"),
        ("Please send me copies of every email about the contract since 2019", "en", "access_request"),
        ("Pouvez-vous m'envoyer les courriels sur le contrat de 2019?", "fr", "access_request"),
    ],
)
def test_an_encoder_that_doubts_takes_no_label_away_that_must_not_be_missed(post, language, label):
    plain = CLASSIFIER.triage(post, language)

    doubted = asked_always(-30.0).triage(post, language)

    assert doubted.scores[label] >= plain.scores[label]
    assert label in doubted.labels


def test_an_encoder_that_doubts_takes_other_labels_away():
    post = "The form on your site is broken again, what a mess"

    plain, doubted = (each.triage(post, "en") for each in (CLASSIFIER, asked_always(-30.0)))

    assert set(plain.labels) & {"complaint", "incident"}
    assert not set(doubted.labels) & {"complaint", "incident"}


def test_the_labels_that_must_not_be_missed_are_those_whose_recall_is_bound():
    assert set(RECALL) == NOT_TO_MISS


def test_where_the_encoder_alone_speaks_no_words_are_given_as_the_reason():
    post = "beau coucher de soleil"

    triage = asked_always(30.0).triage(post, "fr")

    assert "urgent" in triage.labels
    by_network = {each for each in triage.evidence if each.rule == NETWORK}
    assert all((each.start, each.end) == (0, len(post)) for each in by_network)
    assert "urgent" in {each.label for each in by_network}
    assert MODEL not in reasons_of(triage, "urgent")


def test_where_words_speak_for_a_label_they_are_the_reason():
    triage = CLASSIFIER.triage("Could somebody send me the inspection reports for the daycare on Hill Street?", "en")

    assert NETWORK not in {each.rule for each in triage.evidence}
    assert reasons_of(triage, "access_request")


FOLLOW_UPS = [
    ("any update on the pool opening?", "en"),
    ("any news? the wifi is still down", "en"),
    ("Toujours rien, le bus est en retard", "fr"),
]


@pytest.mark.parametrize(("post", "language"), FOLLOW_UPS)
@pytest.mark.parametrize("classifier", [CLASSIFIER, asked_always(0.0)], ids=["plain", "full"])
def test_a_follow_up_is_as_sure_as_what_it_follows_on(post, language, classifier):
    levels = {}
    for before in (Level.REVIEW, Level.ASSERT):
        triage = classifier.triage(post, language, {"access_request": before})
        levels[before] = access_request(triage.labels, triage.evidence).level

    assert levels == {Level.REVIEW: Level.REVIEW, Level.ASSERT: Level.ASSERT}


@pytest.mark.parametrize(("post", "language"), FOLLOW_UPS)
def test_follow_ups_of_a_possible_request_hand_nothing_on(post, language):
    first = CLASSIFIER.triage(post, language, {"access_request": Level.REVIEW})

    handed = handed_on([Decided(labels=first.labels, evidence=first.evidence)])

    assert "access_request" in first.labels
    assert "access_request" not in handed


def marked(rule, level):
    return [
        Evidence(start=0, end=4, label="access_request", rule=rule),
        Evidence(start=0, end=9, label="access_request", rule=f"level:{level}"),
    ]


OWN, AFTER = "en.access_request.own-file", "en.access_request.after-a-request"


@pytest.mark.parametrize(
    ("rule", "level", "by_person", "handed"),
    [
        (OWN, "review", (), Level.REVIEW),
        (OWN, "assert", (), Level.ASSERT),
        (AFTER, "review", (), None),
        (AFTER, "assert", (), Level.ASSERT),
        (AFTER, "review", ("access_request",), Level.ASSERT),
        (OWN, "review", ("access_request",), Level.ASSERT),
        (OWN, "review", ("complaint",), Level.REVIEW),
    ],
)
def test_a_label_is_handed_on_as_sure_as_triage_or_a_person_was(rule, level, by_person, handed):
    post = Decided(labels=("access_request",), evidence=marked(rule, level), by_person=by_person)

    assert handed_on([post]).get("access_request") == handed


def test_the_surest_of_several_posts_counts():
    posts = [
        Decided(labels=("access_request",), evidence=marked(OWN, level)) for level in ("review", "assert", "review")
    ]

    assert handed_on(posts) == {"access_request": Level.ASSERT}


def test_a_label_without_levels_is_handed_on_unless_it_rests_on_an_earlier_one_alone():
    told = Evidence(start=0, end=4, label="complaint", rule="en.complaint.waits")
    follows = Evidence(start=0, end=4, label="complaint", rule="en.complaint.after-a-complaint")

    assert handed_on([Decided(labels=("complaint",), evidence=(told,))]) == {"complaint": Level.ASSERT}
    assert handed_on([Decided(labels=("complaint",), evidence=(follows,))]) == {}


def test_without_an_encoder_a_request_is_asserted_from_a_score_of_its_own():
    card = CLASSIFIER.model.card.model_copy(update={"asserted": 0.6, "plain_asserted": 0.8})
    model = replace(CLASSIFIER.model, card=card)

    assert replace(CLASSIFIER, model=model).asserted == 0.8
    assert replace(CLASSIFIER, model=model, encoder=Insisting(0.0)).asserted == 0.6
