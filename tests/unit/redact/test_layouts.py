"""Layouts of case numbers that an organisation adds."""

import pytest

from smbot.core.layouts import problem_of
from smbot.redact.layouts import CASE_LAYOUTS, finder_of

FIND = finder_of(["AB-####-##", "@@###/####"], entity="CASE_NUMBER", name=CASE_LAYOUTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it is AB-2044-17 since June", "AB-2044-17"),
        ("ab 2044 17", "ab 2044 17"),
        ("c'est le A.B. 20.44/17", "A.B. 20.44/17"),
        ("AB204417", "AB204417"),
        ("QX118/4410 et puis", "QX118/4410"),
    ],
)
def test_a_configured_number_is_found_with_any_signs_between(text: str, expected: str) -> None:
    assert [text[span.start : span.end] for span in FIND(text)] == [expected]


@pytest.mark.parametrize("text", ["AB-2044-1788", "CAB-2044-17", "AB-204-17", "AC-2044-17", "#AB204417", "AB-2044-17%"])
def test_what_only_resembles_a_configured_number_stays(text: str) -> None:
    assert list(FIND(text)) == []


@pytest.mark.parametrize("layout", ["AB-####-##", "@@###/####", "#####", "F.####", "2024 ####"])
def test_a_layout_with_letters_and_digits_is_taken(layout: str) -> None:
    assert problem_of(layout) is None


@pytest.mark.parametrize(
    ("layout", "told"),
    [
        ("", "as in AB-####-##"),
        (r"\d{4}", "as in AB-####-##"),
        ("-####", "as in AB-####-##"),
        ("AB-##", "at least 3 digits"),
        ("####", "5 letters and digits"),
        ("#" * 41, "at most 40"),
    ],
)
def test_what_is_wrong_with_a_layout_is_told(layout: str, told: str) -> None:
    assert told in str(problem_of(layout))


def test_a_hostile_text_costs_little() -> None:
    assert list(FIND("A B - 1 " * 1_200)) == []
