"""Driver's licences: Ontario's, Quebec's, Nova Scotia's and Manitoba's by their shape, the rest by words near them.

Source of the shapes: Microsoft Purview, "Canada driver's license number".
"""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import NO_PREFIX, Told, in_url, is_calendar, near, words

ENTITIES = ("CA_DRIVER_LICENCE",)

_SHAPES = re.compile(
    r"(?<!\w)(?:[A-Z]\d{4}[ \-]\d{5}[ \-]?\d{5}|[A-Z]\d{14}"  # Ontario
    r"|\d{5}[ \-]\d{5}[ \-]\d{5}"  # Ontario, its letter read as a digit
    r"|[A-Z]\d{4}[ \-]\d{6}[ \-]\d{2}"  # Quebec
    r"|[A-Z]{2}[ \-][A-Z]{2}[ \-][A-Z]{2}[ \-][A-Z]\d{3}[A-Z]{2})(?!\w)",  # Manitoba
    re.IGNORECASE,
)
_NAMED_SHAPES = re.compile(
    (
        r"(?<!\w)" + NO_PREFIX + r"(?:[A-Z]{1,5}[ \-]?\d{4,9}(?:[ \-]\d{2,6}){0,3}|[A-Z]\d{12}|\d{4,9}(?:[ \-]\d{3,9})"
        r"?|[A-Z]{4,6}\d{3}[A-Z]{2}|\d{2}[A-Z]{2}\d{5})(?!\w)"
    ),
    re.IGNORECASE,
)
_NAMED = words("""
    driver's licence, driver's license, drivers licence, drivers license, driver licence, driver license,
    driving licence, driving license, dl, dl number, licence number, license number, licence no, license no,
    permis de conduire, numéro de permis, no de permis, permis saaq, permis numéro
""")


_LICENCE = words("""
    licence, license, licences, licenses, permis, d l, lic, driver's abstract, learner's, class 5, classe 5,
    driver card, driver's card, road test, test de conduite, icbc, saaq, conducteur, conductrice
""")
"""Words that are said of other licences too: after them only five digits and more count."""


def find(text: str) -> Iterator[Span]:
    """Yield licence numbers; plain runs of digits only beside a word that says so."""
    for match in _SHAPES.finditer(text):
        if not in_url(text, match.start()):
            named = near(text, match.start(), match.end(), _NAMED, before=35, after=0)
            yield _span(match, 0.95 if named else 0.85)
    drivers, licence = Told(text, _NAMED), Told(text, _LICENCE)
    for match in _NAMED_SHAPES.finditer(text):
        digits = sum(c.isdigit() for c in match[0])
        if digits < 3 or is_calendar(match[0]):
            continue
        if near(text, match.start(), match.end(), _NAMED, before=35, after=0):
            yield _span(match, 0.8)
        elif digits >= 5 and (
            drivers.before(match.start(), reach=90, sentences=1) or licence.before(match.start(), reach=45)
        ):
            yield _span(match, 0.65)


def _span(match: re.Match[str], score: float) -> Span:
    return Span(
        start=match.start(),
        end=match.end(),
        entity="CA_DRIVER_LICENCE",
        score=score,
        recognizer="driver_licence",
    )
