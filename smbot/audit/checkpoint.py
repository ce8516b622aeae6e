"""Signed statements "the log had this many records and this root": C2SP's tlog-checkpoint in a signed note."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

ORIGIN: Final = "smbot audit log"
SIGNER: Final = "smbot-audit-log"
"""The key's name in a signed note; C2SP permits neither spaces nor plus signs in it."""
_ED25519: Final = b"\x01"
_NOTE = re.compile(rf"^{ORIGIN}\n(\d+)\n(\S+)\n\n((?:\u2014 \S+ \S+\n)+)", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """`signature` is Ed25519 over `note()`."""

    size: int
    root: str
    signature: bytes

    def note(self) -> bytes:
        """Return the signed text: origin, size, root in base64, one a line."""
        return _note(self.size, self.root)


def sign(size: int, root: str, key: bytes) -> Checkpoint:
    """Sign a size and root with the installation's audit key (32 bytes)."""
    return Checkpoint(size=size, root=root, signature=SigningKey(key).sign(_note(size, root)).signature)


def holds(checkpoint: Checkpoint, public_key: bytes) -> bool:
    """Say whether the signature is genuine."""
    try:
        VerifyKey(public_key).verify(checkpoint.note(), checkpoint.signature)
    except (BadSignatureError, ValueError):  # a signature of the wrong length, a root that is not hexadecimal
        return False
    return True


def public_half(key: bytes) -> bytes:
    """Return the public key with which others verify."""
    return bytes(SigningKey(key).verify_key)


def signed_note(checkpoint: Checkpoint, public_key: bytes) -> str:
    """Return a checkpoint as other tools read it: C2SP's signed-note, the text, an empty line, the signature's line."""
    signed = base64.b64encode(_key_id(public_key) + checkpoint.signature).decode()
    return f"{checkpoint.note().decode()}\n\u2014 {SIGNER} {signed}\n"


def verifier_key(public_key: bytes) -> str:
    """Return the public key as tools for signed notes take it (C2SP: ``name+id+key``)."""
    return f"{SIGNER}+{_key_id(public_key).hex()}+{base64.b64encode(_ED25519 + public_key).decode()}"


def read_notes(text: str, public_key: bytes) -> Iterator[Checkpoint]:
    """Yield the checkpoints of a text that holds signed notes, oldest first; what is none is passed over.

    Lines that other keys signed are passed over, as C2SP asks, unless they alone are there: then the checkpoint comes
    with a signature that does not hold.
    """
    for size, root, signatures in _NOTE.findall(text):
        try:
            top = base64.b64decode(root, validate=True).hex()
            lines = [base64.b64decode(line.split(" ")[2], validate=True) for line in signatures.splitlines()]
        except (binascii.Error, ValueError):
            continue
        ours = [line[4:] for line in lines if line[:4] == _key_id(public_key)]
        yield Checkpoint(size=int(size), root=top, signature=ours[0] if ours else b"")


def _key_id(public_key: bytes) -> bytes:
    return hashlib.sha256(SIGNER.encode() + b"\n" + _ED25519 + public_key).digest()[:4]


def _note(size: int, root: str) -> bytes:
    return f"{ORIGIN}\n{size}\n{base64.b64encode(bytes.fromhex(root)).decode()}\n".encode()
