"""Signed statements "the log had this many records and this root", after C2SP's tlog-checkpoint."""

import base64
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

ORIGIN = "smbot audit log"


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


def _note(size: int, root: str) -> bytes:
    return f"{ORIGIN}\n{size}\n{base64.b64encode(bytes.fromhex(root)).decode()}\n".encode()
