"""What the recognizer of email finds, and what it leaves."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES as KNOWN
from smbot.redact.merging import merge
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
        ("anne_roy (curly a) example (full stop) org", ["anne_roy@example.org"]),
        ("writes to marie ⓐ exemple ⓓⓞⓣ ca", ["marie@exemple.ca"]),
        ("lucroy22✉exemple•ca", ["lucroy22@exemple.ca"]),
        ("mail nguyen taxi 42 chez yahoo point example", ["nguyentaxi42@yahoo.example"]),
        ("luc point roy arobase poste point exemple point ca.", ["luc.roy@poste.exemple.ca"]),
        ("envoyez à jean chez gmail", ["jean@gmail.com"]),
        ("contact: paul.roy@hotmail,com", ["paul.roy@hotmail.com"]),
        ("roy_m atttt exemple dottt ca", ["roy_m@exemple.ca"]),
        ("yan punto ruiz @ correo punto example", ["yan.ruiz@correo.example"]),
        ("m e r l i n at e x a m p l e dot org", ["merlin@example.org"]),
        ("write lee parr, all one word, at example dot com", ["leeparr@example.com"]),
        ("rose tiret bas b A COMMERCIAL exemple POINT CA", ["rose_b@exemple.CA"]),
        ("lin ⟦@⟧ exemple ⟦.⟧ ca", ["lin@exemple.ca"]),
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
        "j'ai une adresse chez videotron",
        "on est chez Paul point com on y va",
        "merci à toute l'équipe chez Bell point final",
        "works at telus, call at noon . ca va",
        "rendez-vous à Montreal.ca",
        "Join us at the shop dot com, plan (a) ou plan (b). ca va",
        "support at telus dot com is useless, on se voit à 10 h @ Montréal, ca va",
        "9 am at 5th dot com",
    ],
)
def test_what_only_resembles_a_email_is_left(text: str) -> None:
    assert values(text) == set()


def test_its_entities_are_known_to_the_masks() -> None:
    assert set(ENTITIES) <= set(KNOWN)
