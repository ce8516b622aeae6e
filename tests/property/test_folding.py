"""Folding, on texts biased to entities, invisible characters, digits, look-alikes and disguises."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from smbot.normalise.fold import fold

PIECES = st.sampled_from(
    [
        "&",
        ";",
        "amp;",
        "&lt;",
        "&#38;",
        "&eacute",
        "\u037e",
        "\u200b",
        "\u200d",
        "\u00ad",
        "\ufeff",
        "\u2060",
        "\ufe0f",
        "\u20e3",
        "6",
        "0",
        "O",
        "l",
        "\uff16",
        "\u0666",
        "\u2460",
        "\u0430",
        "\u043e",
        "a",
        "e",
        "\u0301",
        "\u0345",
        "\u1161",
        "\u11a8",
        "\uff9e",
        "\uff76",
        "six",
        "oh",
        "cinq",
        "cent",
        "vingt",
        "et",
        "double",
        "fois",
        "nineteen",
        "janvier",
        "first",
        "of",
        "chez",
        "arobase",
        "✉",
        "tiret",
        "h",
        "i",
        "K",
        "1",
        "A",
        ": ",
        "née ",
        "com",
        "exemple",
        "underscore",
        "(a)",
        "Ч",
        "mille",
        "y",
        "dash",
        "point",
        "slash",
        "o",
        "un",
        "sevn",
        "ate",
        "thr3e",
        "fünf",
        "四",
        "○",
        "S",
        "E",
        "_",
        "*",
        "/",
        "·",
        "🍜",
        "604",
        "555",
        "0187",
        " ",
        ",",
        "-",
        ".",
        "@",
        "at",
        "(at)",
        "dot",
        "point",
        "ca",
        "gmail",
        "\ud800",
        "\u0915\u094d",
        "\U0001f468",
        "\n",
        "|",
        "\u00bd",
        "\ufb01",
        "\u2126",
        "\u3164",
    ]
)
HOSTILE = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(HOSTILE)
@example("&hellip\u037e")
@example("&amp\u037eamp;lt;")
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text

    assert fold(once).text == once


@settings(max_examples=400, deadline=None)
@given(HOSTILE)
def test_every_folded_character_comes_from_a_place_in_the_text(text: str) -> None:
    folded = fold(text)

    places = [folded.to_original(index, index + 1) for index in range(len(folded.text))]

    assert all(0 <= start < end <= len(text) for start, end in places)
    assert [start for start, _ in places] == sorted(start for start, _ in places)
    assert [end for _, end in places] == sorted(end for _, end in places)


@settings(max_examples=400, deadline=None)
@given(HOSTILE, st.data())
def test_a_place_in_the_text_leads_to_every_folded_character_that_stands_for_some_of_it(
    text: str, data: st.DataObject
) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    first, after = folded.offsets.to_folded(start, end)

    places = [folded.to_original(index, index + 1) for index in range(len(folded.text))]
    there = [index for index, (s, e) in enumerate(places) if s < end and e > start]
    assert not folded.offsets.starts or list(range(first, after)) == there


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abc XYZ.,!?", max_size=60))
def test_plain_text_is_left_alone(text: str) -> None:
    folded = fold(text)

    assert folded.text == text
    assert all(folded.to_original(i, i + 1) == (i, i + 1) for i in range(len(text)))
