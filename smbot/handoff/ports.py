"""What the private zone needs of storage, of keys, of the desk, and of the channels that reach a person."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from smbot.core.errors import SmbotError
from smbot.core.events import Event
from smbot.core.messages import msg
from smbot.handoff.box import PrivateText
from smbot.handoff.limits import Bucket
from smbot.handoff.model import CaseCode, Channel, Notice, PrivateCase, Reach, StoredMessage, StoredVisit


class PrivateTransaction(Protocol):
    """What is asked of one transaction."""

    def private_case(self, case: str) -> PrivateCase | None: ...  # noqa: D102
    def private_cases(self) -> list[PrivateCase]: ...  # noqa: D102
    def keep_private_case(self, case: PrivateCase) -> None: ...  # noqa: D102
    def add_code(self, code: CaseCode) -> None: ...  # noqa: D102
    def case_code(self, code: str) -> CaseCode | None: ...  # noqa: D102
    def codes_of(self, case: str) -> list[CaseCode]: ...  # noqa: D102
    def claim_code(self, code: CaseCode) -> bool: ...  # noqa: D102
    def renew_code(self, code: str, until: datetime) -> bool: ...  # noqa: D102
    def revoke_code(self, code: str, at: datetime) -> bool: ...  # noqa: D102
    def add_private_message(self, message: StoredMessage) -> None: ...  # noqa: D102
    def private_messages(self, case: str) -> list[StoredMessage]: ...  # noqa: D102
    def delete_said(self, case: str) -> list[str]: ...  # noqa: D102
    def is_case_held(self, case: str) -> bool: ...  # noqa: D102
    def add_private_marks(self, case: str, digests: Collection[str]) -> None: ...  # noqa: D102
    def private_marks_known(self, case: str, digests: Sequence[str]) -> set[str]: ...  # noqa: D102
    def keep_reach(self, reach: Reach) -> None: ...  # noqa: D102
    def reach(self, case: str) -> Reach | None: ...  # noqa: D102
    def keep_notice(self, notice: Notice) -> None: ...  # noqa: D102
    def due_notices(self, now: datetime) -> list[Notice]: ...  # noqa: D102
    def notices_of(self, case: str) -> list[Notice]: ...  # noqa: D102
    def bucket(self, key: str) -> Bucket | None: ...  # noqa: D102
    def keep_bucket(self, key: str, bucket: Bucket) -> None: ...  # noqa: D102
    def forget_buckets(self, before: datetime) -> None: ...  # noqa: D102
    def entered_from(self, code: str, network: str) -> bool: ...  # noqa: D102
    def keep_entered_from(self, code: str, network: str) -> None: ...  # noqa: D102
    def keep_visit(self, digest: str, visit: StoredVisit) -> None: ...  # noqa: D102
    def visit(self, digest: str) -> StoredVisit | None: ...  # noqa: D102
    def end_visit(self, digest: str) -> None: ...  # noqa: D102
    def end_visits_begun_before(self, moment: datetime) -> None: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class PrivateStore(Protocol):
    """Opens transactions."""

    def write(self) -> AbstractContextManager[PrivateTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[PrivateTransaction]: ...  # noqa: D102


class PrivateKeys(Protocol):
    """Data keys of private messages, each sealed to its readers, apart from the messages."""

    def put(self, message: str, keys: Mapping[str, bytes]) -> None:
        """Store the keys of a message, durably, before this returns."""

    def get(self, reader: str, messages: Sequence[str]) -> Mapping[str, bytes]:
        """Return the keys that this reader has, by message."""
        raise NotImplementedError

    def shred(self, messages: Sequence[str]) -> None:
        """Delete every key of these messages: they open no more, in no copy of the database."""


class Assignees(Protocol):
    """Says whose a case is."""

    def __call__(self, case: str) -> str:
        """Return the name of the member to whom the case is assigned, or an empty text."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Word:
    """What is carried to a person: that an answer waits, where, and nothing of the answer."""

    notice: str
    channel: Channel
    language: str
    to: PrivateText = field(repr=False)
    subject: str
    text: str
    url: str


class ChannelOut(Protocol):
    """Carries a word to a person."""

    def carry(self, word: Word) -> None:
        """Hand it over.

        Raises:
            NotCarried: It was not taken.
        """


class NotCarried(SmbotError):
    """A channel did not take a word. `code` is a number or a type's name; `for_good` says that trying again is idle."""

    def __init__(self, code: str, *, for_good: bool) -> None:
        super().__init__(msg("The message was not taken ({code}).", code=code))
        self.code = code
        self.for_good = for_good
