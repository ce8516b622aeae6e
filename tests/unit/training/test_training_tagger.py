"""Copies of posts to train on, and features that do not show their own answers."""

import random
from collections import Counter
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from smbot.redact.tagger.crf import BEGINS, CONTINUES, OUTSIDE
from smbot.redact.tagger.features import Words, features
from smbot.redact.tagger.tokens import tokens
from smbot.training.posts import GoldPost, GoldSpan
from smbot.training.tagger import TaggedPost, cased, renamed, without_itself

NAMES = ["Ophelia", "Quackenbusch"]


def a_post(text: str, *marks: tuple[str, str, tuple[str, ...]]) -> GoldPost:
    """Return a post with its marks, each a value (found after the one before it), its entity and its forms."""
    spans, at = [], 0
    for value, entity, forms in marks:
        start = text.index(value, at)
        at = start + len(value)
        spans.append(GoldSpan(start=start, end=at, entity=entity, forms=forms))
    return GoldPost(id="1", text=text, lang="en", spans=tuple(spans))


def values(post: GoldPost) -> list[str]:
    return [post.text[span.start : span.end] for span in post.spans]


def test_another_name_stands_where_a_name_stood_in_its_case() -> None:
    post = a_post(
        "i'm zed QUUX, ask Zed or 604 555 0122. Late.",
        ("zed QUUX", "PERSON", ()),
        ("Zed", "PERSON", ()),
        ("604 555 0122", "PHONE_NUMBER", ()),
    )

    copy = renamed(post, random.Random(1), NAMES)  # noqa: S311 - no secret

    first, second, number = values(copy)
    lower, upper = first.split()
    assert {lower.lower(), upper.lower()} <= {name.lower() for name in NAMES}
    assert (lower.islower(), upper.isupper(), second.istitle()) == (True, True, True)
    assert second.lower() == lower
    assert number == "604 555 0122"
    assert copy.text == f"i'm {first}, ask {second} or {number}. Late."


def test_a_name_that_is_hidden_on_purpose_stays_as_it_was_written() -> None:
    post = a_post("i'm z e d, ask Zed", ("z e d", "PERSON", ("hidden",)), ("Zed", "PERSON", ()))

    copy = renamed(post, random.Random(1), NAMES)  # noqa: S311 - no secret

    assert values(copy)[0] == "z e d"
    assert values(copy)[1] in NAMES


@given(st.text(max_size=60), st.sampled_from([str.upper, str.lower]))
def test_another_case_keeps_every_place(text: str, change: Callable[[str], str]) -> None:
    post = GoldPost(id="1", text=text, lang="fr", spans=())

    assert len(cased(post, change).text) == len(text)


def test_another_case_is_another_case() -> None:
    post = a_post("Écris à Zoé Straße", ("Zoé Straße", "PERSON", ()))

    assert cased(post, str.upper).text == "ÉCRIS À ZOÉ STRAßE"
    assert values(cased(post, str.lower)) == ["zoé straße"]


def test_a_posts_own_answers_do_not_show_in_its_features() -> None:
    text = "Rose waits for Ida"
    pieces = tuple(tokens(text))
    states = (f"{BEGINS}PERSON", OUTSIDE, OUTSIDE, f"{BEGINS}PERSON")
    example = TaggedPost(
        text=text, pieces=pieces, states=states, hints=None, to_original=lambda start, end: (start, end)
    )
    other = Counter({"waits": 5, "for": 9, "rose": 4})
    named = Counter({"rose": 3, "ida": 1})

    found = without_itself(example, other, named)

    others = Words(other={"waits": 4, "for": 8, "rose": 4}, named={"rose": 2})
    assert found == features(text, pieces, None, others)
    assert found != features(text, pieces, None, Words(other=other, named=named))


def test_a_second_word_of_a_name_counts_as_one_too() -> None:
    text = "Ida Rose"
    states = (f"{BEGINS}PERSON", f"{CONTINUES}PERSON")
    example = TaggedPost(
        text=text, pieces=tuple(tokens(text)), states=states, hints=None, to_original=lambda start, end: (start, end)
    )

    found = without_itself(example, Counter(), Counter({"ida": 1, "rose": 1}))

    assert found == features(text, tokens(text), None, Words(other={}, named={}))
