"""What a platform offers to be read, and what it hands over."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from smbot.core.messages import Message
from smbot.raw.post import RawPost


@dataclass(frozen=True, kw_only=True)
class RefusedItem:
    """One item that could not be read as a post: where it stood and why, never what it said."""

    where: str
    why: Message


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of posts, with the cursor to keep once they are stored.

    A cursor is opaque text that the same collector understands; it may point into the middle of a
    run (a paging token), so that a crash repeats one page and not the run.
    `cost_micros` is what the platform bills for the page, in millionths of a dollar, at most.
    """

    posts: tuple[RawPost, ...]
    cursor: str
    refused: tuple[RefusedItem, ...] = ()
    cost_micros: int = 0


class Collector(Protocol):
    """Reads new posts of one account or monitor."""

    @property
    def name(self) -> str:
        """Return the account's name, unique in this installation ("x", "x:monitor:ferries")."""

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """Yield pages after `cursor` (None: the beginning), until there is no newer post.

        Posts of our own account are left out. An item that cannot be read becomes a `RefusedItem`.

        Raises:
            Throttled: Come back later, when it says.
            AccountProblem: A person must act (credentials, permission, credit).
            Unavailable: No usable answer; try again with a back-off.
        """
