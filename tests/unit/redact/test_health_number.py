"""What the recognizer of health number finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.health_number import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RAMQ TREM 5462 1234", ["TREM 5462 1234"]),
        ("carte soleil trem54621234", ["trem54621234"]),
        ("PHN 9876 543 210", ["9876 543 210"]),
        ("ma carte d'assurance maladie TREM54621234", ["TREM54621234"]),
        ("my health card 1234 567 890 AB", ["1234 567 890 AB"]),
        ("MCP 123 456 789 012", ["123 456 789 012"]),
        ("NAM TREM/5462/1234", ["TREM/5462/1234"]),
        ("ma carte c'est la T.R.E.M. 5462 . 12 . 34", ["TREM 5462 12 34"]),
        ("nam T R E M cinquante-quatre soixante-deux douze trente-quatre", ["TREM 5462 1234"]),
        ("Alberta health 12345 6789", ["12345 6789"]),
        ("NIP santé 123 456 789", ["123 456 789"]),
        ("his number in Manitoba was 12345-6789", ["12345-6789"]),
        ("OHIP 1234~567~890~AB", ["1234 567 890~AB"]),
        ("la carte de ma fille 1234-cinq67-890", ["1234-567-890"]),
    ],
)
def test_a_health_number_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "TREM 9999 1234",
        "My card 4111 1111 1111 1111",
        "call 604 555 0187",
        "in 2019 1234 567 people",
        "the health card office closes at 1630",
        "la santé publique a reçu 123 456 plaintes",
        "ZIP 12345-6789",
    ],
)
def test_what_only_resembles_a_health_number_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
