"""What the tables' classes share."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy.engine import CursorResult
from sqlalchemy.sql.dml import UpdateBase
from sqlmodel import Session

from smbot.core.clock import Clock
from smbot.core.wakes import Wake

AT_ONCE = 500
"""Values in one question: databases bound how many there may be."""

Value = TypeVar("Value")


def pieces(values: Sequence[Value], size: int = AT_ONCE) -> Iterator[Sequence[Value]]:
    """Yield values in their order, as many at a time as one question may hold."""
    for at in range(0, len(values), size):
        yield values[at : at + size]


class Tables:
    """A session and a clock.

    `forgets` says that words were taken away which nothing may keep, `wakes` what is to run soon, and when.
    """

    def __init__(self, session: Session, clock: Clock) -> None:
        self.session = session
        self.clock = clock
        self.forgets = False
        self.wakes: dict[Wake, datetime | None] = {}

    def wake(self, what: Wake, at: datetime | None = None) -> None:
        """Let a job run once this is committed: at once, or at a moment."""
        self.wakes[what] = at

    def write_log(self) -> None:
        """Write down what was recorded: before the log is read, and at the end. See `AuditTables`."""

    def change(self, statement: UpdateBase) -> int:
        """Execute an update or deletion; return how many rows it changed.

        One changed row after ``UPDATE … WHERE id = ? AND state = ?`` means that we have it; none, that
        somebody else does. This works alike on every database.
        """
        result = self.session.execute(statement)
        assert isinstance(result, CursorResult)  # noqa: S101 - what SQLAlchemy returns for an update
        return result.rowcount
