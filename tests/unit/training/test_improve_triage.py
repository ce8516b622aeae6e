"""Learning from the desk: what is learnt, what is refused, and that the shipped model can be made again."""

from dataclasses import replace

import numpy as np
import pytest
from fakes import NOW, redacted
from hypothesis import given
from hypothesis import strategies as st
from test_train_triage import LABELS, RULES, Letters, written

from smbot.classify.cascade import Cascade
from smbot.classify.model import LANGUAGES, SHIPPED, load
from smbot.core.ids import MentionId
from smbot.core.shares import Share
from smbot.review.label_ports import LabelCorrection, Standing
from smbot.training.improve import (
    Comparison,
    RememberingEncoder,
    Scores,
    as_people_say,
    capped,
    chance_of_parting,
    compared,
    correction_example,
    improved,
    regressions,
)
from smbot.training.triage import train
from smbot.training.triage_data import Example


@pytest.fixture(scope="module")
def trained():
    return train(written(), written(2), labels=LABELS, rules=RULES, encoder=Letters())


def correction(number, by="Rita"):
    return LabelCorrection(
        number=number, mention=MentionId(f"m-{number}"), at=NOW, by=by, before=("none",), after=("question",),
        classifier="rules@1", standing=Standing.APPROVED,
    )  # fmt: skip


def an_item(store, a_mention, text):
    mention = a_mention(text=redacted(text))
    with store.read() as tx:
        return tx.item(mention)


def nothing(_text):
    return []


def test_of_each_person_the_newest_corrections_count_and_no_more_than_the_cap():
    many = [correction(number) for number in range(1, 6)] + [correction(9, by="Omar")]

    kept = capped(many, 2)

    assert sorted((each.by, each.number) for each in kept) == [("Omar", 9), ("Rita", 4), ("Rita", 5)]


def test_a_corrected_post_is_learnt_masked_with_its_right_labels(a_store, a_mention):
    item = an_item(a_store, a_mention, "Call [PHONE_NUMBER 1] about my file")

    example = correction_example(item, ("access_request",), {}, find=nothing)

    assert example.text == "Call [PHONE_NUMBER 1] about my file"
    assert example.labels == ("access_request",)


def test_a_post_in_which_the_rules_find_more_or_without_text_is_not_learnt(a_store, a_mention, an_installation):
    item = an_item(a_store, a_mention, "Call [PHONE_NUMBER 1] or josh@example.org")

    assert correction_example(item, ("question",), {}, find=an_installation.scanner.find) is None
    assert correction_example(replace(item, text=None), ("question",), {}, find=nothing) is None


def test_what_people_corrected_is_learnt(trained):
    odd = [
        Example(id=f"m-{n}", text="nice insulin report tonight", language="en", labels=("incident",)) for n in range(4)
    ]
    corpus = written()

    new = improved(corpus, odd, written(2), labels=LABELS, rules=RULES, encoder=Letters())

    def score(model):
        cascade = Cascade(labels=LABELS, rules=RULES, model=model, encoder=Letters())
        return cascade.triage("nice insulin report tonight", "en").scores["incident"]

    assert score(new) > score(trained) + 0.2
    assert (new.card.corrections, new.card.posts) == (4, len(corpus))


def test_a_correction_takes_the_place_of_the_same_words_in_the_corpus():
    corpus = written(2)
    plain = next(post for post in corpus if post.labels == ("none",))
    own = [replace(plain, id="m-1", labels=("question",))]

    model = improved(corpus, own, written(2), labels=LABELS, rules=RULES, encoder=Letters())

    same = sum(post.text == plain.text for post in corpus)
    assert (model.card.posts, model.card.corrections) == (len(corpus) - same, 1)


def test_the_order_in_which_corrections_come_does_not_matter():
    own = [replace(post, id=f"m-{n}") for n, post in enumerate(written(1))]

    def made(corrections):
        return improved(written(4), corrections, written(2), labels=LABELS, rules=RULES, encoder=Letters())

    assert np.array_equal(made(own).words.weights, made(own[::-1]).words.weights)


def test_both_models_are_tried_on_the_same_posts_and_each_text_is_encoded_once(trained):
    asks = trained.card.model_copy(update={"bands": dict.fromkeys(trained.card.labels, (0.0, 1.01))})
    encoder, steps = Letters(), []
    cascade = Cascade(labels=LABELS, rules=RULES, model=replace(trained, card=asks), encoder=encoder)

    found = compared(written(2), cascade, cascade, encoder=encoder, shipped=cascade, count=steps.append)

    assert found.old == found.new == found.shipped
    assert encoder.asked == len({post.text for post in written(2)})
    assert sum(steps) == 3 * len(written(2))
    assert {language for language, _ in found.new} == {"en", "fr"}
    assert ("en", "none") not in found.new
    assert regressions(found) == []


