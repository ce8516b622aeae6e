"""What the recognizer of id card finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.id_card import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("citizenship card 5583099", ["5583099"]),
        ("carte de citoyenneté 5583099", ["5583099"]),
        ("pr card RA0302123456", ["RA0302123456"]),
        ("status card 1234567890", ["1234567890"]),
        ("carte de résident permanent no 123456789", ["123456789"]),
    ],
)
def test_a_id_card_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "citizenship card took 2 years",
        "pr card renewal took 90 days",
        "status card office at 2:30",
        "123456789",
    ],
)
def test_what_only_resembles_a_id_card_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
