"""The mask over a post and over its fields: what is refused, what the tokens hold, how numbers and places agree."""

import pytest

from smbot.core import canon
from smbot.core.spans import Span
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw
from smbot.redact.mask import mask, mask_fields


def span(text, words, entity="PERSON", recognizer="rule", score=0.9):
    start = text.index(words)
    return Span(start=start, end=start + len(words), entity=entity, score=score, recognizer=recognizer)


def masked(text, *spans, **changes):
    return mask(RawText(text), spans, language="en", **changes)


def tokens(redaction):
    return {open_raw(each) for each in redaction.tokens}


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 6), (5, 6)])
def test_a_span_that_is_empty_or_outside_the_text_is_refused(start, end):
    wrong = Span(start=start, end=end, entity="PERSON", score=1.0, recognizer="rule")
    with pytest.raises(ValueError, match="PERSON"):
        masked("Zoltan"[:5], wrong)
    with pytest.raises(ValueError, match="outside its field"):
        mask_fields([(RawText("Zolta"), [wrong]), (RawText("more words"), [])], language="en")


def test_a_span_may_take_all_of_a_text():
    assert masked("Zoltan", span("Zoltan", "Zoltan")).text.text == "[PERSON 1]"


def test_tokens_hold_the_value_as_it_was_written_and_as_it_reads():
    written = "Ζoltan Qu\u00adux"  # with a Greek letter, and a hyphen that nobody sees
    found = tokens(masked(f"I am {written}.", span(f"I am {written}.", written)))

    assert canon.tokens(written) <= found
    assert canon.tokens("Zoltan Quux") <= found


def test_of_a_web_address_only_what_was_found_in_it_is_a_token():
    text = "see https://example.org/people/zoltan-quux/letters now"
    address = span(text, "https://example.org/people/zoltan-quux/letters", "URL")

    with_a_name = tokens(masked(text, address, span(text, "zoltan-quux")))

    assert with_a_name == tokens(masked("zoltan-quux", span("zoltan-quux", "zoltan-quux")))
    assert not with_a_name & canon.tokens("letters")
    assert tokens(masked(text, address)) == set()


def test_what_is_joined_without_a_web_address_tells_as_a_whole():
    text = "Zoltan Quux, 12 Elm Street"

    found = tokens(masked(text, span(text, "Zoltan Quux, 12"), span(text, "12 Elm Street", "STREET_ADDRESS")))

    assert found >= tokens(masked(text, span(text, text)))


def test_the_tokens_of_the_author_are_there_although_the_post_does_not_hold_them():
    assert tokens(masked("Hello", also=frozenset({"quux"}))) == {"quux"}


FIELDS = ["Zoltan wrote", "to Quux and Zoltan", "nothing", "Quux"]


def fields(texts=FIELDS, names=("Zoltan", "Quux"), **changes):
    given = [(RawText(text), [span(text, name) for name in names if name in text]) for text in texts]
    return mask_fields(given, language="fr", **changes)


def test_fields_share_their_numbers_and_each_keeps_its_own_places():
    found = fields()

    assert [each.text.text for each in found] == [
        "[PERSON 1] wrote",
        "to [PERSON 2] and [PERSON 1]",
        "nothing",
        "[PERSON 2]",
    ]
    for text, one in zip(FIELDS, found, strict=True):
        assert [text[place.start : place.end] for place in one.spans] == [
            {1: "Zoltan", 2: "Quux"}[each.number] for each in one.text.masks
        ]
        assert [one.text.text[each.start : each.end] for each in one.text.masks] == [
            each.shown for each in one.text.masks
        ]
        assert [open_raw(each) for each in one.values] == [
            {1: "zoltan", 2: "quux"}[each.number] for each in one.text.masks
        ]
        assert one.language == "fr"
        assert one.withheld is False


def test_the_first_field_has_the_tokens_of_all():
    first, *others = fields(also=frozenset({"author"}))

    assert {"author"} | canon.tokens("Zoltan") | canon.tokens("Quux") <= tokens(first)
    assert [each.tokens for each in others] == [(), (), ()]


def test_an_empty_field_stays_empty_and_takes_nothing_of_its_neighbours():
    assert [each.text.text for each in fields(["", "Zoltan", "", "", "x Zoltan"])] == [
        "", "[PERSON 1]", "", "", "x [PERSON 1]",
    ]  # fmt: skip


def test_what_is_withheld_is_so_in_all_fields():
    assert [each.withheld for each in fields(withheld=True)] == [True] * 4
