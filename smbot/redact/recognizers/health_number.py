"""Provincial health numbers: RAMQ, British Columbia, Ontario by their checks; the others by words near them.

Sources: python-stdnum ``ca.bc_phn``; Ontario's Luhn check and version code (worldoscar.org); RAMQ's layout
of name, birth date (+50 on the month for women) and two more; lengths of the others from community
patterns and cds-snc/sanitize-pii: they carry no check, so a context word is required.
"""

import re
from collections.abc import Iterator

from stdnum.ca import bc_phn

from smbot.core.spans import Span
from smbot.redact.context import digits_of, in_url, luhn, near, words

ENTITIES = ("CA_HEALTH_NUMBER",)

_RAMQ = re.compile(r"(?<!\w)[A-Z]{4}[ .\-]{0,2}(\d{2})(\d{2})[ .\-]{0,2}(\d{2})[ .\-]?\d{2}(?!\w)", re.IGNORECASE)
_MORE_DIGITS = re.compile(r"[ .\-]\d")
_TEN = re.compile(
    r"(?<![\w$€])(?<!\d[.,\-])(\d{4})([ .\-]{0,2})(\d{3})[ .\-]{0,2}(\d{3})(?:[ \-]{0,2}[A-Z]{1,2}"
    r")?(?!\w)(?![.,\-]\d)"
)
_ANY = re.compile(
    r"(?<![\w$€])(?:[A-Z][ \-]?)?\d(?:[ .\-]?\d){6,11}(?:[ \-]?[A-Z]{2})?(?!\w)(?![.,\-]\d)", re.IGNORECASE
)
_NAMED = words("""
    health card, health number, health care number, healthcare number, health insurance, health care
    card, phn, p h n, ohip, ahcip, ahc, hcn, mcp, msi, msp, medicare, medicare number, personal health
    number, services card, ramq, nam, n a m, carte soleil, carte maladie, carte d'assurance maladie,
    assurance maladie, numéro d'assurance maladie, carte santé, numéro de santé, numéro de carte santé,
    care card, carecard, mshc, phin
""")


def find(text: str) -> Iterator[Span]:
    """Yield health numbers; those without a check digit only beside a word that says so."""
    for match in _RAMQ.finditer(text):
        month, day = int(match[2]), int(match[3])
        real = (1 <= month <= 12 or 51 <= month <= 62) and 1 <= day <= 31
        named = near(text, match.start(), match.end(), _NAMED)
        if named or (real and match[0][:4].isupper() and not _MORE_DIGITS.match(text, match.end())):
            yield _span(match, 0.95 if real else 0.7)
    for match in _TEN.finditer(text):
        if in_url(text, match.start()):
            continue
        number = digits_of(match[0])
        lettered = match[0][-1].isalpha()
        if bc_phn.is_valid(number):
            yield _span(match, 0.8)
        elif luhn(number) and (match[2] or lettered):
            yield _span(match, 0.85)
    for match in _ANY.finditer(text):
        if near(text, match.start(), match.end(), _NAMED) and not in_url(text, match.start()):
            yield _span(match, 0.9)


def _span(match: re.Match[str], score: float) -> Span:
    return Span(
        start=match.start(),
        end=match.end(),
        entity="CA_HEALTH_NUMBER",
        score=score,
        recognizer="health_number",
    )
