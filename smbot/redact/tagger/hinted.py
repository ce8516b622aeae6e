"""The tagger with second opinions: where it is unsure, spaCy's models read the text, and it decides again."""

from collections.abc import Sequence
from typing import Final, Protocol

from smbot.core.spans import Span
from smbot.redact.tagger.crf import CrfTagger
from smbot.redact.tagger.features import Hint

LONGEST_HINTED: Final = 5_000
"""Characters of a text on which a second opinion is asked: with it, a hostile one of 10,000 takes over a second."""


class HintingModels(Protocol):
    """Models that read texts of one language, or of both, and say what they take for entities."""

    def hints(self, texts: Sequence[str], language: str) -> list[list[Hint]]: ...  # noqa: D102


class HintedTagger:
    """Finds what only context gives away, with the tagger and models that hint to it."""

    def __init__(self, models: HintingModels, tagger: CrfTagger) -> None:
        self._models = models
        self._tagger = tagger

    def find(self, texts: Sequence[str], language: str) -> list[tuple[Span, ...]]:
        """Return what is found in each text, in order.

        spaCy costs six times what the tagger does, so it reads only texts of which the tagger alone is not sure.
        """
        readings = [self._tagger.read(text) for text in texts]
        unsure = [
            index for index, reading in enumerate(readings) if not reading.sure and len(texts[index]) <= LONGEST_HINTED
        ]
        for index, hints in zip(unsure, self._models.hints([texts[i] for i in unsure], language), strict=True):
            readings[index] = self._tagger.read(texts[index], hints)
        return [reading.spans for reading in readings]
