"""Events of the audit log as pages show them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from smbot.core.messages import Message
from smbot.review.ports import QueueItem
from smbot.storage.store import Store
from smbot.web.event_words import DETAILS


@dataclass(frozen=True, kw_only=True)
class PastEvent:
    """An event with the details that people read. `at` is None where the record cannot be read.

    `raw` has all details as the log does.
    """

    seq: int
    at: datetime | None
    act: str
    actor: str
    subject: str
    details: Mapping[str, str]
    raw: Mapping[str, object] = field(default_factory=dict)


def past_event(body: bytes, shown: Mapping[str, Message] = DETAILS) -> PastEvent:
    """Read a record with the details that are `shown`.

    A damaged one is told as such: finding it is what the page is for.
    """
    try:
        record = json.loads(body)
        return PastEvent(
            seq=int(record["seq"]),
            at=datetime.fromisoformat(record["at"]),
            act=str(record["act"]),
            actor=str(record["actor"]),
            subject=str(record["subject"]),
            details={k: _told(v) for k, v in record["detail"].items() if k in shown and v != "" and v is not None},
            raw=record["detail"],
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return PastEvent(seq=-1, at=None, act="", actor="", subject="", details={})


def events_of(store: Store, item: QueueItem, shown: Mapping[str, Message] = DETAILS) -> list[PastEvent]:
    """Return what was done with a mention, and what became of each thing that was to leave for it."""
    leaving = [status.id for status in (item.reply, *item.orders.values()) if status]
    with store.read() as tx:
        events = [past_event(body, shown) for subject in (item.id, *leaving) for body in tx.audit_of(subject)]
    return sorted(events, key=lambda event: event.seq)


def _told(value: object) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
