"""Records of a period to take out: rows as CSV that no spreadsheet executes, as JSON, as a page; with a manifest. Pure.

Everything in an export is redacted, so that one person may make it: nothing personal is opened for it.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from html import escape
from itertools import chain
from typing import BinaryIO, Final, Protocol

from smbot.core.cells import Cell, csv_lines
from smbot.core.messages import LANGUAGES, Message, msg, say

FORMAT: Final = "smbot export 1"
MANIFEST: Final = "manifest.json"
PREVIEWED: Final = 5

Row = Mapping[str, Cell]
Shown = Callable[["ExportKind", str, Row, str], str]
"""Says the value that a row has in a column to readers of a language."""


class Rows(Protocol):
    """Rows that are counted, and can be gone through again: in memory or on disk."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Row]: ...


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


@dataclass(frozen=True, kw_only=True)
class Made:
    """An export that was written: its files in order, how many records are in it, the SHA-256 of its manifest."""

    files: tuple[str, ...]
    records: int
    manifest: str


def as_csv(rows: Rows) -> bytes:
    """Return rows as CSV in UTF-8 with a mark of it, which spreadsheets need to read accents."""
    return b"".join(csv_pieces(rows))


def csv_pieces(rows: Rows) -> Iterator[bytes]:
    """Return the same line by line."""
    columns = list(next(iter(rows), {}))
    yield "\ufeff".encode()
    for line in csv_lines(columns, ([row[name] for name in columns] for row in rows)):
        yield line.encode("utf-8", "replace")


def told_csv(request: Request, rows: Rows, making: Making, language: str, shown: Shown) -> Iterator[bytes]:
    """Return rows as CSV for people: headings and values in their language, times with their zone in the heading."""
    columns = list(next(iter(rows), {}))

    def heading(name: str) -> str:
        title = say(COLUMNS[name], language) if name in COLUMNS else name
        return f"{title} ({making.zone})" if name in MOMENTS else title

    yield "\ufeff".encode()
    told = ([shown(request.kind, name, row, language) for name in columns] for row in rows)
    for line in csv_lines([heading(name) for name in columns], told):
        yield line.encode("utf-8", "replace")


def digests(request: Request, rows: Rows) -> dict[str, str]:
    """Return the SHA-256 of the files for programs that an export of these rows would hold, by name."""
    name = request.kind.value
    files = {
        f"{name}.csv": csv_pieces(rows),
        f"{name}.json": (piece.encode("utf-8", "replace") for piece in chain(_json_list(rows), ["\n"])),
    }
    found: dict[str, str] = {}
    for file, pieces in files.items():
        seen = hashlib.sha256()
        for piece in pieces:
            seen.update(piece)
        found[file] = seen.hexdigest()
    return found


