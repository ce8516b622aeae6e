"""Floors of masking on posts by voices that nobody who tunes has read; they only rise."""

from pathlib import Path

import pytest

from smbot.bootstrap import bare
from smbot.redact.tagger.loading import load_tagger
from smbot.training.checks import check_apart, check_posts
from smbot.training.evaluate_redaction import Result, ours
from smbot.training.gold import read_gold
from smbot.training.posts import CORPUS, GoldPost

HERE = Path(__file__).parent / "posts"


@pytest.fixture(scope="module")
def posts() -> list[GoldPost]:
    return read_gold(HERE)


@pytest.fixture(scope="module")
def result(posts: list[GoldPost]) -> Result:
    application = bare(sorted({value for post in posts for value in post.own}))
    return ours(posts, application.redactor(load_tagger()), application.teller, lambda _posts: None)


def recall(result: Result, kind: str, name: str) -> float:
    value = result.scores[kind][name].spans.value
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("kind", "name", "floor"),
    [
        ("all", "all", 0.93),
        ("language", "en", 0.92),
        ("language", "fr", 0.93),
        ("language", "mixed", 0.94),
        ("entity", "PERSON", 0.92),
        ("entity", "STREET_ADDRESS", 0.87),
        ("entity", "DATE_OF_BIRTH", 0.82),
        ("entity", "CASE_NUMBER", 0.95),
        ("entity", "CA_HEALTH_NUMBER", 0.97),
        ("form", "plain and checked", 0.99),
        ("form", "hidden", 0.87),
        ("form", "address with city", 0.96),
        ("form", "name in capitals", 0.9),
        ("form", "name in lower case", 0.75),
    ],
)
def test_recall_stays_above_its_floor(result: Result, kind: str, name: str, floor: float) -> None:
    assert recall(result, kind, name) >= floor


def test_leaks_stay_rare(result: Result) -> None:
    leaks = result.scores["all"]["all"].leaks.value

    assert leaks is not None
    assert leaks <= 0.13


def test_clean_posts_stay_readable(result: Result) -> None:
    found = result.scores["all"]["all"].alarms

    assert found is not None
    assert found.mean <= 15


def test_no_post_fails_and_hardly_one_is_withheld(result: Result, posts: list[GoldPost]) -> None:
    assert result.refused == 0
    assert result.withheld is not None
    assert len(result.withheld) <= 0.005 * len(posts)


def test_the_corpus_holds_to_its_own_rules(posts: list[GoldPost]) -> None:
    shipped = read_gold(CORPUS)

    assert [str(problem) for problem in check_posts(shipped)] == []
    assert [str(problem) for problem in check_posts(posts)] == []
    assert [str(problem) for problem in check_apart(shipped, posts)] == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_corpus_is_as_large_as_it_says(posts: list[GoldPost], lang: str) -> None:
    shipped = [post for post in read_gold(CORPUS) if post.lang == lang]
    test = [post for post in posts if post.lang == lang]
    asking = [post for post in test if "access_request" in post.labels]

    assert len(shipped) >= 3000
    assert len(test) >= 800
    assert len(asking) >= 150
    assert sum("names-law" not in post.tags for post in asking) >= 60
    assert sum("complaint" in post.labels for post in test) >= 200
    for label in ("urgent", "abuse", "incident", "wrong_office", "question", "suggestion", "praise", "spam", "none"):
        assert sum(label in post.labels for post in test) >= 25
    assert sum(not post.spans for post in test) >= 0.3 * len(test)
