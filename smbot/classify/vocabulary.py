"""Named classes of words and phrases, and where they occur in a text.

An entry is a word, a beginning (``request*``) or a phrase of these (``hand* over``). All classes live in one
tree, walked once for each word of a text, so that looking costs the same for ten classes or a thousand.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from smbot.classify.words import Words, words_of_pattern

MOST_OCCURRENCES = 120
"""Occurrences of one class that are kept of one text: bounds the work on floods of one word."""

_CACHE_LIMIT = 60_000

Occurrence = tuple[int, int]
"""First word and the word after the last."""


@dataclass
class _Node:
    """One step in the tree: what follows exactly, what follows by its beginning, which classes end here."""

    exact: dict[str, "_Node"] = field(default_factory=dict)
    stems: dict[str, "_Node"] = field(default_factory=dict)
    classes: list[int] = field(default_factory=list)

    def step(self, word: str, kind: str) -> Iterator["_Node"]:
        """Yield the nodes that `word` leads to."""
        if word in self.exact:
            yield self.exact[word]
        if kind and kind in self.exact:
            yield self.exact[kind]
        if self.stems:
            for length in range(1, len(word) + 1):
                if (node := self.stems.get(word[:length])) is not None:
                    yield node


class Vocabulary:
    """Grows while rule files are read, then finds occurrences."""

    def __init__(self) -> None:
        self._root = _Node()
        self._numbers: dict[str, int] = {}
        self._known: dict[tuple[str, str], tuple[_Node, ...]] = {}

    def number_of(self, name: str, entries: Iterable[str]) -> int:
        """Return the number of the class `name`, adding `entries` to it when it is new."""
        if name in self._numbers:
            return self._numbers[name]
        number = self._numbers[name] = len(self._numbers)
        for entry in entries:
            self._add(entry, number)
        self._known.clear()
        return number

    def _add(self, entry: str, number: int) -> None:
        nodes = [self._root]
        for choice in words_of_pattern(entry):
            following = []
            for node in nodes:
                for word in choice.split("/"):
                    if word.endswith("*"):
                        following.append(node.stems.setdefault(word[:-1], _Node()))
                    else:
                        following.append(node.exact.setdefault(word, _Node()))
            nodes = following
        for node in nodes:
            if number not in node.classes:
                node.classes.append(number)

    def occurrences(self, text: Words) -> dict[int, list[Occurrence]]:
        """Return for each class that is in `text` its occurrences, by their first word."""
        found: dict[int, list[Occurrence]] = {}
        words, kinds, known = text.words, text.kinds, self._known
        for start, word in enumerate(words):
            key = (word, kinds[start])
            nodes = known.get(key)
            if nodes is None:
                nodes = tuple(self._root.step(*key))
                if len(known) < _CACHE_LIMIT:
                    known[key] = nodes
            end = start + 1
            while nodes:
                for node in nodes:
                    for number in node.classes:
                        places = found.setdefault(number, [])
                        if len(places) < MOST_OCCURRENCES:
                            places.append((start, end))
                if end == len(words):
                    break
                nodes = tuple(n for node in nodes for n in node.step(words[end], kinds[end]))
                end += 1
        return found
