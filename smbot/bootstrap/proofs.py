"""What the audit log proves: a record's path to a root, and when the whole log was last walked."""

import json
from dataclasses import dataclass
from datetime import datetime

from smbot.audit.checkpoint import Checkpoint
from smbot.audit.proof import Levels, Proof, dump
from smbot.bootstrap.foundation import Foundation
from smbot.core.events import Act
from smbot.storage.compliance import EventFilter
from smbot.storage.store import Transaction


@dataclass(frozen=True, kw_only=True)
class Verified:
    """The last time that the whole log was walked: when, by whom, with what result; and its root today."""

    at: datetime | None
    by: str
    whole: bool
    events: int
    size: int
    root: str
    signed_at: datetime | None


def proof_of(foundation: Foundation, seq: int) -> bytes | None:
    """Return the proof of one record as a file; None where there is no such record.

    It leads to the newest signed root that covers the record; where nobody has signed it yet, to the root of now.
    """
    with foundation.store.read() as tx:
        body = tx.event_at(seq)
        if body is None:
            return None
        size, root, signed = newest_head(tx, after=seq)
        levels = Levels(tx.leaves(size))
    proof = Proof(seq=seq, body=body, size=size, root=root, path=levels.path(seq), signed=signed)
    return dump(proof, foundation.keys.verifier())


def newest_head(tx: Transaction, *, after: int) -> tuple[int, str, Checkpoint | None]:
    """Return size and root of the newest signed head of more than `after` records; without one, those of now."""
    signed = tx.last_checkpoint()
    if signed is not None and signed.size > after:
        return signed.size, signed.root, signed
    return *tx.audit_head(), None


def last_verified(foundation: Foundation) -> Verified:
    """Return what the log itself tells of its last verification."""
    with foundation.store.read() as tx:
        found = tx.events(EventFilter(acts={Act.AUDIT_VERIFIED}), limit=1, newest_first=True)
        size, root = tx.audit_head()
        signed_at = tx.last_signed_at()
    row = found[0] if found else None
    detail = json.loads(row.body)["detail"] if row else {}
    return Verified(
        at=row.at if row else None,
        by=row.actor if row else "",
        whole=detail.get("verified") is True,
        events=int(detail.get("events", 0)),
        size=size,
        root=root,
        signed_at=signed_at,
    )
