"""What the recognizer of bank account finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.bank_account import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12345-004-1234567", ["12345-004-1234567"]),
        ("mon compte 815 1234567", ["815 1234567"]),
        ("transit 12345", ["12345"]),
        ("account number: 1234567", ["1234567"]),
        ("12345 / 004 / 1234567", ["12345 004 1234567"]),
        ("12345 dash 004 dash 1234567", ["12345 004 1234567"]),
        ("old one 12345-004-1234567", ["12345-004-1234567"]),
        ("c'est transit 12345, inst. 004, folio 1234567", ["transit 12345, inst. 004, folio 1234567"]),
        ("inst 004, transit 12345, a/c 1234567", ["inst 004, transit 12345, a/c 1234567"]),
        ("transit vingt et un sept quarante et un, caisse zéro zéro six", ["transit 21741, caisse 006"]),
        ("five4321 / zero zero six / 1234567 at the bank", ["54321 006 1234567"]),
    ],
)
def test_a_bank_account_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "account since 2019",
        "compte 3 dollars",
        "on account of 45 people",
        "1234567",
        "le transit 12 passe à 8 h 30",
        "transit lines 10, 20 and 816",
    ],
)
def test_what_only_resembles_a_bank_account_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
