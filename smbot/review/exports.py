"""Records of a period to take out: rows as CSV that no spreadsheet executes, as JSON, as a page; with a manifest. Pure.

Everything in an export is redacted, so that one person may make it: nothing personal is opened for it.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from html import escape
from typing import Final

from smbot.core.cells import Cell, csv_text
from smbot.core.messages import Message, msg, say

FORMAT: Final = "smbot export 1"
MANIFEST: Final = "manifest.json"
PREVIEWED: Final = 5
MOST_ROWS: Final = 20_000
"""Rows that one export holds: they are in memory while it is made."""

Row = Mapping[str, Cell]
Shown = Callable[["ExportKind", str, Cell, str], str]
"""Says the value of a column to readers of a language."""


class ExportKind(StrEnum):
    """What is taken out."""

    MENTIONS = "mentions"
    DECISIONS = "decisions"
    DOCKET = "docket"
    EVENTS = "events"
    CASES = "cases"


class ExportFormat(StrEnum):
    """The form of the records; each comes in an archive with a manifest."""

    CSV = "csv"
    JSON = "json"
    HTML = "html"


KINDS: Mapping[ExportKind, Message] = {
    ExportKind.MENTIONS: msg("Posts, redacted"),
    ExportKind.DECISIONS: msg("Decisions of people"),
    ExportKind.DOCKET: msg("The docket of possible access requests"),
    ExportKind.EVENTS: msg("All records of the audit log"),
    ExportKind.CASES: msg("Cases"),
}
FORMATS: Mapping[ExportFormat, Message] = {
    ExportFormat.CSV: msg("CSV, for spreadsheets"),
    ExportFormat.JSON: msg("JSON, for programs"),
    ExportFormat.HTML: msg("A page to read and print"),
}


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is to be taken out: both days are included."""

    kind: ExportKind
    first_day: date
    last_day: date


@dataclass(frozen=True, kw_only=True)
class Making:
    """Who takes it out, when, with which version; and how far the log had come, with its last signature if it has one.

    `proofs` are the ways from records to the root of the signed log, by number: see `smbot.audit.proof`.
    """

    at: datetime
    by: str
    version: str
    zone: str
    log: Mapping[str, object]
    proofs: Mapping[int, Sequence[str]]


def as_csv(rows: Sequence[Row]) -> bytes:
    """Return rows as CSV in UTF-8 with a mark of it, which spreadsheets need to read accents."""
    columns = list(rows[0]) if rows else []
    return csv_text(columns, ([row[name] for name in columns] for row in rows)).encode("utf-8-sig", "replace")


