"""The name finder: spaCy's models hint, the tagger decides."""

from collections.abc import Sequence
from typing import Protocol

from smbot.core.spans import Span
from smbot.redact.names.features import Hint
from smbot.redact.names.spacy_hints import SpacyHints
from smbot.redact.names.tagger import NameTagger


class HintingModels(Protocol):
    """Models that read texts of one language, or of both, and say what they take for entities."""

    def hints(self, texts: Sequence[str], language: str) -> list[list[Hint]]: ...  # noqa: D102


class TaggedNames:
    """Finds names with the tagger and models that hint to it."""

    def __init__(self, models: HintingModels, tagger: NameTagger) -> None:
        self._models = models
        self._tagger = tagger

    def find(self, texts: Sequence[str], language: str) -> list[tuple[Span, ...]]:
        """Return the names in each text, in order."""
        hints = self._models.hints(texts, language)
        return [tuple(self._tagger.find(text, each)) for text, each in zip(texts, hints, strict=True)]


def load_names() -> TaggedNames:
    """Load spaCy's models and the tagger, which takes two seconds.

    Raises:
        ConfigurationError: A model is not installed, or its file is missing.
    """
    return TaggedNames(SpacyHints(), NameTagger())
