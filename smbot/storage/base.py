"""What the tables' classes share."""

from sqlalchemy.engine import CursorResult
from sqlalchemy.sql.dml import UpdateBase
from sqlmodel import Session

from smbot.core.clock import Clock


class Tables:
    """A session and a clock. `forgets` says that words were taken away which nothing may keep."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self.session = session
        self.clock = clock
        self.forgets = False

    def change(self, statement: UpdateBase) -> int:
        """Execute an update or deletion; return how many rows it changed.

        One changed row after ``UPDATE … WHERE id = ? AND state = ?`` means that we have it; none, that
        somebody else does. This works alike on every database.
        """
        result = self.session.execute(statement)
        assert isinstance(result, CursorResult)  # noqa: S101 - what SQLAlchemy returns for an update
        return result.rowcount
