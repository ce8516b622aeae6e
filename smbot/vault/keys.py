"""The installation's keys: made by `smbot init`, read from owner-only files or systemd credentials.

Whoever seals holds a public key only. `compliance` opens the vault and belongs on the officers'
machine; `inbox` opens waiting posts (workers); `dispatch` opens platform handles (replies).
"""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nacl.public import PrivateKey, PublicKey
from nacl.signing import SigningKey
from nacl.utils import random as random_bytes

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg

PAIRS = ("compliance", "inbox", "dispatch")
SECRETS = ("digest", "cursor", "audit")
KEY_BYTES = 32


@dataclass(frozen=True, repr=False)
class KeyRing:
    """The keys that this process was given; asking for an absent one is a configuration error."""

    folder: Path
    files: Mapping[str, bytes]

    def public(self, name: str) -> PublicKey:
        """Return the key that seals to `name`."""
        return PublicKey(self._bytes(f"{name}.pub"))

    def private(self, name: str) -> PrivateKey:
        """Return the key that opens what was sealed to `name`."""
        return PrivateKey(self._bytes(f"{name}.key"))

    def secret(self, name: str) -> bytes:
        """Return 32 secret bytes."""
        return self._bytes(f"{name}.key")

    def has(self, name: str) -> bool:
        """Say whether the private half of `name` is here."""
        return f"{name}.key" in self.files

    def _bytes(self, file: str) -> bytes:
        if file not in self.files:
            raise ConfigurationError(
                msg("This key is missing."),
                where=str(self.folder / file),
                mend=msg("Put it back from your backup, or run “smbot init” for a new installation."),
            )
        value = self.files[file]
        if len(value) != KEY_BYTES:
            raise ConfigurationError(
                msg("This key is damaged: it should be {expected} bytes long.", expected=KEY_BYTES),
                where=str(self.folder / file),
                mend=msg("Put it back from your backup."),
            )
        return value


def create_keys(folder: Path) -> None:
    """Write a complete set of keys, each file readable by its owner only. Existing keys are kept."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in PAIRS:
        private, public = folder / f"{name}.key", folder / f"{name}.pub"
        if not public.exists():
            # A private half without its public one is what a crash between the two leaves.
            if not private.exists():
                _write(private, bytes(PrivateKey.generate()))
            ring = KeyRing(folder, {private.name: private.read_bytes()})
            _write(public, bytes(ring.private(name).public_key))
    for name in SECRETS:
        if not (folder / f"{name}.key").exists():
            secret = bytes(SigningKey.generate()) if name == "audit" else random_bytes(KEY_BYTES)
            _write(folder / f"{name}.key", secret)


def require_keys(folder: Path, credentials: Path | None = None) -> None:
    """Check that the keys of an installation with data are there; private halves may lie on other machines.

    Raises:
        ConfigurationError: One is missing or damaged.
    """
    ring = read_keys(folder, credentials)
    for name in PAIRS:
        ring.public(name)
    for name in SECRETS:
        ring.secret(name)


def read_keys(folder: Path, credentials: Path | None = None) -> KeyRing:
    """Read every key in `folder`; a systemd credential of the same name (``smbot.NAME``) goes before it.

    Raises:
        ConfigurationError: The folder is missing, or a private key is readable by others.
    """
    if not folder.is_dir():
        raise ConfigurationError(
            msg("The folder of keys does not exist."),
            where=str(folder),
            mend=msg("Run “smbot init”, or correct [keys] folder."),
        )
    files: dict[str, bytes] = {}
    for path in sorted(folder.glob("*.key")) + sorted(folder.glob("*.pub")):
        if path.suffix == ".key" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise ConfigurationError(
                msg("Others can read this key."),
                where=str(path),
                mend=msg("Run: chmod 600 {path}", path=path),
            )
        files[path.name] = path.read_bytes()
    if credentials is not None:
        for path in sorted(credentials.glob("smbot.*")):
            files[path.name.removeprefix("smbot.")] = path.read_bytes()
    return KeyRing(folder, files)


def _write(path: Path, value: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(value)
        file.flush()
        os.fsync(descriptor)
