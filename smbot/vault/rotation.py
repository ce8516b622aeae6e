"""Take a new pair of keys into use: the older one is kept until nothing is sealed to it any more.

Each step is one rename, and every step can be done again: a machine that dies in between has a whole key.
"""

import os
from pathlib import Path
from typing import Final

from nacl.public import PrivateKey, PublicKey

from smbot.core.errors import ConfigurationError, InputError
from smbot.core.failpoints import failpoint
from smbot.core.messages import msg
from smbot.vault.data_keys import key_name
from smbot.vault.keys import KEY_BYTES, write_key

OLD: Final = "old"
"""The folder of older pairs, within that of keys."""
ROTATED: Final = ("compliance", "private", "backup")
"""Pairs that can be renewed: what is sealed to them is a data key, or an archive of its own."""


def make_pair(folder: Path, name: str) -> PublicKey:
    """Write a fresh pair, NAME.key and NAME.pub, where none is; return its public half.

    Raises:
        InputError: One is there.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    private, public = folder / f"{name}.key", folder / f"{name}.pub"
    if private.exists() or public.exists():
        raise InputError(
            msg("There is a key of this name already."), where=str(folder / name), mend=msg("Name another folder.")
        )
    fresh = PrivateKey.generate()
    write_key(private, bytes(fresh))
    write_key(public, bytes(fresh.public_key))
    return fresh.public_key


def read_public(file: Path) -> PublicKey:
    """Return a public key from a file.

    Raises:
        InputError: It cannot be read, or is none.
    """
    try:
        value = file.read_bytes()
    except OSError as error:
        raise InputError(
            msg("The key cannot be read ({error}).", error=type(error).__name__), where=str(file)
        ) from None
    if file.suffix != ".pub" or len(value) != KEY_BYTES:
        raise InputError(msg("This is no public key: its file ends in “.pub”."), where=str(file))
    return PublicKey(value)


def take(folder: Path, name: str, public: PublicKey, private: PrivateKey | None = None) -> str:
    """Let `public` seal from now on, and put the older pair aside; return the older one's name ("" none).

    `private` is kept too where it is given; without it, the private half stays where it was made.
    """
    there, opens = folder / f"{name}.pub", folder / f"{name}.key"
    older = PublicKey(there.read_bytes()) if there.exists() else None
    if older is not None and bytes(older) == bytes(public):
        return ""
    aside = folder / OLD
    aside.mkdir(mode=0o700, exist_ok=True)
    if older is not None:
        _copy(there, aside / f"{name}-{key_name(older)}.pub")
        if opens.exists():
            _copy(opens, aside / f"{name}-{key_name(older)}.key")
    failpoint("keys.older-aside")
    if private is not None:
        # The private half first: what is sealed to a public key always has one that opens it.
        _replace(aside / f"{name}-{key_name(public)}.key", bytes(private))
    failpoint("keys.newer-there")
    _replace(there, bytes(public))
    failpoint("keys.public-taken")
    if private is not None:
        _replace(opens, bytes(private))
        (aside / f"{name}-{key_name(public)}.key").unlink()
    elif opens.exists() and bytes(PrivateKey(opens.read_bytes()).public_key) != bytes(public):
        opens.unlink()
    return key_name(older) if older is not None else ""


def settle(folder: Path, name: str) -> None:
    """End a renewal that was interrupted after its public half was taken."""
    there, opens = folder / f"{name}.pub", folder / f"{name}.key"
    if not there.exists():
        return
    newer = folder / OLD / f"{name}-{key_name(PublicKey(there.read_bytes()))}.key"
    if newer.exists():
        _replace(opens, newer.read_bytes())
        newer.unlink()


def older_keys(folder: Path, name: str) -> dict[str, PrivateKey]:
    """Return the older private keys that are here, by their names."""
    found = {}
    for path in sorted((folder / OLD).glob(f"{name}-*.key")):
        key = PrivateKey(path.read_bytes())
        found[key_name(key.public_key)] = key
    return found


def demand_rotated(name: str) -> None:
    """Refuse a key that cannot be renewed.

    Raises:
        ConfigurationError: It cannot.
    """
    if name not in ROTATED:
        raise ConfigurationError(
            msg("This key cannot be renewed."),
            where=name,
            mend=msg(
                "These can: {names}. What others seal or sign is bound to them for good.", names=", ".join(ROTATED)
            ),
        )


def _copy(source: Path, target: Path) -> None:
    if not target.exists():
        _replace(target, source.read_bytes())


def _replace(path: Path, value: bytes) -> None:
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    write_key(fresh, value)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
