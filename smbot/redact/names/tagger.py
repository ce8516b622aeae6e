"""The tagger: a linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) over `features`.

Its weights and the words that it saw in training lie beside this module; `smbot train names` makes them.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

import pycrfsuite

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.core.spans import Span
from smbot.redact.names.features import Hint, Words, features
from smbot.redact.names.tokens import Token, tokens

OUTSIDE: Final = "O"
BEGINS: Final = "B"
CONTINUES: Final = "I"
MODEL: Final = "names.crfsuite"
WORDS: Final = "words.tsv"
SHIPPED: Final = resources.files("smbot.redact.names").joinpath("model")
LEAST: Final = 0.2
"""Probability from which a piece counts as part of a name: a missed name costs more than a mask too many."""

CLEARLY_NONE: Final = 0.02
CLEARLY: Final = 0.9
"""Outside these probabilities a second opinion changed nothing on the development posts."""


class NameTagger:
    """Says of each word how probably it is a part of a private person's name."""

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
                mend=msg("Install smbot again, or make it with: smbot train names"),
            )
        self._words = read_words(place.joinpath(WORDS).read_text(encoding="utf-8"))
        self._tagger = pycrfsuite.Tagger()
        self._weights = place.joinpath(MODEL).read_bytes()  # kept: the tagger reads where they lie
        self._tagger.open_inmemory(self._weights)
        self._lock = threading.Lock()

    def find(self, text: str, hints: Sequence[Hint] | None = None) -> tuple[Span, ...]:
        """Return names with their probability as score; `hints` are other models' opinions, None if none was asked."""
        return self.read(text, hints).names

    def read(self, text: str, hints: Sequence[Hint] | None = None) -> "Reading":
        """Return the names, and whether every piece is clearly a part of one or clearly none."""
        pieces = tokens(text)
        if not any(text[start].isalpha() for start, _ in pieces):
            return Reading(names=(), sure=True)
        with self._lock:  # one text at a time is set in the tagger
            self._tagger.set(features(text, pieces, hints, self._words))
            chances = [
                (1 - self._tagger.marginal(OUTSIDE, index), self._tagger.marginal(BEGINS, index))
                for index in range(len(pieces))
            ]
        return Reading(
            names=tuple(_spans(text, pieces, chances)),
            sure=all(named < CLEARLY_NONE or named > CLEARLY for named, _ in chances),
        )


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the tagger makes of one text."""

    names: tuple[Span, ...]
    sure: bool


def _spans(text: str, pieces: Sequence[Token], chances: Sequence[tuple[float, float]]) -> Iterator[Span]:
    """Join pieces that continue each other; signs inside a name are parts of it, at its ends they are not."""
    place: tuple[int, int, float] | None = None
    for (start, end), (named, begins) in zip(pieces, chances, strict=True):
        if named < LEAST:
            if place:
                yield _span(*place)
            place = None
            continue
        if not text[start].isalpha():
            continue
        if place and (begins < named / 2 or start == place[1]):
            place = (place[0], end, max(place[2], named))
            continue
        if place:
            yield _span(*place)
        place = (start, end, named)
    if place:
        yield _span(*place)


def _span(start: int, end: int, score: float) -> Span:
    return Span(start=start, end=end, entity="PERSON", score=score, recognizer="names")


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