def contents(
    request: Request, form: ExportFormat, rows: Rows, making: Making, shown: Shown | None = None
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Return the files of an export in pieces, all but the manifest; `shown` puts values of the pages into words."""
    name = request.kind.value
    if form == ExportFormat.HTML:
        for language in LANGUAGES:
            told = page(request, rows, making, language, shown)
            yield f"{name}.{language}.html", (piece.encode("utf-8", "replace") for piece in told)
    if form != ExportFormat.JSON:
        yield f"{name}.csv", csv_pieces(rows)
        if shown is not None:
            for language in LANGUAGES:
                yield f"{name}.{language}.csv", told_csv(request, rows, making, language, shown)
    if form != ExportFormat.CSV:
        yield f"{name}.json", (piece.encode("utf-8", "replace") for piece in chain(_json_list(rows), ["\n"]))
    if making.proofs:
        yield "proofs.json", (piece.encode() for piece in _proofs(making))


def write(
    out: BinaryIO,
    request: Request,
    form: ExportFormat,
    rows: Rows,
    *,
    folder: str,
    making: Making,
    shown: Shown | None = None,
) -> Made:
    """Write an archive, whose files lie in `folder`, piece by piece: the same bytes for the same records.

    Its manifest comes last and holds length and SHA-256 of all other files. What is in memory does not grow with the
    records, only with the log that proves them.
    """
    listed: list[dict[str, object]] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, pieces in contents(request, form, rows, making, shown):
            length, sha256 = _enter(whole, f"{folder}/{name}", making.at, pieces)
            listed.append({"name": name, "bytes": length, "sha256": sha256})
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
        told = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        _, sha256 = _enter(whole, f"{folder}/{MANIFEST}", making.at, [told.encode("utf-8", "replace")])
    return Made(files=(*(str(each["name"]) for each in listed), MANIFEST), records=len(rows), manifest=sha256)


def _enter(whole: zipfile.ZipFile, name: str, at: datetime, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Write one file into an archive; return its length and SHA-256."""
    entry = zipfile.ZipInfo(name, at.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    length, seen = 0, hashlib.sha256()
    with whole.open(entry, "w", force_zip64=True) as file:
        for piece in pieces:
            length += file.write(piece)
            seen.update(piece)
    return length, seen.hexdigest()


def _json_list(items: Iterable[object], *, depth: int = 1) -> Iterator[str]:
    between, margin = "[\n", " " * depth
    for item in items:
        told = json.dumps(item, ensure_ascii=False, indent=1, default=str)
        yield between + margin + told.replace("\n", "\n" + margin)
        between = ",\n"
    yield "[]" if between == "[\n" else f"\n{margin[1:]}]"


def _proofs(making: Making) -> Iterator[str]:
    log = json.dumps(dict(making.log), indent=1).replace("\n", "\n ")
    yield f'{{\n "log": {log},\n "proofs": '
    yield from _json_list(({"seq": seq, "path": list(path)} for seq, path in making.proofs.items()), depth=2)
    yield "\n}\n"


STYLE: Final = """
body{margin:0 auto;max-width:70rem;padding:1.5rem;background:#fff;color:#1b1b1b;font:1rem/1.5 system-ui,sans-serif}
.wide{overflow-x:auto}table{width:100%;border-collapse:collapse;font-size:.88rem}caption{text-align:left}
th,td{padding:.3rem .5rem;border:1px solid #767676;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#eef1f5}@media print{body{max-width:none;padding:0;font-size:9pt}tr{break-inside:avoid}}
"""


def page(request: Request, rows: Rows, making: Making, language: str, shown: Shown | None = None) -> Iterator[str]:
    """Return, in pieces, the records as a page that needs nothing else: for reading, printing and screen readers.

    `shown` puts values into words; without it they stand as in CSV.
    """

    def told(message: Message) -> str:
        return escape(say(message, language))

    def value(row: Row, name: str) -> str:
        return escape(shown(request.kind, name, row, language)) if shown else _shown(row[name])

    columns = list(next(iter(rows), {}))
    period = msg("{first} to {last}", first=request.first_day.isoformat(), last=request.last_day.isoformat())
    at = making.at.isoformat()
    moment = shown(request.kind, "at", {"at": at}, language) if shown else at
    made = msg("Made on {at} by {name}. Records: {count}.", at=moment, name=making.by, count=len(rows))
    titles = (told(COLUMNS[name]) if name in COLUMNS else escape(name) for name in columns)
    head = "".join(f'<th scope="col">{title}</th>' for title in titles)
    title = told(KINDS[request.kind])
    yield (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head>\n<body><main><h1>{title}</h1>\n<p>{told(period)}. {told(made)}</p>\n"
        f"<p>{told(REDACTED)}</p>\n<div class='wide' tabindex='0' role='region' aria-label='{title}'><table>"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n"
    )
    for row in rows:
        yield "<tr>" + "".join(f"<td>{value(row, name)}</td>" for name in columns) + "</tr>\n"
    yield "</tbody></table></div></main></body></html>\n"


MOMENTS: Final = frozenset({"posted", "collected", "gone", "sent", "at", "opened", "closed", "received"})
"""The columns that hold moments: in files for programs in UTC."""
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
