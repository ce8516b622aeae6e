"""The data keys of sealed private messages, in the database of keys."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Column, LargeBinary, MetaData, String, Table, delete, insert, select, update
from sqlalchemy.engine import Engine

from smbot.storage.base import pieces
from smbot.storage.engine import WRITES, truncate_log
from smbot.storage.shredded import Shred, create_shredded, note_shredded

_METADATA = MetaData()
_KEYS = Table(
    "private_key",
    _METADATA,
    Column("message", String, primary_key=True),
    Column("reader", String, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)


class PrivateKeyStore:
    """See `smbot.handoff.ports.PrivateKeys`. A key is stored before its message: what opens nothing does no harm."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{WRITES: True})

    def create(self) -> None:
        """Make the table where it is not there."""
        with self._writer.begin() as connection:
            _METADATA.create_all(connection)
            create_shredded(connection)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def put(self, message: str, keys: Mapping[str, bytes]) -> None:
        """See `PrivateKeys.put`."""
        with self._writer.begin() as connection:
            rows = [{"message": message, "reader": reader, "sealed": key} for reader, key in keys.items()]
            connection.execute(insert(_KEYS), rows)

    def get(self, reader: str, messages: Sequence[str]) -> Mapping[str, bytes]:
        """See `PrivateKeys.get`."""
        found: dict[str, bytes] = {}
        with self._engine.connect() as connection:
            for some in pieces(messages):
                wanted = select(_KEYS.c.message, _KEYS.c.sealed).where(
                    _KEYS.c.reader == reader, _KEYS.c.message.in_(some)
                )
                found |= {str(message): bytes(sealed) for message, sealed in connection.execute(wanted)}
        return found

    def sealed_keys(self, after: str, limit: int, *, reader: str) -> list[tuple[str, bytes]]:
        """Return a reader's sealed keys by message, those after an id."""
        query = select(_KEYS.c.message, _KEYS.c.sealed).where(_KEYS.c.reader == reader, _KEYS.c.message > after)
        with self._engine.connect() as connection:
            found = connection.execute(query.order_by(_KEYS.c.message).limit(limit))
            return [(str(message), bytes(sealed)) for message, sealed in found]

    def replace(self, keys: Sequence[tuple[str, bytes, bytes]], *, reader: str) -> int:
        """Put a reader's keys that were sealed anew into the place of what was read; return how many."""
        with self._writer.begin() as connection:
            return sum(
                connection.execute(
                    update(_KEYS)
                    .where(_KEYS.c.message == message, _KEYS.c.reader == reader, _KEYS.c.sealed == old)
                    .values(sealed=new)
                ).rowcount
                for message, old, new in keys
            )

    def shred(self, messages: Sequence[str]) -> None:
        """See `PrivateKeys.shred`."""
        with self._writer.begin() as connection:
            for some in pieces(messages):
                connection.execute(delete(_KEYS).where(_KEYS.c.message.in_(some)))
            note_shredded(connection, Shred.MESSAGE, messages)
        truncate_log(self._engine)
