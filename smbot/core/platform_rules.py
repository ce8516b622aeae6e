"""What a platform allows, as far as the guard, the playbooks and the desk must know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose


@dataclass(frozen=True, kw_only=True)
class PlatformRules:
    """`count` measures a text as the platform does; `limit` is in that measure. `title` is how people call it.

    `links` says whether a reply may hold a URL or a bare domain (X bills such a post 13 times as much).
    `answers_unsummoned` says whether the API lets us answer an author who did not address us.
    `purposes` is what the API can do at all, `hides` which kinds of others' posts it can hide.
    `private_windows` says for each kind of post how long after it we may write to its author in private, in at
    most `private_limit` of the same measure; a kind that is not there cannot be answered in private.
    """

    platform: str
    title: str
    limit: int
    count: Callable[[str], int]
    links: bool
    answers_unsummoned: bool
    purposes: frozenset[Purpose] = frozenset({Purpose.PUBLIC})
    hides: frozenset[PostKind] = frozenset()
    private_windows: Mapping[PostKind, timedelta] = field(default_factory=dict)
    private_limit: int = 0
