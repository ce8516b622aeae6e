"""The tagger of names and its hints: pieces, features, both languages, and what looks like a name and is none."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from smbot.core.errors import ConfigurationError
from smbot.core.spans import Span
from smbot.redact.ports import Tagger
from smbot.redact.tagger.chances import Reading
from smbot.redact.tagger.crf import CrfTagger, read_words, write_words
from smbot.redact.tagger.features import Hint, Words, features
from smbot.redact.tagger.hinted import LONGEST_HINTED, HintedTagger
from smbot.redact.tagger.loading import load_tagger
from smbot.redact.tagger.spacy_hints import MAX_PIECES, SpacyHints
from smbot.redact.tagger.stays import stays
from smbot.redact.tagger.tokens import tokens

NO_WORDS = Words(other={}, named={})


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("l'amie de Zoé", ["l'", "amie", "de", "Zoé"]),
        ("Omar's file", ["Omar", "'s", "file"]),
        ("#JusticeForKayla", ["#", "Justice", "For", "Kayla"]),
        ("Marie-Ève, 3 ans", ["Marie-Ève", ",", "3", "ans"]),
        ("O'Neil\nMcDonald", ["O'Neil", "\n", "McDonald"]),
        ("", []),
    ],
)
def test_a_text_is_cut_where_names_begin_and_end(text: str, pieces: list[str]) -> None:
    assert [text[start:end] for start, end in tokens(text)] == pieces


def test_pieces_cover_every_letter_in_order() -> None:
    text = "D'accord! ÇA va @Léo_B42 \u2019 n'est-ce pas, #VivaRosaGómez?"

    pieces = tokens(text)

    assert pieces == sorted(pieces)
    assert all(any(start <= at < end for start, end in pieces) for at, sign in enumerate(text) if sign.isalnum())


def test_a_models_hint_reaches_the_pieces_that_it_covers() -> None:
    text = "with Ann Lee today"

    found = features(text, tokens(text), [Hint(start=5, end=12, source="en:PERSON")], NO_WORDS)

    assert [[each for each in piece if each.startswith("en:")] for piece in found] == [
        [],
        ["en:PERSON=B"],
        ["en:PERSON=I"],
        [],
    ]


def test_words_of_training_are_written_and_read_alike() -> None:
    words = read_words(write_words({"rose": 4, "the": 90}, {"rose": 7, "anh": 2}))

    assert (words.other["rose"], words.named["rose"], words.named["anh"], words.other["the"]) == (4, 7, 2, 90)


def test_a_missing_model_is_said_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"is missing.*smbot train tagger"):
        CrfTagger(tmp_path)


@pytest.fixture(scope="module")
def names() -> Tagger:
    return load_tagger()


def found(names: Tagger, text: str, language: str) -> list[str]:
    return [text[span.start : span.end] for span in names.find([text], language)[0]]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The file was lost by Sarah Tremblay at the counter in Hull", "en", ["Sarah Tremblay"]),
        ("Hier au comptoir, Marie Gagnon a refusé de m'aider avec mon dossier", "fr", ["Marie Gagnon"]),
    ],
)
def test_names_are_found_in_both_languages(names: Tagger, text: str, language: str, expected: list[str]) -> None:
    assert found(names, text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Prime Minister Anita Example spoke in the House today", "en"),
        ("Gmail and Netflix are down again in Toronto", "en"),
        ("The Jean Example Hospital is closed", "en"),
    ],
)
def test_offices_organisations_and_hospitals_are_no_names(names: Tagger, text: str, language: str) -> None:
    assert found(names, text, language) == []


def test_batches_keep_their_order(names: Tagger) -> None:
    texts = ["nothing here", "we met Sarah Tremblay at the office", ""] * 40

    results = names.find(texts, "en")

    assert [bool(spans) for spans in results] == [False, True, False] * 40


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("so proud of #SarahTremblay today, she fought for us", "en", "SarahTremblay"),
        ("my name is sarah tremblay and i want my file", "en", "sarah tremblay"),
        ("JE M'APPELLE SARAH TREMBLAY PIS J'ATTENDS ENCORE", "fr", "SARAH TREMBLAY"),
    ],
)
def test_names_are_found_in_hashtags_lower_case_and_capitals(
    names: Tagger, text: str, language: str, name: str
) -> None:
    assert name in found(names, text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("saving the lynx #Biodiversity #Westworld #sarcasm", "en"),
        ("on avance #Écologie #Biodiversité #topstories", "fr"),
        ("corner of 5th Ave and 3rd St, two cars", "en"),
    ],
)
def test_subjects_in_hashtags_and_corners_stay(names: Tagger, text: str, language: str) -> None:
    assert found(names, text, language) == []


@pytest.mark.parametrize("value", ["82721", "CKLM 482", "604 555 0122", "204 12 Wren Crt", "4471"])
@pytest.mark.parametrize("entity", ["CASE_NUMBER", "LICENCE_PLATE", "PHONE_NUMBER", "STREET_ADDRESS", "CREDENTIAL"])
def test_a_number_behind_its_sign_is_no_hashtag(value: str, entity: str) -> None:
    text = f"it is #{value}"

    assert not stays(text, Span(start=7, end=len(text), entity=entity, score=0.8, recognizer="tagger"))


@pytest.mark.parametrize(("score", "kept"), [(0.5, True), (0.97, False)])
def test_an_unknown_name_in_a_hashtag_is_masked_where_the_tagger_is_sure(score: float, kept: bool) -> None:
    text = "#JusticeForQuackenbusch"

    assert stays(text, Span(start=11, end=len(text), entity="PERSON", score=score, recognizer="tagger")) is kept


class FakeModels:
    """Keeps what it was asked to read, and takes each text as a whole for a person."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[str], str]] = []

    def hints(self, texts: Sequence[str], language: str) -> list[list[Hint]]:
        self.asked.append((list(texts), language))
        return [[Hint(start=0, end=len(text), source="en:PERSON")] for text in texts]


class FakeReader(CrfTagger):
    """Is sure of texts that say so, and finds what the hints cover."""

    def __init__(self) -> None:
        """Load nothing."""

    def read(self, text: str, hints: Sequence[Hint] | None = None) -> Reading:
        found = (
            Span(start=hint.start, end=hint.end, entity="PERSON", score=1, recognizer="tagger") for hint in hints or ()
        )
        return Reading(spans=tuple(found), sure="sure" in text)


def test_models_read_only_the_texts_of_which_the_tagger_alone_is_not_certain() -> None:
    models = FakeModels()

    found = HintedTagger(models, FakeReader()).find(["sure one", "Zed Quux", "sure two", "Ida"], "fr")

    assert models.asked == [(["Zed Quux", "Ida"], "fr")]
    assert [[(span.start, span.end) for span in spans] for spans in found] == [[], [(0, 8)], [], [(0, 3)]]


def test_on_a_very_long_text_no_second_opinion_is_asked() -> None:
    models = FakeModels()

    HintedTagger(models, FakeReader()).find(["x" * (LONGEST_HINTED + 1), "x" * LONGEST_HINTED], "en")

    assert models.asked == [(["x" * LONGEST_HINTED], "en")]


def test_models_read_the_beginning_of_a_post_of_very_many_words() -> None:
    hints = SpacyHints(("en",))
    name = "My name is Sarah Johnson."
    short, long = "x " * (MAX_PIECES // 2), "x " * MAX_PIECES

    before, behind = (hints.hints([text], "en")[0] for text in (short + name, long + name))

    assert any(hint.source == "en:PERSON" and hint.start > len(short) for hint in before)
    assert all(hint.end <= len(long) for hint in behind)
