"""Presidio's `AnalyzerEngine` with our recognizers, for English, French, and both at once.

Rules are the same in every language, because people switch between two; only the tagger's models differ by language.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from presidio_analyzer import (
    AnalysisExplanation,
    AnalyzerEngine,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from smbot.core.spans import Span
from smbot.normalise.language import READ_AS
from smbot.redact.entities import ENTITIES, TAGGER
from smbot.redact.ports import Finder, Tagger
from smbot.redact.presidio import silence
from smbot.redact.presidio.artifacts import Tagged
from smbot.redact.presidio.others import Build, tried


class RuleRecognizer(EntityRecognizer):
    """One of our rules as Presidio knows recognizers."""

    def __init__(self, name: str, find: Finder, language: str) -> None:
        self._find = find
        super().__init__(supported_entities=["*"], name=name, supported_language=language)

    def load(self) -> None:
        """Load nothing: rules are compiled when imported."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        """Return what the rule finds."""
        return [_result(span, self) for span in self._find(text)]


class TaggerRecognizer(EntityRecognizer):
    """What the tagger found."""

    def __init__(self, language: str) -> None:
        super().__init__(supported_entities=list(ENTITIES), name=TAGGER, supported_language=language)

    def load(self) -> None:
        """Load nothing: the engine holds the model."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        """Return what it found."""
        spans = nlp_artifacts.spans if isinstance(nlp_artifacts, Tagged) else ()
        return [_result(span, self) for span in spans]


class TaggerEngine(NlpEngine):
    """An `NlpEngine` that runs the tagger alone; without one it runs nothing."""

    def __init__(self, tagger: Tagger | None) -> None:
        self._tagger = tagger

    def load(self) -> None:
        """Load nothing: the tagger came loaded."""

    def is_loaded(self) -> bool:
        """Return True."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Return what is found in one text."""
        return next(self.process_batch([text], language))[1]

    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 1,
        n_process: int = 1,
        **kwargs: object,
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """Yield each text with what is found in it; all texts are read together, in this process."""
        chosen = list(texts)
        yield from zip(chosen, self.read(chosen, language), strict=True)

    def read(self, texts: Sequence[str], language: str) -> list[Tagged]:
        """Return what is found in each text."""
        found = self._tagger.find(texts, language) if self._tagger else [()] * len(texts)
        return [Tagged(spans, text, language, self) for spans, text in zip(found, texts, strict=True)]

    def is_stopword(self, word: str, language: str) -> bool:
        """Return False: none are told apart."""
        return False

    def is_punct(self, word: str, language: str) -> bool:
        """Say whether it has neither letter nor digit."""
        return not any(character.isalnum() for character in word)

    def get_supported_entities(self) -> list[str]:
        """Return what the engine finds."""
        return list(ENTITIES)

    def get_supported_languages(self) -> list[str]:
        """Return `READ_AS`."""
        return list(READ_AS)


class _Context(LemmaContextAwareEnhancer):
    """Presidio's own way of looking for context words, for recognizers of other packages alone.

    Ours keep their scores: each rule reads its own context, in both languages. Presidio looks five words back and
    leaves out those that it takes for stop words; none are told apart here, so that it looks back further.
    """

    def __init__(self) -> None:
        super().__init__(context_prefix_count=8)

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """Return the results, those of others with a better score where a context word stands before them."""
        others = {each.id: each for each in recognizers if not isinstance(each, RuleRecognizer | TaggerRecognizer)}
        if not others:
            return raw_results
        ours: list[RecognizerResult] = []
        theirs: list[RecognizerResult] = []
        for result in raw_results:
            other = others.get(result.recognition_metadata[RecognizerResult.RECOGNIZER_IDENTIFIER_KEY])
            if other is not None and result.analysis_explanation is None:  # which Presidio writes to, unasked
                result.analysis_explanation = AnalysisExplanation(other.name, result.score)
            (ours if other is None else theirs).append(result)
        return [*ours, *super().enhance_using_context(text, theirs, nlp_artifacts, list(others.values()), context)]


def written_for_presidio(recognizer: object) -> Build | None:
    """Return a recognizer of another package if it is a class written for Presidio, None if it is a function.

    Raises:
        ConfigurationError: It is neither, or does not do on a trial text what is expected of it.
    """
    return tried(recognizer, TaggerEngine(None).process_text, READ_AS)


class Analyzer:
    """Finds spans in texts; `extra` are classes of other packages, written for Presidio."""

    def __init__(
        self,
        finders: Mapping[str, Finder],
        tagger: Tagger | None,
        extra: Sequence[Build] = (),
    ) -> None:
        silence()
        self._engine = TaggerEngine(tagger)
        self._analyzer = AnalyzerEngine(
            registry=RecognizerRegistry(
                recognizers=[
                    recognizer
                    for language in READ_AS
                    for recognizer in (
                        *(RuleRecognizer(name, find, language) for name, find in finders.items()),
                        *(each(supported_language=language) for each in extra),
                        TaggerRecognizer(language),
                    )
                ],
                supported_languages=list(READ_AS),
            ),
            nlp_engine=self._engine,
            supported_languages=list(READ_AS),
            context_aware_enhancer=_Context(),
        )
        silence()

    def tagged(self, texts: Sequence[str], language: str) -> list[Tagged]:
        """Return what the tagger finds in each text, read together."""
        return self._engine.read(texts, language)

    def find(self, text: str, language: str, tagged: Tagged) -> list[Span]:
        """Return all that was found in `text`.

        Raises:
            ValueError: A recognizer of another package found what there is no word for, or something outside.
        """
        results = self._analyzer.analyze(text, language=language, nlp_artifacts=tagged)
        if any(result.entity_type not in ENTITIES for result in results):
            raise ValueError("entity")
        if not all(0 <= result.start < result.end <= len(text) for result in results):
            raise ValueError("place")
        return [
            Span(
                start=result.start,
                end=result.end,
                entity=result.entity_type,
                score=result.score,
                recognizer=result.recognition_metadata[RecognizerResult.RECOGNIZER_NAME_KEY],
            )
            for result in results
        ]


def _result(span: Span, recognizer: EntityRecognizer) -> RecognizerResult:
    # The name is the span's own: it tells which model, or which rule of a recognizer, saw it.
    return RecognizerResult(
        entity_type=span.entity,
        start=span.start,
        end=span.end,
        score=span.score,
        recognition_metadata={
            RecognizerResult.RECOGNIZER_NAME_KEY: span.recognizer,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: recognizer.id,
        },
    )
