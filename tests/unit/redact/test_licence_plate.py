"""What the recognizer of licence plate finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.licence_plate import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PLATE KMR.851", ["KMR.851"]),
        ("white truck ZZR 624", ["ZZR 624"]),
        ("une Focus grise X41 FBF", ["X41 FBF"]),
        ("la DKHE-995", ["DKHE-995"]),
        ("plate T69 BAR", ["T69 BAR"]),
        ("plate ABCD 123", ["ABCD 123"]),
        ("plaque E12 ABC", ["E12 ABC"]),
        ("immatriculé 123 ABC", ["123 ABC"]),
        ("licence plate abc123", ["abc123"]),
    ],
)
def test_a_licence_plate_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "MATH 102 notes",
        "salle de cours HIST 101",
        "il veut 800",
        "$18 per plate",
        "zone 30. Plaque",
        "ABCD 123",
        "plate at 10 PM",
        "plaque de 2019",
        "a plate of 12 cookies",
        "ma plaque, 4321 rue",
        "T4 and RC66",
    ],
)
def test_what_only_resembles_a_licence_plate_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
