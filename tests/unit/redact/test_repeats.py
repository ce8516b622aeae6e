"""A name found once is found wherever the post repeats it or a part of it."""

import pytest

from smbot.core.spans import Span
from smbot.redact.entities import TAGGER
from smbot.redact.repeats import find_repeats


def repeats(text: str, name: str, *, recognizer: str = "person", score: float = 0.7) -> list[str]:
    at = text.index(name)
    span = Span(start=at, end=at + len(name), entity="PERSON", score=score, recognizer=recognizer)
    return [text[each.start : each.end] for each in find_repeats(text, [span]) if each.start >= at + len(name)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Mina Oduya waits. Oduya is tired.", "Mina Oduya", ["Oduya"]),
        ("Mina Oduya waits. On the card: ODUYA.", "Mina Oduya", ["ODUYA"]),
        ("Mina Oduya waits. It says Oduya-Smith.", "Mina Oduya", ["Oduya-Smith"]),
        ("Mina Oduya-Smith waits. It says Oduya.", "Mina Oduya-Smith", ["Oduya"]),
        ("my son Kwabena waits, Kwabena's card too", "Kwabena", ["Kwabena"]),
        ("Zephyrine Exemple waits, the card reads Zephirin.", "Zephyrine Exemple", ["Zephirin"]),
        ("DarnellOkoye waits. Darnell too.", "DarnellOkoye", ["Darnell"]),
        ("Victoria Oduya waits. Victoria is tired.", "Victoria Oduya", ["Victoria"]),
    ],
)
def test_a_part_of_a_name_is_found_again(text: str, name: str, expected: list[str]) -> None:
    assert repeats(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mina Oduya waits. oduya is a word.", "Mina Oduya"),
        ("Mina Oduya waits on Oduya Street.", "Mina Oduya"),
        ("Mina Oduya waits, see example.ca/Oduya", "Mina Oduya"),
        ("May Will waits. In May we will.", "May Will"),
        ("Candace Oduya waits in Canada", "Candace Oduya"),
        ("Al Oduya waits. Al", "Al Oduya"),
        ("Victoria Oduya waits in Victoria", "Victoria Oduya"),
        ("Ottawa Oduya waits. Ottawa is cold.", "Ottawa Oduya"),
    ],
)
def test_what_only_resembles_a_part_stays(text: str, name: str) -> None:
    assert repeats(text, name) == []


def test_what_a_place_s_namesake_has_is_not_the_place_s() -> None:
    assert repeats("My name is Victoria Oduya. It is in Victoria's file", "Victoria Oduya")[-1] == "Victoria"


def test_a_single_word_that_only_a_model_saw_is_not_sought_again() -> None:
    assert repeats("Mina waits. Mina again.", "Mina", recognizer=TAGGER, score=0.5) == []


def test_a_part_that_only_a_model_saw_is_not_cut_out_of_another_name() -> None:
    assert repeats("Candy Rain. I play Candy Crush.", "Candy Rain", recognizer=TAGGER) == []
