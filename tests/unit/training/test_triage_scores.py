"""Scores of labels: known values on predictions made by hand, and what holds of any."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smbot.classify.labels import load_labels
from smbot.core.mention import Triage
from smbot.core.shares import Share
from smbot.training.posts import GoldPost
from smbot.training.triage_scores import flag_shares, score

LABELS = load_labels().names
ASSERTED = 0.8


def post(number, lang, labels, tags=""):
    labels, tags = tuple(labels.split()), tuple(tags.split())
    return GoldPost(id=f"file-{number}", text="text", lang=lang, spans=(), labels=labels, tags=tags)


def triage(labels, **scores):
    given = tuple(labels.split())
    return Triage(
        labels=given,
        scores={name: scores.get(name, 1.0 if name in given else 0.0) for name in LABELS},
        evidence=(),
        classifier="by hand",
    )


def scored(*pairs):
    return score([post for post, _ in pairs], [found for _, found in pairs], LABELS, asserted=ASSERTED)


def test_precision_recall_and_f1_are_counted_by_label_and_language():
    scores = scored(
        (post(1, "en", "complaint"), triage("complaint")),
        (post(2, "en", "complaint"), triage("none")),
        (post(3, "fr", "complaint question"), triage("complaint")),
        (post(4, "fr", "none"), triage("complaint")),
    )

    complaint = scores.labels["complaint"]
    assert list(complaint) == ["en", "fr", "all"]
    assert complaint["en"].shares == {"precision": Share(hits=1, of=1), "recall": Share(hits=1, of=2)}
    assert complaint["all"].posts == 3
    assert complaint["all"].shares == {"precision": Share(hits=2, of=3), "recall": Share(hits=2, of=3)}
    assert complaint["all"].measures["f1"].value == pytest.approx(2 / 3)
    assert complaint["en"].measures["f1"].value == pytest.approx(2 / 3)
    assert scores.labels["question"]["all"].measures["f1"].value == 0
    assert scores.labels["question"]["en"].measures["f1"] is None


def test_macro_f1_of_complaints_is_the_mean_of_having_the_label_and_of_not_having_it():
    scores = scored(
        (post(1, "en", "complaint"), triage("complaint")),
        (post(2, "en", "complaint"), triage("none")),
        (post(3, "en", "none"), triage("none")),
        (post(4, "en", "none"), triage("none")),
    )

    assert scores.together["en"].measures["complaint_macro_f1"].value == pytest.approx((2 / 3 + 4 / 5) / 2)


def test_other_labels_are_averaged_without_those_that_are_told_by_themselves():
    scores = scored(
        (post(1, "en", "praise"), triage("praise")),
        (post(2, "en", "spam"), triage("praise")),
        (post(3, "en", "complaint urgent access_request"), triage("none")),
    )

    assert scores.together["en"].measures["other_macro_f1"].value == pytest.approx((2 / 3 + 0) / 2)
    assert scores.together["en"].shares["exact"] == Share(hits=1, of=3)


def test_access_requests_are_scored_at_both_thresholds_and_by_how_hard_they_are_to_see():
    scores = scored(
        (post(1, "en", "access_request", "names-law"), triage("access_request", access_request=0.95)),
        (post(2, "en", "access_request", "implicit"), triage("access_request", access_request=0.3)),
        (post(3, "en", "access_request", "implicit"), triage("none", access_request=0.1)),
        (post(4, "en", "none"), triage("access_request", access_request=0.8)),
    )

    access = scores.access["en"]
    assert access.shares == {
        "review_precision": Share(hits=2, of=3),
        "review_recall": Share(hits=2, of=3),
        "assert_precision": Share(hits=1, of=2),
        "assert_recall": Share(hits=1, of=3),
        "implicit_recall": Share(hits=1, of=2),
        "without_law_recall": Share(hits=1, of=2),
    }
    assert access.measures["recall_at_precision_0.9"].value == pytest.approx(1 / 3)


def test_the_gap_between_languages_is_the_mean_over_labels_that_both_have():
    scores = scored(
        (post(1, "en", "praise"), triage("praise")),
        (post(2, "en", "complaint"), triage("complaint")),
        (post(3, "fr", "praise"), triage("none")),
        (post(4, "fr", "complaint"), triage("complaint")),
        (post(5, "fr", "spam"), triage("none")),
    )

    assert scores.gap.measures["f1"].value == pytest.approx((1 + 0) / 2)
    assert scores.gap.measures["complaint_macro_f1"].value == 0


def test_posts_in_one_language_have_no_gap():
    assert scored((post(1, "en", "none"), triage("none"))).gap is None


def test_a_language_that_is_not_read_counts_among_all_only():
    scores = scored((post(1, "und", "none"), triage("none")))

    assert list(scores.together) == ["all"]


def test_hard_negatives_tell_how_many_were_taken_for_what_they_are_not():
    scores = scored(
        (post(1, "en", "praise", "not-complaint"), triage("complaint")),
        (post(2, "fr", "none", "not-complaint sarcasm"), triage("none")),
    )

    assert scores.tags["not-complaint"].shares["taken_for_it"] == Share(hits=1, of=2)
    assert scores.tags["sarcasm"].shares == {"precision": Share(hits=1, of=1), "recall": Share(hits=1, of=1)}


def test_flags_are_counted_by_label_and_at_assert():
    shares = flag_shares(
        [triage("access_request", access_request=0.9), triage("access_request", access_request=0.5), triage("none")],
        LABELS,
        asserted=ASSERTED,
    )

    assert shares["access_request"] == Share(hits=2, of=3)
    assert shares["assert"] == Share(hits=1, of=3)
    assert shares["spam"] == Share(hits=0, of=3)


def test_nothing_cannot_be_scored():
    with pytest.raises(ValueError, match="no posts"):
        scored()


some_labels = st.one_of(
    st.just(("none",)), st.lists(st.sampled_from(LABELS[:-1]), min_size=1, max_size=3, unique=True).map(tuple)
)
some_posts = st.lists(st.tuples(st.sampled_from(["en", "fr", "mixed"]), some_labels, some_labels), min_size=1)


@settings(max_examples=10, deadline=None)
@given(some_posts)
def test_a_perfect_classifier_has_perfect_scores(rows):
    scores = scored(
        *(
            (post(number, lang, " ".join(labels)), triage(" ".join(labels)))
            for number, (lang, labels, _) in enumerate(rows)
        )
    )

    for label in LABELS:
        every = scores.labels[label]["all"]
        if every.posts:
            assert {share.value for share in every.shares.values()} == {1}
            assert every.measures["f1"].value == every.measures["average_precision"].value == 1
        assert every.measures["brier"].value == every.measures["calibration_error"].value == 0
    assert scores.together["all"].shares["exact"].value == 1
    assert scores.together["all"].measures["all_macro_f1"].value == 1


@settings(max_examples=10, deadline=None)
@given(some_posts, st.randoms(use_true_random=False))
def test_the_order_of_posts_changes_nothing(rows, shuffler: random.Random):
    pairs = [
        (post(number, lang, " ".join(labels)), triage(" ".join(found), access_request=number % 10 / 10))
        for number, (lang, labels, found) in enumerate(rows)
    ]
    shuffled = shuffler.sample(pairs, len(pairs))

    assert scored(*shuffled) == scored(*pairs)
