"""What the recognizer of phone finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.mask import merge
from smbot.redact.recognizers.phone import ENTITIES, find


def values(text: str) -> set[str]:
    folded = fold(text).text
    return {folded[span.start : span.end] for span in merge(find(folded))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call 604-555-0187 please", ["604-555-0187"]),
        ("tel: (418) 555-0123 poste 42", ["(418) 555-0123 poste 42"]),
        ("1.514.555.0199", ["1.514.555.0199"]),
        ("rejoignez-moi au 514 555 01 99", ["514 555 01 99"]),
        ("6045550187 is my cell", ["6045550187"]),
        ("text me: 555-0142", ["555-0142"]),
        ("604_555_0187 or 604\u2013555\u20130188", ["604-555-0187", "604-555-0188"]),
        ("reach me at +33 6 12 34 56 78", ["+33 6 12 34 56 78"]),
        ("six oh four, five five five, oh one eight seven", ["6045550187"]),
        ("cinq-cent-quatorze, cinq-cent-cinquante-cinq, zéro-un, quatre-vingt-dix-neuf", ["514 555 0199"]),
        ("6\ufe0f\u20e30\ufe0f\u20e34\ufe0f\u20e3 5\ufe0f\u20e35\ufe0f\u20e35\ufe0f\u20e3 0187", ["604 555 0187"]),
        ("6O4-555-Ol87", ["604-555-0187"]),
        ("\uff16\uff10\uff14-\uff15\uff15\uff15-\uff10\uff11\uff18\uff17", ["604-555-0187"]),
        ("call 604\u200b-555\u2060-01\xad87", ["604-555-0187"]),
    ],
)
def test_a_phone_is_found_whole(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Call 1-800-555-0199 or 811 or 9-1-1",
        "call (800) 555-0199",
        "between 2018-2024",
        "$604,555.01 and 1,250.50 $",
        "form 555-0187",
        "bus 604 at 5:55 until 10:187",
        "https://example.ca/status/6045550187",
        "pi is 3.1415926535",
        "by-law 200-2020",
        "2024-05-12 08:30",
        "score 4-3, 250 to 300 people",
        "route 132 km 555",
    ],
)
def test_what_only_resembles_a_phone_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
