"""Finds what a platform could turn into a link: URLs and bare domains.

X makes a link of a bare domain too and bills a post that holds one 13 times as much (platforms.md,
section 1), so anything shaped like a domain counts: a false alarm costs a space, a miss costs money.
"""

import re

_DOT = r"[.\uFF0E\u3002\uFF61]"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_EMAIL = rf"[\w.+%-]+@{_LABEL}(?:{_DOT}{_LABEL})+"
_REST = r"[^\s<>]*[^\s<>.,;:!?)»”\"']"
_URL = rf"\b[a-z][a-z0-9+.-]*://{_REST}|\bmailto:{_REST}|\bwww\.{_REST}"
_DOMAIN = rf"(?<![\w@.-]){_LABEL}(?:{_DOT}{_LABEL})*{_DOT}[^\W\d_]{{2,}}(?![\w@])(?:[/:?#]{_REST})?"
_LINK = re.compile(rf"(?P<url>{_URL})|(?P<email>{_EMAIL})|(?P<domain>{_DOMAIN})", re.IGNORECASE)


def links_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return where `text` holds a URL or a bare domain, as (start, end) in code points.

    E-mail addresses are left out: platforms do not link their domain.
    """
    return tuple(m.span() for m in _LINK.finditer(text) if m.lastgroup != "email")
