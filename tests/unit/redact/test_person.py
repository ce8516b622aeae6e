"""What the recognizer of person finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.person import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My name is Anne Example", ["Anne Example"]),
        ("my name is anne example and I wait", ["anne example"]),
        ("je m'appelle Marie Exemple", ["Marie Exemple"]),
        ("agent Gary was rude", ["Gary"]),
        ("mon voisin Gaétan Exemple crie", ["Gaétan Exemple"]),
        ("Mme Lavoie au comptoir", ["Lavoie"]),
        ("Dr. Patel refused", ["Patel"]),
        ("I spoke with Brenda at the office", ["Brenda"]),
        ("j'ai parlé à Sylvie", ["Sylvie"]),
        ("my son Lucas", ["Lucas"]),
        ("My name is Will Example", ["Will Example"]),
        ("Dr. Park said no", ["Park"]),
        ("ask for Bill Example", ["Bill Example"]),
    ],
)
def test_a_person_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "my name is spelled wrong",
        "Call Service Canada",
        "Premier Mr. Legault",
        "ask for a refund",
        "contact us today",
        "the agent was rude",
        "merci à tous",
        "call 911",
        "mon fils a 4 ans",
        "reach USA",
        "le métro Jean-Talon",
        "ça s'appelle l'attente",
        "I called Animal Services",
        "my name is Not",
        "This is Canada",
        "je m'appelle pas comme ça",
    ],
)
def test_what_only_resembles_a_person_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
