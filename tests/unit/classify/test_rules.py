"""The classifier of rules: what it says of posts, where it points, how fast it is."""

import time

import pytest

from smbot.classify.labels import NONE, load_labels
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import ACCESS_ASSERT, ACCESS_REVIEW, THRESHOLDS, RuleClassifier

LABELS = load_labels()
CLASSIFIER = RuleClassifier(LABELS, load_rulebook())
OTHER_TOPICS = (
    '[handles]\nfederal="@can*"\nprovincial="@pro*"\nmunicipal="@city*"\nother="@bell"\n'
    "[[topic]]\nname='mail'\nlevel='federal'\nen='stamp*'\nfr='timbre*'\n"
)
EXAMPLES = [(label.name, language) for label in LABELS.entries for language in ("en", "fr")]


@pytest.mark.parametrize(("label", "language"), EXAMPLES)
def test_the_example_of_a_label_gets_it_and_its_hard_negative_does_not(label, language):
    entry = LABELS.get(label)

    given = CLASSIFIER.triage(entry.example[language], language).labels
    refused = CLASSIFIER.triage(entry.hard_negative[language], language).labels

    assert label in given
    assert label not in refused


@pytest.mark.parametrize(
    "post",
    [
        "JE VEUX OBTENIR MON DOSSIER COMPLET",
        "je veux obtenir mon dossier complet",
        "je veux obtenir l\u2019int\u00e9gralit\u00e9 de mon dossier",
        "je veux obtenir l'integralite de mon dossier",
        "Je veuuuux obtenir mon dossier complet",
    ],
)
def test_capitals_accents_apostrophes_and_stretched_letters_change_nothing(post):
    assert "access_request" in CLASSIFIER.triage(post, "fr").labels


def test_evidence_points_at_the_words_in_the_given_text():
    post = "Cœur brisé, [PERSON 1]… j\u2019exige une copie de mon dossier\u00a0!"

    triage = CLASSIFIER.triage(post, "fr")

    places = [post[e.start : e.end] for e in triage.evidence if e.label == "access_request"]
    assert any("copie de mon dossier" in place for place in places)


def test_a_post_in_both_languages_is_read_in_both():
    post = "Bonjour, how are you? Mon fils n'a plus d'insuline depuis hier et personne ne me rappelle."

    assert "urgent" in CLASSIFIER.triage(post, "en").labels


def test_labels_come_in_order_of_precedence_with_a_score_each():
    post = "You morons cut off my disability, I will be homeless by Monday. Send me a copy of my file."

    triage = CLASSIFIER.triage(post, "en")

    assert list(triage.labels) == [name for name in LABELS.names if name in triage.labels]
    assert {"urgent", "access_request", "abuse"} <= set(triage.labels)
    assert set(triage.scores) == set(LABELS.names)
    assert all(0 <= score <= 1 and score == round(score, 3) for score in triage.scores.values())


def test_an_empty_post_is_none_without_evidence():
    triage = CLASSIFIER.triage("", "en")

    assert triage.labels == (NONE,)
    assert triage.evidence == ()


def test_an_advertisement_hides_other_labels_but_not_a_request():
    offer = "Earn $900 daily trading crypto, DM me now, amazing service, link in bio https://example.com"

    assert CLASSIFIER.triage(offer, "en").labels == ("spam",)
    assert "access_request" in CLASSIFIER.triage(offer + "\nSend me a copy of my file.", "en").labels


def test_a_law_named_in_the_news_is_no_request():
    post = "Minister announces an overhaul of the Access to Information Act"

    assert CLASSIFIER.triage(post, "en").scores["access_request"] < ACCESS_REVIEW


def test_a_request_under_a_named_law_is_asserted():
    post = "Under FIPPA I request all emails between the mayor and the developer from 2022 to 2024."

    assert CLASSIFIER.triage(post, "en").scores["access_request"] >= ACCESS_ASSERT


def test_every_label_but_none_has_a_threshold():
    assert set(THRESHOLDS) == set(LABELS.names) - {NONE}
    assert THRESHOLDS["access_request"] == ACCESS_REVIEW < ACCESS_ASSERT


def test_the_version_follows_the_content_of_the_rules():
    other = RuleClassifier(LABELS, load_rulebook(topics=OTHER_TOPICS))

    assert CLASSIFIER.version != other.version
    assert CLASSIFIER.version == RuleClassifier(LABELS, load_rulebook()).version
    assert CLASSIFIER.triage("hello", "en").classifier == CLASSIFIER.version


def test_another_table_of_topics_takes_the_place_of_ours():
    other = RuleClassifier(LABELS, load_rulebook(topics=OTHER_TOPICS))
    post = "@cityofexample where do I buy stamps?"

    assert "wrong_office" in other.triage(post, "en").labels
    assert "wrong_office" not in CLASSIFIER.triage(post, "en").labels


FLOODS = {
    "request words": "I want to request a copy of the records on my file ",
    "insults": "vous etes une gang de ",
    "threats": "i'm going to kill you all ",
    "complaint": "still waiting two hours for my form and nobody answers ",
    "French wait": "\u00e7a fait trois heures que j'attends, personne ne r\u00e9pond ",
    "brackets": "[",
    "digits": "1,",
    "elisions": "d'",
    "stars": "f*",
    "marks": "?!",
    "handles": "@",
    "one word": "x",
}


@pytest.mark.parametrize("name", FLOODS)
def test_ten_thousand_characters_are_read_in_time(name):
    post = (FLOODS[name] * 10_000)[:10_000]

    started = time.process_time()
    CLASSIFIER.triage(post, "fr")

    assert time.process_time() - started < 0.25  # 0.05 s is the aim; a loaded machine gets room


def test_ordinary_posts_are_read_fast():
    post = (
        "I've been on hold for two hours, nobody answers. Can you tell me how to renew my licence please? Thanks, @city"
    )

    started = time.process_time()
    for _ in range(200):
        CLASSIFIER.triage(post, "en")

    assert time.process_time() - started < 0.4  # 500 posts a second; an idle core does several thousand
