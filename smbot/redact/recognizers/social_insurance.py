"""Social insurance numbers (SIN, NAS) and the United States' (SSN), mistyped ones too where a word says so.

Rule: nine digits, Luhn check; 0 and 8 are not issued to people (canada.ca, Social Insurance Number).
"""

import re
from collections.abc import Iterator

from stdnum.ca import sin

from smbot.core.spans import Span
from smbot.redact.context import Told, digits_of, in_url, near, words

ENTITIES = ("CA_SIN",)

_NINE = re.compile(r"(?<![\w$€])(?<!\d[ .,\-])\d{3}[ .\-/]{0,2}\d{3}[ .\-/]{0,2}\d{3}(?![\w$€%])(?![ .,\-]\d)")
_NAMED = words("""
    sin, s i n, sin number, social insurance, social insurance number, social security number, nas, n a
    s, assurance sociale, numéro d'assurance sociale, numéro d'assurance social, insurance number
""")


_AMERICAN = re.compile(r"(?<![\w$€])(?<!\d[ .,\-])\d{3}[ \-.]\d{2}[ \-.]\d{4}(?![\w$€%])(?![ .,\-]\d)")
_AMERICAN_NAMED = words("""
    social security, ssn, s s n, social security number, us social, sécurité sociale, sécurité sociale américaine,
    american social, itin, social insurance, social
""")
_STRONG = words("""
    nas, n a s, sin number, sin card, social insurance, assurance sociale, insurance number, assurance social
""")
"""Without "sin", which is a common word a sentence away."""


def find(text: str) -> Iterator[Span]:
    """Yield nine-digit numbers that pass the check, or that are called a SIN."""
    told, american = Told(text, _STRONG), Told(text, _AMERICAN_NAMED)
    for match in _NINE.finditer(text):
        named = near(text, match.start(), match.end(), _NAMED) or told.before(match.start(), reach=90, sentences=1)
        valid = sin.is_valid(digits_of(match[0]))
        if not (named or valid) or in_url(text, match.start()):
            continue
        grouped = not match[0].isdigit()
        score = 0.98 if named and valid else 0.75 if named else 0.85 if grouped else 0.5
        yield Span(start=match.start(), end=match.end(), entity="CA_SIN", score=score, recognizer="social_insurance")
    for match in _AMERICAN.finditer(text):
        if american.before(match.start(), reach=80, sentences=1):
            yield Span(start=match.start(), end=match.end(), entity="CA_SIN", score=0.8, recognizer="social_insurance")
