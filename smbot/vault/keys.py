"""The installation's keys: made by `smbot init`, read from owner-only files or systemd credentials.

Whoever seals holds a public key only. `compliance` opens the vault and belongs on the officers'
machine; `inbox` opens waiting posts (workers); `dispatch` opens platform handles (replies);
`members` opens second factors, `private` what people say in private (both the desk).
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from nacl.public import PrivateKey, PublicKey
from nacl.signing import SigningKey
from nacl.utils import random as random_bytes

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg

PAIRS = ("compliance", "inbox", "dispatch", "private")
SECRETS = ("digest", "cursor", "audit", "members", "links")
AUDIT_PUBLIC = "audit.pub"
LATER_KEYS = frozenset({"members", "private", "links"})
"""Keys that the first version did not make: `smbot init` adds them to an installation that is there already."""
KEY_BYTES = 32


@dataclass(frozen=True, repr=False)
class KeyRing:
    """The keys that this process was given, each read when it is asked for; an absent one is a configuration error.

    A part of smbot that never asks for a key can be kept from reading it.
    """

    folder: Path
    credentials: Path | None = None

    def public(self, name: str) -> PublicKey:
        """Return the key that seals to `name`."""
        return PublicKey(self._bytes(f"{name}.pub"))

    def private(self, name: str) -> PrivateKey:
        """Return the key that opens what was sealed to `name`."""
        return PrivateKey(self._bytes(f"{name}.key"))

    def secret(self, name: str) -> bytes:
        """Return 32 secret bytes."""
        return self._bytes(f"{name}.key")

    def verifier(self) -> bytes:
        """Return the public half of the key that signs the audit log; whoever verifies needs no more."""
        if self._find(AUDIT_PUBLIC) is not None:
            return self._bytes(AUDIT_PUBLIC)
        return bytes(SigningKey(self.secret("audit")).verify_key)  # installations made before there was a file of it

    def has(self, name: str) -> bool:
        """Say whether the private half of `name` is here."""
        return self._find(f"{name}.key") is not None

    def has_public(self, name: str) -> bool:
        """Say whether the public half of `name` is here."""
        return self._find(f"{name}.pub") is not None

    def _bytes(self, file: str) -> bytes:
        path = self._find(file)
        if path is None:
            raise ConfigurationError(
                msg("This key is missing."),
                where=str(self.folder / file),
                mend=msg("Put it back from your backup. After an upgrade run “smbot init”: it adds new keys."),
            )
        value = path.read_bytes()
        if len(value) != KEY_BYTES:
            raise ConfigurationError(
                msg("This key is damaged: it should be {expected} bytes long.", expected=KEY_BYTES),
                where=str(self.folder / file),
                mend=msg("Put it back from your backup."),
            )
        return value

    def _find(self, file: str) -> Path | None:
        places = [] if self.credentials is None else [self.credentials / f"smbot.{file}"]
        # What systemd makes inaccessible to a part of smbot is not there for it.
        return next((path for path in (*places, self.folder / file) if os.access(path, os.R_OK)), None)


def create_keys(folder: Path) -> None:
    """Write a complete set of keys, each file readable by its owner only. Existing keys are kept."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in PAIRS:
        _create_pair(folder, name)
    for name in SECRETS:
        if not (folder / f"{name}.key").exists():
            secret = bytes(SigningKey.generate()) if name == "audit" else random_bytes(KEY_BYTES)
            write_key(folder / f"{name}.key", secret)
    publish_audit_key(folder)


def publish_audit_key(folder: Path) -> None:
    """Write the public half of the key that signs the audit log, where it is not there yet."""
    if not (folder / AUDIT_PUBLIC).exists() and (folder / "audit.key").exists():
        write_key(folder / AUDIT_PUBLIC, KeyRing(folder).verifier())


def create_later_key(folder: Path, name: str) -> None:
    """Write a key that an earlier version did not make."""
    if name in PAIRS:
        _create_pair(folder, name)
    else:
        write_key(folder / f"{name}.key", random_bytes(KEY_BYTES))


def _create_pair(folder: Path, name: str) -> None:
    private, public = folder / f"{name}.key", folder / f"{name}.pub"
    if not public.exists():
        # A private half without its public one is what a crash between the two leaves.
        if not private.exists():
            write_key(private, bytes(PrivateKey.generate()))
        write_key(public, bytes(KeyRing(folder).private(name).public_key))


def require_keys(folder: Path, credentials: Path | None = None, *, but: frozenset[str] = frozenset()) -> None:
    """Check that the keys of an installation with data are there; private halves may lie on other machines.

    Those in `but` may be missing.

    Raises:
        ConfigurationError: One is missing or damaged.
    """
    ring = read_keys(folder, credentials)
    for name in PAIRS:
        if ring.has_public(name) or name not in but:
            ring.public(name)
    for name in SECRETS:
        if ring.has(name) or name not in but:
            ring.secret(name)


def read_keys(folder: Path, credentials: Path | None = None) -> KeyRing:
    """Return the keys in `folder`; a systemd credential of the same name (``smbot.NAME``) goes before each.

    Raises:
        ConfigurationError: The folder is missing, or a private key is readable by others.
    """
    if not folder.is_dir():
        raise ConfigurationError(
            msg("The folder of keys does not exist."),
            where=str(folder),
            mend=msg("Run “smbot init”, or correct [keys] folder."),
        )
    for path in sorted(folder.glob("*.key")):
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise ConfigurationError(
                msg("Others can read this key."),
                where=str(path),
                mend=msg("Run: chmod 600 {path}", path=path),
            )
    return KeyRing(folder, credentials)


def write_key(path: Path, value: bytes) -> None:
    """Write a file that its owner alone can read, durably; it must not exist."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(value)
        file.flush()
        os.fsync(descriptor)
