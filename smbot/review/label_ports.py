"""What a correction of labels and a drawn post are, and what both need of storage."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from smbot.core.events import Event
from smbot.core.ids import MentionId
from smbot.review.ports import QueueItem


class Standing(StrEnum):
    """Whether training may learn from a correction."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    UNDONE = "undone"
    LAPSED = "lapsed"
    """Its post was edited or deleted since: the words that it spoke of are gone."""


@dataclass(frozen=True, kw_only=True)
class LabelCorrection:
    """What a person said of a mention's labels; see `LabelCorrectionRow`. Its number is 0 until it is kept."""

    number: int = 0
    mention: MentionId
    at: datetime
    by: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    classifier: str
    standing: Standing
    settled_by: str = ""
    settled_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A post of a week's sample that waits for an officer to say whether it asks for records."""

    mention: MentionId
    week: str
    drawn_at: datetime


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What an officer said of a drawn post; `correction` numbers the correction of its labels that came with it."""

    mention: MentionId
    week: str
    is_request: bool
    by: str
    at: datetime
    correction: int | None


class LabelTransaction(Protocol):
    """What corrections of labels and samples need of a transaction."""

    def item(self, mention: MentionId) -> QueueItem | None: ...  # noqa: D102
    def relabel(self, item: QueueItem, labels: tuple[str, ...], rank: int) -> bool: ...  # noqa: D102
    def keep_label_correction(self, correction: LabelCorrection) -> int: ...  # noqa: D102
    def label_correction(self, number: int) -> LabelCorrection | None: ...  # noqa: D102
    def newest_label_correction(self, mention: MentionId) -> LabelCorrection | None: ...  # noqa: D102
    def label_corrections(self, *standings: Standing) -> list[LabelCorrection]: ...  # noqa: D102
    def settle_label_correction(  # noqa: D102
        self, correction: LabelCorrection, standing: Standing, by: str
    ) -> bool: ...
    def drawn_to_answer(self) -> list[Drawn]: ...  # noqa: D102
    def answer_drawn(  # noqa: D102
        self, mention: MentionId, by: str, *, answer: bool, correction: int | None = None
    ) -> bool: ...
    def answer_otherwise(self, mention: MentionId, by: str, *, answer: bool, correction: int) -> bool: ...  # noqa: D102
    def answers_of_week(self, week: str) -> list[Answered]: ...  # noqa: D102
    def answer_of(self, mention: MentionId) -> Answered | None: ...  # noqa: D102
    def take_back_answer(self, mention: MentionId) -> None: ...  # noqa: D102
    def reopen_drawn(self, correction: int) -> None: ...  # noqa: D102
    def is_week_drawn(self, week: str) -> bool: ...  # noqa: D102
    def unflagged(self, since: datetime, until: datetime) -> list[MentionId]: ...  # noqa: D102
    def keep_drawn(self, week: str, mentions: list[MentionId], unflagged: int) -> None: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class LabelStore(Protocol):
    """Opens transactions for corrections of labels and samples."""

    def write(self) -> AbstractContextManager[LabelTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[LabelTransaction]: ...  # noqa: D102
