"""The exports that were made, page by page, as the audit log tells of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from smbot.bootstrap.compliance import EXPORTS
from smbot.core.events import Act
from smbot.core.messages import Message, msg
from smbot.review.exports import FORMATS, KINDS
from smbot.storage.compliance import EventFilter
from smbot.storage.store import Transaction
from smbot.web.timeline import past_event

PAGE_SIZE: Final = 50

WHAT: Mapping[Act, Message] = {
    Act.DOCKET_EXPORTED: msg("The evidence of an entry of the docket"),
    Act.AUDIT_EXPORTED: msg("A copy of the audit log"),
    Act.BREACH_EXPORTED: msg("A breach report"),
}
"""What is taken out elsewhere than on the page of exports."""
KIND_NAMES: Mapping[str, Message] = {kind.value: name for kind, name in KINDS.items()}
FORM_NAMES: Mapping[str, Message] = {form.value: name for form, name in FORMATS.items()}


@dataclass(frozen=True, kw_only=True)
class MadeExport:
    """An export as its record tells of it; `at` is None where the record cannot be read."""

    seq: int
    at: datetime | None = None
    by: str = ""
    what: Message = field(default_factory=lambda: Message("–"))
    about: str = ""
    period: tuple[date, date] | None = None
    form: Message | None = None
    records: int | None = None
    manifest: str = ""


@dataclass(frozen=True, kw_only=True)
class MadePage:
    """A page of exports, the last first, and whether there are newer and older ones."""

    exports: tuple[MadeExport, ...] = ()
    newer: bool = False
    older: bool = False


def exports_made(tx: Transaction, before: int | None, after: int | None) -> MadePage:
    """Return a page of exports: the newest, those `before` a place in the log, or the next ones `after` one."""
    rows = tx.event_page(EventFilter(acts=EXPORTS), limit=PAGE_SIZE + 1, before=before, after=after)
    beyond = len(rows) > PAGE_SIZE
    kept = rows[beyond:] if after is not None else rows[:PAGE_SIZE]  # the one too many is the farthest from the place
    exports = tuple(_made(row.seq, row.body) for row in kept)
    if after is not None:
        return MadePage(exports=exports, newer=beyond, older=True)
    return MadePage(exports=exports, newer=before is not None, older=beyond)


def _made(seq: int, body: bytes) -> MadeExport:
    """Read a record; a damaged one is told as such, and one that lacks a detail is told without it."""
    event = past_event(body)
    if event.at is None:
        return MadeExport(seq=seq)
    raw = event.raw
    records = raw.get("records")
    return MadeExport(
        seq=seq,
        at=event.at,
        by=event.actor,
        what=_what(event.act, str(raw.get("export", ""))),
        about=event.subject,
        period=_period(raw),
        form=FORM_NAMES.get(str(raw.get("form"))),
        records=records if isinstance(records, int) else None,
        manifest=str(raw.get("manifest", "")),
    )


def _what(act: str, export: str) -> Message:
    if act != Act.EXPORT_MADE:
        return WHAT[Act(act)] if act in set(WHAT) else Message("{act}", {"act": act})
    return KIND_NAMES.get(export) or Message("{export}", {"export": export})


def _period(raw: Mapping[str, object]) -> tuple[date, date] | None:
    try:
        return date.fromisoformat(str(raw["first_day"])), date.fromisoformat(str(raw["last_day"]))
    except (KeyError, ValueError):
        return None
