"""What a correction is, and what correcting needs of storage."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from smbot.core.events import Event
from smbot.core.ids import MentionId
from smbot.review.ports import QueueItem, ReplyStatus

Named = tuple[str, int]
"""The masks of one value in a post: their entity and number."""
Surrogates = Mapping[Named, str]


UNKNOWN_VALUE = ("before:", "gone:", "named-anew ")
"""Begin what stands in the place of a digest where nobody knows the value: see `MaskNumberRow`."""
NAMED_ANEW = UNKNOWN_VALUE[-1]


class Kind(StrEnum):
    """What an officer can say."""

    MISSED = "missed"
    OTHER_KIND = "other-kind"
    NOT_PERSONAL = "not-personal"
    RIGHT = "right"
    LOOKED_AT = "looked-at"


class Proof(StrEnum):
    """Whether a typed value is what a mask hides; where no digest of it is known, that cannot be told."""

    MATCHES = "matches"
    DIFFERS = "differs"
    UNPROVEN = "unproven"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A correction as it is kept; see `CorrectionRow`."""

    mention: MentionId
    conversation: str
    at: datetime
    by: str
    kind: Kind
    entity: str
    number: int
    before: str = ""
    surrogate: str = ""
    example: str = ""
    found: int = 0


@dataclass(frozen=True, kw_only=True)
class Example:
    """A post with invented values, as a line of a gold file; `found` counts what else the rules take for personal."""

    line: str
    found: int


class CorrectionTransaction(Protocol):
    """What corrections need of a transaction."""

    def item(self, mention: MentionId) -> QueueItem | None: ...  # noqa: D102
    def conversation_items(self, conversation: str) -> list[QueueItem]: ...  # noqa: D102
    def quoting_items(self, conversation: str) -> list[QueueItem]: ...  # noqa: D102
    def quoted_conversations(self, mention: MentionId) -> list[str]: ...  # noqa: D102
    def number_value(self, conversation: str, entity: str, digest: str) -> int: ...  # noqa: D102
    def numbered_value(self, conversation: str, entity: str, number: int) -> str: ...  # noqa: D102
    def rewrite(self, item: QueueItem, after: QueueItem) -> bool: ...  # noqa: D102
    def rewrite_notes(self, conversation: str, rewritten: Callable[[str], str]) -> None: ...  # noqa: D102
    def rewrite_reply(self, reply: ReplyStatus, after: ReplyStatus) -> bool: ...  # noqa: D102
    def count_correction(self, conversation: str) -> None: ...  # noqa: D102
    def keep_tokens(self, conversation: str, tokens: Iterable[str]) -> None: ...  # noqa: D102
    def known_tokens(self, conversation: str, digests: Iterable[str]) -> frozenset[str]: ...  # noqa: D102
    def surrogates(self, conversation: str) -> dict[Named, str]: ...  # noqa: D102
    def keep_correction(self, kept: Kept) -> None: ...  # noqa: D102
    def keep_example(self, mention: MentionId, example: str, found: int) -> None: ...  # noqa: D102
    def audit_of(self, subject: str) -> list[bytes]: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class CorrectionStore(Protocol):
    """Opens transactions for corrections."""

    def write(self) -> AbstractContextManager[CorrectionTransaction]: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Making:
    """What corrections make of values: digests to keep, and examples without anything true.

    `digest_token` keys a token of a conversation, `digest_value` an entity's canonical value in a conversation.
    `invent` makes a value like one, for an entity, a language and a seed; `example` makes a post with invented values,
    of which it is given those that were invented before.
    """

    digest_token: Callable[[str, str], str]
    digest_value: Callable[[str, str, str], str]
    invent: Callable[[str, str, str, str], str]
    example: Callable[[QueueItem, Surrogates], Example]
