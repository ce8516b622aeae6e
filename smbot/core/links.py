"""Finds what a platform could turn into a link, and what people are to make one of: URLs, bare domains, "dot ca".

X makes a link of a bare domain too and bills a post that holds one 13 times as much (platforms.md,
section 1), so anything shaped like a domain counts: a false alarm costs a space, a miss costs money.
"""

import re
from typing import Final

_DOT = r"[.\uFF0E\u3002\uFF61\u2024]"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_EMAIL = rf"[\w.+%-]+@{_LABEL}(?:{_DOT}{_LABEL})+"
_REST = r"[^\s<>]*[^\s<>.,;:!?)»”\"']"
_URL = rf"\b[a-z][a-z0-9+.-]*://{_REST}|\bmailto:{_REST}|\bwww\.{_REST}|\bhxxps?\S+|\bhttps?\s?[:;]?\s?/*\S*"
_DOMAIN = rf"(?<![\w@.-]){_LABEL}(?:{_DOT}{_LABEL})*{_DOT}[^\W\d_]{{2,}}(?![\w@])(?:[/:?#]{_REST})?"
_ENDING = (
    r"(?:com|ca|org|net|info|gc|gov|gouv|qc|io|ly|app|link|co|fr|html?|biz|online|gl|tv|quebec|example|eu|edu|xyz"
    r"|me|gd|be)"
)
_SURE_ENDING = r"(?-i:com|ca|org|net|gc|gouv|gov|qc)"
_SAID = r"(?:\s*[\[({<]\s*(?:dot|point|\.)\s*[\])}>]\s*|\s+dot\s+|-(?:dot|point)-)"
_POINT = rf"(?:{_SAID}|\s+point\s+)"
_SPOKEN = (
    rf"(?<![\w@]){_LABEL}(?:{_POINT}{_LABEL}){{0,3}}(?:{_SAID}{_ENDING}|"
    rf"\s+point\s+{_SURE_ENDING})(?!\w)(?:(?:\s+(?:slash|barre oblique)\s+|/)[\w-]+)*"
)
_SPACED = rf"(?<![\w@]){_LABEL}(?:\s{_DOT}\s?{_ENDING}|{_DOT}\s{_SURE_ENDING}(?=[\s.,/!?]|$))(?!\w)(?:/{_REST})?"
_SHORTENERS = (
    r"(?:bit[ .]?ly|tinyurl|ow[ .]ly|goo[ .]gl|buff[ .]ly|rebrand[ .]ly|cutt[ .]ly|shorturl|lnkd[ .]in|"
    r"t[ .]co|dlvr[ .]it|is[ .]gd)"
)
_SHORT = rf"(?<![\w.@-]){_SHORTENERS}(?:{_DOT}\w+|/[\w-]+)*(?![\w])"
_WORLD = r"(?<!\w)www\b[\s.]?\S*"
_LINK: Final = re.compile(
    rf"(?P<url>{_URL})|(?P<email>{_EMAIL})|(?P<short>{_SHORT})|(?P<domain>{_DOMAIN})|(?P<said>{_SPOKEN}|{_SPACED}|"
    rf"{_WORLD})",
    re.IGNORECASE,
)
_SHORTENED: Final = re.compile(rf"{_SHORT}", re.IGNORECASE)


def links_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return where `text` holds a URL or a bare domain, whole or in words, as (start, end) in code points.

    E-mail addresses are left out: platforms do not link their domain.
    """
    return tuple(m.span() for m in _LINK.finditer(text) if m.lastgroup != "email")


def shortened_links_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return where `text` holds a link that hides where it leads."""
    return tuple(m.span() for m in _SHORTENED.finditer(text))
