"""The Merkle tree of RFC 6962, section 2.1: append by frontier, root, nothing else.

The frontier is the list of roots of the perfect subtrees that make up the log, largest first: it is
all that appending needs.
"""

import hashlib
from collections.abc import Sequence

EMPTY_ROOT = hashlib.sha256(b"").hexdigest()


def leaf_hash(record: bytes) -> str:
    """Return the hash of one record (RFC 6962: ``SHA-256(0x00 || record)``)."""
    return hashlib.sha256(b"\x00" + record).hexdigest()


def _node(left: str, right: str) -> str:
    return hashlib.sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def append(frontier: Sequence[str], size: int, leaf: str) -> tuple[str, ...]:
    """Return the frontier of a log of ``size + 1`` records, given that of `size` records."""
    grown = [*frontier, leaf]
    # Each trailing 1-bit of `size` is a perfect subtree that the new leaf completes to the next power of two.
    while size & 1:
        right, left = grown.pop(), grown.pop()
        grown.append(_node(left, right))
        size >>= 1
    return tuple(grown)


def root(frontier: Sequence[str]) -> str:
    """Return the root over the whole log (RFC 6962: the Merkle tree hash)."""
    if not frontier:
        return EMPTY_ROOT
    *rest, top = frontier
    for subtree in reversed(rest):
        top = _node(subtree, top)
    return top
