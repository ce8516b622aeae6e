"""Secrets: from the environment, systemd credentials or owner-only files, and never from the configuration."""

import os
import stat
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg


def read_secrets(platform: str, names: Sequence[str], folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return those of a platform's secrets that are there, without surrounding white space.

    Raises:
        ConfigurationError: A secret's file is readable by others, or cannot be read by us.
    """
    found: dict[str, str] = {}
    for name in names:
        value = _read(f"{platform}.{name}", folder, environment)
        if value:
            found[name] = value
    return found


def credentials_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return where systemd puts the credentials of this service, or None."""
    folder = environment.get("CREDENTIALS_DIRECTORY")
    return Path(folder) if folder else None


def variable(name: str) -> str:
    """Return the environment's name of a secret: ``SMBOT_X_BEARER_TOKEN`` of ``x.bearer_token``."""
    return "SMBOT_" + name.upper().replace(".", "_")


def store_secret(name: str, value: str, folder: Path) -> None:
    """Store one secret, such as ``x.bearer_token``, in a file that its owner alone can read.

    Raises:
        ConfigurationError: It cannot be written; what was stored before is still there.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if stat.S_IMODE(folder.stat().st_mode) & 0o077:
            folder.chmod(0o700)
        replace_file(folder / name, value.encode() + b"\n", mode=0o600, like=folder)
    except OSError as error:
        raise _cannot_write(folder / name, error) from None


def remove_secret(name: str, folder: Path) -> bool:
    """Take a stored secret away; False where there is none.

    Raises:
        ConfigurationError: It cannot be taken away.
    """
    try:
        (folder / name).unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _cannot_write(folder / name, error) from None
    return True


def replace_file(path: Path, content: bytes, *, mode: int, like: Path) -> None:
    """Put a file in another's place at once: whoever looks, and whatever crashes, sees the old or the new one whole.

    It has `mode` before its first byte is written, and is given to the owner of `like` where we may do so.

    Raises:
        OSError: It cannot be written; the old file is still there.
    """
    descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # made owner-only
    try:
        with os.fdopen(descriptor, "wb") as file:
            owner = like.stat()
            if os.geteuid() == 0:
                # An administrator runs this as root, and smbot, which is not root, must read it afterwards.
                os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
            os.fchmod(file.fileno(), mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(beside).unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)  # else the new name itself can be lost with the power
    finally:
        os.close(folder)


def _cannot_write(path: Path, error: OSError) -> ConfigurationError:
    return ConfigurationError(
        msg("This secret cannot be written ({error}).", error=type(error).__name__),
        where=str(path),
        mend=msg("Run this command as smbot's user, or as root, and check that the disk is not full."),
    )


def _read(name: str, folder: Path, environment: Mapping[str, str]) -> str:
    if variable(name) in environment:
        return environment[variable(name)].strip()
    credentials = credentials_folder(environment)
    if credentials and (credentials / name).is_file():
        return _text(credentials / name)
    path = folder / name
    if not os.access(folder, os.X_OK) or not path.is_file():
        return ""  # what systemd makes inaccessible to a part of smbot is not there for it
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise ConfigurationError(
            msg("Others can read this secret."), where=str(path), mend=msg("Run: chmod 600 {path}", path=path)
        )
    return _text(path)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            msg("This secret cannot be read ({error}).", error=type(error).__name__),
            where=str(path),
            mend=msg("Check that smbot's user owns it and that it is UTF-8 text."),
        ) from None
