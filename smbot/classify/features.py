"""What the linear model sees of a masked post: words, pairs of words, pieces of words, and the rules that hold.

Words come as the rules read them (`split_words`): lower case, without accents, masks and numbers as classes. Pieces of
words reach inflected, misspelled and joined forms. Each kind is weighted by itself (TF-IDF, sublinear, unit length;
Salton and Buckley 1988), so that a long post does not drown its rules.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from smbot.classify.words import MASK, Words

WORD, PIECE, RULE = "w", "p", "r"
KINDS: Final = (WORD, PIECE, RULE)
SHORTEST, LONGEST = 2, 5
"""Letters in a piece of a word; its bounds count as letters."""
LONGEST_WORD = 40
MOST_WORDS = 1_500
"""Words of a post that are read; no platform of ours takes posts with more."""
RULE_WEIGHT: Final = 0.3
"""What a rule that holds weighs; words and pieces have unit length together. Chosen on development posts."""


MOST_KNOWN = 20_000
"""Words whose columns are remembered: most of a post's words come again and again."""


@dataclass(frozen=True, kw_only=True)
class Features:
    """Which features count and what each weighs: `places[kind][name]` is a column, `idf` its weight by column."""

    places: Mapping[str, Mapping[str, int]]
    idf: Sequence[float]
    _known: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def vector(self, words: Words, rules: Iterable[str]) -> dict[int, float]:
        """Return the columns of a post and their values."""
        vector: dict[int, float] = {}
        kept, single = forms(words), self.places[WORD]
        for columns in (
            [single[name] for name in _words(kept) if name in single],
            [column for word in kept for column in self.of_pieces(word)],
        ):
            values = {
                at: self.idf[at] * (1 + math.log(count)) if count > 1 else self.idf[at]
                for at, count in Counter(columns).items()
            }
            length = math.sqrt(sum([value * value for value in values.values()])) or 1.0
            vector.update({at: value / length for at, value in values.items()})
        vector.update((self.places[RULE][rule], RULE_WEIGHT) for rule in rules if rule in self.places[RULE])
        return vector

    def of_pieces(self, word: str) -> tuple[int, ...]:
        """Return the columns of a word's pieces, each as often as it stands there."""
        columns = self._known.get(word)
        if columns is None:
            known = self.places[PIECE]
            columns = tuple(known[piece] for piece in pieces(word) if piece in known)
            if len(self._known) < MOST_KNOWN:
                self._known[word] = columns
        return columns


def forms(words: Words) -> list[str]:
    """Return a post's words as features know them: masks, numbers, handles by their class."""
    known = zip(words.words[:MOST_WORDS], words.kinds[:MOST_WORDS], strict=True)
    return [word[:LONGEST_WORD] if kind in {"", MASK} else kind for word, kind in known]


def named(words: Words) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield for words and for pieces the names of what a post holds, each as often as it stands there."""
    kept = forms(words)
    yield WORD, _words(kept)
    yield PIECE, (piece for word in kept for piece in pieces(word))


def _words(forms: Sequence[str]) -> Iterator[str]:
    yield from forms
    for first, second in pairwise(forms):
        yield f"{first} {second}"


def pieces(word: str) -> Iterator[str]:
    """Yield the pieces of a word with its bounds: "file" has "_f", "fi", … "ile_"; a class as "<num>" has none."""
    if word.startswith("<"):
        return
    bounded = f"_{word}_"
    for length in range(SHORTEST, LONGEST + 1):
        for start in range(len(bounded) - length + 1):
            yield bounded[start : start + length]
