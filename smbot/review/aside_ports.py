"""What colleagues keep beside mentions, and what that needs of storage: notes, views, acts on many, who is there."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from smbot.core.ids import MentionId
from smbot.core.messages import Message
from smbot.core.roles import Member
from smbot.core.states import MentionState
from smbot.review.ports import QueueItem, ReviewTransaction


class Act(StrEnum):
    """What can be done with many mentions at once."""

    CLAIM = "claim"
    NO_REPLY = "no-reply"
    SNOOZE = "snooze"
    ASSIGN = "assign"
    LABEL = "label"


@dataclass(frozen=True, kw_only=True)
class Note:
    """What a colleague noted about a mention, masked."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, kw_only=True)
class KeptView:
    """A view of the queue by name: the query of its address. One that is `shared` is everybody's."""

    name: str
    query: str
    shared: bool
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Stayed:
    """A mention that an act on many did not change, and why."""

    mention: MentionId
    why: Message


@dataclass(frozen=True, kw_only=True)
class Before:
    """How a mention stood before an act at `at`."""

    at: datetime
    state: MentionState
    claimed_by: str = ""
    claimed_until: datetime | None = None
    escalated_to: str = ""
    first_approver: str = ""
    assigned_to: str = ""
    snoozed_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Went:
    """That an act on many changed a mention: the version after it, and how it stood before."""

    version: int
    before: Before


@dataclass(frozen=True, kw_only=True)
class Together:
    """An act of a member on many mentions: those that it changed, and the others."""

    member: str
    act: Act
    went: Mapping[MentionId, Went]
    stayed: Sequence[Stayed]
    undone: bool = False


@dataclass(frozen=True, kw_only=True)
class Present:
    """A member who has a mention open; `writes` says that they change its draft."""

    member: str
    writes: bool


class AsideTransaction(ReviewTransaction, Protocol):
    """What these acts need of a transaction."""

    def members(self) -> Sequence[Member]: ...  # noqa: D102
    def snooze(  # noqa: D102
        self, item: QueueItem, until: datetime | None, state: MentionState, assigned_to: str
    ) -> bool: ...
    def assign(self, item: QueueItem, name: str) -> bool: ...  # noqa: D102
    def restore(self, item: QueueItem, before: Before) -> bool: ...  # noqa: D102
    def snoozed_to_wake(self, now: datetime) -> list[tuple[QueueItem, bool]]: ...  # noqa: D102
    def later_posts(self, item: QueueItem) -> list[MentionId]: ...  # noqa: D102
    def count_later_posts(self, item: QueueItem) -> int: ...  # noqa: D102
    def loads(self) -> dict[str, int]: ...  # noqa: D102
    def add_mention_note(self, mention: MentionId, by: str, words: str) -> int: ...  # noqa: D102
    def mention_notes(self, mention: MentionId) -> list[Note]: ...  # noqa: D102
    def kept_views(self, member: str) -> list[KeptView]: ...  # noqa: D102
    def keep_view(self, member: str, view: KeptView) -> None: ...  # noqa: D102
    def drop_view(self, member: str, name: str, *, shared: bool) -> bool: ...  # noqa: D102
    def keep_together(self, done: Together) -> int: ...  # noqa: D102
    def together(self, number: int) -> Together | None: ...  # noqa: D102
    def end_together(self, number: int) -> bool: ...  # noqa: D102
    def drop_together(self, before: datetime) -> None: ...  # noqa: D102
    def be_present(self, mention: MentionId, member: str, *, writes: bool, lasts: timedelta) -> None: ...  # noqa: D102
    def hold_on(self, mention: MentionId, member: str, until: datetime) -> None: ...  # noqa: D102
    def present(self, mention: MentionId, lasts: timedelta) -> list[Present]: ...  # noqa: D102


class AsideStore(Protocol):
    """Opens transactions for these acts."""

    def write(self) -> AbstractContextManager[AsideTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[AsideTransaction]: ...  # noqa: D102
