"""What the recognizer of postal code finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.postal_code import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I live near H2X 1Y4", ["H2X 1Y4"]),
        ("K1A0B1", ["K1A0B1"]),
        ("code postal h2x1y4", ["h2x1y4"]),
        ("k1a\u200b 0b1", ["k1a 0b1"]),
        ("H deux X un Y quatre", ["H2X 1Y4"]),
        ("h2x☆1y4", ["h2x 1y4"]),
        ("K-one-A 0-B-1", ["K1A 0B1"]),
        ("L 6 Y, 3 V O", ["L6Y 3V0"]),
        ("K 1 A ~ 0 B 1", ["K1A 0B1"]),
    ],
)
def test_a_postal_code_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "W2X 1Y4",
        "D1A 1A1",
        "h2x1y4z",
        "#K1A0B1",
        "https://example.ca/K1A0B1",
        "T4A and RC66",
        "le cas a un nom, un casier",
        "giving chair to Lolo",
        "A 1, B 2 et C",
    ],
)
def test_what_only_resembles_a_postal_code_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
