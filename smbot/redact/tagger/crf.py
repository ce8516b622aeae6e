"""The tagger: a linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) over `features`.

It says of each piece of a text how probably it is a part of a name, an address, a date of birth, a secret or a number
of somebody's. Its weights and the words that it saw lie beside this module; `smbot train tagger` makes them.
"""

import re
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
from smbot.redact.entities import TAGGER
from smbot.redact.tagger.features import Hint, Words, features
from smbot.redact.tagger.stays import stays
from smbot.redact.tagger.tokens import Token, tokens

OUTSIDE: Final = "O"
BEGINS: Final = "B-"
CONTINUES: Final = "I-"
MODEL: Final = "tagger.crfsuite"
WORDS: Final = "words.tsv"
SHIPPED: Final = resources.files("smbot.redact.tagger").joinpath("model")
LEAST: Final = {"PERSON": 0.4, "STREET_ADDRESS": 0.5, "CREDENTIAL": 0.6, "DATE_OF_BIRTH": 0.35}
LEAST_OTHER: Final = 0.7
"""Probabilities from which a piece is masked, chosen on posts that were held out of training: what rules find most of
asks for more than what only context gives away."""
_DATED = re.compile(
    r"\d|(?<![^\W_])(?:jan|f[eé]v|feb|mar|avr|apr|ma[iy]|jui|jun|jul|ao[uû]|aug|sep|o[ck]t|nov|d[eé]c)", re.IGNORECASE
)
CLEARLY_NONE: Final = 0.1
CLEARLY: Final = 0.85
"""Outside these probabilities a second opinion changed nothing on the development posts."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the tagger makes of one text; `sure` if every piece is clearly personal or clearly not."""

    spans: tuple[Span, ...]
    sure: bool


@dataclass(frozen=True, kw_only=True)
class _Chance:
    """Of one piece: how probably it is personal at all, which entity is likeliest, and whether that begins here."""

    personal: float
    entity: str
    begins: float


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
        if not any(text[start].isalnum() for start, _ in pieces):
            return Reading(spans=(), sure=True)
        with self._lock:
            self._tagger.set(features(text, pieces, hints, self._words))
            chances = [self._chance(index) for index in range(len(pieces))]
        return Reading(
            spans=tuple(
                span for span in _spans(text, pieces, chances) if _may_be(text, span) and not stays(text, span)
            ),
            sure=all(not CLEARLY_NONE <= chance.personal <= CLEARLY for chance in chances),
        )

    def _chance(self, index: int) -> _Chance:
        personal = 1 - self._tagger.marginal(OUTSIDE, index)
        if personal < CLEARLY_NONE:
            return _Chance(personal=personal, entity="", begins=0.0)
        chances = {
            entity: (self._tagger.marginal(BEGINS + entity, index), self._tagger.marginal(CONTINUES + entity, index))
            for entity in self._entities
        }
        entity = max(chances, key=lambda name: sum(chances[name]))
        return _Chance(personal=personal, entity=entity, begins=chances[entity][0])


def _spans(text: str, pieces: Sequence[Token], chances: Sequence[_Chance]) -> Iterator[Span]:
    """Join pieces that continue each other; signs inside a value are parts of it, at its ends they are not."""
    open_span: Span | None = None
    for (start, end), chance in zip(pieces, chances, strict=True):
        if not chance.entity or chance.personal < LEAST.get(chance.entity, LEAST_OTHER):
            if open_span:
                yield open_span
            open_span = None
            continue
        if not text[start].isalnum():
            continue
        if open_span and open_span.entity == chance.entity and not _apart(text, open_span, start, chance):
            open_span = _span(open_span.start, end, chance, max(open_span.score, chance.personal))
            continue
        if open_span:
            yield open_span
        open_span = _span(start, end, chance, chance.personal)
    if open_span:
        yield open_span


def _may_be(text: str, span: Span) -> bool:
    """Say whether a value can be of its kind: a date holds digits, once words for numbers are folded, or a month."""
    return span.entity != "DATE_OF_BIRTH" or _DATED.search(text, span.start, span.end) is not None


def _apart(text: str, before: Span, start: int, chance: _Chance) -> bool:
    """Say whether a piece begins another value: not where nothing, or between names one space, stands between."""
    if start == before.end or (before.entity == "PERSON" and text[before.end : start] == " "):
        return False
    return chance.begins >= chance.personal / 2


def _span(start: int, end: int, chance: _Chance, score: float) -> Span:
    return Span(start=start, end=end, entity=chance.entity, score=score, recognizer=TAGGER)


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
