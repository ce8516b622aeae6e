"""What spaCy's two models take for entities: nothing of them runs but what that needs.

Nothing is ever downloaded: a model package that is not installed stops the start.
"""

import importlib
import importlib.util
import re
import threading
from collections.abc import Sequence
from itertools import islice
from typing import Final

import spacy
from spacy.language import Language

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.redact.models import NAME_MODELS
from smbot.redact.presidio import silence
from smbot.redact.tagger.features import Hint

_NEEDED: Final = frozenset({"tok2vec", "ner"})
BATCH: Final = 256
_QUOTES = re.compile('["\u201c\u201d*~]')
"""Signs that hide names from the models; each becomes one space, so that places stay."""
_PIECE = re.compile(r"\w+|[^\w\s]")
MAX_PIECES: Final = 3_000
"""Words and signs of a post that the models read: more than the longest post of people holds, because pieces cost."""


class SpacyHints:
    """Reads posts with spaCy's models; loads both when built, from installed packages only."""

    def __init__(self, languages: Sequence[str] = ("en", "fr")) -> None:
        """Load the models.

        Raises:
            ConfigurationError: A model package is not installed.
        """
        silence("spacy")
        self._lock = threading.Lock()
        chosen = {language: NAME_MODELS[language] for language in languages}
        self._models = {language: load_model(model.package, model.requirement) for language, model in chosen.items()}

    def hints(self, texts: Sequence[str], language: str) -> list[list[Hint]]:
        """Return what the model of `language` takes for entities; where it is neither ``en`` nor ``fr``, what both do.

        One thread at a time; the vocabulary forgets the texts' words when the batch ends, so that memory does not grow.
        """
        languages = [language] if language in self._models else list(self._models)
        with self._lock:
            found = [self._by_model(texts, each) for each in languages]
        return [[hint for hints in row for hint in hints] for row in zip(*found, strict=True)]

    def _by_model(self, texts: Sequence[str], language: str) -> list[list[Hint]]:
        model = self._models[language]
        plain = (_QUOTES.sub(" ", _begun(text)) for text in texts)
        with model.memory_zone():
            return [
                [
                    Hint(start=entity.start_char, end=entity.end_char, source=f"{language}:{entity.label_}")
                    for entity in doc.ents
                ]
                for doc in model.pipe(plain, batch_size=BATCH)
            ]


def _begun(text: str) -> str:
    last = next(islice(_PIECE.finditer(text), MAX_PIECES, None), None)
    return text if last is None else text[: last.start()]


def load_model(package: str, distribution: str) -> Language:
    """Load an installed model package with what names need, and nothing else.

    Raises:
        ConfigurationError: The package is not installed; it is never downloaded.
    """
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ConfigurationError(
            msg("The name model {package} is not installed.", package=package),
            mend=msg("Install it with: pip install {distribution}", distribution=distribution),
        )
    meta = spacy.util.get_model_meta(found.submodule_search_locations[0])
    exclude = [name for name in meta["pipeline"] if name not in _NEEDED]
    model: Language = importlib.import_module(package).load(exclude=exclude)
    return model
