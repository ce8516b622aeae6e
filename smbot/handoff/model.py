"""The nouns of the private zone: codes, messages, channels, notices. None of them holds readable words."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from smbot.core.ids import ALPHABET
from smbot.handoff.box import PrivateText

CITIZEN = "citizen"
"""The actor of what the person did on the secure page: nobody knows more of them."""


class Direction(StrEnum):
    """Who speaks."""

    IN = "in"
    OUT = "out"


class Channel(StrEnum):
    """How the person wants to be answered."""

    MESSAGE = "message"
    CALL_BACK = "call-back"
    EMAIL = "e-mail"
    TEXT = "text"
    VIDEO = "video"
    VISIT = "visit"


def new_message_id() -> str:
    """Return a fresh id of a private message (80 random bits)."""
    return "p-" + "".join(secrets.choice(ALPHABET) for _ in range(16))


@dataclass(frozen=True, kw_only=True)
class PrivateCase:
    """A case as the private zone knows it: who may read it, and the language that the person chose.

    `deletion_asked_at` is when the person asked for what they wrote to be deleted, where the team does that.
    """

    case: str
    assignee: str
    language: str
    deletion_asked_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CaseCode:
    """A code and what its passphrase leaves behind: a salt, a verifier, and the public half of the thread's key."""

    code: str
    case: str
    made_at: datetime
    made_by: str
    expires_at: datetime
    revoked_at: datetime | None = None
    claimed_at: datetime | None = None
    salt: bytes = field(default=b"", repr=False)
    verifier: bytes = field(default=b"", repr=False)
    public: bytes = field(default=b"", repr=False)

    def is_open(self, now: datetime) -> bool:
        """Say whether the code can be used now."""
        return self.revoked_at is None and now < self.expires_at

    @property
    def claimed(self) -> bool:
        """Say whether somebody has set a passphrase."""
        return self.claimed_at is not None


@dataclass(frozen=True, kw_only=True)
class StoredMessage:
    """A message as it lies in the table. `sealed` is None once it was deleted; `author` is empty for the person.

    `mention` is the platform's private message that it came as, or empty; `by_code` says that its sender named the case
    by a code, and is no known author of it: it may be somebody else.
    """

    id: str
    case: str
    direction: Direction
    at: datetime
    channel: Channel
    language: str
    author: str = ""
    mention: str = ""
    by_code: bool = False
    sealed: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, repr=False)
class Said:
    """What a message says, and where the person is reached for it (both may be empty)."""

    text: PrivateText
    contact: PrivateText
    when: PrivateText


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A message with what it says; None where it was deleted, or was written under another passphrase."""

    message: StoredMessage
    said: Said | None


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How the person is told that an answer waits; `sealed` is their address or number, to the dispatcher's key."""

    case: str
    channel: Channel
    language: str
    sealed: bytes = field(repr=False)


class NoticeState(StrEnum):
    """What becomes of a notice."""

    WAITING = "waiting"
    TOLD = "told"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A word to the person that an answer waits on the page; it carries nothing of the answer."""

    id: str
    case: str
    channel: Channel
    language: str
    state: NoticeState = NoticeState.WAITING
    attempts: int = 0
    next_at: datetime
    code: str = ""
    sealed: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class StoredVisit:
    """A browser that entered the thread; `sealed_key` opens with the browser's secret alone."""

    code: str
    case: str
    csrf: str
    created_at: datetime
    seen_at: datetime
    sealed_key: bytes = field(repr=False)
