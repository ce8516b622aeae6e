"""Texts without their ledger: square brackets are the masks' alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.classify.words import MASK, split_words
from smbot.core.marked import GAP, MARK, marked, own_words
from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask, Operator
from smbot.core.warrant import WARRANT
from smbot.vault.digest import Digester

MASKS = [
    Mask(start=0, end=0, entity=entity, number=number, score=0.9, recognizer="r", operator=operator, mark=mark)
    for entity, number, operator, mark in (
        ("PERSON", 1, Operator.NUMBER, ""),
        ("PERSON", 4312, Operator.NUMBER, ""),
        ("CREDIT_CARD", 0, Operator.LAST, "1234"),
        ("PERSON", 0, Operator.PSEUDONYM, Digester(b"k" * 32).code("PERSON", "anne")),
        ("IP_ADDRESS", 0, Operator.DROP, ""),
    )
]


def built(parts):
    """Return a text of typed parts and masks."""
    text, masks = "", []
    for part in parts:
        shown = part if isinstance(part, str) else part.shown
        if isinstance(part, Mask):
            fields = {name: getattr(part, name) for name in ("entity", "number", "score", "recognizer")}
            place = {"start": len(text), "end": len(text) + len(shown)}
            masks.append(Mask(**fields, **place, operator=part.operator, mark=part.mark))
        text += shown
    return RedactedText(text, tuple(masks), WARRANT)


@given(
    st.lists(st.one_of(st.text(alphabet="ab [](1]PERSON\uff3b\uff3d", max_size=9), st.sampled_from(MASKS)), max_size=6)
)
def test_square_brackets_stand_around_masks_alone_and_places_stay(parts):
    text = built(parts)

    shown = marked(text)

    assert len(shown) == len(text.text)
    assert re.findall(r"\[[^\]]*\]", shown) == [one.shown for one in text.masks if one.shown]
    assert all(shown[one.start : one.end] == one.shown for one in text.masks)


@pytest.mark.parametrize(
    "typed",
    ["[PERSON 1]", "\uff3bPERSON 1\uff3d", "[person 1]", "[PERSON \u20261234]", "[PERSON\n1]", "[[PERSON 1]]"],
)
def test_what_a_poster_typed_like_a_mask_is_none_for_the_rules(typed):
    alone = built([f"says {typed} here"])
    beside = built([f"says {typed} ", MASKS[0]])

    assert MASK not in split_words(marked(alone)).kinds
    assert split_words(marked(beside)).kinds.count(MASK) == 1


def test_a_dropped_value_makes_no_mask_of_what_stands_around_it():
    text = built(["[PERSON ", MASKS[4], "1]"])

    assert text.text == "[PERSON 1]"
    assert marked(text) == "(PERSON 1)"


@pytest.mark.parametrize("one", [mask for mask in MASKS if mask.shown])
def test_the_rules_know_every_operators_masks(one):
    words = split_words(marked(built(["Call ", one, " now"])))

    assert words.words[1] == f"<{one.entity.lower()}>"
    assert words.kinds[1] == MASK
    assert re.fullmatch(rf"\[[a-z_]+ {MARK}\]", one.shown.lower())


def test_of_masks_the_posters_own_words_have_gaps_and_typed_ones_are_words():
    text = built(["I said [PERSON 1] to ", MASKS[0], " and", MASKS[4]])

    assert own_words(text) == f"I said [PERSON 1] to  {GAP}  and"
