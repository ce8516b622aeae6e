"""What an officer corrects in a redacted text."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask, Operator
from smbot.core.warrant import WARRANT
from smbot.redact.correct import (
    covered,
    is_inside,
    joined,
    renamed,
    same_value,
    settled,
    stretches,
    tells,
    value_tokens,
    written_over,
)
from smbot.redact.officer_marks import occurrences
from smbot.redact.operators import value_key

LOOKS = re.compile(r"\[([A-Z_]+) (\d)\]")


def redacted(text):
    masks = (
        Mask(start=m.start(), end=m.end(), entity=m[1], number=int(m[2]), score=0.5, recognizer="test", doubtful=True)
        for m in LOOKS.finditer(text)
    )
    return RedactedText(text, tuple(masks), WARRANT)


def test_a_missed_stretch_is_masked_wherever_it_stands_and_the_ledger_follows():
    text = redacted("[PERSON 1] says call 604 555 0187 or [PHONE_NUMBER 1], again 604 555 0187.")

    after = covered(text, stretches(text, "604 555 0187"), entity="PHONE_NUMBER", number=2)

    assert after.text.text == "[PERSON 1] says call [PHONE_NUMBER 2] or [PHONE_NUMBER 1], again [PHONE_NUMBER 2]."
    shown = [after.text.text[mask.start : mask.end] for mask in after.text.masks]
    assert shown == ["[PERSON 1]", "[PHONE_NUMBER 2]", "[PHONE_NUMBER 1]", "[PHONE_NUMBER 2]"]
    assert [mask.recognizer for mask in after.text.masks] == ["test", "officer", "test", "officer"]


def test_white_space_of_a_page_finds_the_stretch_that_the_post_breaks_over_lines():
    text = redacted("ask for Odile\n  Gagnon-Roy there")

    assert [text.text[s:e] for s, e in stretches(text, "Odile Gagnon-Roy")] == ["Odile\n  Gagnon-Roy"]


def test_whole_words_go_before_parts_of_words_but_a_part_can_be_marked_too():
    assert stretches(redacted("Roy, Royal Roy"), "Roy") == [(0, 3), (11, 14)]
    assert stretches(redacted("#JusticeForOdile"), "Odile") == [(11, 16)]


def test_a_mask_is_no_stretch_and_no_part_of_one():
    text = redacted("call [PHONE_NUMBER 1] now")

    assert stretches(text, "PHONE_NUMBER") == []
    assert stretches(text, "call [PHONE_NUMBER 1]") == []
    assert stretches(text, "  ") == []


def test_a_repeat_is_found_in_any_case_spacing_and_disguise():
    for text in (
        "604-555-0187",
        "(604) 555.0187!",
        "my number: 6045550187",
        "six oh four 555 01 87",
        "６０４ 555 0187",
    ):
        assert occurrences(text, "604 555 0187"), text
    for text in ("ODILE GAGNON", "odile  gagnon", "@odilegagnon", "Odile\u200b Gagnon"):
        assert occurrences(text, "Odile Gagnon"), text


def test_a_stretch_tells_whether_it_is_a_piece_of_a_word():
    text = redacted("#JusticeForOdile, Odile")

    assert [is_inside(text, place) for place in ((11, 16), (18, 23))] == [True, False]


def test_what_identifies_nobody_by_itself_is_left_in_our_own_words():
    assert [tells(value) for value in ("the", "12", "de la", "Li", "B4", "Odile", "44718")] == [
        False, False, False, True, True, True, True,
    ]  # fmt: skip


def test_masks_of_one_value_get_another_kind_and_the_others_stay():
    text = redacted("file [PHONE_NUMBER 1], [PHONE_NUMBER 2], [PHONE_NUMBER 1]")

    after = renamed(text, same_value(text, text.masks[2]), entity="CASE_NUMBER", number=3).text

    assert after.text == "file [CASE_NUMBER 3], [PHONE_NUMBER 2], [CASE_NUMBER 3]"
    assert [after.text[mask.start : mask.end] for mask in after.masks] == [
        match[0] for match in LOOKS.finditer(after.text)
    ]
    assert [mask.doubtful for mask in after.masks] == [False, True, False]


def test_two_values_that_end_alike_are_each_their_own():
    ends = Mask(start=0, end=19, entity="CREDIT_CARD", number=0, score=1, recognizer="r", operator="last", mark="1234")
    text = RedactedText(f"{ends.shown} {ends.shown}", (ends, replace(ends, start=20, end=39)), WARRANT)

    assert same_value(text, text.masks[0]) == {0}
    assert same_value(text, text.masks[1]) == {1}


def test_masks_that_show_nothing_are_each_their_own():
    dropped = Mask(start=0, end=0, entity="PERSON", number=0, score=0.9, recognizer="test", operator=Operator.DROP)
    again = replace(dropped, start=5, end=5)
    text = RedactedText("call  now", (dropped, again), WARRANT)

    assert same_value(text, text.masks[1]) == {1}
    after = renamed(text, {1}, entity="HANDLE", number=4).text
    assert after.text == "call [HANDLE 4] now"
    assert after.masks[0] == dropped


def test_an_officer_settles_the_doubt_of_one_value():
    text = redacted("[PERSON 1] [PERSON 2] [PERSON 1]")

    right, wrong = settled(text, {0, 2}, disputed=False), settled(text, {0, 2}, disputed=True)

    assert [(mask.doubtful, mask.disputed) for mask in right.masks] == [(False, False), (True, False), (False, False)]
    assert [(mask.doubtful, mask.disputed) for mask in wrong.masks] == [(False, True), (True, False), (False, True)]


def test_places_move_with_the_text_and_one_that_was_cut_covers_the_mask():
    text = redacted("wait, Odile Gagnon waits in vain")

    after = covered(text, [(6, 18)], entity="PERSON", number=1)

    def moved(words):
        start = text.text.index(words)
        begin, end = after.moved(start, start + len(words))
        return after.text.text[begin:end]

    assert moved("waits in vain") == "waits in vain"
    assert moved("wait,") == "wait,"
    assert moved("Gagnon waits") == "[PERSON 1] waits"
    assert moved("wait, Odile") == "wait, [PERSON 1]"


def test_two_ways_to_write_a_number_are_one_value_and_leave_the_same_token():
    assert value_key("(604) 555-0187") == value_key("six oh four 555 01 87")
    assert "6045550187" in value_tokens("six oh four 555 01 87")


PIECES = st.lists(st.sampled_from(["Odile", " ", "x", "[PERSON 1]", "604 555 0187", "é", "\n", "."]), max_size=12)


@given(PIECES)
def test_nothing_of_a_marked_value_stays_outside_the_masks_and_all_else_does(pieces):
    text = redacted("".join(pieces))

    after = covered(text, stretches(text, "Odile"), entity="PERSON", number=9).text

    def bare(each):
        parts, at = [], 0
        for mask in each.masks:
            parts.append(each.text[at : mask.start])
            at = mask.end
        return "".join((*parts, each.text[at:]))

    assert stretches(after, "Odile") == [] or "Odile" in bare(after)
    assert sum(mask.number != 9 for mask in after.masks) == len(text.masks)
    if "Odile" not in bare(after):
        assert bare(after) == bare(text).replace("Odile", "")


def test_a_post_and_its_parts_are_read_as_one_text():
    text = joined([redacted("call [PERSON 1]"), redacted("[PERSON 2] waits")])

    assert text.text == "call [PERSON 1]\n\n[PERSON 2] waits"
    assert [text.text[mask.start : mask.end] for mask in text.masks] == ["[PERSON 1]", "[PERSON 2]"]


def test_our_own_words_lose_the_value():
    assert written_over("call Odile or Odile", [(5, 10), (14, 19)], "[PERSON 1]") == "call [PERSON 1] or [PERSON 1]"
