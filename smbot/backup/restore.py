"""Put a backup back, or try in another place whether it could be: unpacked, checked, then settled before it is used."""

import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final, cast

from nacl.public import PrivateKey

from smbot import settings
from smbot.backup.make import MANIFEST, Kind
from smbot.bootstrap import Application
from smbot.core.clock import Clock
from smbot.core.errors import InputError, SealError
from smbot.core.events import Act, Event
from smbot.core.failpoints import failpoint
from smbot.core.messages import msg
from smbot.settings import FILE_NAME, Configuration
from smbot.storage.snapshot import check_database
from smbot.vault.archive import OpeningReader, opened, read_head
from smbot.vault.keys import KEY_BYTES
from smbot.verification import verify_log

STAGE: Final = ".restoring"
"""The folder within the installation's in which all is made ready; what lies there is no installation yet."""
DURABLE: Final = ("keys", "secrets")
"""Folders whose files are on the disk before anything is moved; a playbook that a power cut takes is shipped anyway."""
SETTLED: Final = "settled.json"
"""The file there that says that all is ready and has but to be moved."""


@dataclass(frozen=True, kw_only=True)
class Backup:
    """The archives to put back. Without `installation` the folder's own configuration, keys and secrets count."""

    data: Path
    keys: Path
    installation: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was put back: of when, and what became of it.

    `originals` are sealed originals, `without_key` those that no key opens, `shredded` what had been destroyed since
    and was destroyed again, `in_doubt` replies that are looked for before they are sent.
    """

    made_at: str
    keys_made_at: str
    mentions: int
    originals: int
    without_key: int
    shredded: int
    in_doubt: int
    events: int
    verified: bool


def read_private_key(file: Path) -> PrivateKey:
    """Return a private key from a file.

    Raises:
        InputError: It cannot be read, or is no key.
    """
    try:
        value = file.read_bytes()
    except OSError as error:
        raise InputError(
            msg("The key cannot be read ({error}).", error=type(error).__name__), where=str(file)
        ) from None
    if len(value) != KEY_BYTES:
        raise InputError(msg("This is no private key."), where=str(file))
    return PrivateKey(value)


def restore(
    backup: Backup,
    key: PrivateKey,
    folder: Path,
    *,
    clock: Clock,
    by: str,
    environment: Mapping[str, str] | None = None,
    step: Callable[[int], None] = lambda _: None,
) -> Restored:
    """Make an installation in `folder` from a backup. A restore that was interrupted is begun anew.

    Raises:
        InputError: There is an installation or a database already.
        SealError: An archive does not open with this key, was changed or cut off.
        ConfigurationError: The configuration does not hold, or a newer smbot made the backup.
    """
    file = folder / FILE_NAME
    stage = folder / STAGE
    if (stage / SETTLED).exists():
        return _go_on(stage, file)
    if backup.installation is not None and file.exists():
        raise InputError(
            msg("There is an installation already."),
            where=str(folder),
            mend=msg("Name an empty folder, or leave out --installation to put back the databases alone."),
        )
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(mode=0o700, parents=True)
    told = {}
    for kind, archive in ((Kind.INSTALLATION, backup.installation), (Kind.DATA, backup.data), (Kind.KEYS, backup.keys)):
        if archive is not None:
            told[kind] = unpack(archive, kind, key, stage, step)
    for name in ("smbot.db", "keys.db"):
        check_database(stage / name)
    found = settings.load(stage / FILE_NAME if backup.installation is not None else file)
    _empty(Configuration(found.settings, file))
    failpoint("restore.unpacked")
    # It is brought up to date and settled where it lies: until its configuration is there, nothing can run it.
    ready = _staged(found, stage, folder, backup)
    application = Application(ready, clock, dict(os.environ) if environment is None else environment)
    try:
        restored = _settle(application, told, by)
    finally:
        application.close()
    settled = json.dumps({"whole": backup.installation is not None, "restored": asdict(restored)})
    (stage / SETTLED).write_text(settled, "utf-8")
    failpoint("restore.settled")
    return _go_on(stage, file)


def _go_on(stage: Path, file: Path) -> Restored:
    """Move what is ready to its place; an earlier try may have been interrupted in it."""
    told = json.loads((stage / SETTLED).read_text("utf-8"))
    source = stage / FILE_NAME
    found = settings.load(source if source.exists() else file)
    _place(stage, Configuration(found.settings, file), whole=told["whole"])
    return Restored(**told["restored"])


def _staged(found: Configuration, stage: Path, folder: Path, backup: Backup) -> Configuration:
    table = found.settings
    whole = backup.installation is not None
    keys = stage / "keys" if whole else Configuration(table, folder / FILE_NAME).folder(table.keys.folder)
    moved = table.model_copy(
        update={
            "storage": table.storage.model_copy(update={"folder": stage}),
            "keys": table.keys.model_copy(update={"folder": keys}),
        }
    )
    return Configuration(moved, stage / FILE_NAME)


def _empty(configuration: Configuration) -> None:
    for path in (configuration.database, configuration.key_database):
        if path.exists():
            raise InputError(
                msg("There is a database already: it is not overwritten."),
                where=str(path),
                mend=msg("Stop smbot, and move both databases to another place."),
            )


def _settle(application: Application, told: Mapping[Kind, Mapping[str, object]], by: str) -> Restored:
    application.migrate()
    shredded = application.key_store.shredded()
    made_at, keys_made_at = str(told[Kind.DATA]["at"]), str(told[Kind.KEYS]["at"])
    with application.store.write() as tx:
        buried = tx.bury_shredded(shredded)
        in_doubt = tx.doubt_replies()
        tx.pause_everything(by)
        detail: dict[str, str | int] = {
            "made": made_at,
            "keys_made": keys_made_at,
            "shredded": buried,
            "in_doubt": in_doubt,
        }
        tx.record(Event(act=Act.BACKUP_RESTORED, actor=by, detail=dict(detail)))
    application.store.truncate_log()
    verdict = verify_log(application, actor=by)
    with application.store.read() as tx:
        mentions, sealed = tx.count_everything()
    without = len(sealed - application.key_store.known())
    return Restored(
        made_at=made_at,
        keys_made_at=keys_made_at,
        mentions=mentions,
        originals=len(sealed),
        without_key=without,
        shredded=buried,
        in_doubt=in_doubt,
        events=verdict.events,
        verified=verdict.verified,
    )


def _place(stage: Path, configuration: Configuration, *, whole: bool) -> None:
    """Move everything to its place, the configuration last: with it the installation is there."""
    table = configuration.settings
    moves = []
    if whole:
        moves += [
            (stage / "keys", configuration.folder(table.keys.folder)),
            (stage / "secrets", configuration.folder(table.secrets.folder)),
            (stage / "playbooks", configuration.folder(table.playbooks.folder)),
            (stage / "models", configuration.database.parent / "models" / "triage"),
            (stage / "directory.yaml", configuration.folder(table.offices.file)),
        ]
    for name, target in (("keys.db", configuration.key_database), ("smbot.db", configuration.database)):
        moves += [(stage / f"{name}-wal", target.with_name(f"{name}-wal")), (stage / name, target)]
    moves += [(stage / FILE_NAME, configuration.file)] if whole else []
    for source, target in moves:
        if source.exists():
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if target.is_dir():
                shutil.rmtree(target)
            source.replace(target)
            failpoint("restore.placed")
    shutil.rmtree(stage, ignore_errors=True)


def unpack(
    archive: Path, kind: Kind, key: PrivateKey, folder: Path, step: Callable[[int], None] = lambda _: None
) -> Mapping[str, object]:
    """Unpack an archive into a folder; return its manifest.

    Raises:
        InputError: It cannot be read, or holds something else than `kind`.
        SealError: It does not open with this key, was changed, cut off, or does not hold what its manifest says.
    """
    try:
        with archive.open("rb") as file:
            head = read_head(file)
            if head.told.get("kind") != kind.value:
                raise InputError(msg("This backup holds something else."), where=archive.name)
            reader = OpeningReader(opened(file, head, key))
            found, manifest = _extract(reader, folder, step)
            while reader.read(1 << 16):
                pass  # to its end: what was cut off there is noticed
    except OSError as error:
        if isinstance(error, tarfile.TarError):
            raise
        raise InputError(
            msg("The backup cannot be read ({error}).", error=type(error).__name__), where=str(archive)
        ) from None
    if found != manifest.get("files"):
        raise SealError(msg("The backup does not hold what its list says."), where=archive.name)
    return manifest


def _extract(
    reader: OpeningReader, folder: Path, step: Callable[[int], None]
) -> tuple[dict[str, object], Mapping[str, object]]:
    found: dict[str, object] = {}
    manifest: Mapping[str, object] = {}
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", reader), mode="r|gz") as tar:
            for entry in tar:
                content = tar.extractfile(entry) if entry.isfile() else None
                if content is None or not _is_safe(entry.name):
                    raise SealError(msg("The backup does not hold what its list says."))
                if entry.name == MANIFEST:
                    manifest = json.loads(content.read())
                    continue
                found[entry.name] = _store(content, folder / entry.name, step)
    except (tarfile.TarError, EOFError, ValueError):
        raise SealError(msg("The backup does not hold what its list says.")) from None
    return found, manifest


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and bool(path.parts)


def _store(content: IO[bytes], path: Path, step: Callable[[int], None]) -> dict[str, object]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        while piece := content.read(1 << 20):
            digest.update(piece)
            size += len(piece)
            step(len(piece))
            out.write(piece)
        if path.parent.name in DURABLE or path.suffix == ".db":
            out.flush()
            os.fsync(out.fileno())
    return {"sha256": digest.hexdigest(), "bytes": size}
