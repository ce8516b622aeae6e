"""A name of which only a part was found is masked as a whole, and nothing beside it that is no name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.core.spans import Span
from smbot.normalise.language import LanguageTeller
from smbot.raw.box import RawText
from smbot.redact.engine import Redactor
from smbot.redact.run_together import find_run_together
from smbot.redact.stage import Fields, redact_posts
from smbot.redact.widening import whole_name


def grown(text, part):
    """Return the name in `text` of which `part` was found."""
    at = text.index(part)
    start, end = whole_name(text, at, at + len(part))
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Ask John Smith about my file", "Smith", "John Smith"),
        ("John Smith told me to wait", "Smith", "John Smith"),
        ("Susan Brown a refusé", "Susan", "Susan Brown"),
        ("ASK JOHN MARTENS ABOUT IT", "MARTENS", "JOHN MARTENS"),
        ("ask john martens about it", "martens", "john martens"),
        ("Ask John A. Smith about it", "Smith", "John A. Smith"),
        ("Ask John A. Smith about it", "John", "John A. Smith"),
        ("Ask John A. Smith about it", "John A.", "John A. Smith"),
        ("Ask Marie Claire Tremblay", "Tremblay", "Marie Claire Tremblay"),
        ("Ask Marie-Claire Tremblay", "Claire Tremblay", "Marie-Claire Tremblay"),
        ("Ask Karla Smith-Tremblay", "Karla Smith", "Karla Smith-Tremblay"),
        ("Mark Tremblay told me", "Tremblay", "Mark Tremblay"),
        ("Ask Will Tremblay about it", "Tremblay", "Will Tremblay"),
    ],
)
def test_a_name_grows_over_the_listed_name_beside_it(text, part, whole):
    assert grown(text, part) == whole


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Will Tremblay call me?", "Tremblay"),
        ("Mark Karla Tremblay as late", "Karla Tremblay"),
        ("I waited. Bill Karla Tremblay for it", "Karla Tremblay"),
        ("Ask Doctor Smith about it", "Smith"),
        ("Thanks Smith", "Smith"),
        ("I told Smith Monday", "Smith"),
        ("Smith, John", "Smith"),
        ("Smith. John came", "Smith"),
        ("Smith's John Deere", "Smith's"),
        ("john Smith", "Smith"),
        ("Smith JOHN", "Smith"),
        ("@John Smith", "Smith"),
        ("/john-smith", "smith"),
        ("Smith john@example.org", "Smith"),
        ("Call Smith 604", "604"),
        ("in Hamilton Karla waits", "Karla"),
    ],
)
def test_what_only_stands_beside_a_name_stays_readable(text, part):
    assert grown(text, part) == part


def test_a_name_grows_by_two_words_on_either_side_at_most():
    names = "Marie " * 9

    assert whole_name(names, 24, 29) == (12, 41)


@given(
    st.lists(st.sampled_from(["Marie", "Smith", " ", "-", ".", "A", "will", "Will", "é", "\n", "'", "@"])), st.data()
)
def test_a_name_never_shrinks_and_nothing_but_whole_words_is_added(pieces, data):
    text = "".join(pieces)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    begin, after = whole_name(text, start, end)

    assert begin <= start <= end <= after
    assert begin == start or not text[:begin][-1:].isalpha()
    assert after == end or not text[after:][:1].isalpha()


class Sees:
    """A tagger that sees the words it is told of, and takes them for people."""

    def __init__(self, *words):
        self._words = words

    def find(self, texts, language):
        return [
            tuple(
                Span(start=text.index(w), end=text.index(w) + len(w), entity="PERSON", score=0.9, recognizer="tagger")
                for w in self._words
                if w in text
            )
            for text in texts
        ]


@pytest.mark.parametrize(
    ("text", "seen", "shown"),
    [
        ("At the desk John Smith laughed", "Smith", "At the desk [PERSON 1] laughed"),
        ("So Doug Ford spoke", "Ford", "So Doug Ford spoke"),
        ("So thanks KarlaMartens for nothing", "", "So thanks [PERSON 1] for nothing"),
    ],
)
def test_a_whole_name_is_masked_and_a_public_one_is_not(text, seen, shown):
    redactor = Redactor(finders={}, tagger=Sees(*filter(None, [seen])))

    [result] = redact_posts([Fields(text=RawText(text))], redactor, LanguageTeller())

    assert result.text.text == shown


@pytest.mark.parametrize("text", ["KarlaMartens", "so NoémieBrault!", "(ChrisLeeBertin)"])
def test_names_run_together_are_found(text):
    [span] = find_run_together(text)

    assert text[span.start : span.end] == text.removeprefix("so ").strip("!()")


@pytest.mark.parametrize(
    "text",
    ["WestJet YouTube LinkedIn FaceTime", "JeanCoutu", "McDonald MacBook", "karlaMartens", "@KarlaMartens", "Karla"],
)
def test_brands_and_single_names_are_not(text):
    assert list(find_run_together(text)) == []
