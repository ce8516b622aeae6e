"""Floors of masking with the network beside the tagger, on posts by voices that nobody who tunes has read."""

from pathlib import Path

import pytest

from smbot.bootstrap import bare
from smbot.redact.tagger.loading import load_tagger
from smbot.training.evaluate_redaction import Result, ours
from smbot.training.gold import read_gold

HERE = Path(__file__).parent / "posts"


@pytest.fixture(scope="module")
def result() -> Result:
    posts = read_gold(HERE)
    application = bare(sorted({value for post in posts for value in post.own}))
    return ours(posts, application.redactor(load_tagger("network")), application.teller, lambda _posts: None)


@pytest.mark.parametrize(
    ("kind", "name", "floor"),
    [
        ("all", "all", 0.94),
        ("language", "en", 0.93),
        ("language", "fr", 0.95),
        ("entity", "PERSON", 0.93),
        ("entity", "STREET_ADDRESS", 0.93),
        ("form", "plain and checked", 0.99),
        ("form", "hidden", 0.9),
        ("form", "name in capitals", 0.9),
        ("form", "name in lower case", 0.75),
    ],
)
def test_recall_with_the_network_stays_above_its_floor(result: Result, kind: str, name: str, floor: float) -> None:
    value = result.scores[kind][name].spans.value

    assert value is not None
    assert value >= floor


def test_with_the_network_little_leaks_and_clean_posts_stay_readable(result: Result) -> None:
    every = result.scores["all"]["all"]

    assert every.leaks.value is not None
    assert every.alarms is not None
    assert every.leaks.value <= 0.1
    assert every.alarms.mean <= 12
    assert result.refused == 0
