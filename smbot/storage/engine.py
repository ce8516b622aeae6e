"""The database engine and the settings that SQLite needs to be durable."""

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 10
WAL_LIMIT_BYTES = 64 * 1024 * 1024
PRAGMAS = {
    "journal_mode": "WAL",
    # NORMAL may lose the last commits when power fails; for a "sent" mark that would be a second reply.
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "trusted_schema": "OFF",
    "secure_delete": "ON",
    "temp_store": "MEMORY",
    "journal_size_limit": str(WAL_LIMIT_BYTES),
    "cell_size_check": "ON",
}
WRITES = "smbot_writes"
"""Execution option of a connection that will write: its transaction takes the lock at once."""


def open_engine(url: str | URL) -> Engine:
    """Open the database at `url`; nothing is read yet. Parameters never appear in errors or logs."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, hide_parameters=True, pool_pre_ping=True)
    if parsed.database and parsed.database != ":memory:":
        _own_file(Path(parsed.database))
    engine = create_engine(parsed, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _own_file(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where _begin says, not where the driver guesses
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads and then writes fails at once when another wrote between.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
