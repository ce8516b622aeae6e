"""`smbot corpus`, `smbot eval` and `smbot train`: what people read, what machines read, and what is refused."""

import json

import pytest

SOURCE = """%% own: @countyhall
%% voice: a-voice; lang: en; platform: x
== complaint
my name is [[PERSON|Sarah Tremblay]] and nobody calls me back at [[PHONE_NUMBER|604 555 0122]]
== none | near-miss
bus 604 leaves at 5 from @countyhall
%% voice: une-voix; lang: fr; platform: x
== question
je m'appelle [[PERSON|Marie Gagnon]], c'est à quelle heure?
== none
il neige encore au comptoir
"""


@pytest.fixture
def corpus(tmp_path):
    for part in ("train", "dev"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "some.posts").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def test_a_corpus_that_holds_is_told_so(smbot, corpus):
    outcome = smbot("corpus", "check", corpus / "train")

    assert outcome.code == 0
    assert "4 posts, 0 problems" in outcome.err


def test_problems_are_listed_and_fail_the_command(smbot, corpus):
    file = corpus / "train" / "some.posts"
    file.write_text(SOURCE + "== wish\ntext\n", encoding="utf-8")

    outcome = smbot("corpus", "check", file)

    assert outcome.code == 1
    assert "some-5: wish is no label." in outcome.out


def test_what_train_and_test_share_is_found(smbot, corpus):
    outcome = smbot("corpus", "check", corpus / "train", "--against", corpus / "dev", "--json")

    assert outcome.code == 1
    assert any(problem["post"] == "a-voice" for problem in json.loads(outcome.out))


def test_a_file_that_cannot_be_read_is_told_with_its_line(smbot, corpus):
    (corpus / "train" / "some.posts").write_text("== none\n", encoding="utf-8")

    outcome = smbot("corpus", "check", corpus / "train")

    assert outcome.code == 2
    assert "some.posts:1" in outcome.err


def test_posts_are_counted_by_language(smbot, corpus):
    counts = json.loads(smbot("corpus", "counts", corpus / "train", "--json").out)

    assert counts["posts"] == {"en": 2, "fr": 2}
    assert counts["entity: PERSON"] == {"en": 1, "fr": 1}
    assert counts["clean"] == {"en": 1, "fr": 1}


def test_exported_posts_are_what_eval_reads(smbot, corpus):
    gold = corpus / "gold.jsonl"
    gold.write_text(smbot("corpus", "export", corpus / "train").out, encoding="utf-8")

    outcome = smbot("eval", "redact", gold, "--json")

    scores = json.loads(outcome.out)["smbot"]
    assert outcome.code == 0
    assert scores["posts"] == 4
    assert scores["scores"]["all"]["all"]["recall"] == {
        "value": 1.0,
        "interval": scores["scores"]["all"]["all"]["recall"]["interval"],
        "hits": 3,
        "of": 3,
    }
    assert scores["left"] == []
    assert "Tremblay" not in outcome.out


def test_presidio_is_measured_in_the_same_run(smbot, corpus):
    outcome = smbot("eval", "redact", corpus / "train", "--compare", "presidio")

    assert outcome.code == 0
    assert "presidio: 4 posts" in outcome.err
    assert "times as many posts per CPU-second as presidio" in outcome.err


def test_other_models_of_names_are_measured_in_the_same_run(smbot, corpus):
    compared = ("--compare", "spacy", "--compare", "network", "--compare", "spacy")

    told = json.loads(smbot("eval", "redact", corpus / "train", *compared, "--json").out)

    assert list(told) == ["smbot", "smbot, spacy", "smbot, network"]
    assert {each["posts"] for each in told.values()} == {4}
    assert told["smbot, spacy"]["scores"] == told["smbot"]["scores"]


def test_a_gold_file_without_posts_is_refused(smbot, corpus):
    empty = corpus / "gold.jsonl"
    empty.write_text("\n", encoding="utf-8")

    outcome = smbot("eval", "redact", empty)

    assert outcome.code == 2
    assert "holds no posts" in outcome.err


def test_a_tagger_is_trained_and_the_same_posts_give_the_same_files(smbot, corpus):
    first = smbot("train", "tagger", "--corpus", corpus, "--out", corpus / "one", "--json")
    second = smbot("train", "tagger", "--corpus", corpus, "--out", corpus / "two", "--json")

    assert first.code == second.code == 0
    assert set(json.loads(first.out)) == {"now"}
    for name in ("tagger.crfsuite", "words.tsv"):
        assert (corpus / "one" / name).read_bytes() == (corpus / "two" / name).read_bytes()


def test_training_again_shows_the_old_beside_the_new(smbot, corpus):
    smbot("train", "tagger", "--corpus", corpus, "--out", corpus / "model")

    again = json.loads(smbot("train", "tagger", "--corpus", corpus, "--out", corpus / "model", "--json").out)

    assert again["before"] == again["now"]
