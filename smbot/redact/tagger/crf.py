"""The tagger: a linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) over `features`.

It says of each piece of a text how probably it is a part of a name, an address, a date of birth, a secret or a number
of somebody's. Its weights and the words that it saw lie beside this module; `smbot train tagger` makes them.
"""

import threading
from collections.abc import Mapping, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

import pycrfsuite

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.redact.tagger.chances import CLEARLY_NONE, Chance, Reading, reading_of
from smbot.redact.tagger.features import Hint, Words, features
from smbot.redact.tagger.tokens import Token, tokens

OUTSIDE: Final = "O"
BEGINS: Final = "B-"
CONTINUES: Final = "I-"
MODEL: Final = "tagger.crfsuite"
WORDS: Final = "words.tsv"
SHIPPED: Final = resources.files("smbot.redact.tagger").joinpath("model")
NONE: Final = Chance(personal=0.0, entity="", begins=0.0)


class CrfTagger:
    """Tags texts; one thread at a time, because one text at a time is set in it."""

    def __init__(self, folder: Traversable | None = None) -> None:
        """Load the model that comes with smbot, or that of `folder`.

        Raises:
            ConfigurationError: There is none.
        """
        place = folder or SHIPPED
        if not place.joinpath(MODEL).is_file():
            raise ConfigurationError(
                msg("The model that finds names is missing."),
                where=str(place),
                mend=msg("Install smbot again, or make it with: smbot train tagger"),
            )
        self._words = read_words(place.joinpath(WORDS).read_text(encoding="utf-8"))
        self._tagger = pycrfsuite.Tagger()
        self._weights = place.joinpath(MODEL).read_bytes()  # kept: the tagger reads where they lie
        self._tagger.open_inmemory(self._weights)
        self._entities = sorted({label[2:] for label in self._tagger.labels() if label != OUTSIDE})
        self._lock = threading.Lock()

    def read(self, text: str, hints: Sequence[Hint] | None = None) -> Reading:
        """Return what is personal, with its probability as score; `hints` are None if no other model was asked."""
        pieces = tokens(text)
        return reading_of(text, pieces, self.chances(text, pieces, hints))

    def chances(self, text: str, pieces: Sequence[Token], hints: Sequence[Hint] | None = None) -> list[Chance]:
        """Return how probably each of a text's pieces is personal."""
        if not any(text[start].isalnum() for start, _ in pieces):
            return [NONE] * len(pieces)
        with self._lock:
            self._tagger.set(features(text, pieces, hints, self._words))
            return [self._chance(index) for index in range(len(pieces))]

    def _chance(self, index: int) -> Chance:
        personal = 1 - self._tagger.marginal(OUTSIDE, index)
        if personal < CLEARLY_NONE:
            return Chance(personal=personal, entity="", begins=0.0)
        chances = {
            entity: (self._tagger.marginal(BEGINS + entity, index), self._tagger.marginal(CONTINUES + entity, index))
            for entity in self._entities
        }
        entity = max(chances, key=lambda name: sum(chances[name]))
        return Chance(personal=personal, entity=entity, begins=chances[entity][0])


def read_words(source: str) -> Words:
    """Read the words seen in training: a word, how often it was something else, how often a part of a name."""
    other: dict[str, int] = {}
    named: dict[str, int] = {}
    for line in source.splitlines():
        word, plain, names = line.split("\t")
        other[word], named[word] = int(plain), int(names)
    return Words(other=other, named=named)


def write_words(other: Mapping[str, int], named: Mapping[str, int]) -> str:
    """Return the file that `read_words` reads."""
    every = sorted({*other, *named})
    return "".join(f"{word}\t{other.get(word, 0)}\t{named.get(word, 0)}\n" for word in every)
