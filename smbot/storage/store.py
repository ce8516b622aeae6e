"""The store: transactions that read, and transactions that write and keep their audit events."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Engine
from sqlmodel import Session

from smbot.core.clock import Clock
from smbot.storage.accounts import AccountTables
from smbot.storage.audit import AuditTables
from smbot.storage.counts import CountTables
from smbot.storage.deliveries import DeliveryTables
from smbot.storage.engine import WRITES
from smbot.storage.inbox import InboxTables
from smbot.storage.members import MemberTables
from smbot.storage.mentions import MentionTables
from smbot.storage.notes import NoteTables
from smbot.storage.reports import ReportTables


class Transaction(
    InboxTables,
    DeliveryTables,
    MentionTables,
    AccountTables,
    MemberTables,
    AuditTables,
    NoteTables,
    CountTables,
    ReportTables,
):
    """One transaction over all tables; each stage sees it through a port of its own."""


class Store:
    """Opens transactions. What happens in one `write` is kept whole, with its audit events, or not at all."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{WRITES: True})
        self._clock = clock

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Begin a transaction that writes; it is committed at the end, undone by an exception."""
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield Transaction(session, self._clock)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Begin a transaction that reads one consistent state."""
        with Session(self._engine, expire_on_commit=False) as session:
            yield Transaction(session, self._clock)
