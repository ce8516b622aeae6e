"""Two thresholds: what is masked at all, and what is masked and marked for a person."""

from dataclasses import replace

import pytest

from smbot.core.errors import ConfigurationError
from smbot.core.spans import Span
from smbot.normalise.language import LanguageTeller
from smbot.raw.box import RawText
from smbot.redact.doubt import Doubt, Thresholds, doubt_of
from smbot.redact.engine import Redactor
from smbot.redact.stage import Fields, redact_posts

DOUBT = Doubt(usual=Thresholds(doubt_below=0.6, ignore_below=0.4))
SPAN = Span(start=0, end=4, entity="PHONE_NUMBER", score=0.5, recognizer="test")


@pytest.mark.parametrize(
    ("score", "kept", "doubtful"), [(0.0, 0, 0), (0.39, 0, 0), (0.4, 1, 1), (0.59, 1, 1), (0.6, 1, 0), (1.0, 1, 0)]
)
def test_a_score_decides_whether_a_span_is_masked_and_marked(score, kept, doubtful):
    found = list(DOUBT.judge([replace(SPAN, score=score)]))

    assert len(found) == kept
    assert sum(span.doubtful for span in found) == doubtful


def test_an_entity_may_have_its_own_thresholds():
    doubt = doubt_of(Thresholds(), {"PERSON": Thresholds(doubt_below=0.9, ignore_below=0.55)}, where="here")

    found = list(doubt.judge([SPAN, replace(SPAN, entity="PERSON"), replace(SPAN, entity="PERSON", score=0.8)]))

    assert [(span.entity, span.score, span.doubtful) for span in found] == [
        ("PHONE_NUMBER", 0.5, True),
        ("PERSON", 0.8, True),
    ]


def test_a_threshold_for_something_that_is_none_is_refused():
    with pytest.raises(ConfigurationError) as told:
        doubt_of(Thresholds(), {"PHONE": Thresholds()}, where="here")

    assert told.value.where == "here"
    assert "PHONE_NUMBER" in str(told.value)


def masked(text, *scores, known=()):
    """Redact `text`, in which one finder finds every capital X, with the score of its turn."""

    def find(post):
        places = (place for place, sign in enumerate(post) if sign == "X")
        return [
            Span(start=place, end=place + 1, entity="CASE_NUMBER", score=score, recognizer="letters")
            for place, score in zip(places, scores, strict=False)
        ]

    redactor = Redactor(finders={"letters": find}, tagger=None, doubt=DOUBT)
    [redaction] = redact_posts([Fields(text=RawText(text), hint="en", known=known)], redactor, LanguageTeller())
    return redaction


def test_the_ledger_says_which_masks_are_doubtful_and_below_both_nothing_is_masked():
    redaction = masked("the first X and then X and then X here", 0.3, 0.5, 0.9)

    assert redaction.text.text == "the first X and then [CASE_NUMBER 1] and then [CASE_NUMBER 1] here"
    assert [mask.doubtful for mask in redaction.text.masks] == [True, False]
    assert [span.doubtful for span in redaction.spans] == [True, False]


def test_the_authors_own_name_is_masked_without_doubt_whatever_the_thresholds():
    redaction = masked("thanks from Odilette", known=("Odilette",))

    assert redaction.text.text == "thanks from [PERSON 1]"
    assert [mask.doubtful for mask in redaction.text.masks] == [False]
