"""The name finder: the tagger decides, and where it is unsure, spaCy's models hint first."""

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
        """Return the names in each text, in order.

        spaCy costs six times what the tagger does, so it reads only texts of which the tagger alone is not sure.
        """
        readings = [self._tagger.read(text) for text in texts]
        unsure = [index for index, reading in enumerate(readings) if not reading.sure]
        for index, hints in zip(unsure, self._models.hints([texts[i] for i in unsure], language), strict=True):
            readings[index] = self._tagger.read(texts[index], hints)
        return [reading.names for reading in readings]


def load_names() -> TaggedNames:
    """Load spaCy's models and the tagger, which takes two seconds.

    Raises:
        ConfigurationError: A model is not installed, or its file is missing.
    """
    return TaggedNames(SpacyHints(), NameTagger())
