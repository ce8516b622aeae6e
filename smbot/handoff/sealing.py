"""Seal what is said in private, and open it again: a data key for each message, sealed to each who may read it.

The team's copy of the key opens with the private key, which the desk alone has; the person's copy opens with the key
that their passphrase makes. Keys lie in another store than messages: without its keys a message is noise, backups
included.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

from smbot.core.errors import SealError
from smbot.core.messages import msg
from smbot.handoff.box import PrivateText
from smbot.handoff.model import Said
from smbot.handoff.opening import open_private
from smbot.vault.data_keys import open_key, seal_key

TEAM = "team"
"""The reader who holds the private key; every other reader is a case code."""
NONCE_BYTES = 12


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A sealed message, and its data key sealed to each reader."""

    body: bytes = field(repr=False)
    keys: Mapping[str, bytes] = field(repr=False)


def seal(said: Said, message: str, case: str, readers: Mapping[str, PublicKey]) -> Sealed:
    """Seal a message for its row."""
    key, nonce = AESGCM.generate_key(256), random_bytes(NONCE_BYTES)
    plain = json.dumps([open_private(said.text), open_private(said.contact), open_private(said.when)]).encode()
    return Sealed(
        body=nonce + AESGCM(key).encrypt(nonce, plain, _bound_to(message, case)),
        keys={reader: seal_key(key, public) for reader, public in readers.items()},
    )


def open_sealed(body: bytes, key: bytes, message: str, case: str, reader: PrivateKey) -> Said:
    """Open a message with a reader's key.

    Raises:
        SealError: Changed bytes, a foreign key, or another row's message.
    """
    try:
        data_key = open_key(key, reader)
        plain = AESGCM(data_key).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], _bound_to(message, case))
        text, contact, when = json.loads(plain)
    except (CryptoError, InvalidTag, ValueError):
        raise SealError(msg("A private message does not open with this key."), where=message) from None
    return Said(text=PrivateText(text), contact=PrivateText(contact), when=PrivateText(when))


def seal_contact(contact: PrivateText, case: str, dispatch: PublicKey) -> bytes:
    """Seal where the person is told that an answer waits, for the dispatcher alone."""
    return SealedBox(dispatch).encrypt(json.dumps([case, open_private(contact)]).encode())


def open_contact(sealed: bytes, case: str, dispatch: PrivateKey) -> PrivateText:
    """Open it with the dispatcher's key.

    Raises:
        SealError: Changed bytes, a foreign key, or another case's contact.
    """
    try:
        owner, contact = json.loads(SealedBox(dispatch).decrypt(sealed))
    except (CryptoError, ValueError):
        raise SealError(msg("A contact does not open with this key."), where=case) from None
    if owner != case:
        raise SealError(msg("A contact belongs to another case."), where=case)
    return PrivateText(contact)


def lock_key(key: PrivateKey, secret: str) -> bytes:
    """Seal a thread's key for the table of visits; it opens with the secret that only the browser keeps."""
    return bytes(SecretBox(_lock(secret)).encrypt(bytes(key)))


def unlock_key(sealed: bytes, secret: str) -> PrivateKey:
    """Return a thread's key.

    Raises:
        SealError: Changed bytes, or another visit's secret.
    """
    try:
        return PrivateKey(SecretBox(_lock(secret)).decrypt(sealed))
    except CryptoError:
        raise SealError(msg("A visit does not open with this secret.")) from None


def _lock(secret: str) -> bytes:
    return hashlib.sha256(b"smbot visit|" + secret.encode("utf-8", "surrogateescape")).digest()


def _bound_to(message: str, case: str) -> bytes:
    return f"private|{case}|{message}".encode()