def test_a_remembering_encoder_gives_what_the_encoder_gives():
    texts = ["a b", "c", "a b"]

    assert np.allclose(RememberingEncoder(Letters()).encode(texts), Letters().encode(texts))


def scores(value):
    return Scores(
        precision=Share(hits=1, of=1), recall=Share(hits=round(1000 * value), of=1000), f1=value, macro_f1=value
    )


@pytest.mark.parametrize(
    ("label", "measure", "floor"),
    [
        ("complaint", "macro_f1", 0.01),
        ("access_request", "recall", 0.01),
        ("urgent", "recall", 0.02),
        ("praise", "f1", 0.03),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_fall_beyond_the_floor_is_a_regression_and_one_within_is_none(language, label, measure, floor):
    def fallen(by):
        return regressions(Comparison(old={(language, label): scores(0.9)}, new={(language, label): scores(0.9 - by)}))

    [found] = fallen(floor + 0.001)

    assert (found.language, found.label, found.measure, found.floor) == (language, label, measure, floor)
    assert fallen(floor) == []
    assert fallen(-0.05) == []


def test_small_falls_of_one_training_after_the_other_are_refused_once_they_add_up_beside_the_shipped_model():
    key = ("en", "complaint")
    falls = Comparison(old={key: scores(0.893)}, new={key: scores(0.885)}, shipped={key: scores(0.9)})

    [found] = regressions(falls)

    assert (found.beside, found.old, found.new) == ("shipped", 0.9, 0.885)
    assert regressions(replace(falls, shipped=None)) == []


def test_a_fall_says_how_many_posts_parted_the_models_and_how_often_chance_does():
    key = ("en", "urgent")
    old = replace(scores(0.9), right=(True, True, True, True, False, True))
    new = replace(scores(0.8), right=(False, False, False, True, True, True))

    [found, *_] = regressions(Comparison(old={key: old}, new={key: new}))

    assert (found.lost, found.won) == (3, 1)
    assert found.chance == 0.625  # of 16 throws of four coins, 5 show one head or none: twice 5/16


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_how_often_chance_parts_models_is_a_probability_whichever_of_them_is_better(lost, won):
    assert 0 <= chance_of_parting(lost, won) == chance_of_parting(won, lost) <= 1


def test_corrected_posts_that_a_model_labels_as_people_did_are_counted(trained):
    cascade = Cascade(labels=LABELS, rules=RULES, model=trained, encoder=Letters())
    right = next(post for post in written(1) if post.labels == ("praise",))

    assert as_people_say([right, replace(right, labels=("urgent",))], cascade) == Share(hits=1, of=2)


def test_the_same_posts_give_the_same_scores_again():
    first, second = (train(written(2), written(2), labels=LABELS, rules=RULES, encoder=Letters()) for _ in range(2))

    said = [
        Cascade(labels=LABELS, rules=RULES, model=model, encoder=Letters()).triage(post.text, post.language)
        for model in (first, second)
        for post in written(1)
    ]

    half = len(said) // 2
    assert said[:half] == said[half:]


@pytest.mark.campaign
def test_the_shipped_model_is_made_again_from_the_repository_and_gives_the_same_scores():
    from smbot.classify.encoder import OnnxEncoder
    from smbot.training.gold import read_gold
    from smbot.training.learning import rebuilt
    from smbot.training.posts import CORPUS
    from smbot.training.triage_data import examples

    encoder = OnnxEncoder()
    shipped, (again, posts) = load(SHIPPED), rebuilt(CORPUS, encoder)

    assert (posts, again.card.rules, again.card.encoder) == (
        shipped.card.posts, shipped.card.rules, shipped.card.encoder,
    )  # fmt: skip
    for post in examples(read_gold(CORPUS / "dev")):
        if post.language in LANGUAGES:
            old, new = (
                Cascade(labels=LABELS, rules=RULES, model=model, encoder=encoder).triage(post.text, post.language)
                for model in (shipped, again)
            )
            assert old.labels == new.labels
            assert old.scores == pytest.approx(new.scores, abs=0.002)
