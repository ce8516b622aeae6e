"""Rules and the cascade around them: what they say of posts, where they point, how fast they are."""

import time

import pytest

from smbot.classify.cascade import Cascade
from smbot.classify.labels import load_labels
from smbot.classify.model import load
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import Rules
from smbot.classify.words import split_words
from smbot.core.labels import NONE

LABELS = load_labels()
RULES = Rules(LABELS, load_rulebook())
CLASSIFIER = Cascade(labels=LABELS, rules=RULES, model=load(), encoder=None)
OTHER_TOPICS = (
    '[handles]\nfederal="@can*"\nprovincial="@pro*"\nmunicipal="@city*"\nother="@bell"\n'
    "[[topic]]\nname='mail'\nlevel='federal'\nen='stamp*'\nfr='timbre*'\n"
)
EXAMPLES = [(label.name, language) for label in LABELS.entries for language in ("en", "fr")]


def scores(post, language, rules=RULES):
    """What the rules alone say."""
    return rules.scores(rules.hits(split_words(post), language))


def certain(post, language, earlier=()):
    """The labels of rules that outweigh the model."""
    return {hit.rule.label for hit in RULES.hits(split_words(post), language, earlier) if hit.rule.certain}


@pytest.mark.parametrize(("label", "language"), EXAMPLES)
def test_rules_score_the_example_of_a_label_above_its_hard_negative(label, language):
    entry = LABELS.get(label)
    if label == NONE:
        assert max(scores(entry.example[language], language).values()) < 0.4
        return

    seen = scores(entry.example[language], language)[label]
    refused = scores(entry.hard_negative[language], language)[label]

    assert seen >= 0.4 > refused


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
    assert {"urgent", "access_request"} <= set(triage.labels)
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


NEWS = "Minister announces an overhaul of the Access to Information Act"


def test_a_law_named_in_the_news_is_no_request():
    assert scores(NEWS, "en")["access_request"] < 0.4
    assert certain(NEWS, "en") == set()


@pytest.mark.parametrize(
    ("post", "language", "label"),
    [
        (
            "Under FIPPA I request all emails between the mayor and the developer from 2022 to 2024.",
            "en",
            "access_request",
        ),
        ("i want a copy of my file, all of it", "en", "access_request"),
        ("what do you people have on me anyway", "en", "access_request"),
        ("En vertu de la Loi sur l'acc\u00e8s, je demande le rapport de visite.", "fr", "access_request"),
        ("je veux lire mon dossier au complet", "fr", "access_request"),
        ("i'm going to kill myself tonight", "en", "urgent"),
        ("he said he's coming back with his rifle, tell the clerk at counter 4", "en", "urgent"),
        ("il dit qu'il va se pendre", "fr", "urgent"),
        ("un homme a dit \u00e0 l'agente qu'il revient avec son fusil", "fr", "urgent"),
    ],
)
def test_what_is_said_outright_is_given_whatever_the_model_says(post, language, label):
    triage = CLASSIFIER.triage(post, language)

    assert certain(post, language) == {label}
    assert label in triage.labels
    if label == "access_request":
        assert triage.scores[label] >= round(CLASSIFIER.model.card.asserted, 3)


@pytest.mark.parametrize(
    ("post", "language"),
    [
        ("he wants to see my records. I have two crates of vinyl", "en"),
        ("any update on my file? status still says processing", "en"),
        ("this traffic makes me want to kill myself lol", "en"),
        ("three times, trois fois, on me demande la m\u00eame chose", "fr"),
        ("o\u00f9 en est mon dossier? le statut n'avance pas", "fr"),
        ("la circulation va me tuer un jour", "fr"),
        ("notre fille a fait le g\u00e2teau sans moi", "fr"),
        ("pump and dump coin, join now before it moons", "en"),
        ("la pompe \u00e0 essence est vide", "fr"),
    ],
)
def test_what_only_looks_so_is_no_matter_of_certainty(post, language):
    assert certain(post, language) == set()


@pytest.mark.parametrize(
    ("post", "language"),
    [("notre fille a fait le g\u00e2teau sans moi", "fr"), ("pump and dump coin, it is out of gas", "en")],
)
def test_rules_see_no_danger_where_somebody_is_away_or_a_coin_is_pumped(post, language):
    assert scores(post, language)["urgent"] < 0.2


FOLLOW_UPS = [
    ("still nothing after 40 days", "en"),
    ("any news?", "en"),
    ("day 12", "en"),
    ("toujours rien", "fr"),
    ("jour 31, on attend", "fr"),
    ("des nouvelles?", "fr"),
]


@pytest.mark.parametrize(("post", "language"), FOLLOW_UPS)
def test_a_follow_up_has_the_label_of_what_it_follows_and_none_by_itself(post, language):
    assert certain(post, language) == set()
    assert certain(post, language, ["access_request"]) == {"access_request"}
    assert certain(post, language, ["complaint", "question"]) == {"complaint"}
    assert certain(post, language, ["praise"]) == set()


@pytest.mark.parametrize(
    ("post", "language"), [("thanks, got it!", "en"), ("nice day", "en"), ("merci, tout est re\u00e7u", "fr")]
)
def test_thanks_and_chatter_after_a_request_are_no_follow_up(post, language):
    assert certain(post, language, ["access_request", "complaint"]) == set()


def test_the_version_follows_the_content_of_the_rules():
    other = Rules(LABELS, load_rulebook(topics=OTHER_TOPICS))

    assert other.version != RULES.version
    assert RULES.version == Rules(LABELS, load_rulebook()).version
    assert CLASSIFIER.triage("hello", "en").classifier == CLASSIFIER.version
    assert RULES.version in CLASSIFIER.version


def test_another_table_of_topics_takes_the_place_of_ours():
    other = Rules(LABELS, load_rulebook(topics=OTHER_TOPICS))
    post = "@cityofexample where do I buy stamps?"

    assert scores(post, "en", other)["wrong_office"] >= 0.4
    assert scores(post, "en")["wrong_office"] < 0.4


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
def test_ten_thousand_characters_cost_no_more_than_their_length(name):
    post = (FLOODS[name] * 10_000)[:10_000]

    assert min(_seconds(post) for _ in range(3)) < 1  # 0.05 s measured; what is not linear takes minutes


def _seconds(post):
    started = time.process_time()
    CLASSIFIER.triage(post, "fr")
    return time.process_time() - started
