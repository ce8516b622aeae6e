"""Licence plates, beside a word that says so; no public rule was read for their shapes."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import NO_PREFIX, near, words

ENTITIES = ("LICENCE_PLATE",)

_PLATE = re.compile(
    (
        r"(?<![\w#@])"
        + NO_PREFIX
        + r"(?=[A-Z \-]{0,5}\d)(?=[\d \-]{0,5}[A-Z])[A-Z0-9]{1,4}[ \-]?[A-Z0-9]{2,4}(?:[ \-]["
        r"A-Z0-9]{1,3})?(?!\w)"
    ),
)
_LOWER = re.compile(
    r"(?<![\w#@])" + NO_PREFIX + (r"(?:[a-z]{2,4}[ \-]?\d{2,4}|\d{2,4}[ \-]?[a-z]{2,3}|[a-z]\d{2}[ \-]?[a-z]{3})(?!\w)")
)
_NAMED = words("""
    plate, plates, plate number, licence plate, license plate, lic plate, reg plate, plaque, plaques,
    plaqué, plaque d'immatriculation, immatriculé, immatriculée, immatriculation, plaque numéro
""")
_NOT_PLATE = re.compile(
    r"(?:\d{1,2}[ ]?(?:AM|PM|KM|ST|ND|RD|TH|E|H\d{0,2})|[A-Z]\d[A-Z] ?\d[A-Z]\d|(?:IN|AT|ON|LE|LA|A|À) \d+|"
    r"\d+[ \-]?(?:RUE|AV|AVE|BLD|RD|DR|CH|MIN|ANS|PM|AM|KM|KG|CM|MM|FT|LBS|HRS?|SEC|THE|AND|DE|DU|LA|LE|ET))",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Span]:
    """Yield plates of five to eight letters and digits named as such."""
    for pattern in (_PLATE, _LOWER):
        for match in pattern.finditer(text):
            length = sum(c.isalnum() for c in match[0])
            if not 4 <= length <= 8 or _NOT_PLATE.fullmatch(match[0]):
                continue
            if near(text, match.start(), match.end(), _NAMED, before=30, after=8):
                yield Span(
                    start=match.start(),
                    end=match.end(),
                    entity="LICENCE_PLATE",
                    score=0.8,
                    recognizer="licence_plate",
                )
