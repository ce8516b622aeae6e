"""Move everything from one database to another: streamed in pieces, told apart by counts and digests, resumable.

Nothing is taken out of the old database. Each piece is committed; after a crash the move goes on behind the last
row that arrived. At the end both are read whole and compared: no row is missing, doubled or different.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from sqlalchemy import Column, Connection, Engine, MetaData, Select, String, Table, collate, func, select, text, tuple_
from sqlmodel import SQLModel

from smbot.storage import retention_tables, step_tables, store  # noqa: F401 - fills the metadata
from smbot.storage.desk_tables import MentionNumberRow
from smbot.storage.engine import WRITES

PIECE = 500
"""Rows read and written at once: some hundred kilobytes."""
NOTES = MentionNumberRow.__tablename__
MODULUS = 2**256
Step = Callable[[str, int], None]


@dataclass(frozen=True, kw_only=True)
class Content:
    """How many rows a table has, and the sum of their digests: alike in whatever order they are read."""

    rows: int
    digest: int


class Different(Exception):
    """A table that has not the same rows after it was moved; its name."""


def our_tables() -> list[Table]:
    """Return the tables of the database, in the order in which they are moved.

    Numbers of the index of words go first: a mention that arrives finds its own there.
    """
    return sorted(SQLModel.metadata.sorted_tables, key=lambda table: table.name != NOTES)


def tables_of(engine: Engine) -> list[Table]:
    """Return the tables that a database has, as it describes them itself: those of keys."""
    found = MetaData()
    found.reflect(engine)
    return list(found.sorted_tables)


def move(source: Engine, target: Engine, tables: Sequence[Table], step: Step = lambda _name, _rows: None) -> int:
    """Copy what is missing and compare; return how many rows there are. `step` is told of rows that were copied.

    Raises:
        Different: A table has not the same rows in both. Nobody else may write to either meanwhile.
    """
    moved = 0
    for table in tables:
        with source.connect() as reading:
            while rows := _next(reading, target, table):
                with target.execution_options(**{WRITES: True}).begin() as writing:
                    writing.execute(table.insert(), rows)
                step(table.name, len(rows))
    for table in tables:
        with source.connect() as old, target.connect() as new:
            before, after = content(old, table), content(new, table)
        if before != after:
            raise Different(table.name)
        moved += after.rows
    _go_on_counting(target, tables)
    return moved


def content(connection: Connection, table: Table) -> Content:
    """Read a table whole."""
    rows = digest = 0
    columns = _told_apart(table)
    for row in connection.execute(select(*columns), execution_options={"yield_per": PIECE}):
        rows += 1
        digest += int.from_bytes(sha256(json.dumps([_plain(value) for value in row]).encode()).digest())
    return Content(rows=rows, digest=digest % MODULUS)


def _next(reading: Connection, target: Engine, table: Table) -> list[dict[str, object]]:
    """Return the rows behind the last one that arrived."""
    with target.connect() as connection:
        last = connection.execute(_in_order(select(*table.primary_key), table, connection, newest=True)).first()
    wanted = _in_order(select(table), table, reading).limit(PIECE)
    if last is not None:
        wanted = wanted.where(tuple_(*_keys(table, reading)) > tuple_(*last))
    return [dict(row) for row in reading.execute(wanted).mappings()]


def _in_order(query: Select, table: Table, at: Connection, *, newest: bool = False) -> Select:  # type: ignore[type-arg]
    keys = _keys(table, at)
    return query.order_by(*(key.desc() for key in keys)).limit(1) if newest else query.order_by(*keys)


def _keys(table: Table, at: Connection) -> list[Column[object]]:
    """Return the columns of the key, compared by their bytes as SQLite does."""
    by_bytes = at.dialect.name == "postgresql"
    return [
        collate(key, "C") if by_bytes and isinstance(key.type, String) else key  # type: ignore[misc]
        for key in table.primary_key
    ]


def _told_apart(table: Table) -> Iterator[Column[object]]:
    # Whether words are still to be indexed differs; each database has an index of its own.
    return (column for column in table.columns if (table.name, column.name) != (NOTES, "stale"))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, list | dict):
        return json.dumps(value, sort_keys=True)
    return value


def _go_on_counting(target: Engine, tables: Sequence[Table]) -> None:
    """Let numbers that the database gives go on behind the highest, and the index of words be made."""
    if target.dialect.name != "postgresql":
        return
    with target.execution_options(**{WRITES: True}).begin() as connection:
        for table in tables:
            column = table.autoincrement_column
            if column is None:
                continue
            highest = connection.execute(select(func.max(column))).scalar() or 0
            where = {"table": table.name, "column": column.name, "next": highest + 1}
            connection.execute(text("SELECT setval(pg_get_serial_sequence(:table, :column), :next, false)"), where)
            if table.name == NOTES:
                connection.execute(table.update().values(stale=True))
