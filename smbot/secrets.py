"""Secrets: from the environment, systemd credentials or owner-only files, and never from the configuration."""

import os
import stat
from collections.abc import Mapping, Sequence
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


def _read(name: str, folder: Path, environment: Mapping[str, str]) -> str:
    variable = "SMBOT_" + name.upper().replace(".", "_")
    if variable in environment:
        return environment[variable].strip()
    credentials = credentials_folder(environment)
    if credentials and (credentials / name).is_file():
        return _text(credentials / name)
    path = folder / name
    if not path.is_file():
        return ""
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
