"""What the recognizer of email finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.mask import merge
from smbot.redact.recognizers.email import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("john.smith+x@example.ca,", ["john.smith+x@example.ca"]),
        ("anne (at) example [dot] ca", ["anne@example.ca"]),
        ("anne.roy arobase exemple point ca", ["anne.roy@exemple.ca"]),
        ("j o h n @ e x a m p l e . c a", ["john@example.ca"]),
        ("courriel: élise@exemple.qc.ca.", ["élise@exemple.qc.ca"]),
        ("anne @ gmail . com", ["anne@gmail.com"]),
        ("anne dot roy at example dot org", ["anne.roy@example.org"]),
        ("anne(dot)roy(at)example(dot)com", ["anne.roy@example.com"]),
    ],
)
def test_a_email_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "look at canada.ca",
        "@user hi",
        "meet me at the dot",
        "a@b",
        "open at 9. come early",
    ],
)
def test_what_only_resembles_a_email_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
