"""The database engine: what SQLite and PostgreSQL each need to be durable, and to have one writer at a time."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

if TYPE_CHECKING:
    import psycopg
    from psycopg.abc import Buffer

BUSY_SECONDS = 10
PATIENCE_MS = 1000
"""How long a person waits for readers to end, so that the write-ahead log can begin anew."""
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
PARAMETERS = {
    "timezone": "UTC",
    "synchronous_commit": "on",
    "lock_timeout": f"{BUSY_SECONDS}s",
    # A machine that freezes or loses its network within a transaction holds up the others no longer than this.
    "idle_in_transaction_session_timeout": "60s",
}
"""What every session on PostgreSQL has set, whatever the server's own configuration says."""
CONNECTING = {
    "connect_timeout": 10,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "application_name": "smbot",
}
MOST_CONNECTIONS = 40
"""Connections of one process on PostgreSQL, five of them kept; more threads than that wait."""
WRITES = "smbot_writes"
"""Execution option of a connection that will write: its transaction takes the lock at once."""
TURN = "smbot_turn"
"""Execution option of a connection that holds names for a worker; see `smbot.storage.turns`."""
LONGEST_TURN = "5min"
"""How long a worker may be silent in its turn before others take over; a batch takes seconds."""
WRITER = 0x736D626F74
"""The advisory lock of a database's one writer ("smbot"): what a transaction reads holds until it commits."""
DRIVER = "postgresql+psycopg"


def open_engine(url: str | URL) -> Engine:
    """Open the database at `url`; nothing is read yet. Parameters never appear in errors or logs."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return _on_postgresql(parsed.set(drivername=DRIVER))
    if parsed.database and parsed.database != ":memory:":
        _own_file(Path(parsed.database))
    engine = create_engine(parsed, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def are_one(first: Engine, second: Engine) -> bool:
    """Say whether two engines open the same database of PostgreSQL, whatever their addresses say.

    A lock that one holds is taken from the other there: so would the two writers wait for each other.
    """
    with first.connect() as one, second.connect() as other:
        number = {"pid": one.execute(text("SELECT pg_backend_pid()")).scalar_one()}
        one.execute(text("SELECT pg_advisory_xact_lock(0, :pid)"), number)
        return not other.execute(text("SELECT pg_try_advisory_xact_lock(0, :pid)"), number).scalar_one()


def options(parameters: dict[str, str] = PARAMETERS) -> str:
    """Return session parameters as libpq takes them."""
    return " ".join(f"-c {name}={value}" for name, value in parameters.items())


def truncate_log(engine: Engine) -> None:
    """Let go of older versions of rows: SQLite keeps them in its write-ahead log until that begins anew.

    Where somebody reads at this moment the log stays, and is overwritten later. What was written is kept whatever
    happens here.
    """
    if engine.dialect.name != "sqlite":
        return
    with suppress(sqlite3.Error, SQLAlchemyError), closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        try:
            cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


def _on_postgresql(url: URL) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        max_overflow=MOST_CONNECTIONS - 5,
        connect_args={**CONNECTING, "options": options()},
    )
    event.listen(engine, "connect", _without_nul)
    event.listen(engine, "begin", _begin_on_postgresql)
    event.listen(engine, "handle_error", _without_values)
    return engine


def _without_nul(connection: "psycopg.Connection[object]", _entry: ConnectionPoolEntry) -> None:
    # PostgreSQL has no text with U+0000, which SQLite keeps: whoever sends one reads the replacement character.
    from psycopg.types.string import StrDumperUnknown  # noqa: PLC0415 - of the extra “postgresql”

    class Storable(StrDumperUnknown):
        def dump(self, obj: str) -> "Buffer | None":
            return super().dump(obj.replace("\0", "\ufffd"))

    connection.adapters.register_dumper(str, Storable)


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


def _begin_on_postgresql(connection: Connection) -> None:
    # As on SQLite: one writer at a time, of all machines, and readers that see one consistent state meanwhile.
    wanted = connection.get_execution_options()
    if wanted.get(TURN, False):
        connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = '{LONGEST_TURN}'")
    elif wanted.get(WRITES, False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _without_values(context: ExceptionContext) -> None:
    # PostgreSQL's second line tells the values of the row that it refused.
    told = context.sqlalchemy_exception
    for error in (context.original_exception, told):
        if error is not None:
            error.args = (str(error.args[0]).partition("\n")[0] if error.args else "", *error.args[1:])
