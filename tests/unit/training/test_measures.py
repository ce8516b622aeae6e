"""Measures: known values, agreement with scikit-learn, and weights that mean what they say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score

from smbot.training import measures
from smbot.training.measures import Measure, measured, ranked


def once(posts):
    return np.ones((1, posts))


def booleans(text):
    return np.array([letter == "y" for letter in text])


@st.composite
def judged(draw):
    """Scores with ties, what was given, and what is true of some posts, at least one of which has the label."""
    rows = draw(
        st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.35, 0.5, 0.9, 1.0]), st.booleans(), st.booleans()), min_size=1)
    )
    scores, found, truth = (np.array(column) for column in zip(*[(0.4, True, True), *rows], strict=True))
    return scores, found, truth


@given(judged())
def test_measures_agree_with_scikit_learn(case):
    scores, found, truth = case
    weights = once(len(truth))

    assert measures.f1(weights, found, truth)[0] == pytest.approx(f1_score(truth, found))
    assert measures.brier(weights, scores, truth)[0] == pytest.approx(brier_score_loss(truth, scores))
    precision = measures.average_precision(weights, ranked(scores, truth))[0]
    assert precision == pytest.approx(average_precision_score(truth, scores))


@given(judged(), st.data())
def test_a_weight_is_as_many_copies_of_a_post(case, data):
    scores, found, truth = case
    times = np.array(data.draw(st.lists(st.integers(0, 3), min_size=len(truth), max_size=len(truth))))
    times[0] = 1
    of_scores, of_found, of_truth = (np.repeat(column, times) for column in case)
    weights, copies = times[None, :].astype(float), once(int(times.sum()))

    pairs = [
        (measures.f1(weights, found, truth), measures.f1(copies, of_found, of_truth)),
        (measures.macro_f1_of_both(weights, found, truth), measures.macro_f1_of_both(copies, of_found, of_truth)),
        (measures.brier(weights, scores, truth), measures.brier(copies, of_scores, of_truth)),
        (
            measures.calibration_error(weights, scores, truth),
            measures.calibration_error(copies, of_scores, of_truth),
        ),
        (
            measures.average_precision(weights, ranked(scores, truth)),
            measures.average_precision(copies, ranked(of_scores, of_truth)),
        ),
        (
            measures.recall_at(weights, ranked(scores, truth), 0.8),
            measures.recall_at(copies, ranked(of_scores, of_truth), 0.8),
        ),
    ]
    for weighted, copied in pairs:
        assert weighted == pytest.approx(copied, nan_ok=True)


def test_calibration_error_is_the_distance_in_each_bin_by_its_share_of_posts():
    scores = np.array([0.85, 0.85, 0.85, 0.85, 0.2])
    truth = booleans("yyynn")

    error = measures.calibration_error(once(5), scores, truth)[0]

    assert error == pytest.approx((4 * (0.85 - 0.75) + 1 * 0.2) / 5)


def test_recall_at_a_precision_takes_the_lowest_score_that_still_holds_it():
    scores, truth = np.array([0.9, 0.8, 0.7, 0.6, 0.5]), booleans("yynyn")

    ranking = ranked(scores, truth)

    assert measures.recall_at(once(5), ranking, 0.75)[0] == 1.0
    assert measures.recall_at(once(5), ranking, 0.8)[0] == pytest.approx(2 / 3)


def test_posts_of_one_score_stand_or_fall_together():
    ranking = ranked(np.array([0.7, 0.7]), booleans("ny"))

    assert measures.average_precision(once(2), ranking)[0] == 0.5
    assert measures.recall_at(once(2), ranking, 0.8)[0] == 0.0


def test_what_cannot_be_measured_is_none():
    nothing = np.zeros(3, dtype=bool)

    found = measured({("f1",): lambda weights: measures.f1(weights, nothing, nothing)}, 3, seed=1)

    assert found == {("f1",): None}


def test_intervals_hold_the_value_are_the_same_every_time_and_narrow_with_more_posts():
    def share(posts):
        truth = np.arange(posts) % 5 == 0
        return measured({("share",): lambda weights: weights @ truth / weights.sum(axis=1)}, posts, seed=1)[("share",)]

    few, many = share(50), share(2000)

    assert few == share(50)
    assert few.low < few.value == 0.2 < few.high
    assert few.high - few.low > 3 * (many.high - many.low)
    # The normal approximation of a share: 1.96 · sqrt(0.2 · 0.8 / 2000).
    assert (many.high - many.low) / 2 == pytest.approx(0.0175, rel=0.15)


def test_a_measure_without_spread_has_no_width():
    truth = np.ones(5, dtype=bool)

    found = measured({("f1",): lambda weights: measures.f1(weights, truth, truth)}, 5, seed=1)

    assert found == {("f1",): Measure(value=1.0, low=1.0, high=1.0)}
