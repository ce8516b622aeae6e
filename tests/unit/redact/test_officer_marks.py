"""What an officer marked once is found again, whatever it is; what only resembles it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.normalise.fold import fold
from smbot.redact.officer_marks import GAP, find_marked, occurrences, officer_marks

MISSED = [
    ("44718", "CASE_NUMBER", "my file 44718, still open", "44718"),
    ("44718", "CASE_NUMBER", "it is 44-718!", "44-718"),
    ("B4 12", "CASE_NUMBER", "ticket b4-12 again", "b4-12"),
    ("B4 12", "CASE_NUMBER", "ticket B412 again", "B412"),
    ("josh", "PERSON", "JOSH told me", "JOSH"),
    ("Li", "PERSON", "ask li about it", "li"),
    ("hunter", "CREDENTIAL", "it is Hunter, as before", "Hunter"),
    ("the blue barn on concession nine", "STREET_ADDRESS", "at The Blue\nBarn on Concession nine.", None),
    ("la directrice du bureau de Matane", "PERSON", "La directrice du bureau de Matane a ri", None),
    ("12", "CASE_NUMBER", "unit 12 it is", "12"),
    ("604 555 0187", "PHONE_NUMBER", "six oh four 555 01 87", "six oh four 555 01 87"),
    ("Odile Gagnon", "PERSON", "@odilegagnon knows", "odilegagnon"),
]


def found(text, *marks):
    folded = fold(text)
    spans = find_marked(folded.text, frozenset().union(*marks).intersection)
    return [(text[slice(*folded.to_original(span.start, span.end))], span.entity) for span in spans]


@pytest.mark.parametrize(("value", "entity", "later", "there"), MISSED)
def test_a_later_text_that_says_it_again_is_masked(value, entity, later, there):
    [(shown, kind)] = found(later, officer_marks(value, entity))

    assert kind == entity
    assert there is None or shown == there
    assert len(shown.split()) == len(value.split()) or there is not None


@pytest.mark.parametrize(
    ("value", "later"),
    [
        ("Al", "à l'hôpital"),
        ("Mark Et", "the market opens"),
        ("Roy", "Royale"),
        ("604 555 0187", "1604 555 01879"),
        ("604 555 0187", "604 or 555 or 0187"),
        ("Li", "L. I."),
        ("12", "items 1 and 1, 2"),
    ],
)
def test_what_only_resembles_it_stays(value, later):
    assert found(later, officer_marks(value, "PERSON")) == []


def test_a_piece_of_a_word_is_found_in_words_only_where_it_was_marked_in_one():
    assert found("ID44718x", officer_marks("44718", "CASE_NUMBER", inside=True)) == [("44718", "CASE_NUMBER")]
    assert found("ID44718x", officer_marks("44718", "CASE_NUMBER")) == []
    assert found("#FreeAl and also", officer_marks("Al", "PERSON", inside=True)) == []


def test_several_values_are_found_each_by_its_kind():
    marks = officer_marks("josh", "PERSON"), officer_marks("B4 12", "CASE_NUMBER")

    assert sorted(found("Josh has B4 12", *marks)) == [("B4 12", "CASE_NUMBER"), ("Josh", "PERSON")]


def test_a_conversation_in_which_nothing_was_marked_is_asked_one_question():
    asked = []

    def known(marks):
        asked.append(marks)
        return frozenset()

    assert list(find_marked("a long text with many words " * 50, known)) == []
    assert len(asked) == 1
    assert len(asked[0]) == 1


def test_a_repeat_never_reaches_into_what_is_closed():
    assert occurrences("Odile and Odile", "Odile", [(0, 5)]) == [(10, 15)]


@given(st.text(min_size=1, max_size=GAP), st.sampled_from(["", "so ", "é, "]), st.sampled_from(["", ".", " yes"]))
def test_whatever_was_marked_is_found_when_it_is_said_again(value, before, after):
    marks = officer_marks(value, "PERSON")

    text = f"{before} {value} {after}"

    # A value can fold otherwise beside other words, so it is looked for in the words that were folded with it.
    assert not marks or fold(text).text != f"{before} {fold(value).text} {after}" or found(text, marks)
