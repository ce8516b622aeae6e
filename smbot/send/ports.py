"""What a platform offers for replies and orders. Only what dispatches, what wires it, and the platforms import this."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from smbot.core.accounts import AccountHealth
from smbot.core.events import Event
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId
from smbot.core.purposes import Purpose
from smbot.core.sending_rules import Facts, History
from smbot.send.outbox import OutboxReply, OwnReplyName


@dataclass(frozen=True, kw_only=True)
class OwnReply:
    """A reply of ours as the platform has it."""

    reply_id: str
    text: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class OwnReplies:
    """Our replies to one post. `complete` is False where the platform could not show all of them."""

    replies: tuple[OwnReply, ...]
    complete: bool


class Sender(Protocol):
    """Posts replies for one account. Never retries on its own.

    What else a platform can do stands in protocols of its own, which its sender fills too: `Hides`,
    `WritesPrivately`, `Corrects`, `Removes`, `Looks`. Each call makes one change at most, and each raises what
    `reply` raises; an answer that is lost is `DeliveryInDoubt`.
    """

    @property
    def timeout_seconds(self) -> float:
        """Return the longest that one `reply` call can take, connection and answer together."""

    def reply(self, to: PlatformHandle, text: str) -> str:
        """Post `text` publicly under the post, with the platform's private-message button if it has one.

        Returns:
            The platform's id of the new reply.

        Raises:
            Throttled: Not posted; come back later.
            AccountProblem: Not posted; a person must act.
            Unavailable: Not posted: the connection failed before the request was written.
            Refused: Not posted, definitely (deleted post, not allowed).
            DeliveryInDoubt: It may have been posted: time-out, reset, 5xx, unreadable answer, "duplicate".
        """

    def own_replies(self, to: PlatformHandle, since: datetime) -> OwnReplies:
        """Read our own replies under the post, for reconciliation.

        Raises:
            PlatformError: They could not be read.
        """

    def same_text(self, ours: str, theirs: str) -> bool:
        """Say whether the platform's text is our reply (after its link shortening and added mentions)."""


@runtime_checkable
class Hides(Protocol):
    """A platform on which we can hide others' posts below ours."""

    def hide(self, to: PlatformHandle, *, hidden: bool) -> None:
        """Hide a post, or show it again; one that is so already is no error."""


@runtime_checkable
class WritesPrivately(Protocol):
    """A platform on which we can write to a post's author in private, within its windows."""

    def write_privately(self, to: PlatformHandle, text: str) -> str:
        """Write to the author of the post, or answer the message, and return the message's id.

        Raises:
            Refused: The window is closed, it was answered in private before, or the author takes no messages.
        """

    def own_messages(self, to: PlatformHandle, since: datetime) -> OwnReplies:
        """Read our own messages to the post's author, for reconciliation."""


@runtime_checkable
class Corrects(Protocol):
    """A platform on which we can change our reply."""

    def correct(self, own: PlatformHandle, text: str) -> None:
        """Change the words of our reply; the same words again are no error."""


@runtime_checkable
class Removes(Protocol):
    """A platform on which we can delete our reply."""

    def remove(self, own: PlatformHandle) -> None:
        """Delete our reply; one that is gone already is no error."""


@runtime_checkable
class Looks(Protocol):
    """A platform on which we can look at our reply."""

    def look(self, own: PlatformHandle) -> OwnReply | None:
        """Return our reply as the platform has it, or None where it is gone."""


class Compliance(Protocol):
    """A platform that tells in one job which of many posts are gone, so that none is looked up one by one."""

    def ask(self, posts: Sequence[PlatformHandle]) -> str:
        """Begin a job about `posts` and return its name."""

    def gone(self, job: str) -> frozenset[str] | None:
        """Return the ids of those that must be forgotten, or None while the job is under way.

        Raises:
            Refused: There is no such job (any more): ask again.
        """


class SendTransaction(Protocol):
    """What the dispatcher needs of a transaction."""

    def due_reply(self, account: str, now: datetime) -> OutboxReply | None: ...  # noqa: D102
    def abandoned_replies(self, account: str, now: datetime) -> list[OutboxReply]: ...  # noqa: D102
    def attempts_since(self, account: str, since: datetime) -> int: ...  # noqa: D102
    def doubtful_reply(self, account: str, now: datetime) -> OutboxReply | None: ...  # noqa: D102
    def keep_step(self, before: OutboxReply, after: OutboxReply, own: OwnReplyName | None) -> bool: ...  # noqa: D102
    def answered_by_hand(self, mention: MentionId) -> bool: ...  # noqa: D102
    def settle_by_hand(self, mention: MentionId) -> bool: ...  # noqa: D102
    def close_if_gone(self, mention: MentionId) -> None: ...  # noqa: D102
    def sealed_own(self, mention: MentionId) -> bytes | None: ...  # noqa: D102
    def own_text(self, mention: MentionId) -> str: ...  # noqa: D102
    def correct_own(self, mention: MentionId, text: str) -> None: ...  # noqa: D102
    def remove_own(self, mention: MentionId) -> None: ...  # noqa: D102
    def keep_look(self, mention: MentionId, seen: str, text: str) -> None: ...  # noqa: D102
    def mark_hidden(self, mention: MentionId, *, hidden: bool) -> bool: ...  # noqa: D102
    def mark_unanswered(self, mention: MentionId) -> bool: ...  # noqa: D102
    def sealed_handle(self, mention: MentionId) -> bytes | None: ...  # noqa: D102
    def answer_purpose(self, mention: MentionId) -> Purpose: ...  # noqa: D102
    def mark_answered(self, mention: MentionId) -> bool: ...  # noqa: D102
    def health(self, account: str) -> AccountHealth: ...  # noqa: D102
    def keep_health(self, health: AccountHealth) -> None: ...  # noqa: D102
    def switch(self, name: str) -> str | None: ...  # noqa: D102
    def sending_facts(self, mention: MentionId) -> Facts | None: ...  # noqa: D102
    def sending_history(self, mention: MentionId, account: str, month: date) -> History: ...  # noqa: D102
    def bill_sending(self, account: str, micros: int) -> None: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class SendStore(Protocol):
    """Opens transactions for sending."""

    def write(self) -> AbstractContextManager[SendTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[SendTransaction]: ...  # noqa: D102


class Handles(Protocol):
    """Opens platform handles, and seals and names those of our own replies."""

    def open(self, sealed: bytes, mention: MentionId) -> PlatformHandle: ...  # noqa: D102
    def seal(self, handle: PlatformHandle, mention: MentionId) -> bytes: ...  # noqa: D102
    def name(self, platform: str, handle: PlatformHandle) -> str: ...  # noqa: D102
