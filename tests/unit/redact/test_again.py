"""What a post masks is masked wherever the post says it again, and what only resembles it is not."""

from dataclasses import replace

import pytest

from smbot.core.parts import PartKind
from smbot.core.spans import Span
from smbot.normalise.language import LanguageTeller
from smbot.raw.box import RawText
from smbot.raw.post import RawPart
from smbot.redact.again import find_again, values_of
from smbot.redact.allow import AllowList
from smbot.redact.doubt import Doubt, Thresholds
from smbot.redact.engine import Redactor, load_finders
from smbot.redact.entities import RECALLED
from smbot.redact.merging import joined
from smbot.redact.stage import Fields, redact_posts

TELLER = LanguageTeller()


def again(text, value, entity="CASE_NUMBER", **how):
    span = Span(start=0, end=len(value), entity=entity, score=0.9, recognizer="test")
    return [text[each.start : each.end] for each in find_again(text, values_of([(value, span)]), **how)]


@pytest.mark.parametrize(
    ("value", "entity", "text", "expected"),
    [
        ("44-718", "CASE_NUMBER", "44-718 was promised, 44718 too", ["44-718", "44718"]),
        ("4471", "CREDENTIAL", "gate 4471", ["4471"]),
        ("Winter99", "CREDENTIAL", "is it Winter99?", ["Winter99"]),
        ("Zoë", "PERSON", "and ZOE said", ["ZOE"]),
        ("Marie Roy", "PERSON", "#MarieRoy MARIE-ROY", ["MarieRoy", "MARIE-ROY"]),
        ("4182 Wallaby Crescent", "STREET_ADDRESS", "4182 wallaby crescent", ["4182 wallaby crescent"]),
    ],
)
def test_an_exact_repetition_is_found(value, entity, text, expected):
    assert again(text, value, entity) == expected


@pytest.mark.parametrize(
    ("value", "entity", "text"),
    [
        ("44-718", "CASE_NUMBER", "447 and 18, 144718, 44 people"),
        ("447", "CASE_NUMBER", "447 people"),
        ("Rose", "PERSON", "a rose, and Rose Street"),
        ("May", "PERSON", "in May"),
        ("Victoria", "PERSON", "rain in Victoria"),
        ("Li", "PERSON", "Li"),
        ("https://example.org/imm5257e", "URL", "IMM5257E"),
    ],
)
def test_what_may_be_chance_is_not(value, entity, text):
    assert again(text, value, entity) == []


def test_names_of_files_need_no_capital():
    assert again("scan rose quux", "Rose Quux", "PERSON") == []
    assert again("scan rose quux", "Rose Quux", "PERSON", any_case=True) == ["rose quux"]


@pytest.fixture
def redactor():
    def find(text):
        for value, score in (("44-718", 0.9), ("Zed Quux", 0.4)):
            if f"is {value}" in text:
                at = text.index(value)
                yield Span(start=at, end=at + len(value), entity="PERSON", score=score, recognizer="test")

    return Redactor(finders={"test": find}, tagger=None, doubt=Doubt(usual=Thresholds()))


def redacted(redactor, text, *quoted):
    parts = tuple(RawPart(kind=PartKind.QUOTED, value=RawText(value)) for value in quoted)
    [result] = redact_posts([Fields(text=RawText(text), parts=parts)], redactor, TELLER)
    return [result.text, *(part.redaction.text for part in result.parts)]


def test_a_short_number_of_one_field_is_masked_in_all(redactor):
    text, quoted = redacted(redactor, "my file number is 44-718", "44718 was promised, in 44 days")

    assert (text.text, quoted.text) == ("my file number is [PERSON 1]", "[PERSON 1] was promised, in 44 days")
    assert [mask.doubtful for mask in (*text.masks, *quoted.masks)] == [False, False]


def test_what_is_doubtful_is_masked_as_doubtful_again(redactor):
    text, quoted = redacted(redactor, "the name is Zed Quux", "Zed Quux was there")

    assert quoted.text == "[PERSON 1] was there"
    assert [mask.doubtful for mask in (*text.masks, *quoted.masks)] == [True, True]


def test_what_the_organisation_publishes_stays():
    redactor = Redactor(finders=load_finders(), tagger=None, allow=AllowList(values=frozenset({"604 555 0100"})))

    text, quoted = redacted(redactor, "call 604 555 0100 or 604 555 0111", "604-555-0100, 604.555.0111")

    assert (text.text, quoted.text) == ("call 604 555 0100 or [PHONE_NUMBER 1]", "604-555-0100, [PHONE_NUMBER 1]")


@pytest.mark.parametrize("finder", ["a_rule", "tagger"])
def test_a_mask_names_who_found_the_value_and_not_its_repeat(finder: str) -> None:
    found = Span(start=0, end=4, entity="PERSON", score=0.9, recognizer=finder)

    assert joined([replace(found, recognizer=RECALLED), found]).recognizer == finder
