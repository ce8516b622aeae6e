"""What an officer marked as missed is masked again wherever its conversation says it, whatever it is.

Recall has minimums and knows common words; what a person marked has neither: "B4 12", "li" and "the blue barn" are
found in any case, in whole words, and one that is long enough in any spacing. It leaves marks as other
masked values do (see `smbot.redact.recall`): its letters and digits in canonical form, and how many they are, so that
only windows of that length are asked for.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from smbot.core import canon
from smbot.core.spans import Span
from smbot.normalise.fold import fold
from smbot.redact.entities import ENTITIES

OFFICER: Final = "officer"
"""The recognizer's name on masks that a person made."""
LONGEST: Final = 200
"""More characters than any piece of personal information has; a longer stretch was selected by mistake."""
RUN_TOGETHER: Final = 8
"""Words of so many letters are also found in other spacing: a shorter pair may be another word."""
RUN_TOGETHER_WITH_DIGITS: Final = 4
LEAST_INSIDE: Final = 4
"""Letters and digits that are found within a longer word, where they were marked in one ("ID44718")."""
GAP: Final = 12
"""Signs that may stand between two words of one value."""

_ANY: Final = "officer:any"
_LENGTH: Final = "officer:of "
_LENGTH_INSIDE: Final = "officer:inside of "
_VALUE: Final = "officer:is "
_VALUE_INSIDE: Final = "officer:inside is "

Known = Callable[[frozenset[str]], frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class _Word:
    """A word's letters in canonical form, each with the place of what it was made from."""

    letters: str
    places: tuple[int, ...]

    @property
    def start(self) -> int:
        return self.places[0]

    @property
    def end(self) -> int:
        return self.places[-1] + 1


def officer_marks(value: str, entity: str, *, inside: bool = False) -> frozenset[str]:
    """Return the marks that a value leaves which an officer marked, `inside` a longer word or as words of its own."""
    found: set[str] = set()
    for words in (_words(value), _words(fold(value).text)):
        letters = "".join(word.letters for word in words)
        if not letters:
            continue
        found |= {_ANY, f"{_LENGTH}{len(letters)}", *_with(entity, _spaced(letters, len(words)))}
        if inside and len(letters) >= LEAST_INSIDE:
            found |= {f"{_LENGTH_INSIDE}{len(letters)}", *_with(entity, f"{_VALUE_INSIDE}{letters}")}
    return frozenset(found)


def find_marked(folded: str, known: Known) -> Iterator[Span]:
    """Yield what of a folded text an officer marked before, by the kind that was said.

    Raises:
        Exception: Whatever `known` raises.
    """
    if not known(frozenset({_ANY})):
        return  # one question for nearly all conversations
    sizes = range(1, LONGEST + 1)
    asked = known(frozenset(f"{kind}{size}" for kind in (_LENGTH, _LENGTH_INSIDE) for size in sizes))
    words = _words(folded)
    whole = frozenset(size for size in sizes if f"{_LENGTH}{size}" in asked)
    inside = frozenset(size for size in sizes if f"{_LENGTH_INSIDE}{size}" in asked)
    places: dict[str, list[tuple[int, int]]] = {}
    for mark, start, end in (*_windows(words, whole), *_within(words, inside)):
        places.setdefault(mark, []).append((start, end))
    found = known(frozenset(places))
    kinds = known(frozenset(f"{entity}:{mark}" for mark in found for entity in ENTITIES)) if found else frozenset()
    for mark in sorted(found):
        entity = next((entity for entity in ENTITIES if f"{entity}:{mark}" in kinds), "PERSON")
        for start, end in places[mark]:
            yield Span(start=start, end=end, entity=entity, score=1.0, recognizer=OFFICER)


def occurrences(
    text: str, value: str, closed: Iterable[tuple[int, int]] = (), *, inside: bool = False
) -> list[tuple[int, int]]:
    """Return where `text` holds `value` outside of `closed`, in any case and disguise, as `find_marked` finds it."""
    left = officer_marks(value, "PERSON", inside=inside)
    folded = fold(text)
    shut = list(closed)
    found: list[tuple[int, int]] = []
    for span in sorted(find_marked(folded.text, left.intersection)):
        start, end = folded.to_original(span.start, span.end)
        if not any(s < end and start < e for s, e in (*shut, *found)):
            found.append((start, end))
    return found


def _windows(words: list[_Word], sizes: frozenset[int]) -> Iterator[tuple[str, int, int]]:
    """Yield the marks of words that stand beside each other, where they have as many letters as one of `sizes`."""
    longest = max(sizes, default=0)
    for first in range(len(words)):
        letters = ""
        for last in range(first, len(words)):
            if last > first and words[last].start - words[last - 1].end > GAP:
                break
            letters += words[last].letters
            if len(letters) > longest:
                break
            if len(letters) in sizes:
                yield _spaced(letters, last - first + 1), words[first].start, words[last].end


def _within(words: list[_Word], sizes: frozenset[int]) -> Iterator[tuple[str, int, int]]:
    """Yield the marks of pieces of words."""
    for word in words:
        for size in (size for size in sizes if size <= len(word.letters)):
            for at in range(len(word.letters) - size + 1):
                end = word.places[at + size - 1] + 1
                yield f"{_VALUE_INSIDE}{word.letters[at : at + size]}", word.places[at], end


def _spaced(letters: str, words: int) -> str:
    """Return a value's mark: the number of its words is part of a short one's, so that "à l'" is not Al."""
    enough = RUN_TOGETHER_WITH_DIGITS if any(c.isdigit() for c in letters) else RUN_TOGETHER
    if len(letters) >= enough:
        return f"{_VALUE}{letters}"
    return f"{_VALUE}{words} {letters}"


def _with(entity: str, mark: str) -> tuple[str, str]:
    return mark, f"{entity}:{mark}"


def _words(folded: str) -> list[_Word]:
    found: list[tuple[list[str], list[int]]] = []
    for place, character in enumerate(folded):
        for letter in canon.fold(character):
            if not letter.isalnum():
                continue
            if not found or place - found[-1][1][-1] > 1:
                found.append(([], []))
            found[-1][0].append(letter)
            found[-1][1].append(place)
    return [_Word(letters="".join(letters), places=tuple(places)) for letters, places in found]
