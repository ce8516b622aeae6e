"""Passport numbers: two letters and six digits, beside a word that says so (cds-snc/sanitize-pii).

The newer layout (letter, six digits, two letters) is unverified and takes the same word.
"""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import NO_PREFIX, Told, near, words

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


_FOREIGN = re.compile(r"(?<![\w#@$])(?:[A-Z]{1,2}[ ]?\d{7,8}|\d{2}[A-Z]{2}\d{5}|[A-Z]\d{8})(?!\w)")
"""Layouts of other countries' passports (ICAO Doc 9303 gives nine places)."""


def find(text: str) -> Iterator[Span]:
    """Yield passport numbers named as such."""
    told = Told(text, _NAMED)
    for match in _NUMBER.finditer(text):
        if near(text, match.start(), match.end(), _NAMED, before=60, after=30):
            yield _span(match, 0.9)
        elif told.before(match.start(), reach=160, sentences=2):
            yield _span(match, 0.6)
    for match in _FOREIGN.finditer(text):
        if told.before(match.start(), reach=80, sentences=1):
            yield _span(match, 0.7)


def _span(match: re.Match[str], score: float) -> Span:
    return Span(start=match.start(), end=match.end(), entity="CA_PASSPORT", score=score, recognizer="passport")
