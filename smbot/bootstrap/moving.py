"""Moving an installation from SQLite's files to the PostgreSQL that its settings name."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Engine

from smbot.bootstrap.foundation import Foundation
from smbot.core.errors import ConfigurationError
from smbot.core.events import SYSTEM, Act, Event
from smbot.core.messages import msg
from smbot.storage.engine import WRITES, open_engine
from smbot.storage.keystore import KeyStore
from smbot.storage.migrate import migrate
from smbot.storage.move import Different, Step, move, our_tables, tables_of

ONCE = "moved"
"""The note that says that the move is over: what is done on the new database from then on is not compared."""


@dataclass(frozen=True, kw_only=True)
class Moved:
    """How many rows each database has now."""

    rows: int
    keys: int


def move_to_postgresql(application: Foundation, step: Step = lambda _table, _rows: None) -> Moved | None:
    """Copy both databases and compare them; None where that was done before.

    Nobody can write to the files meanwhile. They stay as they are.

    Raises:
        ConfigurationError: The settings name no PostgreSQL, there are no files, or what is there is something else.
    """
    if not application.on_postgresql:
        raise ConfigurationError(
            msg("The settings name no database to move to."),
            where=f"{application.configuration.file}: storage.url, storage.key_url",
            mend=msg("Set both, as README.md shows under “Many machines”."),
        )
    files = application.configuration.database, application.configuration.key_database
    if missing := [str(file) for file in files if not file.exists()]:
        raise ConfigurationError(
            msg("There is no database to move."),
            where=", ".join(missing),
            mend=msg("For a new installation, run “smbot init”."),
        )
    application.migrate()
    with application.store.read() as tx:
        if tx.note(ONCE) is not None:
            return None
    with ExitStack() as opened:
        database, keys = (opened.enter_context(_held(file)) for file in files)
        try:
            # Keys first: an original without its key is lost, a key without its original opens nothing.
            moved_keys = move(keys, application.key_store.engine, tables_of(keys), step)
            moved = move(database, application.engine, our_tables(), step)
        except Different as table:
            raise ConfigurationError(
                msg("After the move the table {table} is not the same in both databases.", table=table),
                where=application.database_name,
                mend=msg("Empty the new databases (dropdb, createdb), and move again with every smbot stopped."),
            ) from None
    application.store.index_waiting()
    with application.store.write() as tx:
        tx.keep_note(ONCE)
        tx.record(Event(act=Act.INSTALLATION_MOVED, actor=SYSTEM, detail={"rows": moved, "keys": moved_keys}))
    return Moved(rows=moved, keys=moved_keys)


@contextmanager
def _held(file: Path) -> Iterator[Engine]:
    """Open a file at this version's tables, and keep everybody from writing to it."""
    engine = open_engine(URL.create("sqlite", database=str(file)))
    try:
        if file.name == "keys.db":
            KeyStore(engine).create()
        else:
            migrate(engine)
        with engine.execution_options(**{WRITES: True}).connect() as holding, holding.begin():
            yield engine
    finally:
        engine.dispose()
