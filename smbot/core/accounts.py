"""How accounts fare, and posts on their way from inbox to queue; ids and sealed bytes only."""

from dataclasses import dataclass
from datetime import datetime

from smbot.core.ids import MentionId

OVER_BUDGET = "budget"
"""Why an account is paused whose month's budget is spent; the next month lifts it."""


def platform_of(account: str) -> str:
    """Return the platform of an account or of one of its parts: that of "x:monitor:ferries" is "x"."""
    return account.partition(":")[0]


@dataclass(frozen=True, kw_only=True)
class AccountHealth:
    """How an account fares. `paused` is empty, or why a person must act."""

    account: str
    collected_at: datetime | None = None
    failures: int = 0
    retry_at: datetime | None = None
    paused: str = ""


@dataclass(frozen=True, kw_only=True)
class SeenPost:
    """A post collected before: which mention it is, which version was read, as of when, and whether it is gone."""

    mention: MentionId
    version: str
    as_of: datetime
    gone: bool = False


@dataclass(frozen=True, kw_only=True)
class SealedPost:
    """A version of a post as it was read: what names it, and its text sealed for the inbox and for the vault.

    `author` is the pseudonym of who wrote it, for a fair order of what waits.
    """

    mention: MentionId
    account: str
    digest: str
    version: str
    as_of: datetime
    inbox: bytes
    vault: bytes
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class WaitingDelivery:
    """What a platform delivered to our webhook, sealed; `digest` names its very bytes."""

    digest: str
    platform: str
    sealed: bytes
    attempts: int


MOST_ATTEMPTS = 3
"""A delivery or post that was begun this often and never ended kills its worker, or cannot be read."""


@dataclass(frozen=True, kw_only=True)
class WaitingPost:
    """A sealed post in the inbox."""

    mention: MentionId
    account: str
    sealed: bytes
    received_at: datetime
    attempts: int
