"""What the recognizer of passport finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.passport import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("passport AB123456", ["AB123456"]),
        ("mon passeport no. ab 123 456", ["ab 123 456"]),
        ("Passeport : A 123456 AB", ["A 123456 AB"]),
    ],
)
def test_a_passport_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "form AB123456",
        "passport office waited 3 hours",
        "AB12345 passport",
        "passport fee 160 dollars",
    ],
)
def test_what_only_resembles_a_passport_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
