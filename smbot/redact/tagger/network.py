"""The network's opinion of each piece of a text, and the tagger that weighs it together with its own."""

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from smbot.core.spans import Span
from smbot.network.onnx import OnnxNetwork, Pieces
from smbot.network.windows import bare, every_window
from smbot.redact.tagger.chances import CLEARLY, Chance, reading_of
from smbot.redact.tagger.crf import BEGINS, NONE, OUTSIDE, CrfTagger
from smbot.redact.tagger.hinted import LONGEST_HINTED
from smbot.redact.tagger.tokens import Token, tokens

PUBLIC: Final = "PUBLIC"
"""What the network calls the name of somebody who is known to the public."""
PERSON: Final = "PERSON"
WEIGHT: Final = 0.5
"""How far the network counts beside the tagger."""
ASKED_FROM: Final = 0.03
"""Where a piece is personal with a chance between this and `CLEARLY`, the network is asked: on development posts as
many names are found as where it reads every post."""
LEAST_UNCASED: Final = 0.3
"""Chance from which a name is masked in a post that is all in capitals, or has none: nothing sets names apart there."""
NUMBERED: Final = frozenset({"PHONE_NUMBER", "EMAIL_ADDRESS", "CASE_NUMBER", "LICENCE_PLATE"})
"""What rules know better: of these only the tagger is heard."""

Array = NDArray[np.float32]


class Opinion(Protocol):
    """Says of the pieces of a text what they are."""

    def chances(self, text: str, pieces: Sequence[Token]) -> list[Chance]: ...  # noqa: D102


class NetworkOpinion:
    """See `Opinion`: that of the network. `public` says whether names of people known to the public count too."""

    def __init__(self, network: OnnxNetwork, *, public: bool = False) -> None:
        self._network = network
        tags = network.card.tags
        kinds = {tag: PERSON if tag[2:] == PUBLIC else tag[2:] for tag in tags if tag != OUTSIDE}
        self._entities = list(dict.fromkeys(kinds.values()))
        self._shares = np.zeros((len(tags), len(self._entities)), np.float32)
        self._begins = np.zeros_like(self._shares)
        for tag, entity in kinds.items():
            place = tags.index(tag), self._entities.index(entity)
            self._shares[place] = public or tag[2:] != PUBLIC
            self._begins[place] = self._shares[place] * tag.startswith(BEGINS)

    def chances(self, text: str, pieces: Sequence[Token]) -> list[Chance]:
        """See `Opinion`. A word is as personal as that piece of it which is most."""
        own = self._network.pieces(text)
        places = [bare(text, place) for place in own.places]
        rows = self._rows(own)
        shares, begins = rows @ self._shares, rows @ self._begins
        personal = shares.sum(axis=1)
        return [
            self._chance(chosen, personal, shares, begins) if chosen else NONE for chosen in _by_piece(pieces, places)
        ]

    def _rows(self, own: Pieces) -> Array:
        """Return the chances of every tag for each of the network's own pieces, the surest where windows overlap."""
        rows = np.zeros((len(own.numbers), len(self._network.card.tags)), np.float32)
        for window in every_window(len(own.numbers)):
            if not window:
                continue
            found = self._network.tags(own.numbers[window.start : window.stop])
            before = rows[window.start : window.stop]
            surer = 1 - found[:, 0] >= before[:, 1:].sum(axis=1)
            before[surer] = found[surer]
        return rows

    def _chance(self, chosen: Sequence[int], personal: Array, shares: Array, begins: Array) -> Chance:
        """Return the chances of a word that is made of these pieces."""
        surest = max(chosen, key=lambda at: float(personal[at]))
        entity = int(shares[surest].argmax())
        return Chance(
            personal=float(personal[surest]), entity=self._entities[entity], begins=float(begins[chosen[0], entity])
        )


class WeighingTagger:
    """Finds what only context gives away: with the tagger, where it is unsure with the mean of it and the network."""

    def __init__(
        self, opinion: Opinion, tagger: CrfTagger, *, weight: float = WEIGHT, asked_from: float = ASKED_FROM
    ) -> None:
        self._opinion, self._tagger, self._weight, self._asked_from = opinion, tagger, weight, asked_from

    def find(self, texts: Sequence[str], language: str) -> list[tuple[Span, ...]]:
        """Return what is found in each text, in order."""
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> tuple[Span, ...]:
        pieces = tokens(text)
        found = self._tagger.chances(text, pieces)
        unsure = any(self._asked_from <= chance.personal <= CLEARLY for chance in found)
        if unsure and len(text) <= LONGEST_HINTED:
            said = self._opinion.chances(text, pieces)
            found = [self._weighed(*both) for both in zip(found, said, strict=True)]
        return reading_of(text, pieces, found, uncased=LEAST_UNCASED).spans

    def _weighed(self, one: Chance, other: Chance) -> Chance:
        if NUMBERED & {one.entity, other.entity}:
            return one
        first, second = (1 - self._weight) * one.personal, self._weight * other.personal
        surer = other if second > first else one
        begins = (1 - self._weight) * one.begins + self._weight * other.begins
        return Chance(personal=first + second, entity=surer.entity, begins=begins)


def _by_piece(pieces: Sequence[Token], places: Sequence[Token]) -> Iterator[list[int]]:
    """Yield which of the network's pieces lie in each piece; both come in order."""
    at = 0
    for start, end in pieces:
        while at < len(places) and places[at][1] <= start:
            at += 1
        until = at
        while until < len(places) and places[until][0] < end:
            until += 1
        yield [place for place in range(at, until) if places[place][0] < places[place][1]]
