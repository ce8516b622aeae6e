"""What the recognizer of driver licence finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.driver_licence import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lic. 193489-479", ["193489-479"]),
        ("ontario 18047-46903-09808", ["18047-46903-09808"]),
        ("licence A1234-56789-01234", ["A1234-56789-01234"]),
        ("permis de conduire T1234-567890-12", ["T1234-567890-12"]),
        ("my driver's licence is 1234567", ["1234567"]),
        ("drivers license no 123456-789", ["123456-789"]),
        ("numéro de permis : 12345678", ["12345678"]),
    ],
)
def test_a_driver_licence_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "my licence took 3 weeks",
        "driver's licence renewed in 2019",
        "A1234",
        "permis de conduire expiré depuis 2 ans",
        "model T1234",
        "123456-789",
    ],
)
def test_what_only_resembles_a_driver_licence_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
