"""What folding sees through, and where the folded characters came from."""

import time

import pytest

from smbot.normalise.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("&amp;amp;eacute;t&eacute; &lt;b&gt; &#x27;", "été <b> '"),
        ("\u037e&amp\u037elt;", ";<"),
        ("K1\u200bA 0\u00adB1\ufeff", "K1A 0B1"),
        ("6\ufe0f\u20e30\ufe0f\u20e34\u20e3", "604"),
        ("\u0666\u0660\u0664 \uff15\uff15\uff15 \u2776\u2461", "604 555 12"),
        ("p\u0430ypal j\u043ehn 10\u0430", "paypal john 10a"),
        ("six oh four 555 01 87", "604 555 0187"),
        ("cinq un quatre 555 01 99", "514 555 0199"),
        ("quatre-vingt-dix-neuf, soixante et onze, cent deux", "99 71 102"),
        ("five hundred and fourteen, double five, triple six", "514 55 666"),
        ("6 0 4 5 5 5 0 1 8 7", "6045550187"),
        ("6O4 555-Ol87 I am", "604 555-0187 I am"),
        ("anne (at) example [dot] ca", "anne@example.ca"),
        ("anne point roy arobase exemple point ca", "anne.roy@exemple.ca"),
    ],
)
def test_a_disguise_is_folded(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    "text",
    [
        "one or two of us, twenty-five people",
        "cinq à sept, deux trois fois",
        "look at canada.ca or meet me at the dot",
        "👨\u200d👩\u200d👧 क्\u200dष",
        "Привет мир",
        "at 9:30, room 204, $12.50",
        "",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert fold(text).text == text


def test_a_folded_place_leads_back_to_all_that_it_stands_for() -> None:
    text = "call 6\ufe0f\u20e30\u200b4 caf&eacute; six oh four five five five oh"

    folded = fold(text)

    number = folded.text.index("604")
    assert text[slice(*folded.to_original(number, number + 3))] == "6\ufe0f\u20e30\u200b4"
    accent = folded.text.index("é")
    assert text[slice(*folded.to_original(accent, accent + 1))] == "&eacute;"
    spoken = folded.text.index("6045550")
    assert text[slice(*folded.to_original(spoken, spoken + 7))] == "six oh four five five five oh"


def test_half_a_surrogate_pair_becomes_one_replacement_character() -> None:
    assert fold("a\ud800b").text == "a\ufffdb"


@pytest.mark.parametrize(
    "pump",
    [
        "six ",
        "cinq-",
        "a ",
        "a@",
        "&amp;",
        "&#38;",
        "1 ",
        "1.",
        "O",
        "0O ",
        "e\u0301",
        "\u200b1",
        "( at ) ",
        "a at b dot ",
        "a. ",
        "et un ",
    ],
)
def test_hostile_text_folds_in_linear_time(pump: str) -> None:
    text = (pump * 10_000)[:10_000]

    began = time.process_time()
    fold(text)

    assert time.process_time() - began < 0.5
