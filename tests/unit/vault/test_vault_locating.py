"""What one mask hides is found in the original, whatever stands around it; or nothing is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask
from smbot.core.warrant import WARRANT
from smbot.vault.locating import Wanted, value_behind
from smbot.vault.revealed import Revealed


def masked(*pieces):
    """Return a masked text of words and, in tuples, values behind masks; and the original."""
    text, original, masks = "", "", []
    for piece in pieces:
        if isinstance(piece, tuple):
            shown = f"[PERSON {len(masks) + 1}]"
            masks.append(
                Mask(
                    start=len(text),
                    end=len(text) + len(shown),
                    entity="PERSON",
                    number=len(masks) + 1,
                    score=0.9,
                    recognizer="test",
                )
            )
            text += shown
            original += piece[0]
        else:
            text += piece
            original += piece
    return RedactedText(text, tuple(masks), WARRANT), original


def wanted(text, at, judge=lambda _value: None):
    return Wanted(text=text, at=at, judge=judge)


def test_each_value_is_found_between_the_words_around_it():
    text, original = masked("Call ", ("Ana Roy",), " at ", ("604-555-0187",), " today.")

    assert value_behind(wanted(text, 0), original) == "Ana Roy"
    assert value_behind(wanted(text, 1), original) == "604-555-0187"


def test_a_value_that_repeats_the_words_around_it_needs_its_digest():
    text, original = masked("at ", ("look at me",), " at ", ("x at y",), " at home")

    assert value_behind(wanted(text, 0), original) is None
    assert value_behind(wanted(text, 0, lambda value: value == "look at me"), original) == "look at me"
    assert value_behind(wanted(text, 1, lambda value: value == "x at y"), original) == "x at y"


def test_an_original_that_is_another_text_shows_nothing():
    text, _ = masked("Call ", ("Ana Roy",), " today.")

    assert value_behind(wanted(text, 0), "Please forget what I wrote.") is None
    assert value_behind(wanted(text, 0, lambda _value: False), "Call Bob Low today.") is None


def test_a_text_of_nothing_but_a_mask_shows_it_only_if_it_is_that_value():
    text, original = masked(("604-555-0187",))

    assert value_behind(wanted(text, 0, lambda value: value == original), original) == original
    assert value_behind(wanted(text, 0, lambda value: value == original), "another whole text") is None


def test_a_typed_mask_is_words_like_any_other():
    text, original = masked("[PERSON 1] is not ", ("Ana",), ".")

    assert value_behind(wanted(text, 0), original) == "Ana"


def test_too_many_places_show_nothing():
    text, original = masked(*[("a" * 100,)] * 30)

    assert value_behind(wanted(text, 15, lambda value: True), original) is None


WORDS = st.text("ab c", max_size=5)
PAIRS = st.lists(st.tuples(WORDS, st.text("abc ", min_size=1, max_size=6)), min_size=1, max_size=5)


@given(PAIRS, WORDS, st.data())
def test_whatever_is_found_is_the_value_or_nothing(pairs, end, data):
    pieces = [part for words, value in pairs for part in (words, (value,))]
    text, original = masked(*pieces, end)
    at = data.draw(st.integers(0, len(pairs) - 1))
    value = pairs[at][1]

    assert value_behind(wanted(text, at, lambda found: found == value), original) == value
    assert value_behind(wanted(text, at), original) in {value, None}


def test_a_revealed_value_is_taken_once_and_printed_never():
    box = Revealed("604-555-0187")

    assert repr(box) == "<revealed>"
    for act in (str, hash, lambda b: f"{b}", lambda b: b == b, lambda b: b.__reduce__()):  # noqa: PLR0124
        with pytest.raises(TypeError):
            act(box)
    assert box.take() == "604-555-0187"
    with pytest.raises(ValueError, match="taken already"):
        box.take()
