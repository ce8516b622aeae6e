"""What a platform offers for replies. Only `send.dispatch` and the platforms import this."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from smbot.core.handle import PlatformHandle


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
    """Posts replies for one account. Never retries on its own."""

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
