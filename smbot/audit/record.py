"""One line of the audit log, in the canonical form that is hashed."""

from dataclasses import dataclass
from datetime import datetime

import rfc8785

from smbot.audit.tree import leaf_hash
from smbot.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AuditRecord:
    """An event with its place (`seq`, from 0, without gaps) and time, as canonical JSON (RFC 8785)."""

    seq: int
    at: datetime
    event: Event
    body: bytes
    leaf: str


def instant(at: datetime) -> str:
    """Return a time as the log writes it."""
    return at.isoformat(timespec="milliseconds")


def make_record(seq: int, at: datetime, event: Event) -> AuditRecord:
    """Put `event` into its final form."""
    body = rfc8785.dumps(
        {
            "seq": seq,
            "at": instant(at),
            "act": event.act.value,
            "actor": event.actor,
            "subject": event.subject,
            "detail": dict(event.detail),
        }
    )
    return AuditRecord(seq=seq, at=at, event=event, body=body, leaf=leaf_hash(body))
