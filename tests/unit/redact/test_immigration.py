"""What the recognizer of immigration finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.immigration import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it says 43-4319-5199", ["43-4319-5199"]),
        ("dossier d'asile 22/3072/4029", ["22/3072/4029"]),
        ("UCI 11-2233-4455", ["11-2233-4455"]),
        ("IUC : 1122-3344", ["1122-3344"]),
        ("my application S301234567 is stuck", ["S301234567"]),
        ("numéro de demande E001234567", ["E001234567"]),
    ],
)
def test_a_immigration_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "call 604-555-0199",
        "12-31-2024",
        "IMM 5257",
        "application form IMM 1294",
        "2023-2024 budget",
        "section A1",
        "my application from March 2023",
    ],
)
def test_what_only_resembles_a_immigration_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
