"""Passport numbers: two letters and six digits, beside a word that says so (cds-snc/sanitize-pii).

The newer layout (letter, six digits, two letters) is unverified and takes the same word.
"""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import NO_PREFIX, near, words

ENTITIES = ("CA_PASSPORT",)

_NUMBER = re.compile(
    r"(?<!\w)"
    + NO_PREFIX
    + r"(?:[A-Z]{2}[ \-]?\d{6}|[A-Z][ \-]?\d{6}[ \-]?[A-Z]{2}|[A-Z]{2}[ \-]?\d{3}[ \-]\d{3})(?!\w)",
    re.IGNORECASE,
)
_NAMED = words("""
    passport, passeport, passport no, passport number, numéro de passeport, travel document, titre de
    voyage, pptc
""")


def find(text: str) -> Iterator[Span]:
    """Yield passport numbers named as such."""
    for match in _NUMBER.finditer(text):
        if near(text, match.start(), match.end(), _NAMED, before=60, after=30):
            yield Span(start=match.start(), end=match.end(), entity="CA_PASSPORT", score=0.9, recognizer="passport")
