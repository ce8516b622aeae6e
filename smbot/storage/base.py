"""What the tables' classes share."""

from datetime import datetime

from sqlalchemy.engine import CursorResult
from sqlalchemy.sql.dml import UpdateBase
from sqlmodel import Session

from smbot.core.clock import Clock
from smbot.core.wakes import Wake


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

    def change(self, statement: UpdateBase) -> int:
        """Execute an update or deletion; return how many rows it changed.

        One changed row after ``UPDATE … WHERE id = ? AND state = ?`` means that we have it; none, that
        somebody else does. This works alike on every database.
        """
        result = self.session.execute(statement)
        assert isinstance(result, CursorResult)  # noqa: S101 - what SQLAlchemy returns for an update
        return result.rowcount
