"""Social insurance numbers (SIN, NAS), also mistyped ones when their name stands near them.

Rule: nine digits, Luhn check; 0 and 8 are not issued to people (canada.ca, Social Insurance Number).
"""

import re
from collections.abc import Iterator

from stdnum.ca import sin

from smbot.core.spans import Span
from smbot.redact.context import digits_of, in_url, near, words

ENTITIES = ("CA_SIN",)

_NINE = re.compile(r"(?<![\w$€])(?<!\d[ .,\-])\d{3}[ .\-/]{0,2}\d{3}[ .\-/]{0,2}\d{3}(?![\w$€%])(?![ .,\-]\d)")
_NAMED = words("""
    sin, s i n, sin number, social insurance, social insurance number, social security number, nas, n a
    s, assurance sociale, numéro d'assurance sociale, numéro d'assurance social, insurance number
""")


def find(text: str) -> Iterator[Span]:
    """Yield nine-digit numbers that pass the check, or that are called a SIN."""
    for match in _NINE.finditer(text):
        named = near(text, match.start(), match.end(), _NAMED)
        valid = sin.is_valid(digits_of(match[0]))
        if not (named or valid) or in_url(text, match.start()):
            continue
        grouped = not match[0].isdigit()
        score = 0.98 if named and valid else 0.75 if named else 0.85 if grouped else 0.5
        yield Span(start=match.start(), end=match.end(), entity="CA_SIN", score=score, recognizer="social_insurance")
