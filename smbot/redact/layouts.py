"""Plain layouts of numbers, ``@`` for a letter and ``#`` for a digit, as patterns that see through what is put between.

People put spaces, hyphens, dots, slashes and stars inside numbers, or leave out those that belong there.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from smbot.core.layouts import DIGIT, LETTER
from smbot.core.spans import Span
from smbot.redact.ports import Finder

SIGNS = r"[\-/\\_.:*·•|~]"
"""What people put between the letters and digits of a number, or what belongs there."""
GAP = rf"(?:[ ]?{SIGNS}{{1,3}}[ ]?|[ ]{{1,2}})?"
"""What may stand between two characters of a number that is written with care not to be read."""

CASE_LAYOUTS: Final = "case_layouts"
"""Name of the recognizer of the case numbers that a configuration adds."""

_CLASSES = {LETTER: "[A-Z]", DIGIT: r"\d"}


def source_of(layout: str) -> str:
    """Return the source of a pattern for `layout`, in which letters and digits stand for themselves.

    Between any two characters there may be a gap, whether the layout has one there or not.
    """
    parts = (_CLASSES.get(c, re.escape(c)) for c in layout if c.isalnum() or c in _CLASSES)
    return GAP.join(parts)


def any_of(*layouts: str) -> str:
    """Return the source of a pattern for any of `layouts`, standing alone; to compile without regard to case."""
    return rf"(?<![\w#@$€])(?:{'|'.join(source_of(layout) for layout in layouts)})(?!\w)(?![.,\-]\d)(?! ?[$€%])"


def finder_of(layouts: Iterable[str], *, entity: str, name: str) -> Finder:
    """Return a rule that finds numbers of these layouts, in any case, as `entity`, by the recognizer's `name`."""
    pattern = re.compile(any_of(*layouts), re.IGNORECASE)

    def find(text: str) -> Iterator[Span]:
        for match in pattern.finditer(text):
            yield Span(start=match.start(), end=match.end(), entity=entity, score=0.9, recognizer=name)

    return find
