"""What the recognizer of date of birth finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.date_of_birth import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("born 7.XI.1931", ["7.XI.1931"]),
        ("dob 11mar1999", ["11mar1999"]),
        ("born June 21/66", ["June 21/66"]),
        ("date of birth, the 8th of May, 1943", ["the 8th of May, 1943"]),
        ("Correct date is 1962 March 5, they put May", ["1962 March 5"]),
        ("Ania Exemple, 1941-10-02, SIN", ["1941-10-02"]),
        ("je suis du 9 mars 59", ["9 mars 59"]),
        ("born the ninth of December, nineteen ninety-three", ["the 9 December 1993"]),
        ("née le 5 de mai 1957", ["le 5 de mai 1957"]),
        ("fête 1948年9月3日", ["1948年9月3日"]),
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
        "Prince George, 3 mars 2024",
        "call Ania Exemple, 3 May 2024",
        "la fête le 24 juin",
        "meeting of 12/03/2024",
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
