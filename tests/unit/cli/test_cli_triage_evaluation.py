"""`smbot eval triage`: what people read, what machines read, and what is refused."""

import json
import shutil
from dataclasses import replace

import pytest

from smbot.classify import encoder
from smbot.classify.model import SHIPPED, load, save

GOLD = [
    {"id": "1", "lang": "en", "text": "Under FIPPA I request a copy of my file.", "labels": ["access_request"]},
    {"id": "2", "lang": "en", "text": "call 604 555 0122, thanks so much for the help!", "labels": ["praise"]},
    {"id": "3", "lang": "fr", "text": "belle neige à matin", "labels": ["none"], "tags": ["not-complaint"]},
]


@pytest.fixture
def gold(tmp_path):
    file = tmp_path / "gold.jsonl"
    file.write_text("".join(json.dumps(post) + "\n" for post in GOLD), encoding="utf-8")
    return file


def test_everything_is_told_to_machines_and_no_text_with_it(smbot, gold):
    outcome = smbot("eval", "triage", gold, "--json")

    told = json.loads(outcome.out)
    assert outcome.code == 0
    assert told["posts"] == 3
    assert (told["refused"], told["withheld"]) == (0, 0)
    assert told["encoder_asked"]["of"] == 3
    assert {"access_request", "assert"} <= set(told["thresholds"])
    recall = told["labels"]["access_request"]["en"]["recall"]
    assert (recall["hits"], recall["of"]) == (1, 1)
    assert set(told["labels"]["praise"]["all"]) == {
        "posts",
        "precision",
        "recall",
        "f1",
        "average_precision",
        "brier",
        "calibration_error",
    }
    assert set(told["together"]) == {"en", "fr", "all"}
    assert told["access_request"]["en"]["review_recall"]["value"] == 1
    assert set(told["language_gap"]) == {"posts", "f1", "complaint_macro_f1"}
    assert told["tags"]["not-complaint"]["taken_for_it"]["of"] == 1
    assert "FIPPA" not in outcome.out
    assert "604" not in outcome.out


def test_without_the_encoder_the_thresholds_are_those_that_hold_without_it(smbot, gold):
    card = load(SHIPPED).card

    told = json.loads(smbot("eval", "triage", gold, "--plain", "--json").out)["thresholds"]

    assert card.plain_thresholds != card.thresholds
    assert {label: told[label] for label in card.plain_thresholds} == card.plain_thresholds


@pytest.fixture
def other(tmp_path):
    """An encoder with its model of triage, as `train encoder` and `train triage` leave them: those that ship."""
    shutil.copytree(encoder.SHIPPED, tmp_path / "other")
    shutil.copytree(SHIPPED, tmp_path / "other" / "model")
    return tmp_path / "other"


def test_another_encoder_is_measured_in_the_same_run(smbot, gold, other):
    told = json.loads(smbot("eval", "triage", gold, "--compare", other, "--json").out)

    assert told["compared"]["classifier"] == told["classifier"]
    assert told["compared"]["labels"] == told["labels"]


def test_an_encoder_to_which_no_model_was_fitted_is_refused(smbot, gold, other):
    card = load(SHIPPED)
    save(replace(card, card=card.card.model_copy(update={"encoder": "encoder-00000000"})), other / "model")

    outcome = smbot("eval", "triage", gold, "--compare", other)

    assert outcome.code == 2
    assert "made for another encoder" in outcome.err


def test_people_read_tables(smbot, gold):
    outcome = smbot("eval", "triage", gold, "--plain")

    rows = [line.split("\t") for line in outcome.out.splitlines()]
    assert outcome.code == 0
    assert "3 posts" in outcome.err
    assert "The encoder was asked for 0." in outcome.err
    access = next(row for row in rows if row[:2] == ["access_request", "en"])
    assert access[2] == "1"
    assert access[4].startswith("1.000 (0.207–1.000)")
    assert any(row[0] == "access_request: recall at “review”" for row in rows)


def test_labels_on_other_files_are_counted_per_thousand(smbot, gold, tmp_path):
    chatter = tmp_path / "chatter.csv"
    chatter.write_text("text\ngood morning\nwhat a game last night\n", encoding="utf-8")

    told = json.loads(smbot("eval", "triage", gold, "--flags", chatter, "--flags", gold, "--json").out)["flags"]
    outcome = smbot("eval", "triage", gold, "--flags", chatter)

    assert told[str(chatter)]["given"]["access_request"] == {
        "value": 0.0,
        "interval": told[str(chatter)]["given"]["access_request"]["interval"],
        "hits": 0,
        "of": 2,
    }
    assert told[str(chatter)]["posts"] == 2
    assert told[str(chatter)]["given"]["assert"]["hits"] == 0
    assert told[str(gold)]["given"]["access_request"]["hits"] >= 1
    assert f"{chatter}\taccess_request, asserted\t0.0 (0.0–657.6)" in outcome.out


def test_a_gold_file_without_labels_is_refused_with_its_line(smbot, gold):
    gold.write_text('{"text": "hi", "labels": ["none"]}\n{"text": "hi"}\n', encoding="utf-8")

    outcome = smbot("eval", "triage", gold)

    assert outcome.code == 2
    assert "gold.jsonl:2: The post has no labels." in outcome.err


def test_an_unknown_label_is_refused_with_its_line_and_the_labels_there_are(smbot, gold):
    gold.write_text('{"text": "hi", "labels": ["wish"]}\n', encoding="utf-8")

    outcome = smbot("eval", "triage", gold)

    assert outcome.code == 2
    assert "gold.jsonl:1: wish is no label." in outcome.err
    assert "access_request" in outcome.err
