"""Thresholds and bands: what a rare label may lose, and which scores decide."""

import numpy as np

from smbot.training.thresholds import asserted_from, bands_of

NAMES = ("access_request",)


def columns(*values):
    return np.array([values], np.float32).T


def of_many(plain, full, truth, times=1_000):
    """One post as given, and many that are clearly none: errors on one are rare among all."""
    return (
        columns(plain, *[0.001] * times),
        columns(full, *[0.001] * times),
        np.array([[truth]] + [[False]] * times),
    )


def test_a_rare_labels_post_that_the_encoder_alone_finds_is_in_the_band():
    rare, other = (
        bands_of(*of_many(0.05, 0.9, has), NAMES, {"access_request": (0.5,)})["access_request"] for has in (True, False)
    )

    assert rare[0] <= 0.05
    assert other[0] > 0.05


def test_a_post_that_the_encoder_asserts_is_in_the_band_though_its_label_is_the_same():
    plain, full, truth = of_many(0.6, 0.95, True)

    without = bands_of(plain, full, truth, NAMES, {"access_request": (0.5,)})["access_request"]
    with_it = bands_of(plain, full, truth, NAMES, {"access_request": (0.5, 0.9)})["access_request"]

    assert without[1] <= 0.6 < with_it[1]


def test_a_request_is_asserted_from_the_lowest_score_that_is_right_often_enough():
    scores = columns(*[0.9] * 19, 0.9, 0.4, 0.4)
    truth = np.array([True] * 19 + [False, True, False])

    found = asserted_from(scores, truth[:, None], NAMES)

    assert 0.4 < found <= 0.9
    assert truth[scores[:, 0] >= found].mean() >= 0.95
