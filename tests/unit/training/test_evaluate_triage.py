"""Labels are measured as the pipeline gives them: on text that our redactor masked, the encoder asked where needed."""

from dataclasses import replace

import numpy as np
import pytest

from smbot.classify.cascade import Cascade
from smbot.classify.labels import load_labels
from smbot.classify.model import load
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import Rules
from smbot.core.errors import InputError
from smbot.core.labels import NONE
from smbot.core.shares import Share
from smbot.normalise.language import LanguageTeller
from smbot.redact.engine import Redactor, load_finders
from smbot.training.evaluate_triage import label, read_labelled, read_texts

LABELS = load_labels()
ABROAD = "necesito ayuda por favor, nadie contesta desde hace muchos meses"


class SameForAll:
    version = "same"
    labels = tuple(name for name in LABELS.names if name != NONE)

    def encode(self, texts):
        return np.zeros((len(texts), len(self.labels)), dtype=np.float32)


def stumbles(text):
    if "boom" in text:
        raise ValueError(text)
    return iter(())


@pytest.fixture(scope="module")
def cascade():
    return Cascade(labels=LABELS, rules=Rules(LABELS, load_rulebook()), model=load(), encoder=SameForAll())


@pytest.fixture
def labelled(cascade):
    redactor = Redactor(finders=load_finders() | {"stumbles": stumbles}, tagger=None)

    def run(*texts, classifier=cascade):
        steps = []
        found = label(texts, redactor, LanguageTeller(), classifier, steps.append)
        assert sum(steps) == len(texts)
        return found

    return run


def test_the_classifier_reads_masked_text(labelled, cascade):
    found = labelled("please call me back at 604 555 0122 about my file")

    assert found.triages == (cascade.triage("please call me back at [PHONE_NUMBER 1] about my file", "en"),)
    assert found.posts_per_second > 0


def test_posts_without_a_readable_text_are_labelled_without_it(labelled, cascade):
    found = labelled(ABROAD, "boom goes the office")

    assert (found.withheld, found.refused) == (1, 1)
    assert found.triages[0] == cascade.triage("", "es")
    assert found.triages[1] == cascade.triage("", "und")


def test_posts_for_which_the_encoder_was_asked_are_counted(labelled, cascade):
    bands = cascade.model.card.bands
    always = replace(cascade.model, card=cascade.model.card.model_copy(update={"bands": dict.fromkeys(bands, (0, 2))}))
    never = replace(cascade.model, card=cascade.model.card.model_copy(update={"bands": dict.fromkeys(bands, (2, 0))}))
    texts = ("is the office open today", "the site is down again")

    assert labelled(*texts, classifier=replace(cascade, model=always)).asked == Share(hits=2, of=2)
    assert labelled(*texts, classifier=replace(cascade, model=never)).asked.hits == 0
    assert labelled(*texts, classifier=replace(cascade, model=always, encoder=None)).asked.hits == 0


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"text": "b"}', "The post has no labels"),
        ('{"text": "b", "labels": ["wish"]}', "wish is no label"),
        ('{"text": "b", "labels": ["none", "spam"]}', "“none” alone"),
    ],
)
def test_a_post_that_cannot_be_scored_is_told_with_its_line(tmp_path, line, what):
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"text": "a", "labels": ["none"]}\n\n' + line + "\n", encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_labelled(gold, LABELS.names)

    assert caught.value.where == "gold.jsonl:3"
    assert what in str(caught.value)


def test_a_post_of_a_corpus_is_told_by_its_number(tmp_path):
    (tmp_path / "some.posts").write_text("%% voice: a; lang: en\n== none\nhi\n== wish\nyo\n", encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_labelled(tmp_path, LABELS.names)

    assert caught.value.where == "some-2"


def test_texts_are_read_from_csv_and_from_json_lines(tmp_path):
    table, lines = tmp_path / "posts.csv", tmp_path / "posts.jsonl"
    table.write_text('\ufeffid,text\n1,"one, two"\n2,\n3,three\n', encoding="utf-8")
    lines.write_text('{"text": "one, two"}\n{"text": "three"}\n', encoding="utf-8")

    assert read_texts(table) == read_texts(lines) == ["one, two", "three"]


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        ("id,tweet\n1,hi\n", "posts.csv", "no column text"),
        ("text\n", "posts.csv", "holds no posts"),
        ('text\nhi\n"a"b\n', "posts.csv:3", "not CSV"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(tmp_path, content, where, what):
    table = tmp_path / "posts.csv"
    table.write_text(content, encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_texts(table)

    assert caught.value.where.endswith(where)
    assert what in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_texts(tmp_path / "posts.csv")
