"""What the recognizer of phone finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
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
        ("438 cinqcinqcinq o1 quatre-vingt-dix-huit", ["438 555 0198"]),
        ("cell: two fifty, triple five, oh1 forty-two", ["250 555 0142"]),
        ("quatre cinq zéro trois fois cinq zéro un douze", ["450 555 0112"]),
        ("thr3e oh six 555 o1 seven7 after dark", ["306 555 0177"]),
        ("five8seven-555-zero1six6", ["587-555-0166"]),
        ("204☆555☆0133 svp", ["204 555 0133"]),
        ("{902} 555; 0144", ["902 555 0144"]),
        ("9*0*2 555 0*1*4*4", ["902 555 0144"]),
        ("50/6-55/5-01/21", ["506-555-0121"]),
        ("7O5 555 O1Z8", ["705 555 0128"]),
        ("ocho uno nueve 555 cero uno cuarenta y dos", ["819 555 0142"]),
        ("六○四 555 0136", ["604 555 0136"]),
        ("fünf eins vier 555 01 null drei", ["514 555 0103"]),
        ("5 1 9  f i v e  5 5  o h  o n e  three seven", ["5195550137"]),
        ("418 555-0188 p. 12", ["418 555-0188 p. 12"]),
        ("6045550187 6045550188", ["6045550187", "6045550188"]),
        ("les deux 418 555 0187 répondent pas", ["418 555 0187"]),
        ("+1 2\u04279 555 01\u04273", ["+1 249 555 0143"]),
        ("call one five oh six 555 oh one two two", ["1 506 555 0122"]),
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
        "bus 3, 5, 7, 9, 14, 20, 99 late call",
        "ouvert 8:30-16:30, call 9:00-17:00 or visit",
        "call 1,234,567,890 people, la ligne 1 ➜ 2 ➜ 3 ➜ 4 ➜ 5 ➜ 6 ➜ 7",
        "lines 51, 105 and 24, then the 3 at 8:40",
        "2019/2020/2021 and 11-12-13",
        "we were one two three four people, cinq ou six enfants",
        "I wait from 8:40 to 12:15 for one passport",
        "règlement 98-145-160 et 12 fois 3",
    ],
)
def test_what_only_resembles_a_phone_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
