"""Canadian postal codes (Canada Post addressing guidelines): no D F I O Q U, and neither W nor Z first."""

import re
from collections.abc import Iterator

from smbot.core.spans import Span
from smbot.redact.context import in_url, near, words

ENTITIES = ("CA_POSTAL_CODE",)

_CODE = re.compile(
    r"(?<![\w#@/])[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z](?P<gap>[ \-]{0,2})\d[ABCEGHJ-NPRSTV-Z]\d(?![\w/])",
    re.IGNORECASE,
)
_MISTYPED = re.compile(r"(?<![\w#@/])[A-Z][\dO][A-Z][ \-]{0,2}[\dO][A-Z][\dO](?!\w)", re.IGNORECASE)
_NAMED = words("""
    postal code, postcode, zip, code postal, cp, live, address, adresse, habite, demeure, canada,
    ontario, quebec, québec, alberta, bc, on, qc, ab, sk, mb, nb, ns, pe, nl, yt, nt, nu, moved,
    déménagé
""")


def find(text: str) -> Iterator[Span]:
    """Yield postal codes; without a gap and in lower case, or with O for 0, only beside a word that says so."""
    for match in _CODE.finditer(text):
        sure = bool(match["gap"]) or match[0].isupper()
        if in_url(text, match.start()):
            continue
        if sure or near(text, match.start(), match.end(), _NAMED):
            yield _span(match, 0.85 if sure else 0.6)
    for match in _MISTYPED.finditer(text):
        if "o" in match[0].lower() and near(text, match.start(), match.end(), _NAMED):
            yield _span(match, 0.6)


def _span(match: re.Match[str], score: float) -> Span:
    return Span(start=match.start(), end=match.end(), entity="CA_POSTAL_CODE", score=score, recognizer="postal_code")
