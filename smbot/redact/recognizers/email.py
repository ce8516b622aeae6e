"""E-mail addresses.

Presidio's own pattern takes quadratic time on hostile text and asks the network for the list of suffixes;
this one is bounded and asks nobody.
"""

import re
from collections.abc import Iterator

from smbot.core.spans import Span

ENTITIES = ("EMAIL_ADDRESS",)

_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~.\-]{1,64}\Z")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w\-]{0,61}[^\W_])?\.){1,6}[^\W\d_][\w\-]{0,22}[^\W_]")


def find(text: str) -> Iterator[Span]:
    """Yield addresses around each at sign (lengths of RFC 5321: local part 64)."""
    at = text.find("@")
    while at != -1:
        local = _LOCAL.search(text, max(0, at - 64), at)
        domain = _DOMAIN.match(text, at + 1)
        if local and domain:
            lead = len(local[0]) - len(local[0].lstrip("!#$%&'*/=?^`{|}~.-"))
            if lead < len(local[0]):
                yield Span(
                    start=local.start() + lead,
                    end=domain.end(),
                    entity="EMAIL_ADDRESS",
                    score=0.98,
                    recognizer="email",
                )
        at = text.find("@", at + 1)
