"""What a platform allows, as far as the guard, the playbooks and the desk must know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose


class Rule(StrEnum):
    """What can keep something from being sent; the same words stand in the outbox, after `RULE_CODE`."""

    KIND = "kind"
    """The platform can do no such thing to a post of this kind."""
    GONE = "gone"
    SUMMONED = "summoned"
    """The platform lets us answer by its API only who addressed us."""
    WINDOW = "window"
    ONCE = "once"
    """One private message to a post, and no second one before its author answers."""
    ONE_REPLY = "one-reply"
    OPT_OUT = "opt-out"
    BUDGET = "budget"
    QUIET_HOURS = "quiet-hours"


RULE_CODE = "rule:"
"""What the code of something begins with that a rule keeps in the outbox, or kept from leaving."""


def free(_purpose: Purpose, _text: str, _summoned: bool) -> int:
    """Return what a platform bills that bills nothing."""
    return 0


@dataclass(frozen=True, kw_only=True)
class PlatformRules:
    """`count` measures a text as the platform does; `limit` is in that measure. `title` is how people call it.

    `links` says whether a reply may hold a URL or a bare domain (X bills such a post 13 times as much).
    `answers_unsummoned` says whether the API lets us answer an author who did not address us.
    `purposes` is what the API can do at all, `hides` which kinds of others' posts it can hide.
    `private_windows` says for each kind of post how long after it we may write to its author in private, in at
    most `private_limit` of the same measure; a kind that is not there cannot be answered in private. With
    `private_links` such a message may hold the address of our own secure page, and no other.
    `cost` is what doing something is billed, in millionths of a US dollar, by its text and by whether the author
    addressed us. `sources` names for each rule where the platform says so, and when that was read.
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
    private_links: bool = False
    cost: Callable[[Purpose, str, bool], int] = free
    sources: Mapping[Rule, str] = field(default_factory=dict)
