"""What X allows of a reply: 280 by its own weighted count, no link, and only to whom addressed us."""

import re
import unicodedata

from twitter_text import parse_tweet

from smbot.core.platform_rules import PlatformRules

LIMIT = 280
_LEADING_MENTIONS = re.compile(r"(?:@[A-Za-z0-9_]{1,15}\s+)+")


def weighted_length(text: str) -> int:
    """Return X's count of a text: a URL or bare domain 23, an emoji 2, é 1, U+202F and the ellipsis 2.

    Source: twitter-text 3 (ranges of weight 1: 0-4351, 8192-8205, 8208-8223, 8242-8247; NFC first).
    Mentions that open a reply do not count.
    """
    normal = unicodedata.normalize("NFC", text)
    opening = _LEADING_MENTIONS.match(normal)
    return int(parse_tweet(normal[opening.end() :] if opening else normal).weightedLength)


RULES = PlatformRules(platform="x", limit=LIMIT, count=weighted_length, links=False, answers_unsummoned=False)
