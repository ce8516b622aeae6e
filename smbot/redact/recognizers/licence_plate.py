"""Licence plates, beside a word that says so; no public rule was read for their shapes."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import NO_PREFIX, Told, near, words

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


_SHAPE = re.compile(
    r"(?<![\w#@$/\-])(?:[A-Z]{2,4}[ \-]?\d{2,4}|\d{2,4}[ \-]?[A-Z]{2,3}|[A-Z]\d{2}[ \-]?[A-Z]{3})(?!\w)(?![.,\-/]\d)"
)
_FAR = words("""
    plate, plates, sticker, stickers, val tag, licence plate, license plate, plate sticker, plaque, plaques, vignette,
    vignettes, immatriculation, immatriculé, immatriculée, autocollant
""")
_NO_LETTERS = re.compile(
    r"IMM|RC|RL|T\d|TP|GST|HST|TPS|TVQ|PST|COVID|JAN|FEB|F[ÉE]V|MAR|AVR|APR|MAI|MAY|JUI?N|JUI?L|AO[ÛU]T|AUG|"
    r"SEPT?|OCT|NOV|"
    r"D[ÉE]C|CAD|USD|BOX|ROOM|HWY|RTE|BUS|UNIT|APT|LOT|FORM|BILL|LOI|ISO|PO|RR|CP|FM|AM|PM|LE|LA|ON|AT|IN|TO|OF|"
    r"ROW|GATE|STOP"
)


def find(text: str) -> Iterator[Span]:
    """Yield plates of five to eight letters and digits named as such."""
    for pattern in (_PLATE, _LOWER):
        for match in pattern.finditer(text):
            length = sum(c.isalnum() for c in match[0])
            if (
                not 4 <= length <= 8
                or _NO_LETTERS.match(match[0].lstrip("0123456789 -"))
                or _NOT_PLATE.fullmatch(match[0])
            ):
                continue
            if near(text, match.start(), match.end(), _NAMED, before=30, after=8):
                yield Span(
                    start=match.start(),
                    end=match.end(),
                    entity="LICENCE_PLATE",
                    score=0.8,
                    recognizer="licence_plate",
                )
    told = Told(text, _FAR)
    for match in _SHAPE.finditer(text):
        length = sum(c.isalnum() for c in match[0])
        if not 5 <= length <= 7 or _NO_LETTERS.match(match[0].lstrip("0123456789 -")) or _NOT_PLATE.fullmatch(match[0]):
            continue
        if told.before(match.start(), reach=140, sentences=1):
            yield Span(
                start=match.start(), end=match.end(), entity="LICENCE_PLATE", score=0.6, recognizer="licence_plate"
            )
