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
from smbot.redact.context import digits_of, in_url, luhn, near, words
from smbot.redact.presidio import silence


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
_SAID = (
    r"(?:\d{1,4}|zero|z[ée]ro|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|un|deux|trois|quatre|cinq|"
    r"sept|huit|neuf|dix|onze|douze|twenty|thirty|vingt|trente)"
)
_MONTHS = r"(?:jan|feb|f[ée]v|mar|apr|avr|may|mai|jun|juin|jul|juil|aug|ao[uû]|sep|oct|nov|d[ée]c)[a-zéû]{0,6}\.?"
_MARKED = (
    r"(?:valid(?:e|ity)?(?: thru| until| jusqu'[aà]u?)?|valable|exp(?:\.|iry|ires?|ir[ae]tion|iration date|iring|d)?|thru|"
    r"good thru|fin|date)(?: ?date)?[ .:]{0,3}(?:le |en |in |on |au |jusqu'au |is |est )?"
)
_CARD_TAIL = re.compile(
    rf"(?:[ ,;(\-\u2013/|.]{{1,3}}(?:et |and |the |la |l')?(?:{_MARKED}(?:{_SAID}(?:[ /.\-]{{1,3}}{_SAID}){{1,3}}|\d{{4}}|{_MONTHS} ?(?:20)?\d{{2}})"
    r"|(?:0?[1-9]|1[0-2]) ?[/\-] ?(?:20)?[2-4]\d(?!\d))\)?(?P<dated>))?"
    rf"(?:[ ,;(\-\u2013/|.]{{1,3}}(?:et |and |the |le |with |avec )?(?:(?:code )?(?:cvv2?|cvc2?|cvn|cid|ccv|csc|cvd|crypto(?:gramme)?(?: visuel)?|"
    r"security code|sec code|code de s[ée]curit[ée]|code s[ée]curit[ée]|3 digits|3 chiffres|code|dos|back)(?: au dos| on (?:the )?back)?"
    rf"[ .:#]{{0,3}}(?:is |est |c'est )?(?:\d{{3,4}}(?!\d)|{_SAID}(?:[ \-]{_SAID}){{1,3}})|(?(dated)\d{{3,4}}(?![\w/]))))?",
    re.IGNORECASE,
)
"""Expiry and verification value after a card's number: whoever has all three can pay with it."""
_MISTYPED_CARD = re.compile(
    r"(?<![\w$€])(?<!\d[ .,\-])(?:[3-6]\d{3}([ .\-]?)\d{4}\1\d{4}\1\d{4}|3[47]\d{2}([ .\-]?)\d{6}\2\d{5})(?![\w$€%])(?![ .,\-]\d)"
)
_CARD_WORDS = words(
    "visa, mastercard, master card, amex, american express, credit card, carte de crédit, debit, débit, cvv"
)
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
                    last = _with_tail(text, span.end) if entity == "CREDIT_CARD" else span.end
                    yield Span(start=span.start, end=last, entity=entity, score=judged, recognizer=name)
        if entity == "CREDIT_CARD":
            yield from _mistyped_cards(text, name)

    return find


def _with_tail(text: str, end: int) -> int:
    """Return where a card's number ends, with the expiry and the verification value that follow it."""
    more = _CARD_TAIL.match(text, end)
    return more.end() if more and more[0].strip(" ,;(-/|.\u2013") else end


def _mistyped_cards(text: str, name: str) -> Iterator[Span]:
    """Yield numbers in a card's groups that are called one, although their check fails."""
    for match in _MISTYPED_CARD.finditer(text):
        if not luhn(digits_of(match[0])) and near(text, match.start(), match.end(), _CARD_WORDS, before=30, after=15):
            end = _with_tail(text, match.end())
            yield Span(start=match.start(), end=end, entity="CREDIT_CARD", score=0.7, recognizer=name)


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
