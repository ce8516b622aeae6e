"""What redaction is built from: rules that read one text, and a tagger that reads many for what context gives away."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from smbot.core.spans import Span

Finder = Callable[[str], Iterator[Span]]
"""Yields what one rule finds in a folded text."""


class Tagger(Protocol):
    """Finds what only its context gives away, names above all: the seam at which one model replaces another."""

    def find(self, texts: Sequence[str], language: str) -> list[tuple[Span, ...]]:
        """Return what is found in each text, in order; `language` is ``en``, ``fr``, or ``mixed`` for both."""


class Memory(Protocol):
    """What was masked in one conversation, by the marks that it left; see `smbot.redact.recall`."""

    def known(self, marks: frozenset[str]) -> frozenset[str]:
        """Return which of `marks` were left before."""

    def learn(self, marks: frozenset[str]) -> None:
        """Remember `marks` for the posts that come after this one in the same batch."""
