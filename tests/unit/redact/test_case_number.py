"""What the recognizer of case number finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.mask import merge
from smbot.redact.recognizers.case_number import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("file number 2023-004512", ["2023-004512"]),
        ("dossier no QC-2024-11876", ["QC-2024-11876"]),
        ("Case # 8837261", ["8837261"]),
        ("réf : AB123456", ["AB123456"]),
        ("my confirmation code is X7K2931", ["X7K2931"]),
        ("numéro de dossier 123456789", ["123456789"]),
        ("claim 20231187", ["20231187"]),
    ],
)
def test_a_case_number_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "ticket B042",
        "#ConfPB2014",
        "form IMM 5257",
        "demande IMM5257",
        "file T4",
        "case of 2020",
        "request 5000 dollars",
        "dossier 2024",
        "claim 1000$",
        "file 3 forms",
        "the RC66 file",
    ],
)
def test_what_only_resembles_a_case_number_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
