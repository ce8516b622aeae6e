"""X's own weighted length and its idea of a link, from twitter-text-parser.

Version 3.0.0 of that package imports `pkg_resources` to read one file that lies beside it, and does not
declare setuptools, which newer Pythons lack and newer versions of setuptools have thrown that module out of.
So it is imported here alone, on first use, with a stand-in for that one function.
"""

import pkgutil
import re
import sys
from collections.abc import Callable, Sequence
from functools import cache
from types import ModuleType

LEADING_MENTIONS = re.compile(r"(?:@[A-Za-z0-9_]{1,15}\s+)+")
"""The mentions that open a reply, which X adds by itself and does not count."""


class _StandIn(ModuleType):
    """What twitter-text-parser needs of `pkg_resources`."""

    resource_string: Callable[[str, str], bytes | None] = staticmethod(pkgutil.get_data)


@cache
def _twitter_text() -> ModuleType:
    lacking = "pkg_resources" not in sys.modules
    if lacking:
        sys.modules["pkg_resources"] = _StandIn("pkg_resources")
    try:
        import twitter_text  # noqa: PLC0415 - see the top
    finally:
        if lacking:
            del sys.modules["pkg_resources"]
    loaded: ModuleType = twitter_text
    return loaded


def weighted_length(text: str) -> int:
    """Return X's count of a text: a URL or bare domain 23, an emoji 2, é 1, U+202F and the ellipsis 2.

    Source: twitter-text 3 (ranges of weight 1: 0-4351, 8192-8205, 8208-8223, 8242-8247), which brings the text
    to NFC by itself.
    Mentions that open a reply do not count.
    """
    opening = LEADING_MENTIONS.match(text)
    counted = text[opening.end() :] if opening else text
    return int(_twitter_text().parse_tweet(counted).weightedLength)


def find_links(text: str) -> Sequence[str]:
    """Return what X would turn into links: URLs and bare domains, in order."""
    return [str(url) for url in _twitter_text().extract_urls(text)]
