"""Plain layouts of numbers that an organisation writes down: ``@`` for a letter, ``#`` for a digit."""

import re
from typing import Final

LETTER: Final = "@"
DIGIT: Final = "#"
MIN_DIGITS: Final = 3
MIN_LENGTH: Final = 5
"""A layout with fewer digits, or fewer letters and digits, would eat ordinary words and numbers."""
MAX_LENGTH: Final = 40

_LAYOUT = re.compile(r"[A-Za-z0-9@#](?:[A-Za-z0-9@# ./\-]*[A-Za-z0-9@#])?")


def problem_of(layout: str) -> str | None:
    """Return what is wrong with a layout that somebody typed, None where nothing is."""
    if len(layout) > MAX_LENGTH:
        return f"a layout has at most {MAX_LENGTH} characters"
    if not _LAYOUT.fullmatch(layout):
        return (
            "write a layout with @ for a letter, # for a digit, letters and digits that always stand there, and "
            "spaces, hyphens, dots or slashes inside, as in AB-####-##"
        )
    marks = sum(c.isalnum() or c in (LETTER, DIGIT) for c in layout)
    if layout.count(DIGIT) < MIN_DIGITS or marks < MIN_LENGTH:
        return (
            f"a layout has at least {MIN_DIGITS} digits (#), and {MIN_LENGTH} letters and digits in all: "
            "a shorter one would mask ordinary words"
        )
    return None
