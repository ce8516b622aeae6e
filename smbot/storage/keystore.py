"""The keys of sealed originals, in a database of their own: backups keep the two apart."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Column, LargeBinary, MetaData, String, Table, delete, insert, select
from sqlalchemy.engine import Engine

from smbot.core.ids import MentionId
from smbot.storage.engine import WRITES

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

    def create(self) -> None:
        """Make the table where it is not there."""
        _METADATA.create_all(self._engine)

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

    def shred(self, mentions: Sequence[MentionId]) -> None:
        """Delete keys: their originals open no more, in no copy of the database."""
        if mentions:
            with self._engine.execution_options(**{WRITES: True}).begin() as connection:
                connection.execute(delete(_KEYS).where(_KEYS.c.mention.in_(list(mentions))))

    def get(self, mention: MentionId) -> bytes | None:
        """Return a sealed key, or None where it was shredded."""
        with self._engine.connect() as connection:
            return connection.execute(select(_KEYS.c.sealed).where(_KEYS.c.mention == mention)).scalar()
