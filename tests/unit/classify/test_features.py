"""What the linear model sees of a post."""

import math

import pytest

from smbot.classify.features import PIECE, RULE, RULE_WEIGHT, WORD, Features, forms, named, pieces
from smbot.classify.reading import as_words
from smbot.classify.words import split_words


def test_masks_keep_their_kind_and_numbers_handles_and_links_are_classes():
    words = split_words("[PERSON 3] called @ville at 555-0100 https://example.com Été")

    assert forms(words) == ["<person>", "called", "<handle>", "at", "<num>", "-", "<num>", "<url>", "ete"] or forms(
        words
    ) == ["<person>", "called", "<handle>", "at", "<num>", "<num>", "<url>", "ete"]


def test_pieces_reach_over_the_bounds_of_a_word():
    assert set(pieces("no")) == {"_n", "no", "o_", "_no", "no_", "_no_"}


def test_a_class_of_words_has_no_pieces():
    assert list(pieces("<num>")) == []


def test_words_are_named_alone_and_in_pairs():
    words = dict(named(split_words("still no file")))

    assert list(words[WORD]) == ["still", "no", "file", "still no", "no file"]


def test_each_kind_has_unit_length_and_a_rule_its_weight():
    places = {WORD: {"no": 0, "file": 1}, PIECE: {"_no_": 2}, RULE: {"en.complaint.x": 3}}
    features = Features(places=places, idf=[1.0, 2.0, 1.5, 1.0])

    vector = features.vector(split_words("no no file"), ["en.complaint.x", "unknown"])

    assert math.hypot(vector[0], vector[1]) == pytest.approx(1)
    assert vector[0] / vector[1] == pytest.approx((1 + math.log(2)) / 2)
    assert (vector[2], vector[3]) == (pytest.approx(1), RULE_WEIGHT)


def test_a_post_without_a_known_word_is_empty():
    features = Features(places={WORD: {}, PIECE: {}, RULE: {}}, idf=[])

    assert features.vector(split_words("hello"), []) == {}


def test_only_masks_of_ours_are_read_to_the_encoder_as_what_they_hide():
    text = "[PHONE_NUMBER 1] [CREDIT_CARD …1234] [PERSON k7m2pq] and [URGENT] [HELP me] [NOTE abc]"

    assert as_words(text) == "phone number credit card person and [URGENT] [HELP me] [NOTE abc]"
