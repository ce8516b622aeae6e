"""Recognizers of other packages: what does not hold stops the start, what holds works as in Presidio."""

import logging
from collections.abc import Iterator

import pytest
from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from smbot.core.errors import ConfigurationError
from smbot.core.spans import Span
from smbot.redact.presidio import silence_package
from smbot.redact.presidio.analyzer import Analyzer, written_for_presidio


def a_span(start: int = 0, end: int = 4, entity: str = "CASE_NUMBER", score: float = 0.9) -> Span:
    return Span(start=start, end=end, entity=entity, score=score, recognizer="acme")


class WeakBadge(PatternRecognizer):
    """A pattern that is worth nothing without a word before it, as many of Presidio's are."""

    def __init__(self, supported_language: str = "en") -> None:
        super().__init__(
            supported_entity="CASE_NUMBER",
            patterns=[Pattern("badge", r"\b\d{5}\b", 0.05)],
            context=["badge", "insigne"],
            supported_language=supported_language,
        )


class Custom(EntityRecognizer):
    """Answers with what a function says of the text and of what comes along with it."""

    def __init__(self, supported_language: str = "en") -> None:
        super().__init__(supported_entities=["CASE_NUMBER"], supported_language=supported_language)

    def load(self) -> None:
        """Load nothing."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        raise NotImplementedError


class ReadsWords(Custom):
    """Masks the word after "badge", by the tokens, and wants all of Presidio's attributes."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        words = [token.text for token in nlp_artifacts.tokens]
        assert len(words) == len(nlp_artifacts.lemmas) == len(nlp_artifacts.tokens_indices)
        assert (nlp_artifacts.entities, nlp_artifacts.scores) == ([], [])
        assert set(nlp_artifacts.keywords) <= set(nlp_artifacts.lemmas)
        places = [at for word, at in zip(words[1:], nlp_artifacts.tokens_indices[1:], strict=True) if word == "zeta"]
        return [RecognizerResult("CASE_NUMBER", at, at + 4, 0.9) for at in places]


class Outside(Custom):
    """Finds something behind the text's end."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        return [RecognizerResult("CASE_NUMBER", 0, len(text) + 1, 0.9)]


class NotMade(Custom):
    """Cannot be made in our three languages."""

    def __init__(self) -> None:
        super().__init__()


def gives_none(_text: str) -> None:
    return None


def gives_numbers(_text: str) -> list[int]:
    return [1]


def breaks(text: str) -> Iterator[Span]:
    raise LookupError(text)
    yield a_span()


def too_sure(_text: str) -> Iterator[Span]:
    yield a_span(score=85)


def nowhere(_text: str) -> Iterator[Span]:
    yield a_span(start=4, end=4)


def badges(text: str) -> Iterator[Span]:
    yield from (a_span(end=3) for _ in [1] if text)


@pytest.mark.parametrize(
    ("recognizer", "why"),
    [
        (5, "int.*neither a function nor a class"),
        (WeakBadge(), "WeakBadge.*neither a function nor a class"),
        (dict, "dict.*neither a function nor a class"),
        (gives_none, "gives_none.*no spans"),
        (gives_numbers, "gives_numbers.*no spans"),
        (breaks, r"breaks.*fails on a text \(LookupError\)"),
        (too_sure, "too_sure.*score"),
        (nowhere, "nowhere.*outside"),
        (Custom, r"Custom.*fails on a text \(NotImplementedError\)"),
        (Outside, "Outside.*outside"),
        (NotMade, r"NotMade.*fails on a text \(TypeError\)"),
        (lambda _text: [a_span(entity="ACME_BADGE")], "no word for: ACME_BADGE"),
    ],
)
def test_one_that_does_not_hold_stops_the_start_and_says_why(recognizer: object, why: str) -> None:
    with pytest.raises(ConfigurationError, match=why) as refused:
        written_for_presidio(recognizer)

    assert refused.value.where == "privacy.recognizers"
    assert refused.value.__cause__ is None


def test_a_function_and_a_class_that_hold_are_told_apart() -> None:
    assert written_for_presidio(badges) is None
    assert written_for_presidio(WeakBadge) is WeakBadge
    assert written_for_presidio(ReadsWords) is ReadsWords


def found(recognizer: type[EntityRecognizer], text: str, language: str) -> list[tuple[str, float]]:
    analyzer = Analyzer({}, None, [recognizer])
    [tagged] = analyzer.tagged([text], language)
    return [(text[span.start : span.end], round(span.score, 2)) for span in analyzer.find(text, language, tagged)]


@pytest.mark.parametrize("language", ["en", "fr", "mixed"])
@pytest.mark.parametrize("text", ["my badge is 47111", "Mon insigne, volé hier, est le 47111"])
def test_a_weak_pattern_counts_where_a_context_word_stands_before_it(text: str, language: str) -> None:
    assert found(WeakBadge, text, language) == [("47111", 0.4)]


def test_a_weak_pattern_stays_weak_without_one() -> None:
    assert found(WeakBadge, "we sold 47111 of them", "en") == [("47111", 0.05)]


def test_one_that_reads_words_finds_them() -> None:
    assert found(ReadsWords, "badge zeta, s'il vous plaît", "fr") == [("zeta", 0.9)]


def test_what_is_found_outside_of_a_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="^place$"):
        found(Outside, "text", "en")


def test_the_loggers_of_another_package_are_shut_and_ours_are_not() -> None:
    inner = logging.getLogger("acme_badges.rules")
    inner.addHandler(logging.StreamHandler())
    inner.setLevel(logging.DEBUG)

    silence_package("acme_badges.recognizers")
    silence_package("smbot.redact.recognizers.email")

    assert not inner.isEnabledFor(logging.CRITICAL)
    assert not logging.getLogger("acme_badges.later").isEnabledFor(logging.CRITICAL)
    assert logging.getLogger("smbot").isEnabledFor(logging.CRITICAL)
