"""Why a label was given, in words: of the network, where no single words show it, no words are quoted."""

from dataclasses import replace

import pytest
from fakes import FakeProblem

from smbot.classify.explain import MODEL, NETWORK
from smbot.core.messages import say
from smbot.core.redacted import RedactedText
from smbot.core.spans import Evidence, Mask
from smbot.core.warrant import WARRANT
from smbot.review.ports import QueueItem
from smbot.web.passages import Piece
from smbot.web.why_words import problem_told, underlined, why

TEXT = "nobody picks up and nobody writes"


@pytest.fixture
def labelled(a_store, a_mention):
    """The function `labelled(rule, score, end)`: a mention called a complaint for a reason."""

    def labelled(rule: str, score: float, end: int) -> QueueItem:
        mention = a_mention(text=RedactedText(TEXT, (), WARRANT))
        with a_store.read() as tx:
            item = tx.item(mention)
        evidence = (Evidence(start=0, end=end, label="complaint", rule=rule),)
        return replace(item, labels=("complaint",), scores={"complaint": score}, evidence=evidence)

    return labelled


@pytest.mark.parametrize(("score", "word"), [(0.95, "very likely"), (0.7, "likely"), (0.4, "possible"), (0.1, "faint")])
def test_what_the_network_found_is_told_as_its_own_without_words(labelled, score, word):
    (told,) = why(labelled(NETWORK, score, len(TEXT)), "complaint")

    assert "network" in say(told.told, "en")
    assert word in say(told.told, "en")
    assert told.words == ()


def test_what_words_speak_for_is_told_with_them(labelled):
    (told,) = why(labelled(MODEL, 0.8, 6), "complaint")

    assert "from the words" in say(told.told, "en")
    assert told.words == ((Piece(text="nobody"),),)


def test_what_the_network_found_underlines_no_words(labelled):
    assert underlined(labelled(NETWORK, 0.9, len(TEXT))) == []
    assert underlined(labelled(MODEL, 0.9, 6))


@pytest.mark.parametrize(("language", "quoted"), [("en", "“over there”"), ("fr", "«\u00a0over there\u00a0»")])
def test_what_the_guard_says_is_told_with_the_words_that_it_is_about(language, quoted):
    problem = FakeProblem(start=5, end=15)

    assert problem_told(problem, "Look over there, please.", language).endswith(f" {quoted}")
    assert problem_told(FakeProblem(), "Look over there.", "en") == say(problem.message, "en")


def test_masks_in_the_quoted_words_stay_masks_and_what_looks_like_one_stays_text(labelled):
    text = "[PHONE 7] nobody calls [PERSON 1] back"
    mask = Mask(entity="PERSON", number=1, start=23, end=33, score=0.9, recognizer="ner")
    item = replace(labelled(MODEL, 0.8, len(text)), text=RedactedText(text, (mask,), WARRANT))

    (told,) = why(item, "complaint")

    assert told.words == (
        (Piece(text="[PHONE 7] nobody calls "), Piece(text="[PERSON 1]", mask=mask), Piece(text=" back")),
    )
