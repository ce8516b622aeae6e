"""What a platform allows of a reply, as far as the guard and the playbooks must know."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PlatformRules:
    """`count` measures a text as the platform does; `limit` is in that measure.

    `links` says whether a reply may hold a URL or a bare domain (X bills such a post 13 times as much).
    `answers_unsummoned` says whether the API lets us answer an author who did not address us.
    """

    platform: str
    limit: int
    count: Callable[[str], int]
    links: bool
    answers_unsummoned: bool
