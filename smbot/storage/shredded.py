"""Which keys were shredded, beside the keys: a backup of the data that is put back is cleared of them.

It lies in the database of keys, so that it is as new as the keys are: older rows come back with a backup of the data,
what was shredded since does not.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from sqlalchemy import Column, Connection, DateTime, Engine, MetaData, String, Table, delete, func, insert, select

from smbot.storage.base import pieces


class Shred(StrEnum):
    """What was destroyed: a post that is gone from its platform, an original alone, a record by its schedule."""

    GONE = "gone"
    ORIGINAL = "original"
    MENTION = "mention"
    MESSAGE = "message"
    CASE = "case"
    DOCKET = "docket"


_METADATA = MetaData()
_SHREDDED = Table(
    "shredded",
    _METADATA,
    Column("what", String, primary_key=True),
    Column("record", String, primary_key=True),
    Column("at", DateTime, nullable=False, server_default=func.now()),
)


def create_shredded(connection: Connection) -> None:
    """Make the table where it is not there."""
    _METADATA.create_all(connection)


def note_shredded(connection: Connection, what: Shred, records: Iterable[str]) -> None:
    """Remember that records were destroyed, in the transaction that deletes their keys."""
    forget_shredded(connection, what, wanted := sorted(set(records)))
    if wanted:
        connection.execute(insert(_SHREDDED), [{"what": what.value, "record": record} for record in wanted])


def forget_shredded(connection: Connection, what: Shred, records: Sequence[str]) -> None:
    """Forget it: a new original is sealed under a new key."""
    for some in pieces(records):
        connection.execute(delete(_SHREDDED).where(_SHREDDED.c.what == what.value, _SHREDDED.c.record.in_(some)))


def all_shredded(engine: Engine) -> Mapping[Shred, tuple[str, ...]]:
    """Return everything that was ever destroyed, by what it was."""
    found: dict[Shred, list[str]] = {what: [] for what in Shred}
    with engine.connect() as connection:
        for what, record in connection.execute(select(_SHREDDED.c.what, _SHREDDED.c.record)):
            found[Shred(what)].append(str(record))
    return {what: tuple(sorted(records)) for what, records in found.items()}
