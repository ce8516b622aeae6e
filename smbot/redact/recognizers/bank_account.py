"""Bank accounts: transit, institution and account number (Microsoft Purview, "Canada bank account number")."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import in_url, near, words

ENTITIES = ("CA_BANK_ACCOUNT",)

_WHOLE = re.compile(r"(?<![\w$€])\d{5}[ \-]\d{3}[ \-]\d{2,5}(?:[ \-]?\d{2,5}){1,2}(?![\w$€%])(?![.,\-]\d)")
_PART = re.compile(r"(?<![\w$€])\d(?:[ \-]?\d){4,16}(?![\w$€%])(?![.,\-]\d)")
_NAMED = words("""
    bank account, account number, account no, account, acct, acct number, chequing, checking, savings,
    direct deposit, transit, transit number, institution number, void cheque, compte, compte bancaire,
    numéro de compte, no de compte, folio, dépôt direct, numéro de transit, numéro d'institution,
    spécimen de chèque, succursale, caisse
""")


def find(text: str) -> Iterator[Span]:
    """Yield account numbers: the whole layout, or five digits and more beside a word that says so."""
    for match in _WHOLE.finditer(text):
        if not in_url(text, match.start()):
            yield _span(match, 0.75)
    for match in _PART.finditer(text):
        if near(text, match.start(), match.end(), _NAMED, before=35, after=0) and not in_url(text, match.start()):
            yield _span(match, 0.8)


def _span(match: re.Match[str], score: float) -> Span:
    return Span(start=match.start(), end=match.end(), entity="CA_BANK_ACCOUNT", score=score, recognizer="bank_account")
