"""Rule files and label files: what holds, and what is refused with a place and a reason."""

import pytest

from smbot.classify.labels import LABELS_FILE, load_labels, parse_labels
from smbot.classify.patterns import compile_pattern
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import Rules
from smbot.classify.vocabulary import Vocabulary
from smbot.classify.words import split_words
from smbot.core.errors import ConfigurationError

ORDER = (
    "urgent", "access_request", "abuse", "complaint", "incident", "wrong_office",
    "question", "suggestion", "praise", "spam", "none",
)  # fmt: skip


@pytest.fixture
def a_folder(tmp_path):
    """The smallest rule files that hold."""
    (tmp_path / "topics.toml").write_text("topic = []\n[handles]\n", encoding="utf-8")
    for language in ("any", "en", "fr"):
        folder = tmp_path / language
        folder.mkdir()
        (folder / "words.toml").write_text("[classes]\nfunction = 'the | le'\n", encoding="utf-8")
    return tmp_path


def matches(pattern, text, **classes):
    vocabulary = Vocabulary()
    compiled = compile_pattern(
        pattern,
        lambda part: vocabulary.number_of(part, classes.get(part.strip("<>"), part).split("|")),
    )
    words = split_words(text)
    found = compiled.matches(words, vocabulary.occurrences(words))
    return [text[words.starts[start] : words.ends[end - 1]] for start, end in found]


def test_labels_stand_in_their_order():
    assert load_labels().names == ORDER


def test_only_access_requests_have_the_clock_of_the_law():
    assert [label.name for label in load_labels().entries if label.clock == "legal"] == ["access_request"]


@pytest.mark.parametrize("source", ["label = 3", "[[label]]\nname = 'none'", "not toml at all"])
def test_a_labels_file_that_does_not_hold_is_refused_by_name(source):
    with pytest.raises(ConfigurationError, match=LABELS_FILE):
        parse_labels(source)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("match = ['a ~3']", "ends with one"),
        ("match = ['~3 a']", "stands first"),
        ("match = ['<nowhere>']", "en.nowhere|any.nowhere"),
        ("match = []", "match"),
        ("match = ['a']\nafter = ['praise']", "“after”"),
        ("match = ['a']\nwieght = 0.3", "wieght"),
        ("match = ['a']\nmatch = ['b']", "TOML"),
    ],
)
def test_a_rule_that_does_not_hold_is_refused_with_its_file(a_folder, rule, reason):
    (a_folder / "en" / "praise.toml").write_text(f"[[rule]]\nname='x'\nweight=0.5\n{rule}\n", encoding="utf-8")

    with pytest.raises(ConfigurationError, match=reason) as caught:
        load_rulebook(a_folder)

    assert caught.value.where == "en/praise.toml"


def test_a_class_that_contains_itself_is_refused(a_folder):
    (a_folder / "en" / "words.toml").write_text(
        "[classes]\nfunction='the'\none='<two>'\ntwo='<one>'\n", encoding="utf-8"
    )
    (a_folder / "en" / "praise.toml").write_text("[[rule]]\nname='x'\nweight=0.5\nmatch=['<one>']\n", encoding="utf-8")

    with pytest.raises(ConfigurationError, match="contains itself"):
        load_rulebook(a_folder)


def test_a_gap_is_bounded_and_stays_in_its_sentence():
    assert matches("send ~2 records", "please send me the records") == ["send me the records"]
    assert matches("send ~2 records", "send me all of the records") == []
    assert matches("send ~2 records", "I will send. records are here") == []


def test_a_star_stands_for_any_ending_and_classes_hold_phrases():
    assert matches("<ask> ~1 record*", "hand over these recordings", ask="hand over|send") == [
        "hand over these recordings"
    ]


def test_a_caret_holds_a_pattern_to_the_opening_of_a_sentence():
    assert matches("^how", "@city how late? and how much") == ["how"]
    assert matches("^how", "tell me how") == []


def test_elided_words_stand_alone():
    assert split_words("l\u2019acc\u00e8s qu'on don't").words == ("l'", "acces", "qu'", "on", "don't")


def test_a_match_does_not_count_in_words_that_stand_for_something_else(a_folder):
    rule = "[[rule]]\nname='x'\nweight=0.5\nmatch=['information']\nunless_in=['information act']\n"
    (a_folder / "en" / "praise.toml").write_text(rule, encoding="utf-8")
    rules = Rules(load_labels(), load_rulebook(a_folder))

    places = [
        rules.hits(split_words(text), "en") for text in ("the information act", "information and information act")
    ]

    assert places[0] == []
    assert [hit.places for hit in places[1]] == [((0, 1),)]
