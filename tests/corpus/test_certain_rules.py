"""Certain rules outweigh the model, with a score of their own: what they say must be right so often on the corpus."""

import pytest

from smbot.classify.cascade import CERTAIN
from smbot.classify.labels import load_labels
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import Rules
from smbot.classify.words import split_words
from smbot.training.gold import read_gold
from smbot.training.posts import CORPUS
from smbot.training.triage_data import examples

RULES = Rules(load_labels(), load_rulebook())


@pytest.fixture(scope="module")
def said():
    """For each certain rule that holds in a post: its label, and whether the post has that."""
    return [
        (hit.rule.label, hit.rule.label in post.labels)
        for part in ("train", "dev")
        for post in examples(read_gold(CORPUS / part))
        for hit in RULES.hits(split_words(post.text), post.language)
        if hit.rule.certain
    ]


@pytest.mark.parametrize("label", ["urgent", "access_request"])
def test_certain_rules_are_right_as_often_as_their_score_says(said, label):
    right = [is_right for name, is_right in said if name == label]

    assert len(right) >= 20
    assert sum(right) / len(right) >= CERTAIN


def test_only_labels_that_are_measured_here_have_certain_rules_of_their_own():
    alone = {rule.label for rule in load_rulebook().rules if rule.certain and not rule.after}

    assert alone == {"urgent", "access_request"}
