"""Where connecting keeps what it finds: settings in the configuration file, secrets in files of their own."""

import stat
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import tomlkit
from pydantic import BaseModel, JsonValue
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AbstractTable, Item

from smbot.connect.walk import ENABLED
from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.secrets import read_secrets, remove_secret, replace_file, store_secret
from smbot.settings import parse_table

CREDENTIALS = "CREDENTIALS_DIRECTORY"
CREDS_SECONDS = 60
"""How long `systemd-creds` may take: with a TPM it takes seconds."""


class SecretPlace(Protocol):
    """Keeps the secrets of one platform, by their names without the platform's."""

    def read(self) -> dict[str, str]:
        """Return those that are there.

        Raises:
            ConfigurationError: One cannot be read.
        """

    def has(self, name: str) -> bool:
        """Say whether one stands here, and not only where systemd put it."""

    def store(self, name: str, value: str) -> None:
        """Store one; what was stored before is replaced at once.

        Raises:
            ConfigurationError: It cannot be stored; what was stored before is still there.
        """

    def remove(self, name: str) -> bool:
        """Take one away; False where there is none.

        Raises:
            ConfigurationError: It cannot be taken away.
        """


class SecretFiles:
    """Owner-only files in the folder of `[secrets]`; systemd's credentials are read before them, never written."""

    def __init__(self, platform: str, names: tuple[str, ...], folder: Path, environment: Mapping[str, str]) -> None:
        self._platform, self._names, self._folder = platform, names, folder
        self._environment = {name: value for name, value in environment.items() if name == CREDENTIALS}

    def read(self) -> dict[str, str]:
        """See `SecretPlace.read`."""
        return read_secrets(self._platform, self._names, self._folder, self._environment)

    def has(self, name: str) -> bool:
        """See `SecretPlace.has`."""
        return (self._folder / f"{self._platform}.{name}").is_file()

    def store(self, name: str, value: str) -> None:
        """See `SecretPlace.store`."""
        store_secret(f"{self._platform}.{name}", value, self._folder)

    def remove(self, name: str) -> bool:
        """See `SecretPlace.remove`."""
        return remove_secret(f"{self._platform}.{name}", self._folder)


class EncryptedCredentials:
    """Files that `systemd-creds` encrypts for this machine; the service is given them by LoadCredentialEncrypted.

    Values go through pipes, so that no list of processes shows them.
    """

    def __init__(self, platform: str, names: tuple[str, ...], folder: Path, program: str = "systemd-creds") -> None:
        self._platform, self._names, self._folder, self._program = platform, names, folder, program

    def read(self) -> dict[str, str]:
        """See `SecretPlace.read`."""
        found = {}
        for name in self._names:
            path = self._folder / f"{self._platform}.{name}"
            if path.is_file():
                opened = self._run(["decrypt", f"--name={path.name}", str(path), "-"], b"")
                try:
                    found[name] = opened.decode().strip()
                except UnicodeDecodeError as error:
                    raise self._failed(type(error).__name__) from None
        return found

    def has(self, name: str) -> bool:
        """See `SecretPlace.has`."""
        return (self._folder / f"{self._platform}.{name}").is_file()

    def store(self, name: str, value: str) -> None:
        """See `SecretPlace.store`."""
        path = self._folder / f"{self._platform}.{name}"
        sealed = self._run(["encrypt", f"--name={path.name}", "-", "-"], value.encode())
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(path, sealed, mode=0o600, like=self._folder)
        except OSError as error:
            raise ConfigurationError(
                msg("This credential cannot be written ({error}).", error=type(error).__name__),
                where=str(path),
                mend=msg("Run this command as root, or name another directory."),
            ) from None

    def remove(self, name: str) -> bool:
        """See `SecretPlace.remove`."""
        return remove_secret(f"{self._platform}.{name}", self._folder)

    def _run(self, arguments: list[str], given: bytes) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program; names of secrets alone stand in its arguments
                [self._program, *arguments], input=given, capture_output=True, timeout=CREDS_SECONDS, check=False
            )
        except FileNotFoundError:
            raise ConfigurationError(
                msg("There is no systemd-creds on this machine."),
                where="--systemd-creds",
                mend=msg("Leave this option out: secrets are then stored in owner-only files."),
            ) from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise self._failed(type(error).__name__) from None
        if done.returncode != 0:
            raise self._failed(str(done.returncode))
        return done.stdout

    def _failed(self, code: str) -> ConfigurationError:
        return ConfigurationError(
            msg("systemd-creds failed ({code}).", code=code),
            where=str(self._folder),
            mend=msg("Run this command as root on the machine that runs smbot; it made these credentials for itself."),
        )


