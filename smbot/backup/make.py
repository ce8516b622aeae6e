"""Make a backup: three archives in two places, each sealed to the backup's public key and read back."""

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final, cast

from smbot import __version__
from smbot.backup.pack import Files, pack, read_back
from smbot.bootstrap import Application
from smbot.core.errors import ConfigurationError
from smbot.core.events import Act, Detail, Event
from smbot.core.failpoints import failpoint
from smbot.core.messages import msg
from smbot.storage.snapshot import copy_database
from smbot.vault.archive import SealingWriter
from smbot.vault.data_keys import key_name

KEY: Final = "backup"
"""The name of the pair whose public half seals backups."""
STAMP: Final = "%Y%m%dT%H%M%SZ"
NAME: Final = re.compile(r"smbot-(\d{8}T\d{6}Z)\.(data|keys|installation)")
NEVER: Final = re.compile(r"(compliance|backup)\b.*\.key")
"""Keys that are in no backup, older ones neither: they belong on other machines, and open what backups hold."""
WORK: Final = ".backup-"
PART: Final = ".part"
"""What a backup that was killed leaves: the next one deletes it, for no time limit counts for it."""
NOTE: Final = "backup"


class Kind(StrEnum):
    """What an archive holds: the database; the keys of sealed originals; configuration, keys and secrets."""

    DATA = "data"
    KEYS = "keys"
    INSTALLATION = "installation"


@dataclass(frozen=True, kw_only=True)
class Archive:
    """An archive that was written and read back."""

    kind: Kind
    path: Path
    digest: str
    size: int


def make_backup(application: Application, *, by: str, step: Callable[[int], None] = lambda _: None) -> list[Archive]:
    """Write a backup and delete those whose time is over; return its archives. smbot goes on meanwhile.

    Raises:
        ConfigurationError: There is no public key for backups, or data and keys would lie in one folder.
    """
    configuration, table = application.configuration, application.settings.backup
    folders = {
        Kind.DATA: configuration.folder(table.folder),
        Kind.KEYS: configuration.folder(table.keys_folder),
        Kind.INSTALLATION: configuration.folder(table.keys_folder),
    }
    _check(application, folders[Kind.DATA], folders[Kind.KEYS])
    now = application.clock.now()
    made: list[Archive] = []
    at_work = configuration.database.parent
    with _alone(at_work), TemporaryDirectory(prefix=WORK, dir=at_work) as place:
        work = Path(place)
        _forget_unfinished(at_work, work, folders.values())
        # In this order: signatures of the log that lie beside the keys are never ahead of the log that is copied, and
        # each original that is copied has its key.
        for kind, files in _contents(application, work):
            path = folders[kind] / f"smbot-{now:{STAMP}}.{kind.value}"
            made.append(_write(application, kind, path, files, step))
            failpoint("backup.written")
    with application.store.write() as tx:
        detail: dict[str, Detail] = {archive.kind.value: archive.digest for archive in made}
        detail["key"] = key_name(application.keys.public(KEY))
        tx.record(Event(act=Act.BACKUP_MADE, actor=by, detail=detail))
        tx.keep_note(NOTE, f"{now:{STAMP}}")
    for folder, days in ((folders[Kind.DATA], table.keep_days), (folders[Kind.KEYS], table.keep_keys_days)):
        forget_old(folder, now - timedelta(days=days))
    return made


def _check(application: Application, data: Path, keys: Path) -> None:
    if application.engine.dialect.name != "sqlite":
        raise ConfigurationError(
            msg("smbot makes backups of SQLite; this installation is on PostgreSQL."),
            mend=msg("Use the server’s own backup, one for each of the two databases, kept apart."),
        )
    if not application.keys.has_public(KEY):
        raise ConfigurationError(
            msg("There is no public key that backups could be sealed to."),
            where=str(application.key_folder / f"{KEY}.pub"),
            mend=msg(
                "Run “smbot keys make backup FOLDER” where its private half shall stay, then “smbot keys take FILE”."
            ),
        )
    if application.keys.has(KEY):
        raise ConfigurationError(
            msg("The private key of backups lies on the machine that they are for."),
            where=str(application.key_folder / f"{KEY}.key"),
            mend=msg("Move it to another place: with it whoever takes this machine opens every backup."),
        )
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    if data.resolve() == keys.resolve():
        raise ConfigurationError(
            msg("Backups of data and of keys would lie in one folder."),
            where=str(data),
            mend=msg("Set keys_folder in [backup] to another place, best on another machine."),
        )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other process makes a backup of this installation, and keep others waiting."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _forget_unfinished(at_work: Path, mine: Path, folders: Iterable[Path]) -> None:
    """Delete what backups that were killed left: whole copies of databases, and archives that nobody read back."""
    for left in at_work.glob(f"{WORK}*"):
        if left != mine:
            shutil.rmtree(left)
    for folder in folders:
        for left in folder.glob(f"smbot-*{PART}"):
            left.unlink()


def _contents(application: Application, work: Path) -> Iterator[tuple[Kind, Files]]:
    """Yield what each archive holds, copied at that moment."""
    yield Kind.INSTALLATION, _installation(application)
    for kind, live in (
        (Kind.DATA, application.configuration.database),
        (Kind.KEYS, application.configuration.key_database),
    ):
        copy = work / live.name
        copy_database(live, copy)
        failpoint("backup.copied")
        yield kind, {live.name: copy}
        copy.unlink()


def _installation(application: Application) -> Files:
    configuration, table = application.configuration, application.settings
    folders = {
        "keys": application.key_folder,
        "secrets": configuration.folder(table.secrets.folder),
        "playbooks": configuration.folder(table.playbooks.folder),
        "models": application.model_versions.folder,
    }
    files = {"config.toml": configuration.file, "directory.yaml": configuration.folder(table.offices.file)}
    found = {name: path for name, path in files.items() if path.is_file()}
    for name, folder in folders.items():
        found |= {
            f"{name}/{path.relative_to(folder)}": path
            for path in sorted(folder.rglob("*"))
            if path.is_file() and NEVER.fullmatch(path.name) is None
        }
    return found


def _write(application: Application, kind: Kind, path: Path, files: Files, step: Callable[[int], None]) -> Archive:
    with application.store.read() as tx:
        size, root = tx.audit_head()
    manifest = {
        "kind": kind.value,
        "version": __version__,
        "at": application.clock.now().isoformat(),
        "audit": {"size": size, "root": root},
    }
    public = application.keys.public(KEY)
    head = {"kind": kind.value, "version": __version__, "at": manifest["at"], "key": key_name(public)}
    unfinished = path.with_suffix(path.suffix + PART)
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        with SealingWriter(out, head, public) as sealing:
            pack(cast("IO[bytes]", sealing), manifest, files, step)
        out.flush()
        os.fsync(out.fileno())
    read_back(unfinished, sealing)
    failpoint("backup.before-rename")
    unfinished.rename(path)
    return Archive(kind=kind, path=path, digest=sealing.digest, size=path.stat().st_size)


def backups_in(folder: Path) -> list[tuple[datetime, Path]]:
    """Return the archives of a folder with their times, the oldest first."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        name = NAME.fullmatch(path.name)
        if name:
            found.append((datetime.strptime(name[1], STAMP).replace(tzinfo=UTC), path))
    return sorted(found)


def forget_old(folder: Path, before: datetime) -> list[Path]:
    """Delete archives that are older, but never the newest of a kind; return them."""
    there = backups_in(folder)
    newest = {path.suffix: path for _, path in there}
    old = [path for at, path in there if at < before and newest[path.suffix] != path]
    for path in old:
        path.unlink()
    return old
