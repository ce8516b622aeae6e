"""What the recognizer of date of birth finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.mask import merge
from smbot.redact.recognizers.date_of_birth import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DOB 1984-03-12", ["1984-03-12"]),
        ("born March 12, 1984", ["March 12, 1984"]),
        ("née le 12 mars 1984", ["12 mars 1984"]),
        ("date de naissance : 12/03/84", ["12/03/84"]),
        ("je suis né le 1er janvier 1961", ["1er janvier 1961"]),
        ("born in 1961", ["1961"]),
        ("ddn 19610103", ["19610103"]),
    ],
)
def test_a_date_of_birth_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "on March 12, 1984 the office moved",
        "depuis le 12 mars",
        "the year 1961",
        "bonne fête le 24 juin",
        "Happy Canada Day July 1",
        "born to run",
    ],
)
def test_what_only_resembles_a_date_of_birth_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
