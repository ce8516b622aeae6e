"""The network's opinion of names, how it is weighed with the tagger's, and what finds names where it is missing."""

from dataclasses import dataclass

import numpy as np
import pytest
from structlog.testing import capture_logs

from smbot.network.files import Card
from smbot.network.onnx import Pieces
from smbot.redact.tagger.chances import Chance
from smbot.redact.tagger.crf import CrfTagger
from smbot.redact.tagger.hinted import LONGEST_HINTED, HintedTagger
from smbot.redact.tagger.loading import AloneTagger, load_tagger
from smbot.redact.tagger.network import NetworkOpinion, WeighingTagger
from smbot.redact.tagger.tokens import tokens

TAGS = ("O", "B-PERSON", "I-PERSON", "B-CASE_NUMBER", "I-CASE_NUMBER", "B-PUBLIC", "I-PUBLIC")


class FakeNetwork:
    """A network whose pieces are halves of words, each with the tag of its word."""

    card = Card(labels=("complaint",), tags=TAGS, digest="0" * 64)

    def __init__(self, said: dict[str, str]) -> None:
        self._tags = said
        self.read: list[int] = []

    def pieces(self, text: str) -> Pieces:
        places, tags, at = [], [], 0
        for word in text.split(" "):
            half = at + (len(word) + 1) // 2
            kind = self._tags.get(word, "")
            for place, start, end in (("B", max(0, at - 1), half), ("I", half, at + len(word))):
                places.append((start, end))
                tags.append(TAGS.index(f"{place}-{kind}") if kind else 0)
            at += len(word) + 1
        return Pieces(numbers=tags, places=places)

    def tags(self, window):
        self.read.append(len(window))
        rows = np.full((len(window), len(TAGS)), 0.01, np.float32)
        rows[range(len(window)), list(window)] = 0.94
        return rows


def opinion(text: str, *, public: bool = False, **said: str) -> list[Chance]:
    return NetworkOpinion(FakeNetwork(said), public=public).chances(text, tokens(text))


def test_a_word_is_as_personal_as_the_pieces_of_it():
    ann, lee, left = opinion("Ann Lee left", Ann="PERSON", Lee="PERSON")

    assert (ann.entity, ann.personal > 0.9, ann.begins > 0.9) == ("PERSON", True, True)
    assert (lee.entity, lee.personal > 0.9) == ("PERSON", True)
    assert left.personal < 0.1


@pytest.mark.parametrize("public", [False, True])
def test_the_name_of_somebody_known_to_the_public_is_masked_where_that_is_wanted(public):
    (known, *_rest) = opinion("Cher sings", Cher="PUBLIC", public=public)

    assert (known.personal > 0.9) == public


def test_of_a_long_text_every_piece_is_read():
    network = FakeNetwork({"Ann": "PERSON"})
    text = "word " * 400 + "Ann"

    found = NetworkOpinion(network).chances(text, tokens(text))

    assert len(network.read) > 5
    assert found[-1].personal > 0.9
    assert all(each.personal < 0.1 for each in found[:-1])


def test_an_empty_text_holds_nothing():
    assert opinion("") == []


@dataclass
class SaidOfAll:
    """An opinion that is the same of every word."""

    chance: Chance
    asked: int = 0

    def chances(self, text, pieces):
        self.asked += 1
        return [self.chance] * len(pieces)


NAME = Chance(personal=1.0, entity="PERSON", begins=1.0)
NOTHING = Chance(personal=0.0, entity="", begins=0.0)


@pytest.mark.parametrize(("weight", "chance", "found"), [(1.0, NAME, 1), (0.0, NAME, 0), (1.0, NOTHING, 0)])
def test_the_network_counts_as_far_as_its_weight(weight, chance, found):
    tagger = WeighingTagger(SaidOfAll(chance), CrfTagger(), weight=weight, asked_from=0)

    (spans,) = tagger.find(["snow"], "en")

    assert len(spans) == found


@pytest.mark.parametrize(("text", "asked"), [("ok", 0), ("ask Sarabeth about it", 1)])
def test_the_network_is_asked_where_the_tagger_is_unsure(text, asked):
    said = SaidOfAll(NOTHING)

    WeighingTagger(said, CrfTagger()).find([text], "en")

    assert said.asked == asked


def test_a_hostile_length_is_read_by_the_tagger_alone():
    said = SaidOfAll(NAME)

    WeighingTagger(said, CrfTagger(), asked_from=0).find(["x " * LONGEST_HINTED], "en")

    assert said.asked == 0


def test_without_the_network_the_tagger_finds_names_alone_and_the_log_warns(tmp_path):
    with capture_logs() as told:
        tagger = load_tagger("network", network=tmp_path)

    (spans,) = tagger.find(["The file was lost by Sarah Tremblay at the counter in Hull"], "en")
    assert isinstance(tagger, AloneTagger)
    assert [(each["event"], each["log_level"]) for each in told] == [("names.alone", "warning")]
    assert len(spans) == 1


def test_spacy_is_the_other_choice():
    assert isinstance(load_tagger("spacy"), HintedTagger)


def test_of_numbers_the_tagger_alone_is_heard():
    said = SaidOfAll(Chance(personal=1.0, entity="PHONE_NUMBER", begins=1.0))

    (spans,) = WeighingTagger(said, CrfTagger(), weight=1.0, asked_from=0).find(["snow 12 4521"], "en")

    assert spans == ()
