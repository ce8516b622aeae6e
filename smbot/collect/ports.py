"""What a platform offers to be read, and what it hands over."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from smbot.core.accounts import AccountHealth, SealedPost, SeenPost
from smbot.core.events import Event
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId
from smbot.core.messages import Message
from smbot.raw.post import RawPost


@dataclass(frozen=True, kw_only=True)
class RefusedItem:
    """One item that could not be read as a post: where it stood and why, never what it said."""

    where: str
    why: Message


@dataclass(frozen=True, kw_only=True)
class OwnPost:
    """A post of our own account, whoever wrote it: smbot, or a colleague by hand. `handle.parent_id` joins it."""

    handle: PlatformHandle
    posted_at: datetime


class Noticed(StrEnum):
    """What a platform tells of a post that it had before."""

    DELETED = "deleted"
    HIDDEN = "hidden"
    SHOWN = "shown"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something happened to a post, be it another's or our own; `handle` needs its ids alone."""

    what: Noticed
    handle: PlatformHandle


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of posts, with the cursor to keep once they are stored.

    A cursor is opaque text that the same collector understands; it may point into the middle of a
    run (a paging token), so that a crash repeats one page and not the run.
    `cost_micros` is what the platform bills for the page, in millionths of a dollar, at most.
    """

    posts: tuple[RawPost, ...]
    cursor: str
    own: tuple[OwnPost, ...] = ()
    notices: tuple[Notice, ...] = ()
    refused: tuple[RefusedItem, ...] = ()
    cost_micros: int = 0


class Collector(Protocol):
    """Reads new posts of one account or monitor."""

    @property
    def name(self) -> str:
        """Return the account's name, unique in this installation ("x", "x:monitor:ferries")."""

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """Yield pages after `cursor` (None: the beginning), until there is no newer post.

        Posts of our own account come apart, in `Page.own`. An item that cannot be read becomes a `RefusedItem`.

        Raises:
            Throttled: Come back later, when it says.
            AccountProblem: A person must act (credentials, permission, credit).
            Unavailable: No usable answer; try again with a back-off.
        """


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A collector with its pace. One with `needs_switch` reads only after a person has seen what it costs.

    `budget_usd` is the most to spend on reading its platform in a calendar month; None where reading is free.
    """

    collector: Collector
    every: timedelta
    budget_usd: float | None = None
    needs_switch: bool = False


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """What a sealer hands over: bytes for the inbox, for the vault, and the vault's key for its own store."""

    inbox: bytes
    vault: bytes
    vault_key: bytes


class Sealing(Protocol):
    """Seals posts and cursors and names them by digest; it can open cursors alone."""

    def seal(self, post: RawPost, mention: MentionId) -> Sealed:
        """Seal a post for inbox and vault."""

    def digests(self, post: RawPost) -> tuple[str, str]:
        """Return the digest that a post keeps when edited, and that of this version."""

    def author(self, post: RawPost) -> str:
        """Return the pseudonym of who wrote a post."""

    def digests_of_own(self, platform: str, post: OwnPost) -> tuple[str, str, str]:
        """Return the digests of a post of our own, of the post it answers ("" for none), and of its conversation."""

    def digest(self, platform: str, handle: PlatformHandle) -> str:
        """Return the digest under which a post is known."""

    def seal_cursor(self, cursor: str) -> bytes:
        """Seal a cursor."""

    def open_cursor(self, sealed: bytes) -> str:
        """Open a cursor."""


class CollectTransaction(Protocol):
    """What collecting needs of a transaction."""

    def cursor(self, account: str) -> bytes | None: ...  # noqa: D102
    def keep_cursor(self, account: str, sealed: bytes) -> None: ...  # noqa: D102
    def health(self, account: str) -> AccountHealth: ...  # noqa: D102
    def keep_health(self, health: AccountHealth) -> None: ...  # noqa: D102
    def spend(self, account: str, micros: int, posts: int) -> None: ...  # noqa: D102
    def spent_since(self, first_day: date, account: str) -> int: ...  # noqa: D102
    def seen(self, digest: str) -> SeenPost | None: ...  # noqa: D102
    def add_waiting(self, post: SealedPost) -> None: ...  # noqa: D102
    def read_again(self, post: SealedPost) -> None: ...  # noqa: D102
    def purge(self, mention: MentionId) -> bool: ...  # noqa: D102
    def is_held(self, mention: MentionId) -> bool: ...  # noqa: D102
    def hold_back_purge(self, mention: MentionId) -> bool: ...  # noqa: D102
    def mark_hidden(self, mention: MentionId, *, hidden: bool) -> bool: ...  # noqa: D102
    def keep_own_post(self, *, digest: str, parent: str, conversation: str, posted_at: datetime) -> bool: ...  # noqa: D102
    def answered_by(self, parent: str, conversation: str, posted_at: datetime) -> list[MentionId]: ...  # noqa: D102
    def mark_reply_gone(self, digest: str) -> MentionId | None: ...  # noqa: D102
    def settle_by_hand(self, mention: MentionId) -> bool: ...  # noqa: D102
    def bury(self, digest: str) -> None: ...  # noqa: D102
    def drop_quoted(self, digest: str) -> list[MentionId]: ...  # noqa: D102
    def finish_delivery(self, digest: str) -> bool: ...  # noqa: D102
    def mark_summoned(self, digest: str) -> None: ...  # noqa: D102
    def stop_reply(self, mention: MentionId, code: str) -> bool: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class CollectStore(Protocol):
    """Opens transactions for collecting."""

    def write(self) -> AbstractContextManager[CollectTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[CollectTransaction]: ...  # noqa: D102


class KeyKeeper(Protocol):
    """Keeps the keys of sealed originals."""

    def put(self, keys: Mapping[MentionId, bytes]) -> None:
        """Store keys durably, before the originals are stored; a mention's older key is replaced."""

    def shred(self, mentions: Sequence[MentionId]) -> None:
        """Delete keys, once their originals are deleted."""
