"""Data keys, sealed to a reader's public key and marked with that key's name, so that they can be sealed anew."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

NAME_BYTES: Final = 8
_BARE: Final = 80
"""Bytes of a sealed data key without a name, as versions before wrote them."""


def key_name(public: PublicKey) -> str:
    """Return what names a public key: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(bytes(public)).digest()[:NAME_BYTES].hex()


def seal_key(data_key: bytes, reader: PublicKey) -> bytes:
    """Seal a data key, marked with the name of the key that opens it."""
    return bytes.fromhex(key_name(reader)) + SealedBox(reader).encrypt(data_key)


def sealed_to(sealed: bytes) -> str:
    """Return the name of the key that opens a sealed data key; "" where an earlier version did not write it."""
    return "" if len(sealed) <= _BARE else sealed[:NAME_BYTES].hex()


def open_key(sealed: bytes, reader: PrivateKey) -> bytes:
    """Return a data key.

    Raises:
        CryptoError: Another key, or changed bytes.
    """
    return SealedBox(reader).decrypt(sealed if len(sealed) <= _BARE else sealed[NAME_BYTES:])


def sealed_anew(sealed: bytes, older: Mapping[str, PrivateKey], newer: PublicKey) -> bytes | None:
    """Return a data key sealed to `newer`; None where none of the `older` keys, by name, opens it."""
    name = sealed_to(sealed)
    tried: Iterable[PrivateKey] = older.values() if not name else filter(None, [older.get(name)])
    for key in tried:
        try:
            return seal_key(open_key(sealed, key), newer)
        except CryptoError:
            continue
    return None
