"""Where what was restored belongs: nothing that is there is overwritten, and a move can be interrupted anywhere."""

import errno
import filecmp
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from smbot.audit.anchor import FILE_NAME as CHECKPOINTS
from smbot.core.errors import ConfigurationError, InputError
from smbot.core.failpoints import failpoint
from smbot.core.messages import msg
from smbot.settings import FILE_NAME, Configuration

LOGS: Final = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside a database: left there, it would be read into the one that is put back."""


def refuse_taken(configuration: Configuration, *, whole: bool) -> None:
    """Refuse to restore over anything that is there.

    Raises:
        ConfigurationError: The installation is on PostgreSQL: its databases are no files.
        InputError: There is a database, or a folder or file of an installation.
    """
    if configuration.settings.storage.url:
        raise ConfigurationError(
            msg("smbot makes backups of SQLite; this installation is on PostgreSQL."),
            where="storage.url",
            mend=msg("Use the server’s own backup, one for each of the two databases, kept apart."),
        )
    for database in (configuration.database, configuration.key_database):
        for path in (database.with_name(database.name + end) for end in LOGS):
            if os.path.lexists(path):
                raise InputError(
                    msg("There is a database already: it is not overwritten."),
                    where=str(path),
                    mend=msg("Stop smbot, and move both databases to another place."),
                )
    for path in (target for _, target in _belongings(configuration)) if whole else ():
        if not _is_free(path):
            raise _taken(path)


def place(stage: Path, configuration: Configuration, *, whole: bool) -> None:
    """Move everything to its place, the configuration last: with it the installation is there.

    Raises:
        InputError: Something else came there meanwhile.
    """
    moves = [(stage / name, target) for name, target in _belongings(configuration)] if whole else []
    for name, target in (("keys.db", configuration.key_database), ("smbot.db", configuration.database)):
        moves += [(stage / f"{name}-wal", target.with_name(f"{name}-wal")), (stage / name, target)]
    if whole:
        moves.append((stage / FILE_NAME, configuration.file))
    else:
        _place_checkpoints(stage / "keys", configuration.folder(configuration.settings.keys.folder))
    for source, target in moves:
        if source.exists():
            _move(source, target)
            failpoint("restore.placed")
    shutil.rmtree(stage, ignore_errors=True)


def _belongings(configuration: Configuration) -> Iterator[tuple[str, Path]]:
    table = configuration.settings
    yield "keys", configuration.folder(table.keys.folder)
    yield "secrets", configuration.folder(table.secrets.folder)
    yield "playbooks", configuration.folder(table.playbooks.folder)
    yield "models", configuration.database.parent / "models" / "triage"
    yield "directory.yaml", configuration.folder(table.offices.file)


def _place_checkpoints(staged: Path, keys: Path) -> None:
    """Put what is left of the log's checkpoints into the place of the file; what was set aside lies there first."""
    for source in sorted(staged.glob("audit-checkpoints*.jsonl"), key=lambda file: file.name == CHECKPOINTS):
        _copied(source, keys / source.name)
        _keep(keys)
        source.unlink()


def _move(source: Path, target: Path) -> None:
    """Move a file or folder, to another disk too. One that lies there whole came with an earlier try."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_free(target):
        if not _is_same(source, target):
            raise _taken(target)
        _remove(source)
        return
    if target.is_dir():
        target.rmdir()
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copied(source, target)
        _remove(source)
    _keep(target.parent)


def _copied(source: Path, target: Path) -> None:
    """Copy to another disk: under another name, until all is durable there."""
    unfinished = target.with_name(f".{target.name}.restoring")
    _remove(unfinished)
    if source.is_dir():
        shutil.copytree(source, unfinished)
    else:
        shutil.copy2(source, unfinished)
    for path in (unfinished, *unfinished.rglob("*")):
        _keep(path)
    unfinished.replace(target)


def _keep(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _is_free(path: Path) -> bool:
    return not os.path.lexists(path) or (path.is_dir() and not path.is_symlink() and next(path.iterdir(), None) is None)


def _is_same(source: Path, target: Path) -> bool:
    if source.is_file() and target.is_file():
        return filecmp.cmp(source, target, shallow=False)
    if not (source.is_dir() and target.is_dir()):
        return False
    names = sorted(path.relative_to(source) for path in source.rglob("*"))
    return names == sorted(path.relative_to(target) for path in target.rglob("*")) and all(
        (target / name).is_dir() if (source / name).is_dir() else _is_same(source / name, target / name)
        for name in names
    )


def _taken(path: Path) -> InputError:
    return InputError(
        msg("There is an installation already."),
        where=str(path),
        mend=msg("Name an empty folder, or leave out --installation to put back the databases alone."),
    )
