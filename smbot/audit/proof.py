"""Prove that one record stands in the log, without showing any other: RFC 6962, section 2.1.1. Pure."""

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from smbot.audit.checkpoint import Checkpoint, holds
from smbot.audit.tree import leaf_hash
from smbot.core.errors import InputError
from smbot.core.messages import msg

FORMAT: Final = "smbot proof of one record 1"
HASH: Final = hashlib.sha256().digest_size


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The way from a record to the root of a log of `size` records: its siblings' hashes, from the leaf up.

    `signed` is the checkpoint of this size; None where nobody has signed the log since the record was written.
    """

    seq: int
    body: bytes
    size: int
    root: str
    path: tuple[str, ...]
    signed: Checkpoint | None = None


class Levels:
    """Every level of the tree over some leaves, so that many records are proved at the price of one.

    Hashes stand one behind the other in bytes: a million records take 64 megabytes.
    """

    def __init__(self, leaves: Iterable[str]) -> None:
        self._levels = [bytearray()]
        for leaf in leaves:
            self._levels[0] += bytes.fromhex(leaf)
        while len(below := self._levels[-1]) > HASH:
            above = bytearray()
            for at in range(0, len(below) - HASH, 2 * HASH):
                above += _node(below[at : at + HASH], below[at + HASH : at + 2 * HASH])
            if len(below) // HASH % 2:
                # A subtree without a sibling is handed up as it is: the right edge of RFC 6962's tree.
                above += below[-HASH:]
            self._levels.append(above)

    @property
    def root(self) -> str:
        """Return the root; of no leaves, the hash of nothing."""
        return self._levels[-1].hex() if self._levels[0] else hashlib.sha256(b"").hexdigest()

    def path(self, seq: int) -> tuple[str, ...]:
        """Return the siblings of a leaf, from the leaf up.

        Raises:
            IndexError: There is no such leaf.
        """
        if not 0 <= seq < len(self._levels[0]) // HASH:
            raise IndexError(seq)
        found, at = [], seq
        for level in self._levels[:-1]:
            if sibling := level[(at ^ 1) * HASH : ((at ^ 1) + 1) * HASH]:
                found.append(sibling.hex())
            at //= 2
        return tuple(found)


def root_from(leaf: str, seq: int, size: int, path: Sequence[str]) -> str:
    """Return the root that a path leads to (RFC 9162, section 2.1.3.2); nothing where the path cannot be one."""
    if not 0 <= seq < size:
        return ""
    at, last, reached = seq, size - 1, bytes.fromhex(leaf)
    for sibling in map(bytes.fromhex, path):
        if last == 0:
            return ""
        if at % 2 or at == last:
            reached = _node(sibling, reached)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            reached = _node(reached, sibling)
        at, last = at // 2, last // 2
    return reached.hex() if last == 0 else ""


def is_proved(proof: Proof, public_key: bytes) -> bool:
    """Say whether a record stands in a log whose size and root were signed with this key."""
    signed = proof.signed
    return (
        signed is not None
        and (signed.size, signed.root) == (proof.size, proof.root)
        and holds(signed, public_key)
        and root_from(leaf_hash(proof.body), proof.seq, proof.size, proof.path) == proof.root
    )


def dump(proof: Proof, public_key: bytes) -> bytes:
    """Return a proof as a file."""
    signed = proof.signed
    told = {
        "format": FORMAT,
        "record": proof.body.decode(),
        "leaf": leaf_hash(proof.body),
        "seq": proof.seq,
        "size": proof.size,
        "root": proof.root,
        "path": list(proof.path),
        "checkpoint": signed and {"note": signed.note().decode(), "signature": _base64(signed.signature)},
        "public_key": _base64(public_key),
        "how": "RFC 6962: leaf = SHA-256(00 || record), node = SHA-256(01 || left || right); the path leads from the"
        " leaf to the root. The checkpoint's signature is Ed25519 over its note. Use a public key you had before.",
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def load(content: bytes) -> Proof:
    """Read a proof's file.

    Raises:
        InputError: It is none.
    """
    try:
        told = json.loads(content)
        size, root, body = int(told["size"]), str(told["root"]), str(told["record"]).encode()
        if told["format"] != FORMAT or json.loads(body)["seq"] != told["seq"]:
            raise ValueError("not a proof")
        given = told["checkpoint"]
        signed = given and Checkpoint(size=size, root=root, signature=base64.b64decode(given["signature"]))
        path = tuple(bytes.fromhex(sibling).hex() for sibling in told["path"])
        return Proof(seq=int(told["seq"]), body=body, size=size, root=root, path=path, signed=signed or None)
    except (ValueError, KeyError, TypeError):
        raise InputError(msg("This is no proof of a record of an audit log.")) from None


def _node(left: bytes | bytearray, right: bytes | bytearray) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()
