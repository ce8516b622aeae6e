"""The store: transactions that read, and transactions that write and keep their audit events."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from sqlalchemy.engine import Engine
from sqlmodel import Session

from smbot.core.clock import Clock
from smbot.core.wakes import Wake
from smbot.storage.accounts import AccountTables
from smbot.storage.aside import AsideTables
from smbot.storage.audit import AuditTables
from smbot.storage.case_codes import CodeTables
from smbot.storage.cases import CaseTables
from smbot.storage.changes import ChangeTables
from smbot.storage.compliance import ComplianceTables
from smbot.storage.corrections import CorrectionTables
from smbot.storage.counts import CountTables
from smbot.storage.deliveries import DeliveryTables
from smbot.storage.docket import DocketTables
from smbot.storage.engine import WRITES, truncate_log
from smbot.storage.event_pages import EventPageTables
from smbot.storage.exposure import ExposureTables
from smbot.storage.handoff import HandoffTables
from smbot.storage.inbox import InboxTables
from smbot.storage.labels import LabelTables
from smbot.storage.members import MemberTables
from smbot.storage.notes import NoteTables
from smbot.storage.notices import NoticeTables
from smbot.storage.offers import OfferTables
from smbot.storage.passing import PassingTables
from smbot.storage.queue import QueueTables
from smbot.storage.reports import ReportTables
from smbot.storage.restoring import RestoringTables
from smbot.storage.searching import PIECE, SearchTables
from smbot.storage.sending import SendingTables
from smbot.storage.service_times import ServiceTimeTables
from smbot.storage.stages import StageTables
from smbot.storage.steps import StepTables
from smbot.storage.tokens import ApiTokenTables
from smbot.storage.turns import Turn, turn_on

Wakes = Callable[[Session, Mapping[Wake, datetime | None]], None]


class Transaction(
    RestoringTables,
    SendingTables,
    InboxTables,
    DeliveryTables,
    CorrectionTables,
    QueueTables,
    StageTables,
    LabelTables,
    AccountTables,
    MemberTables,
    AuditTables,
    ServiceTimeTables,
    NoteTables,
    CountTables,
    ChangeTables,
    ReportTables,
    ExposureTables,
    CaseTables,
    HandoffTables,
    CodeTables,
    NoticeTables,
    DocketTables,
    PassingTables,
    StepTables,
    ApiTokenTables,
    ComplianceTables,
    EventPageTables,
    OfferTables,
    AsideTables,
    SearchTables,
):
    """One transaction over all tables; each stage sees it through a port of its own."""


class Store:
    """Opens transactions. What happens in one `write` is kept whole, with its audit events, or not at all."""

    def __init__(self, engine: Engine, clock: Clock, waker: Wakes | None = None) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{WRITES: True})
        self._clock = clock
        self._waker = waker

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Begin a transaction that writes; it is committed at the end, undone by an exception."""
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            transaction = Transaction(session, self._clock)
            yield transaction
            transaction.write_log()
            transaction.settle_times()
            transaction.index_words()
            if self._waker is not None:
                self._waker(session, transaction.wakes)
        if transaction.forgets:
            self.truncate_log()

    def index_waiting(self, most: int = PIECE) -> int:
        """Index the words of whatever waits for that, after a move or a migration; return in how many transactions.

        Others write between two of them: none holds more than `most` mentions, and none holds up others for long.
        """
        pieces = 0
        while True:
            with Session(self._writer) as session, session.begin():
                if not Transaction(session, self._clock).index_piece(most):
                    return pieces
            pieces += 1

    def truncate_log(self) -> None:
        """Let go of older versions of rows, as `smbot.storage.engine.truncate_log`."""
        truncate_log(self._engine)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Begin a transaction that reads one consistent state."""
        with Session(self._engine, expire_on_commit=False) as session:
            yield Transaction(session, self._clock)

    def turn(self) -> AbstractContextManager[Turn]:
        """Begin a worker's turn: what it takes is its own, of all machines, until the end."""
        return turn_on(self._engine)
