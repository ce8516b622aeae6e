"""Full names by the lists alone: hits and near misses."""

import pytest

from smbot.redact.recognizers.full_name import SCORE, find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I saw Mary Tremblay there", ["Mary Tremblay"]),
        ("Ask Karen Gagnon, or Luc J. Roy", ["Karen Gagnon", "Luc J. Roy"]),
        ("J'ai vu Marie Roy hier.", ["Marie Roy"]),
        ("Marie-Claude Bouchard attend", ["Marie-Claude Bouchard"]),
        ("Welcome Sanjeet!", ["Sanjeet"]),
        ("Thanks. - Tom", ["Tom"]),
        ("Merci, Chantal.", ["Chantal"]),
    ],
)
def test_listed_names_are_found_in_doubt(text, expected):
    found = list(find(text))

    assert [text[span.start : span.end] for span in found] == expected
    assert all(span.score == SCORE for span in found)


@pytest.mark.parametrize(
    "text",
    [
        "Albert Einstein said so",  # public
        "the Marie Roy School",  # a place's
        "rue Marie Roy",
        "karen gagnon",  # the tagger's to weigh
        "#Karen Gagnon",
        "Premier Karen Gagnon",
        "May Day",
        "Bonjour Hi!",
        "Thanks. - Me",
        "Hello Ottawa!",
        "Hill Street",
    ],
)
def test_public_people_places_and_words_are_left(text):
    assert list(find(text)) == []
