"""Presidio as it comes, to compare with: its own engine, the same spaCy models, its Canadian recognizers on."""

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpEngineProvider
from presidio_analyzer.predefined_recognizers import CaPostalCodeRecognizer, CaSinRecognizer

from smbot.core.spans import Span
from smbot.normalise.language import OURS
from smbot.redact.models import NAME_MODELS
from smbot.redact.presidio import silence


class VanillaPresidio:
    """One `analyze()` a post, in its detected language."""

    def __init__(self) -> None:
        silence("spacy")
        models = [{"lang_code": language, "model_name": NAME_MODELS[language].package} for language in OURS]
        engine = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models}).create_engine()
        registry = RecognizerRegistry(supported_languages=list(OURS))
        registry.load_predefined_recognizers(languages=list(OURS), nlp_engine=engine)
        for language in OURS:
            registry.add_recognizer(CaSinRecognizer(supported_language=language))
            registry.add_recognizer(CaPostalCodeRecognizer(supported_language=language))
        self._analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=list(OURS))
        silence("spacy")

    def find(self, text: str, language: str) -> tuple[Span, ...]:
        """Return what it finds in a text; a language that it does not have is asked as English."""
        asked = language if language in OURS else "en"
        return tuple(
            Span(
                start=result.start, end=result.end, entity=result.entity_type, score=result.score, recognizer="presidio"
            )
            for result in self._analyzer.analyze(text, language=asked)
        )
