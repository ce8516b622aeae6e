"""Put a backup back, or try in another place whether it could be: unpacked, checked, then settled before it is used."""

import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Final, cast

from nacl.public import PrivateKey

from smbot import settings
from smbot.audit.anchor import FILE_NAME as CHECKPOINTS
from smbot.backup.make import Kind
from smbot.backup.pack import MANIFEST
from smbot.backup.place import place, refuse_taken
from smbot.backup.settle import Restored, settle
from smbot.bootstrap import Application
from smbot.core.clock import Clock
from smbot.core.errors import InputError, SealError
from smbot.core.failpoints import failpoint
from smbot.core.messages import msg
from smbot.settings import FILE_NAME, Configuration
from smbot.storage.snapshot import check_database
from smbot.vault.archive import OpeningReader, opened, read_head
from smbot.vault.keys import AUDIT_PUBLIC, KEY_BYTES, write_key

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
        InputError: There is an installation or a database already, or the keys are older than the data.
        SealError: An archive does not open with this key, was changed or cut off.
        ConfigurationError: The configuration does not hold or is on PostgreSQL, or a newer smbot made the backup.
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
    told = _unpacked(backup, key, stage, step)
    found = settings.load(stage / FILE_NAME if backup.installation is not None else file)
    refuse_taken(Configuration(found.settings, file), whole=backup.installation is not None)
    failpoint("restore.unpacked")
    environment = dict(os.environ) if environment is None else environment
    if backup.installation is None:
        _stage_log(Application(Configuration(found.settings, file), clock, environment), stage / "keys")
    # It is brought up to date and settled where it lies: until its configuration is there, nothing can run it.
    restored = _settled(_staged(found, stage, found.settings.audit.anchor_folder), told, clock, by, environment)
    settled = json.dumps({"whole": backup.installation is not None, "restored": asdict(restored)})
    (stage / SETTLED).write_text(settled, "utf-8")
    failpoint("restore.settled")
    return _go_on(stage, file)


def try_out(
    backup: Backup,
    key: PrivateKey,
    folder: Path,
    *,
    clock: Clock,
    by: str,
    environment: Mapping[str, str] | None = None,
    step: Callable[[int], None] = lambda _: None,
) -> Restored:
    """Do in `folder` what a restore does, but for moving anything to its place; whoever calls deletes the folder.

    Nothing that the configuration names elsewhere is touched: no folder, no server, no checkpoints of another machine.

    Raises:
        InputError, SealError, ConfigurationError: As `restore`.
    """
    stage = folder / STAGE
    told = _unpacked(backup, key, stage, step)
    environment = dict(os.environ) if environment is None else environment
    return _settled(_staged(settings.load(stage / FILE_NAME), stage, ""), told, clock, by, environment)


def _unpacked(
    backup: Backup, key: PrivateKey, stage: Path, step: Callable[[int], None]
) -> Mapping[Kind, Mapping[str, object]]:
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(mode=0o700, parents=True)
    told = {}
    for kind, archive in ((Kind.INSTALLATION, backup.installation), (Kind.DATA, backup.data), (Kind.KEYS, backup.keys)):
        if archive is not None:
            told[kind] = unpack(archive, kind, key, stage, step)
    data_at, keys_at = (datetime.fromisoformat(str(told[kind]["at"])) for kind in (Kind.DATA, Kind.KEYS))
    if keys_at < data_at:
        raise InputError(
            msg("The archive of keys is older than that of the data."),
            where=backup.keys.name,
            mend=msg("Take the newest archive of keys: it knows what was destroyed since."),
        )
    for name in ("smbot.db", "keys.db"):
        check_database(stage / name)
    return told


def _stage_log(application: Application, keys: Path) -> None:
    """Lay what the log is verified with beside the databases: the installation's own stays until all is ready."""
    keys.mkdir(mode=0o700)
    write_key(keys / AUDIT_PUBLIC, application.keys.verifier())
    with suppress(FileNotFoundError):
        shutil.copy2(application.key_folder / CHECKPOINTS, keys / CHECKPOINTS)


def _settled(
    ready: Configuration,
    told: Mapping[Kind, Mapping[str, object]],
    clock: Clock,
    by: str,
    environment: Mapping[str, str],
) -> Restored:
    application = Application(ready, clock, environment)
    try:
        made_at, keys_made_at = (str(told[kind]["at"]) for kind in (Kind.DATA, Kind.KEYS))
        return settle(application, made_at=made_at, keys_made_at=keys_made_at, by=by)
    finally:
        application.close()


def _go_on(stage: Path, file: Path) -> Restored:
    """Move what is ready to its place; an earlier try may have been interrupted in it."""
    told = json.loads((stage / SETTLED).read_text("utf-8"))
    source = stage / FILE_NAME
    found = settings.load(source if source.exists() else file)
    place(stage, Configuration(found.settings, file), whole=told["whole"])
    return Restored(**told["restored"])


def _staged(found: Configuration, stage: Path, anchors: str) -> Configuration:
    table = found.settings
    moved = table.model_copy(
        update={
            "storage": table.storage.model_copy(update={"folder": stage, "url": "", "key_url": ""}),
            "keys": table.keys.model_copy(update={"folder": stage / "keys"}),
            "audit": table.audit.model_copy(update={"anchor_folder": anchors}),
        }
    )
    return Configuration(moved, stage / FILE_NAME)


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