def write_settings(file: Path, platform: str, model: type[BaseModel], values: Mapping[str, JsonValue]) -> None:
    """Write settings of one platform into the configuration file; everything else in it stays as it is.

    Raises:
        ConfigurationError: The file cannot be read or written, or would not hold with these values.
    """
    file = file.resolve()  # a link stays one
    try:
        text = file.read_text("utf-8")
        before = tomllib.loads(text)
        after = _edited(text, platform, values)
        # Whatever the writer of TOML makes of a strange file: nothing but these values may have changed.
        expected = {**before, "platforms": dict(before.get("platforms", {}))}
        expected["platforms"][platform] = {**expected["platforms"].get(platform, {}), **values}
        if tomllib.loads(after) != expected:
            raise _cannot_edit(file, platform)
    except (OSError, UnicodeDecodeError) as error:
        raise _cannot_write(file, error) from None
    except (tomllib.TOMLDecodeError, TOMLKitError, AttributeError, TypeError, ValueError):
        raise _cannot_edit(file, platform) from None
    # Switched off, an account may be half described; whoever switches it on has it checked whole.
    table = {**expected["platforms"][platform], ENABLED: values.get(ENABLED, False)}
    parse_table(model, table, file=file, key=f"platforms.{platform}")
    if after == text:
        return
    try:
        replace_file(file, after.encode(), mode=stat.S_IMODE(file.stat().st_mode), like=file)
    except OSError as error:
        raise _cannot_write(file, error) from None


def _edited(text: str, platform: str, values: Mapping[str, JsonValue]) -> str:
    document = tomlkit.parse(text)
    platforms = document.setdefault("platforms", tomlkit.table(is_super_table=True))
    table = platforms.setdefault(platform, tomlkit.table())
    fresh: dict[str, JsonValue] = {}
    for name, value in values.items():
        if name in table:
            table[name] = value
        else:
            fresh[name] = value
    _append(table, fresh)
    return tomlkit.dumps(document)


def _append(table: Any, fresh: Mapping[str, JsonValue]) -> None:  # noqa: ANN401 - tomlkit's tables share no type
    """Add settings after a table's last one: behind its closing comments they might stand in an example's middle."""
    body = table.value.body if isinstance(table, AbstractTable) else []
    closing: list[Item] = []
    while body and body[-1][0] is None:
        closing.insert(0, body.pop()[1])
    for name, value in fresh.items():
        table[name] = value
    for item in closing:
        table.add(item)


def _cannot_edit(file: Path, platform: str) -> ConfigurationError:
    return ConfigurationError(
        msg("These settings cannot be written without changing others."),
        where=f"{file}: platforms.{platform}",
        mend=msg(
            "Write a table [platforms.{platform}] as in config.example.toml, then run this again.", platform=platform
        ),
    )


def _cannot_write(file: Path, error: Exception) -> ConfigurationError:
    return ConfigurationError(
        msg("The configuration file cannot be written ({error}).", error=type(error).__name__),
        where=str(file),
        mend=msg("Run this command as smbot's user, or as root, and check that the disk is not full."),
    )
