"""What Presidio leaves of payment cards: expiry and verification value after the number, and mistyped numbers."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import digits_of, luhn, near, words

_SAID = (
    r"(?:\d{1,4}|zero|z[ée]ro|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|un|deux|trois|quatre|"
    r"cinq|sept|huit|neuf|dix|onze|douze|twenty|thirty|vingt|trente)"
)
_MONTHS = r"(?:jan|feb|f[ée]v|mar|apr|avr|may|mai|jun|juin|jul|juil|aug|ao[uû]|sep|oct|nov|d[ée]c)[a-zéû]{0,6}\.?"
_MARKED = (
    r"(?:valid(?:e|ity)?(?: thru| until| jusqu'[aà]u?)?|valable|exp(?:\.|iry|ires?|ir[ae]tion|iration date|iring|d)?|"
    r"thru|good thru|fin|date)(?: ?date)?[ .:]{0,3}(?:le |en |in |on |au |jusqu'au |is |est )?"
)
_BEFORE = r"[ ,;(\-\u2013/|.]{1,3}"
_EXPIRY = (
    rf"{_BEFORE}(?:et |and |the |la |l')?"
    rf"(?:{_MARKED}(?:{_SAID}(?:[ /.\-]{{1,3}}{_SAID}){{1,3}}|\d{{4}}|{_MONTHS} ?(?:20)?\d{{2}})"
    r"|(?:0?[1-9]|1[0-2]) ?[/\-] ?(?:20)?[2-4]\d(?!\d))\)?(?P<dated>)"
)
_NAME = (
    r"(?:code )?(?:cvv2?|cvc2?|cvn|cid|ccv|csc|cvd|crypto(?:gramme)?(?: visuel)?|security code|sec code|"
    r"code de s[ée]curit[ée]|code s[ée]curit[ée]|3 digits|3 chiffres|code|dos|back)(?: au dos| on (?:the )?back)?"
)
_VALUE = (
    rf"{_BEFORE}(?:et |and |the |le |with |avec )?"
    rf"(?:{_NAME}[ .:#]{{0,3}}(?:is |est |c'est )?(?:\d{{3,4}}(?!\d)|{_SAID}(?:[ \-]{_SAID}){{1,3}})"
    r"|(?(dated)\d{3,4}(?![\w/])|(?!)))"
)
_CARD_TAIL = re.compile(rf"(?:{_EXPIRY})?(?:{_VALUE})?", re.IGNORECASE)
"""Expiry and verification value after a card's number: whoever has all three can pay with it."""
_MISTYPED_CARD = re.compile(
    r"(?<![\w$€])(?<!\d[ .,\-])(?:[3-6]\d{3}([ .\-]?)\d{4}\1\d{4}\1\d{4}|3[47]\d{2}([ .\-]?)\d{6}\2\d{5})"
    r"(?![\w$€%])(?![ .,\-]\d)"
)
_CARD_WORDS = words(
    "visa, mastercard, master card, amex, american express, credit card, carte de crédit, debit, débit, cvv"
)


def with_expiry(text: str, end: int) -> int:
    """Return where a card's number ends, with the expiry and the verification value that follow it."""
    more = _CARD_TAIL.match(text, end)
    return more.end() if more and more[0].strip(" ,;(-/|.\u2013") else end


def mistyped_cards(text: str, name: str) -> Iterator[Span]:
    """Yield numbers in a card's groups that are called one, although their check fails."""
    for match in _MISTYPED_CARD.finditer(text):
        if not luhn(digits_of(match[0])) and near(text, match.start(), match.end(), _CARD_WORDS, before=30, after=15):
            end = with_expiry(text, match.end())
            yield Span(start=match.start(), end=end, entity="CREDIT_CARD", score=0.7, recognizer=name)
