"""Training of triage: from a few posts and a fake encoder to a model that reads, is kept, and is the same again."""

from dataclasses import replace

import numpy as np
import pytest

from smbot.classify import model as models
from smbot.classify.cascade import Cascade
from smbot.classify.labels import load_labels
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import Rules
from smbot.core.errors import ConfigurationError, InputError
from smbot.core.labels import NONE
from smbot.training.posts import GoldPost, GoldSpan
from smbot.training.triage import train
from smbot.training.triage_data import Example, masked

LABELS = load_labels()
RULES = Rules(LABELS, load_rulebook())
SAYINGS = {
    "urgent": ("my insulin runs out tonight", "on coupe le chauffage demain"),
    "access_request": ("send me a copy of the report", "je veux voir les courriels"),
    "abuse": ("you clowns", "gang de caves"),
    "complaint": ("six weeks and no cheque", "trois heures de file"),
    "incident": ("the site is down", "la borne est gelee"),
    "wrong_office": ("is it you or the province", "vous ou la ville"),
    "question": ("when do you open", "a quelle heure ouvrez-vous"),
    "suggestion": ("a bench would be nice", "un banc serait bien"),
    "praise": ("thanks to the clerk", "bravo au commis"),
    "spam": ("earn money fast", "pret rapide"),
    "none": ("nice sunset", "beau coucher de soleil"),
}


def letters(text):
    row = np.array([text.lower().count(chr(97 + at)) + 0.1 for at in range(26)], np.float32)
    return row / np.linalg.norm(row)


class Letters:
    """An encoder that goes by how alike a text's letters are to those of a label's sayings."""

    version = "letters-1"
    labels = tuple(name for name in LABELS.names if name != NONE)

    def __init__(self):
        self.asked = 0

    def encode(self, texts):
        self.asked += len(texts)
        alike = [
            [max(letters(text) @ letters(each) for each in SAYINGS[name]) for name in self.labels] for text in texts
        ]
        return (np.array(alike, np.float32) - 0.9) * 40


def written(hands=6):
    return [
        Example(id=f"{hand}-{label}-{language}", text=text, language=language, labels=(label,))
        for hand in range(hands)
        for label, sayings in SAYINGS.items()
        for language, text in zip(("en", "fr"), sayings, strict=True)
    ]


@pytest.fixture(scope="module")
def trained():
    return train(written(), written(2), labels=LABELS, rules=RULES, encoder=Letters())


def test_what_was_learned_is_found_again(trained):
    cascade = Cascade(labels=LABELS, rules=RULES, model=trained, encoder=Letters())

    for label, sayings in SAYINGS.items():
        for language, text in zip(("en", "fr"), sayings, strict=True):
            assert label in cascade.triage(text, language).labels


def test_a_clear_post_is_decided_without_the_encoder_and_another_is_not(trained):
    wide = dict.fromkeys(trained.card.labels, (0.0, 1.01))
    narrow = dict.fromkeys(trained.card.labels, (0.5, 0.5))
    asked = []
    for bands in (wide, narrow):
        encoder = Letters()
        model = replace(trained, card=trained.card.model_copy(update={"bands": bands}))
        Cascade(labels=LABELS, rules=RULES, model=model, encoder=encoder).triage("nice sunset", "en")
        asked.append(encoder.asked)

    assert asked == [1, 0]


def test_without_an_encoder_every_post_is_decided_by_words_and_rules(trained):
    cascade = Cascade(labels=LABELS, rules=RULES, model=trained, encoder=None)

    triage = cascade.triage("send me a copy of the report", "en")

    assert "access_request" in triage.labels
    assert triage.classifier == f"{RULES.version} {trained.version}"


@pytest.mark.parametrize("part", ["train", "dev, fr"])
def test_a_label_that_stands_on_no_post_is_told(part):
    posts = {"train": written(), "dev": written(2)}
    which, _, language = part.partition(", ")
    posts[which] = [post for post in posts[which] if "spam" not in post.labels or language not in ("", post.language)]

    with pytest.raises(InputError) as refused:
        train(posts["train"], posts["dev"], labels=LABELS, rules=RULES, encoder=Letters())

    assert refused.value.where == part
    assert "spam" in str(refused.value)


def test_a_model_of_other_labels_is_refused_when_it_is_read(trained, tmp_path):
    card = trained.card.model_copy(update={"labels": (*trained.card.labels[:-1], "scam")})
    models.save(replace(trained, card=card), tmp_path)

    with pytest.raises(ConfigurationError, match="other labels"):
        models.load(tmp_path)


def test_the_same_posts_give_the_same_model(trained, tmp_path):
    again = train(written(), written(2), labels=LABELS, rules=RULES, encoder=Letters())

    assert models.save(again, tmp_path / "a").digest == models.save(trained, tmp_path / "b").digest


def test_words_of_corrected_posts_weigh_and_add_none_to_the_vocabulary():
    own = [Example(id="x", text="xylophone unicorn", language="en", labels=("praise",))] * 5

    model = train(written(), written(2), own=own, labels=LABELS, rules=RULES, encoder=Letters())

    assert model.card.corrections == 5
    assert "xylophone" not in model.features.places["w"]


def test_a_kept_model_reads_as_before(trained, tmp_path):
    card = models.save(trained, tmp_path)

    read = models.load(tmp_path)

    assert (read.card, read.version) == (card, f"model-{card.digest[:8]}")
    ours, theirs = (
        Cascade(labels=LABELS, rules=RULES, model=model, encoder=Letters()).triage("trois heures de file", "fr")
        for model in (trained, read)
    )
    assert ours.labels == theirs.labels
    assert ours.scores == pytest.approx(theirs.scores, abs=0.01)


@pytest.mark.parametrize("name", models.FILES)
def test_a_damaged_model_is_refused(trained, tmp_path, name):
    models.save(trained, tmp_path)
    file = tmp_path / name
    file.write_bytes(file.read_bytes().replace(b"a", b"b", 1) if name != models.WEIGHTS else file.read_bytes()[:-9])

    with pytest.raises(ConfigurationError):
        models.load(tmp_path)


def test_a_threshold_changed_by_hand_is_noticed(trained, tmp_path):
    models.save(trained, tmp_path)
    card = (tmp_path / models.CARD).read_text(encoding="utf-8")
    (tmp_path / models.CARD).write_text(card.replace('"posts": 132', '"posts": 999'), encoding="utf-8")

    with pytest.raises(ConfigurationError):
        models.load(tmp_path)


def test_marks_become_masks():
    post = GoldPost(
        id="en-01-transit-b-12", text="i'm dalia, 555", lang="en", spans=(GoldSpan(start=4, end=9, entity="PERSON"),)
    )

    assert masked(post) == "i'm [PERSON 1], 555"