def files(
    request: Request, form: ExportFormat, rows: Sequence[Row], making: Making, shown: Shown | None = None
) -> dict[str, bytes]:
    """Return the files of an export by name, the manifest last: it holds length and SHA-256 of all others."""
    name = request.kind.value
    made: dict[str, bytes] = {}
    if form == ExportFormat.CSV:
        made[f"{name}.csv"] = as_csv(rows)
    elif form == ExportFormat.JSON:
        made[f"{name}.json"] = _json(list(rows))
    else:
        made |= {
            f"{name}.{language}.html": page(request, rows, making, language, shown).encode()
            for language in ("en", "fr")
        }
        made[f"{name}.csv"] = as_csv(rows)
        made[f"{name}.json"] = _json(list(rows))
    if making.proofs:
        told = [{"seq": seq, "path": list(path)} for seq, path in sorted(making.proofs.items())]
        made["proofs.json"] = _json({"log": making.log, "proofs": told})
    listed = [
        {"name": each, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for each, content in made.items()
    ]
    manifest = {
        "format": FORMAT,
        "kind": request.kind.value,
        "form": form.value,
        "filters": {
            "first_day": request.first_day.isoformat(),
            "last_day": request.last_day.isoformat(),
            "time_zone": making.zone,
        },
        "rows": len(rows),
        "proved": len(making.proofs),
        "redacted": True,
        "released_by": "one person: nothing personal is opened for an export",
        "made_at": making.at.isoformat(),
        "made_by": making.by,
        "smbot": making.version,
        "log": dict(making.log),
        "files": listed,
    }
    return {**made, MANIFEST: _json(manifest)}


def digest(made: Mapping[str, bytes]) -> str:
    """Return what the audit log keeps of an export: the SHA-256 of its manifest."""
    return hashlib.sha256(made[MANIFEST]).hexdigest()


def archive(folder: str, made: Mapping[str, bytes], at: datetime) -> bytes:
    """Pack files into one archive, the same bytes for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in made.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            whole.writestr(entry, content)
    return packed.getvalue()


STYLE: Final = """
body{margin:0 auto;max-width:70rem;padding:1.5rem;background:#fff;color:#1b1b1b;font:1rem/1.5 system-ui,sans-serif}
.wide{overflow-x:auto}table{width:100%;border-collapse:collapse;font-size:.88rem}caption{text-align:left}
th,td{padding:.3rem .5rem;border:1px solid #767676;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#eef1f5}@media print{body{max-width:none;padding:0;font-size:9pt}tr{break-inside:avoid}}
"""


def page(request: Request, rows: Sequence[Row], making: Making, language: str, shown: Shown | None = None) -> str:
    """Return the records as a page that needs nothing else: for reading, printing and screen readers.

    `shown` puts values into words; without it they stand as in CSV.
    """

    def told(message: Message) -> str:
        return escape(say(message, language))

    def value(row: Row, name: str) -> str:
        return escape(shown(request.kind, name, row[name], language)) if shown else _shown(row[name])

    columns = list(rows[0]) if rows else []
    period = msg("{first} to {last}", first=request.first_day.isoformat(), last=request.last_day.isoformat())
    made = msg("Made on {at} by {name}. Records: {count}.", at=making.at.isoformat(), name=making.by, count=len(rows))
    titles = (told(COLUMNS[name]) if name in COLUMNS else escape(name) for name in columns)
    head = "".join(f'<th scope="col">{title}</th>' for title in titles)
    body = "".join("<tr>" + "".join(f"<td>{value(row, name)}</td>" for name in columns) + "</tr>\n" for row in rows)
    title = told(KINDS[request.kind])
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head>\n<body><main><h1>{title}</h1>\n<p>{told(period)}. {told(made)}</p>\n"
        f"<p>{told(REDACTED)}</p>\n<div class='wide' tabindex='0' role='region' aria-label='{title}'><table>"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div></main></body></html>\n"
    )


REDACTED: Final = msg("Everything here is redacted: no personal information was opened for it.")

COLUMNS: Mapping[str, Message] = {
    "id": msg("Id"),
    "platform": msg("Platform"),
    "kind": msg("Kind"),
    "posted": msg("Posted"),
    "collected": msg("Collected"),
    "language": msg("Language"),
    "state": msg("State"),
    "labels": msg("Labels"),
    "text": msg("Text, masked"),
    "masks": msg("Masks"),
    "withheld": msg("Withheld"),
    "edited": msg("Edited"),
    "hidden": msg("Hidden"),
    "gone": msg("Gone since"),
    "playbook": msg("Playbook"),
    "reply": msg("Reply"),
    "reply_state": msg("State of the reply"),
    "approved_by": msg("Approved by"),
    "sent": msg("Sent"),
    "seq": msg("No."),
    "at": msg("Date and time"),
    "act": msg("Event"),
    "actor": msg("Who"),
    "subject": msg("What about"),
    "detail": msg("Details"),
    "leaf": msg("Hash"),
    "received": msg("Received"),
    "opened": msg("Opened"),
    "law": msg("Law"),
    "due": msg("Due"),
    "days_left": msg("Days left"),
    "posts": msg("Posts"),
    "last_step": msg("Last step"),
    "priority": msg("Priority"),
    "program": msg("Program"),
    "office": msg("Office"),
    "assignee": msg("Assignee"),
    "outcome": msg("Outcome"),
    "closed": msg("Closed on"),
}
"""The titles of columns; in CSV and JSON they have the names that programs rely on."""


def _shown(value: Cell) -> str:
    return "" if value is None else escape(str(value))


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n").encode("utf-8", "replace")
