"""What telling people needs of the rest: a store of notes and alarms, and channels that carry a message."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from smbot.core.errors import SmbotError
from smbot.core.messages import msg
from smbot.core.notes import Note

Telling = Callable[[str], tuple[str, str]]
"""Makes a message in a language (``en`` or ``fr``): its subject and its text."""


class Kind(StrEnum):
    """What a reader can be told."""

    ALARMS = "alarms"
    DAILY = "daily"
    WEEKLY = "weekly"
    DOCKET = "docket"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An alarm that was raised. `told_at` is None until a channel took it."""

    kind: str
    subject: str
    level: str
    raised_at: datetime
    told_at: datetime | None = None


class NotTold(SmbotError):
    """A channel did not take a message. `certain` says that surely nobody received it.

    `code` is a type of error or a server's number: never an address, never an answer's words.
    """

    def __init__(self, code: str, *, certain: bool) -> None:
        super().__init__(msg("The message was not taken ({code}).", code=code))
        self.code = code
        self.certain = certain


class Channel(Protocol):
    """Carries messages to one target or one reader."""

    @property
    def name(self) -> str:
        """Return what this channel is called on pages and in logs ("reader 1"): its address is nobody's business."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of whoever reads it, the first one first."""

    def tell(self, subject: str, text: str) -> None:
        """Carry a message.

        Raises:
            NotTold: It was not taken, or nobody knows.
        """


class NotifyTransaction(Protocol):
    """What telling needs of a transaction."""

    def note(self, name: str) -> Note | None: ...  # noqa: D102
    def notes(self, prefix: str) -> list[Note]: ...  # noqa: D102
    def keep_note(self, name: str, value: str = "") -> None: ...  # noqa: D102
    def drop_note(self, name: str) -> None: ...  # noqa: D102
    def standing_alarms(self) -> list[Standing]: ...  # noqa: D102
    def keep_alarm(self, alarm: Standing) -> None: ...  # noqa: D102
    def clear_alarm(self, alarm: Standing) -> None: ...  # noqa: D102


class NotifyStore(Protocol):
    """Opens transactions for telling."""

    def write(self) -> AbstractContextManager[NotifyTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[NotifyTransaction]: ...  # noqa: D102
