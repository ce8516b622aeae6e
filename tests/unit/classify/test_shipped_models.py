"""What ships was made from the rules and the corpus that ship beside it: else it must be trained anew."""

import pytest

from smbot.classify import encoder, model
from smbot.classify.labels import load_labels
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import Rules
from smbot.training.gold import read_gold
from smbot.training.posts import CORPUS


@pytest.fixture(scope="module")
def posts():
    return len(read_gold(CORPUS / "train"))


@pytest.fixture(scope="module")
def card():
    return model.load().card


def test_the_model_learnt_from_all_posts_of_the_corpus(card, posts):
    assert (card.posts, card.corrections) == (posts, 0)


def test_the_model_was_fitted_to_the_rules_that_ship(card):
    assert card.rules == Rules(load_labels(), load_rulebook()).version


def test_the_model_was_fitted_to_the_encoder_that_ships(card):
    assert card.encoder == encoder.installed_version()
