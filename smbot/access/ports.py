"""What the docket needs of storage, and of what carries an entry to the coordinator."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from smbot.access.docket import DocketEntry, DocketMention, DocketStep
from smbot.access.names import DocketState, Jurisdiction, RequestKind
from smbot.access.orders import PassingOrder
from smbot.core.errors import SmbotError
from smbot.core.events import Event
from smbot.core.ids import DocketId, MentionId
from smbot.core.messages import msg


@dataclass(frozen=True, kw_only=True)
class DocketFilter:
    """Which entries are wanted: in any of the states, of a kind, under a law; None lets every kind and law through."""

    states: frozenset[DocketState] = frozenset(DocketState)
    kind: RequestKind | None = None
    jurisdiction: Jurisdiction | None = None

    def among(self, states: frozenset[DocketState]) -> "DocketFilter":
        """Return what is wanted of these states."""
        return replace(self, states=self.states & states)


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """A record of the audit log as it stands there: `body` is exactly what `leaf` is the hash of."""

    seq: int
    at: datetime
    act: str
    actor: str
    subject: str
    body: str
    leaf: str


class DocketTransaction(Protocol):
    """What the docket needs of a transaction."""

    def docket_entry(self, docket: DocketId) -> DocketEntry | None:
        """Return an entry with its posts and steps, or None."""

    def docket_entries(self, *states: DocketState) -> list[DocketEntry]:
        """Return the entries in these states (in all, without any), the one received first at the top."""

    def docket_page(self, wanted: DocketFilter, *, limit: int | None = None, offset: int = 0) -> list[DocketEntry]:
        """Return a page of the wanted entries, the one opened last at the top."""

    def docket_count(self, wanted: DocketFilter) -> int:
        """Return how many entries are wanted."""

    def docket_of(self, mention: MentionId) -> DocketId | None:
        """Return the entry that a mention belongs to."""

    def docket_receipt(self, mention: MentionId) -> DocketMention | None:
        """Return when a stored mention was posted and collected."""

    def docket_to_join(self, mention: MentionId) -> DocketId | None:
        """Return the open entry of the mention's author in its conversation; None where the author is unknown."""

    def add_docket(self, entry: DocketEntry) -> None:
        """Keep a new entry with its posts and steps."""

    def join_docket(self, entry: DocketEntry, mention: DocketMention) -> None:
        """Add a post to an entry."""

    def change_docket(
        self, entry: DocketEntry, step: DocketStep, *, state: DocketState, case: str | None = None
    ) -> bool:
        """Append a step and set what it changes; False where somebody changed the entry since it was read."""

    def case_exists(self, case: str) -> bool:
        """Say whether there is a case of this id."""

    def passings_of(self, docket: DocketId) -> list[PassingOrder]:
        """Return the orders to pass an entry on, the oldest first."""

    def due_passing(self, now: datetime) -> PassingOrder | None:
        """Return the order that waits and is due longest; one that somebody carries out now is not."""

    def failed_passings(self) -> list[PassingOrder]:
        """Return the orders that were given up, of all entries."""

    def add_passing(self, order: PassingOrder) -> None:
        """Keep a new order."""

    def change_passing(self, before: PassingOrder, after: PassingOrder) -> bool:
        """Change an order; False where somebody changed it since it was read."""

    def record(self, event: Event) -> None:
        """Append to the audit log."""


class DocketStore(Protocol):
    """Opens transactions for the docket."""

    def write(self) -> AbstractContextManager[DocketTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[DocketTransaction]: ...  # noqa: D102


class NotPassed(SmbotError):
    """The coordinator was not reached. `certain` says that surely nothing arrived.

    `code` is a type of error or a server's number: never an address, never an answer's words. `for_good` says that
    trying again by itself changes nothing.
    """

    def __init__(self, code: str, *, certain: bool, for_good: bool = False) -> None:
        super().__init__(msg("The coordinator was not reached ({code}).", code=code))
        self.code = code
        self.certain = certain
        self.for_good = for_good


class Mail(Protocol):
    """Carries an e-mail to the coordinator; `smbot.notify.mail.MailReader` is one."""

    def tell(self, subject: str, text: str) -> None:
        """Hand over a message, or raise."""


class Hook(Protocol):
    """Carries JSON to the coordinator's own system."""

    def post(self, body: bytes, key: str) -> None:
        """Deliver `body`; whoever gets the same `key` twice was told once.

        Raises:
            NotPassed: It was not taken, or nobody knows.
        """
