"""Who works on what at this moment, of all machines: names that one worker holds, and lets go however it ends.

On PostgreSQL these are advisory locks of a session of their own: a worker that is killed holds nothing, at once, and
one that is frozen for long is cut off. On SQLite there is one process that works, and everything is free.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from smbot.storage.engine import TURN

OTHERS = 7
"""Workers beside this one whose work may stand before ours in a list."""
Found = TypeVar("Found")


class Turn:
    """What one worker holds until its turn ends."""

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = connection
        self._asked: dict[str, bool] = {}

    def look(self, limit: int) -> int:
        """Return how many to look at for `limit` that are free."""
        return limit if self._connection is None else limit * (1 + OTHERS)

    def take(self, name: str) -> bool:
        """Take a name; False where another worker holds it."""
        if self._connection is None:
            return True
        if name not in self._asked:
            taken = self._connection.execute(text("SELECT pg_try_advisory_xact_lock(:n)"), {"n": number_of(name)})
            self._asked[name] = bool(taken.scalar())
        return self._asked[name]

    def free(self, found: Iterable[Found], name: Callable[[Found], str], limit: int) -> list[Found]:
        """Return the first of `found` whose names nobody else holds; they are ours now."""
        return list(islice((each for each in found if self.take(name(each))), limit))


@contextmanager
def turn_on(engine: Engine) -> Iterator[Turn]:
    """Begin a turn; what it took is free again at its end."""
    if engine.dialect.name != "postgresql":
        yield Turn()
        return
    connection = engine.execution_options(**{TURN: True}).connect()
    try:
        yield Turn(connection)
    finally:
        with suppress(SQLAlchemyError):  # a connection that is lost holds nothing
            connection.close()


def number_of(name: str) -> int:
    """Return the lock's number: of two names that share one, one waits for the other, which does no harm."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8, person=b"smbot-turn").digest(), signed=True)
