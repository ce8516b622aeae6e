"""What the recognizer of social insurance finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.social_insurance import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my SIN is 046 454 286", ["046 454 286"]),
        ("NAS: 046-454-286", ["046-454-286"]),
        ("130 692 544", ["130 692 544"]),
        ("mon numéro d'assurance sociale est le 123456789", ["123456789"]),
        ("numero assurance sociale 123 456 780", ["123 456 780"]),
        ("NAS 0 4 6 / 4 5 4 / 2 8 6", ["046454286"]),
        ("sin 046*454*286", ["046 454 286"]),
        ("SIN begins with a nine, 046-454-286", ["046-454-286"]),
        ("NAS zéro46 4cinq4 28six", ["046 454 286"]),
        ("my sin, O46 454 2B6", ["046 454 286"]),
    ],
)
def test_a_social_insurance_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "123 456 789 people",
        "order 123456789",
        "46 454 286 dollars",
        "$130692544",
        "https://example.ca/130692544",
    ],
)
def test_what_only_resembles_a_social_insurance_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
