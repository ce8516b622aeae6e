"""Patterns over words: what a rule looks for, matched in time proportional to the text.

A pattern is a row of elements in one sentence:
``word``, ``beginning*``, ``one|other`` (alternatives of one word each), ``<class>`` (see `vocabulary`),
``~5`` (up to five words of any kind in between) and ``^`` in front (the match opens a sentence).
There is no backtracking: each element turns the ends reached so far into new ends.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from smbot.classify.vocabulary import Occurrence
from smbot.classify.words import Words

Found = Mapping[int, Sequence[Occurrence]]


@dataclass(frozen=True, kw_only=True)
class Element:
    """A class of words, after at most `gap` words of any kind."""

    number: int
    gap: int


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """Elements in order. `needs` are the classes without which there is no match."""

    elements: tuple[Element, ...]
    opens: bool
    needs: frozenset[int]

    def matches(self, text: Words, found: Found) -> list[Occurrence]:
        """Return the matches, the shortest for each end, in order of their ends."""
        if not all(number in found for number in self.needs):
            return []
        first = self.elements[0]
        reached = {end: start for start, end in found[first.number] if not self.opens or start in text.openings}
        sentences = text.sentences
        for element in self.elements[1:]:
            following: dict[int, int] = {}
            for start, end in found[element.number]:
                sentence = sentences[start]
                for before in range(start, max(start - element.gap, 0) - 1, -1):
                    if before in reached and sentences[before - 1] == sentence:
                        following[end] = max(following.get(end, -1), reached[before])
                        break
            if not following:
                return []
            reached = following
        return sorted(((start, end) for end, start in reached.items()), key=lambda place: place[1])


def compile_pattern(source: str, resolve: Callable[[str], int]) -> Pattern:
    """Compile the text of a pattern; `resolve` gives the number of a class or of a literal element.

    Raises:
        ValueError: The pattern is empty, or a gap stands first or last or beside another gap.
    """
    elements: list[Element] = []
    gap: int | None = None
    opens = source.startswith("^")
    for part in source.removeprefix("^").split():
        if part.startswith("~"):
            if gap is not None or not elements:
                raise ValueError("a gap stands first or twice")
            gap = int(part[1:])
            continue
        elements.append(Element(number=resolve(part), gap=gap or 0))
        gap = None
    if not elements or gap is not None:
        raise ValueError("a pattern needs an element, and ends with one")
    return Pattern(elements=tuple(elements), opens=opens, needs=frozenset(e.number for e in elements))
