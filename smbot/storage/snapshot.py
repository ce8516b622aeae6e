"""Copy a SQLite database while it is written to, and look whether a copy is sound."""

import sqlite3
from contextlib import closing
from pathlib import Path

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg


def copy_database(source: Path, target: Path) -> None:
    """Copy one consistent state of a database to a file that its owner alone can read; writers go on meanwhile.

    Raises:
        ConfigurationError: The copy is not sound.
    """
    target.touch(mode=0o600, exist_ok=False)
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        # A copy is one file: nothing of it waits in a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
    check_database(target)


def check_database(file: Path) -> None:
    """Refuse a database that SQLite's own check finds damaged.

    Raises:
        ConfigurationError: It is damaged.
    """
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise ConfigurationError(msg("The database is damaged."), where=file.name)
