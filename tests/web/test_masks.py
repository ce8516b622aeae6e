"""Masks of every operator on the page, for eyes and for screen readers; what a poster typed like one is text."""

import re
from dataclasses import replace

import pytest

from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask, Operator
from smbot.core.warrant import WARRANT
from smbot.web import mask_words
from smbot.web.passages import passages, shortened


def ledger(text, *masks):
    """Return a text with a mask where each of `masks` stands: entity, operator, number or mark, and its place."""
    made, at = [], 0
    for entity, operator, what in masks:
        number = {"number": what} if isinstance(what, int) else {"number": 0, "mark": what}
        mask = Mask(start=0, end=0, entity=entity, score=0.9, recognizer="r", operator=operator, **number)
        start = text.index(mask.shown, at) if mask.shown else text.index("  ", at) + 1
        at = start + len(mask.shown)
        made.append(Mask(start=start, end=at, entity=entity, score=0.9, recognizer="r", operator=operator, **number))
    return RedactedText(text, tuple(made), WARRANT)


EVERY = ledger(
    "Pay [CREDIT_CARD …1234] says [PERSON K7QF2M] from  and calls [PHONE_NUMBER 12]; I typed [PERSON 1].",
    ("CREDIT_CARD", Operator.LAST, "1234"),
    ("PERSON", Operator.PSEUDONYM, "K7QF2M"),
    ("IP_ADDRESS", Operator.DROP, ""),
    ("PHONE_NUMBER", Operator.NUMBER, 12),
)


def spoken(page):
    """Return what stands in the post, as it is read aloud."""
    post = re.search(r'<blockquote class="post".*?</blockquote>', page, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", post).split())


@pytest.mark.parametrize("where", ["/queue", "/items/{mention}"])
def test_every_operators_masks_read_well(a_browser, desk, where):
    mention = desk.add_mention(EVERY)

    page = a_browser("ana").get(where.format(mention=mention)).text

    for words in ("bank card ending in 1234", "name K7QF2M", "removed: IP address", "phone 12"):
        assert words in " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "[CREDIT_CARD" not in page
    assert "I typed [PERSON 1]." in page


def test_a_post_is_read_in_its_order(a_browser, desk):
    mention = desk.add_mention(EVERY)

    page = a_browser("ana").get(f"/items/{mention}").text

    assert spoken(page) == (
        "Pay bank card ending in 1234 says name K7QF2M from removed: IP address and calls phone 12 ; "
        "I typed [PERSON 1]."
    )


def test_values_that_were_dropped_at_one_place_are_two_pieces():
    one, two = ledger("a  b  c", ("IP_ADDRESS", Operator.DROP, ""), ("PERSON", Operator.DROP, "")).masks
    two = replace(two, start=one.start, end=one.end)
    both = RedactedText("a  b", (one, two), WARRANT)

    pieces = [piece for passage in passages(both) for piece in passage.pieces]

    assert [(piece.text, piece.mask is not None) for piece in pieces][:1] == [("a ", False)]
    assert [piece.mask for piece in pieces if piece.mask] == [one, two]
    assert [piece.mask for piece in shortened(both, 3) if piece.mask] == [one, two]


@pytest.mark.parametrize(
    ("recognizer", "told"),
    [("tagger", "the trained model"), ("recalled", "the same value elsewhere in the post"), ("phone-number", "a rule")],
)
def test_what_found_a_value_is_told_in_words(recognizer, told):
    mask = Mask(start=0, end=1, entity="PERSON", number=1, score=0.9, recognizer=recognizer)

    assert str(mask_words.found_by(mask)) == told
