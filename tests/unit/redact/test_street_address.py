"""What the recognizer of street address finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
from smbot.redact.recognizers.street_address import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on est au 12245 Marchand", ["12245 Marchand"]),
        ("1722 Aylmer app 2", ["1722 Aylmer app 2"]),
        ("site 12, box 40, RR 1", ["site 12, box 40, RR 1"]),
        ("NE 14-36-5 W3", ["NE 14-36-5 W3"]),
        ("6633 Royal Elm Avenue, basement suite", ["6633 Royal Elm Avenue, basement suite"]),
        ("unit 708 - 8155 Ackley Rd., Richmond", ["unit 708 8155 Ackley Rd., Richmond"]),
        ("402 rte 132 Est, Bonaventure", ["402 rte 132 Est, Bonaventure"]),
        ("lot 9, Heron Bay Rd", ["lot 9, Heron Bay Rd"]),
        ("719 Avenue J South", ["719 Avenue J South"]),
        ("930, rue Jacques-Noël Est, ch. 412", ["930, rue Jacques-Noël Est, ch. 412"]),
        ("7284 Kingsway #302, Burnaby B.C.", ["7284 Kingsway #302, Burnaby B.C."]),
        ("8-0-5 rue Orme", ["8-0-5 rue Orme"]),
        ("1889 Airlie, porte d'en arrière", ["1889 Airlie, porte d'en arrière"]),
        ("70-9th Ave SW, bsmt", ["70-9th Ave SW, bsmt"]),
        ("131 rang Double, logement du haut", ["131 rang Double, logement du haut"]),
        ("I live at 1204-550 Main St W, Hamilton, ON L8P 1A1.", ["1204-550 Main St W, Hamilton, ON L8P 1A1"]),
        (
            "j'habite au 1234, rue Saint-Denis, app. 4, Montréal (Québec) H2X 1Y4",
            ["1234, rue Saint-Denis, app. 4, Montréal (Québec) H2X 1Y4"],
        ),
        ("unit 5, 123 maple street", ["unit 5, 123 maple street"]),
        ("350 rue Principale", ["350 rue Principale"]),
        ("15 rue de la Montagne", ["15 rue de la Montagne"]),
        ("45 King St. W. Apt. 4B", ["45 King St. W. Apt. 4B"]),
        ("10020 101A Ave NW Edmonton AB T5J 3G2", ["10020 101A Ave NW Edmonton AB T5J 3G2"]),
        ("PO Box 123, Moncton NB E1C 8K9", ["PO Box 123, Moncton NB E1C 8K9"]),
        ("78A, avenue du Parc, bureau 200", ["78A, avenue du Parc, bureau 200"]),
        ("3 rang Saint-Joseph", ["3 rang Saint-Joseph"]),
        ("C.P. 45", ["C.P. 45"]),
        ("devant le 4321 rue Ontario Est", ["4321 rue Ontario Est"]),
        (
            "Je reste au 12 de la Montagne, appt 5, Saint-Hyacinthe, QC J2S 4C4",
            ["12 de la Montagne, appt 5, Saint-Hyacinthe, QC J2S 4C4"],
        ),
        ("Box 12 Site 5 RR 1, Cochrane AB T4C 1A1", ["Box 12 Site 5 RR 1, Cochrane AB T4C 1A1"]),
        ("123 Main Street was closed on Monday", ["123 Main Street"]),
        ("12 elm st, london, on n6a 1a1", ["12 elm st, london, on n6a 1a1"]),
        ("350 rue Principale and then", ["350 rue Principale"]),
    ],
)
def test_a_street_address_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "88 Ave to Scott Road",
        "une BD documentaire",
        "mettre une cote R",
        "blizzard until 6, route 3 closed",
        "Ursula and Evan, 1959, Oak Bay",
        "code brown in 4 West rm 412",
        "en 1967, le cours se donnait",
        "the 19th St overpass",
        "5G, Dundas",
        "20 people on the street",
        "Bus 20 Victoria Drive is late",
        "corner of 5th Ave and 3rd St",
        "30 km sur la route 132",
        "200 personnes dans la rue",
        "5 min drive",
        "2 way street",
        "the 401 is closed",
        "1 800 lane closures",
        "the 4 Powell street bus",
        "au coin de Saint-Denis et Rachel",
        "430 G6 can I drive",
    ],
)
def test_what_only_resembles_a_street_address_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
