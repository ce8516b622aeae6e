"""What the recognizer of handle finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.handle import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("u/rivet_fan_519 asked", ["u/rivet_fan_519"]),
        ("thanks @jane_doe88!", ["@jane_doe88"]),
        ("@anne.example.org on Bluesky", ["@anne.example.org"]),
        ("@anne@social.example", ["@anne@social.example"]),
    ],
)
def test_a_handle_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.social/u/anne",
        "24 h/u",
        "s/u/t",
        "anne@example.ca",
        "@ home",
        "a @ b",
        "https://example.social/@anne",
    ],
)
def test_what_only_resembles_a_handle_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
