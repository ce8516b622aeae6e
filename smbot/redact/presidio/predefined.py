"""Presidio's own recognizers that are right for both languages, kept from hostile text and from the network."""

import re
from collections.abc import Callable, Iterator

from presidio_analyzer import PatternRecognizer
from presidio_analyzer.predefined_recognizers import (
    CaPostalCodeRecognizer,
    CaSinRecognizer,
    CreditCardRecognizer,
    IbanRecognizer,
    IpRecognizer,
)

from smbot.core.spans import Span
from smbot.redact.context import digits_of, in_url
from smbot.redact.presidio import silence
from smbot.redact.presidio.cards import mistyped_cards, with_expiry


def pattern_finders() -> dict[str, Callable[[str], Iterator[Span]]]:
    """Return Presidio's own recognizers that are right for both languages, by our names for them."""
    silence()
    return {
        "presidio_credit_card": _finder(
            "presidio_credit_card", CreditCardRecognizer(), _score_card, _CARD_GATE, _CARD_JOINERS
        ),
        "presidio_iban": _finder("presidio_iban", IbanRecognizer(), _as_found, _IBAN_GATE),
        "presidio_ip": _finder("presidio_ip", IpRecognizer(), _score_address, _IP_GATE),
        "presidio_ca_sin": _finder("presidio_ca_sin", CaSinRecognizer(), _score_sin, _SIN_GATE),
        "presidio_ca_postal_code": _finder(
            "presidio_ca_postal_code", CaPostalCodeRecognizer(), _score_postal, _POSTAL_GATE
        ),
    }


_CARD_GATE = re.compile(r"[13456]\d{3}[- ./]?\d{3,4}[- ./]?\d{3,4}[- ./]?\d{3}")
_CARD_JOINERS = re.compile(r"(?<=\d{3})[./](?=\d{3})")
"""Separators that Presidio does not know; each becomes one hyphen, so that places stay."""
_IBAN_GATE = re.compile(r"[A-Z]{2}\d{2}[ -]?[A-Z0-9]{4}")
_IP_GATE = re.compile(r"\d\.\d{1,3}\.\d|[0-9A-Fa-f]:[0-9A-Fa-f:]{3}")
_SIN_GATE = re.compile(r"\d{3}[- ]\d{3}[- ]\d{3}")
_PRIVATE = re.compile(r"10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.|255\.")
"""Addresses of nobody's (RFC 1918, RFC 1122)."""
_POSTAL_GATE = re.compile(r"[A-Za-z]\d[A-Za-z] \d[A-Za-z]\d")
_PIECE = 400
"""Presidio's patterns for addresses of the Internet take quadratic time: they see short pieces around candidates."""


def _finder(
    name: str,
    recognizer: PatternRecognizer,
    score: Callable[[str, Span], float],
    gate: re.Pattern[str],
    joiners: re.Pattern[str] | None = None,
) -> Callable[[str], Iterator[Span]]:
    entity: str = recognizer.supported_entities[0]

    def find(text: str) -> Iterator[Span]:
        for start, end in _pieces(text, gate):
            piece = joiners.sub("-", text[start:end]) if joiners else text[start:end]
            for result in recognizer.analyze(piece, [entity]):
                span = Span(
                    start=start + result.start,
                    end=start + result.end,
                    entity=entity,
                    score=result.score,
                    recognizer=name,
                )
                judged = score(text, span)
                if judged > 0 and not in_url(text, span.start):
                    last = with_expiry(text, span.end) if entity == "CREDIT_CARD" else span.end
                    yield Span(start=span.start, end=last, entity=entity, score=judged, recognizer=name)
        if entity == "CREDIT_CARD":
            yield from mistyped_cards(text, name)

    return find


def _pieces(text: str, gate: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines' parts that hold a candidate, none longer than a post."""
    at = 0
    while (match := gate.search(text, at)) is not None:
        start = max(at, match.start() - 50)
        end = min(len(text), match.end() + _PIECE)
        yield start, end
        at = max(match.end(), end - 50) if end < len(text) else len(text)


def _as_found(_text: str, span: Span) -> float:
    return span.score


def _score_card(text: str, span: Span) -> float:
    return 0.95 if len(digits_of(text[span.start : span.end])) >= 13 else 0.0


def _score_sin(_text: str, span: Span) -> float:
    return 0.85 if span.score >= 0.5 else 0.0


def _score_postal(_text: str, span: Span) -> float:
    return 0.85 if span.score >= 0.3 else 0.0


def _score_address(text: str, span: Span) -> float:
    """Keep IPv4 that is no version number, and IPv6 with three groups and a digit at least."""
    value = text[span.start : span.end]
    if ":" in value:
        groups = [group for group in re.split(r"[:/]", value) if group]
        return 0.8 if len(groups) >= 3 and any(c.isdigit() for c in value) and len(value) >= 9 else 0.0
    if _PRIVATE.match(value):
        return 0.0
    before = text[max(0, span.start - 12) : span.start].lower()
    return (
        0.0
        if re.search(
            r"(?:\bv|version|ver\.?|release|section|article|art\.?|build|beta|update|updated to)\s?\(?$", before
        )
        else 0.8
    )
