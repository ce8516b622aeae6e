"""Bank accounts: transit, institution and account number (Microsoft Purview, "Canada bank account number")."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import Told, in_url, near, words

ENTITIES = ("CA_BANK_ACCOUNT",)

_SIGN = r"[ \-/.\u2013]{1,3}"
_WHOLE = re.compile(
    rf"(?<![\w$€])(?:\d{{5}}{_SIGN}\d{{3}}|[08]\d{{2}}{_SIGN}\d{{5}}){_SIGN}\d{{2,5}}(?:[ \-]?\d{{2,5}}){{1,2}}"
    r"(?![\w$€%])(?![.,\-]\d)"
)
_LABEL = (
    r"(?:transit|tr|institution|inst|succursale|succ|branch|bank|banque|caisse|folio|compte|cpte|account|acct|acc|a/c|"
    r"ch[eè]ques?|chequing|savings|[ée]pargne)"
)
_LABELLED = re.compile(
    rf"(?<![\w/]){_LABEL}(?:\W{{1,2}}(?:no|number|num[ée]ro|num|n\u00b0|code|et|and|{_LABEL}|is|est|c'est|de)){{0,2}}"
    r"[ .:#(]{0,4}"
    rf"\d{{3,5}}(?:[ ,;/\u2022\u00b7|&)\-.]{{1,4}}(?:(?:et|and|puis|then|le|la|the|my|mon) ){{0,2}}"
    rf"(?:{_LABEL}|num[ée]ro|number|no)(?:[ .:#]{{1,2}}(?:no|number|num[ée]ro|num|n\u00b0|is|est|de|{_LABEL})){{0,2}}"
    r"[ .:#(]{0,4}\d{3,5}(?:[ \-]?\d{1,8})?){1,2}(?![\w$€%])",
    re.IGNORECASE,
)
"""Transit, institution and account, each after its name: "transit 12345, inst. 003, compte 1234567"."""
_PIECE = re.compile(r"(?<![\w$€.,\-/])(?:00\d|010|016|039|8\d{2}|\d{5}|\d{7,12})(?![\w$€%])(?![.,\-/]\d)")
_PART = re.compile(r"(?<![\w$€])\d(?:[ \-]?\d){4,16}(?![\w$€%])(?![.,\-]\d)")
_NAMED = words("""
    bank account, account number, account no, account, acct, acct number, chequing, checking, savings,
    direct deposit, transit, transit number, institution number, void cheque, compte, compte bancaire,
    numéro de compte, no de compte, folio, dépôt direct, numéro de transit, numéro d'institution,
    spécimen de chèque, succursale, caisse, cpte, a/c
""")
_TRANSIT = words("transit number, numéro de transit, institution, inst, my bank, ma banque, institution number")


def find(text: str) -> Iterator[Span]:
    """Yield account numbers: the whole layout, parts after their names, five digits and more beside a word for them."""
    for match in _WHOLE.finditer(text):
        if not in_url(text, match.start()):
            yield _span(match, 0.75)
    for match in _LABELLED.finditer(text):
        yield _span(match, 0.85)
    told = Told(text, _TRANSIT)
    for match in _PIECE.finditer(text):
        if told.before(match.start(), reach=60):
            yield _span(match, 0.6)
    for match in _PART.finditer(text):
        if near(text, match.start(), match.end(), _NAMED, before=35, after=0) and not in_url(text, match.start()):
            yield _span(match, 0.8)


def _span(match: re.Match[str], score: float) -> Span:
    return Span(start=match.start(), end=match.end(), entity="CA_BANK_ACCOUNT", score=score, recognizer="bank_account")
