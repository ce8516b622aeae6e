"""What the recognizer of case number finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.case_number import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my claim RT.22 904 771 is stuck", ["RT.22 904 771"]),
        ("sous le numéro TQW 24641350", ["TQW 24641350"]),
        ("file there was 24482", ["24482"]),
        ("(OBS-21175-F)", ["OBS-21175-F"]),
        ("Dossier LA-599762", ["LA-599762"]),
        ("AVIS 872897011", ["872897011"]),
        ("B-261199 is my student number", ["B-261199"]),
        ("réf s.q.m./0.5.8.5", ["sqm0585"]),
        ("dossier ab 20417", ["ab 20417"]),
        ("file number 2023-004512", ["2023-004512"]),
        ("dossier no QC-2024-11876", ["QC-2024-11876"]),
        ("Case # 8837261", ["8837261"]),
        ("réf : AB123456", ["AB123456"]),
        ("my confirmation code is X7K2931", ["X7K2931"]),
        ("numéro de dossier 123456789", ["123456789"]),
        ("claim 20231187", ["20231187"]),
    ],
)
def test_a_case_number_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "tender W8476-206199",
        "2024 QCCQ 1199",
        "pneus 11R22.5",
        "HP 312 000 km",
        "appel d'offres 2024-03187",
        "the 50/50 was ticket 004199",
        "ISBN 978-2-7654-1001-1",
        "807-555-XXXX",
        "OPENING 0600 TO 2200",
        "lucky number 8 15 23 42",
        "le contrat 23-20199",
        "ticket B042",
        "#ConfPB2014",
        "form IMM 5257",
        "demande IMM5257",
        "file T4",
        "case of 2020",
        "request 5000 dollars",
        "dossier 2024",
        "claim 1000$",
        "file 3 forms",
        "the RC66 file",
    ],
)
def test_what_only_resembles_a_case_number_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
