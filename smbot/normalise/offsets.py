"""Edits of a text that remember where each character came from."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From places in a folded text to places in the text it was made from, in code points.

    Both tuples are empty where nothing was changed; else character `i` of the folded text stands for
    ``original[starts[i]:ends[i]]``. Neither starts nor ends ever fall.
    """

    length: int
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of ``folded[start:end]``, end exclusive.

        Raises:
            IndexError: The place is not inside the folded text, or is empty.
        """
        folded_length = len(self.starts) or self.length
        if not 0 <= start < end <= folded_length:
            raise IndexError(start, end)
        if not self.starts:
            return start, end
        return min(self.starts[start:end]), max(self.ends[start:end])

    def to_folded(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the folded text of ``original[start:end]``: an empty one where nothing is left of it."""
        if not self.starts:
            return start, end
        first, after = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return (first, after) if first < after else (0, 0)


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``text[start:end]`` by `new`."""

    start: int
    end: int
    new: str


class Draft:
    """A text under edit, with the origin of each of its characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._length = len(text)
        self._starts: list[int] | None = None
        self._ends: list[int] = []

    def apply(self, edits: Iterable[Edit]) -> bool:
        """Make the edits, which come in order and do not overlap; return whether the text changed.

        Characters that one edit makes stand for all that it replaced, unless it keeps the length: then
        each stands for its own.
        """
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for edit in edits:
            if self.text[edit.start : edit.end] == edit.new:
                continue
            if self._starts is None:
                self._starts = list(range(self._length))
                self._ends = list(range(1, self._length + 1))
            parts += (self.text[at : edit.start], edit.new)
            starts += self._starts[at : edit.start]
            ends += self._ends[at : edit.start]
            if len(edit.new) == edit.end - edit.start:
                starts += self._starts[edit.start : edit.end]
                ends += self._ends[edit.start : edit.end]
            elif edit.new:
                starts += [min(self._starts[edit.start : edit.end])] * len(edit.new)
                ends += [max(self._ends[edit.start : edit.end])] * len(edit.new)
            at = edit.end
        if not parts or self._starts is None:
            return False
        parts.append(self.text[at:])
        self.text = "".join(parts)
        self._starts = starts + self._starts[at:]
        self._ends = ends + self._ends[at:]
        return True

    def offsets(self) -> OffsetMap:
        """Return the map from the text as it stands to the first one."""
        if self._starts is None:
            return OffsetMap(self._length)
        if not self._starts:
            return OffsetMap(0)
        return OffsetMap(self._length, tuple(self._starts), tuple(self._ends))
