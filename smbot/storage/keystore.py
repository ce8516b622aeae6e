"""The keys of sealed originals, in a database of their own: backups keep the two apart."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Column, LargeBinary, MetaData, String, Table, delete, insert, select, update
from sqlalchemy.engine import Engine

from smbot.core.failpoints import failpoint
from smbot.core.ids import MentionId
from smbot.storage.engine import WRITES, truncate_log
from smbot.storage.shredded import Shred, all_shredded, create_shredded, forget_shredded, note_shredded

_METADATA = MetaData()
_KEYS = Table(
    "vault_key",
    _METADATA,
    Column("mention", String, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)


class KeyStore:
    """Sealed data keys by mention.

    A key is stored before its original: a crash between the two leaves a key that opens nothing, and an original
    that nothing opens only until the edit that was being kept is read again.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def engine(self) -> Engine:
        """Return the database's engine."""
        return self._engine

    def create(self) -> None:
        """Make the tables where they are not there."""
        with self._engine.execution_options(**{WRITES: True}).begin() as connection:
            _METADATA.create_all(connection)
            create_shredded(connection)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def put(self, keys: Mapping[MentionId, bytes]) -> None:
        """Store keys, durably, before this returns."""
        if keys:
            with self._engine.execution_options(**{WRITES: True}).begin() as connection:
                # An edited post is sealed anew under a new key.
                connection.execute(delete(_KEYS).where(_KEYS.c.mention.in_(list(keys))))
                connection.execute(insert(_KEYS), [{"mention": m, "sealed": k} for m, k in keys.items()])
                forget_shredded(connection, Shred.ORIGINAL, list(keys))
            failpoint("keys.put")

    def shred(self, mentions: Sequence[MentionId], what: Shred = Shred.GONE) -> None:
        """Delete keys: their originals open no more, in no copy of the database; and remember what was destroyed."""
        if mentions:
            with self._engine.execution_options(**{WRITES: True}).begin() as connection:
                connection.execute(delete(_KEYS).where(_KEYS.c.mention.in_(list(mentions))))
                note_shredded(connection, what, mentions)
            failpoint("keys.shredded")
            # A deleted key would stand in SQLite's log until it is full.
            truncate_log(self._engine)

    def note(self, what: Shred, records: Sequence[str]) -> None:
        """Remember what was destroyed that has no key of its own."""
        with self._engine.execution_options(**{WRITES: True}).begin() as connection:
            note_shredded(connection, what, records)

    def shredded(self) -> Mapping[Shred, tuple[str, ...]]:
        """Return everything that was ever destroyed, by what it was."""
        return all_shredded(self._engine)

    def get(self, mention: MentionId) -> bytes | None:
        """Return a sealed key, or None where it was shredded."""
        with self._engine.connect() as connection:
            return connection.execute(select(_KEYS.c.sealed).where(_KEYS.c.mention == mention)).scalar()

    def sealed_keys(self, after: str, limit: int) -> list[tuple[str, bytes]]:
        """Return sealed keys by mention, those after an id."""
        query = select(_KEYS.c.mention, _KEYS.c.sealed).where(_KEYS.c.mention > after).order_by(_KEYS.c.mention)
        with self._engine.connect() as connection:
            return [(str(mention), bytes(sealed)) for mention, sealed in connection.execute(query.limit(limit))]

    def replace(self, keys: Sequence[tuple[str, bytes, bytes]]) -> int:
        """Put keys that were sealed anew into the place of what was read; return how many.

        A key that was shredded or replaced meanwhile is left as it is: nothing that was destroyed comes back.
        """
        with self._engine.execution_options(**{WRITES: True}).begin() as connection:
            return sum(
                connection.execute(
                    update(_KEYS).where(_KEYS.c.mention == mention, _KEYS.c.sealed == old).values(sealed=new)
                ).rowcount
                for mention, old, new in keys
            )

    def known(self) -> frozenset[MentionId]:
        """Return the mentions that have a key."""
        with self._engine.connect() as connection:
            return frozenset(MentionId(mention) for (mention,) in connection.execute(select(_KEYS.c.mention)))
