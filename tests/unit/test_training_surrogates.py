"""Invented values in the place of masks: marked where they stand, fictional, the same again, never the true one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.core.canon import tokens
from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask, Operator
from smbot.core.warrant import WARRANT
from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES
from smbot.training.checks import check_posts
from smbot.training.gold import read_gold, to_line
from smbot.training.invented import invented
from smbot.training.posts import GoldPost, GoldSpan
from smbot.training.surrogates import like, with_invented


def values(post):
    return [post.text[span.start : span.end] for span in post.spans]


def text_of(*pieces):
    """Return a redacted text: strings as they are, and of each mask its fields."""
    parts, masks, length = [], [], 0
    for piece in pieces:
        if isinstance(piece, str):
            shown = piece
        else:
            mask = Mask(**{"start": 0, "end": 0, "number": 1, "score": 0.9, "recognizer": "test"} | piece)
            shown = mask.shown
            masks.append((mask, length))
        parts.append(shown)
        length += len(shown)
    placed = tuple(
        Mask(**{**{n: getattr(m, n) for n in m.__dataclass_fields__}, "start": at, "end": at + len(m.shown)})
        for m, at in masks
    )
    return RedactedText("".join(parts), placed, WARRANT)


PERSON, PHONE = {"entity": "PERSON"}, {"entity": "PHONE_NUMBER"}


@pytest.mark.parametrize("language", ["en", "fr", "mixed"])
@pytest.mark.parametrize("entity", ENTITIES)
def test_every_entity_has_an_invented_value_that_the_corpus_would_take(entity, language):
    for seed in range(40):
        value = invented(entity, language, f"m-{seed}")
        text = f"here it is: {value} indeed"
        post = GoldPost(
            id="p", text=text, lang=language, spans=(GoldSpan(start=12, end=12 + len(value), entity=entity),), voice="v"
        )

        assert [p.what.template for p in check_posts([post]) if "label" not in p.what.template.lower()] == []


def test_an_example_marks_each_value_and_one_value_stays_one():
    post = with_invented(
        text_of("call ", PERSON, " at ", PHONE, ", ask ", PERSON, " not ", PERSON | {"number": 2}),
        of="m-1",
        language="en",
        platform="x",
    )

    first, phone, again, other = values(post)
    assert first == again != other
    assert "55501" in "".join(c for c in phone if c.isdigit())
    assert post.text == f"call {first} at {phone}, ask {first} not {other}"


def test_the_same_mention_gives_the_same_example_and_another_gives_another():
    text = text_of(PERSON, PHONE)

    assert with_invented(text, of="m-1", language="fr", platform="x") == with_invented(
        text, of="m-1", language="fr", platform="x"
    )
    assert (
        with_invented(text, of="m-1", language="fr", platform="x").text
        != with_invented(text, of="m-2", language="fr", platform="x").text
    )


def test_a_disputed_value_stays_readable_and_is_no_span():
    post = with_invented(text_of("ring ", PHONE | {"disputed": True}, " now"), of="m-1", language="en", platform="x")

    assert post.spans == ()
    assert post.text == f"ring {post.own[0]} now"


def test_masks_without_numbers_get_values_too_and_a_dropped_one_stands_apart():
    text = text_of(
        "card ",
        {"entity": "CREDIT_CARD", "number": 0, "operator": Operator.LAST, "mark": "1111"},
        " of",
        {"entity": "PERSON", "number": 0, "operator": Operator.DROP},
        "and ",
        {"entity": "PERSON", "number": 0, "operator": Operator.PSEUDONYM, "mark": "K7QF2M"},
    )

    post = with_invented(text, of="m-1", language="en", platform="x")

    card, dropped, pseudonym = values(post)
    assert post.text == f"card {card} of {dropped} and {pseudonym}"


def test_a_value_that_was_invented_before_is_taken_again():
    post = with_invented(
        text_of(PHONE), of="m-1", language="en", platform="x", surrogates={("PHONE_NUMBER", 1): "555 0142"}
    )

    assert values(post) == ["555 0142"]


def test_an_example_is_a_line_that_the_evaluation_reads(tmp_path):
    post = with_invented(
        text_of("é👍 ", PERSON, " ", PHONE | {"disputed": True}), of="m-1", language="fr", platform="x"
    )
    file = tmp_path / "gold.jsonl"
    file.write_text(to_line(post) + "\n", "utf-8")

    [read] = read_gold(file)

    assert (read.text, read.spans, read.own, read.tags) == (post.text, post.spans, post.own, ("correction",))


@pytest.mark.parametrize(
    ("value", "entity", "form"),
    [
        ("(604) 555-0187", "PHONE_NUMBER", "(ddd) ddd-dddd"),
        ("６０４ 555 0187", "PHONE_NUMBER", "ddd ddd dddd"),
        ("six oh four 555 01 87", "PHONE_NUMBER", "w w w ddd dd dd"),
        ("quatre un huit 555-0122", "PHONE_NUMBER", "w w w ddd-dddd"),
        ("123-456-782", "CA_SIN", "ddd-ddd-ddd"),
        ("AB-1234 567", "CASE_NUMBER", "w-dddd ddd"),
        ("ODILE gagnon", "PERSON", "W w"),
        ("odile g.", "PERSON", "w w."),
        ("Odile-Ann Gagnon", "PERSON", "T-T T"),
    ],
)
def test_a_value_like_another_has_its_layout(value, entity, form):
    found = like(value, entity, "en", "m-1 x")

    assert layout(found) == form
    assert layout(value) == form
    assert not tokens(fold(found).text) & tokens(fold(value).text)


def layout(value):
    """Return digits as d, words as W (capitals), T (a capital first) or w."""
    import re

    def word(match):
        upper = match[0].isupper() and len(match[0]) > 2
        return "W" if upper else "T" if match[0][0].isupper() and len(match[0]) > 2 else "w"

    plain = re.sub(r"\d", "\u0394", value)
    return re.sub(r"[^\W\d_\u0394]+", word, plain).replace("\u0394", "d")


def test_numbers_keep_their_check_and_telephones_their_fiction():
    from smbot.redact.context import digits_of, luhn

    for seed in range(50):
        assert luhn(digits_of(like("046 454 286", "CA_SIN", "en", str(seed))))
        assert "55501" in digits_of(like("+1 416 555 0198", "PHONE_NUMBER", "en", str(seed)))


SECRETS = st.text("abcXYZ éÉ@.-0123456789six two cinq", min_size=1, max_size=30)


@given(SECRETS, st.sampled_from(ENTITIES), st.sampled_from(["en", "fr"]))
def test_no_word_or_number_of_the_true_value_is_in_the_invented_one(value, entity, language):
    found = like(value, entity, language, "m-1 x")

    assert found.strip()
    same = tokens(fold(found).text) & tokens(fold(value).text)
    assert not same or found == invented(entity, language, "m-1 x")
