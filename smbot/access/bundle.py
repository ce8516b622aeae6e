"""The evidence of one entry, for a coordinator, a regulator or a court: what was seen, decided and done, provably.

It holds masked text only. Each record of the audit log stands in it byte for byte with its number and leaf hash, so
that an export of the log proves it; the manifest's digest is kept in the log, so that the bundle proves itself.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from smbot.access.docket import entry_data, extensions, pauses, questions
from smbot.access.exhibit import Exhibit, decisions
from smbot.access.ports import AuditLine
from smbot.access.standings import Standing
from smbot.core.manifests import MANIFEST_FILE, with_manifest

FORMAT: Final = "smbot access bundle 1"
DATA_FILE, EVENTS_FILE = "bundle.json", "events.jsonl"


@dataclass(frozen=True, kw_only=True)
class LogHead:
    """How far the audit log had come: its size and root, and the key with which its signatures are checked."""

    size: int
    root: str
    public_key: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What a bundle is made of."""

    standing: Standing
    exhibits: Sequence[Exhibit]
    events: Sequence[AuditLine]
    head: LogHead
    made_at: datetime
    made_by: str
    version: str
    zone: ZoneInfo


Page = Callable[[Evidence, str], str]
"""Tells the evidence to readers of a language, as a page."""


def files(evidence: Evidence, languages: Sequence[str], page: Page) -> dict[str, bytes]:
    """Return the bundle's files by name, the manifest last: it holds length and SHA-256 of all others."""
    made = {
        DATA_FILE: _json(data(evidence)),
        EVENTS_FILE: "".join(f"{line.body}\n" for line in evidence.events).encode(),
        **{f"bundle.{language}.html": page(evidence, language).encode() for language in languages},
    }
    return with_manifest(made, FORMAT)


def wrong_files(made: Mapping[str, bytes]) -> list[str]:
    """Return the names of files that are missing, changed, or not in the manifest; none where the bundle is whole."""
    listed = {each["name"]: each["sha256"] for each in json.loads(made[MANIFEST_FILE])["files"]}
    there = {name: hashlib.sha256(content).hexdigest() for name, content in made.items() if name != MANIFEST_FILE}
    return sorted(name for name in listed.keys() | there.keys() if listed.get(name) != there.get(name))


def data(evidence: Evidence) -> dict[str, object]:
    """Return the evidence for machines."""
    standing = evidence.standing
    entry, clock = standing.entry, standing.clock
    return {
        "format": FORMAT,
        "made_at": evidence.made_at.isoformat(),
        "made_by": evidence.made_by,
        "smbot": evidence.version,
        "entry": entry_data(entry),
        "clock": {
            "time_zone": evidence.zone.key,
            "received": clock.received.isoformat(),
            "due": clock.due.isoformat() if clock.due else None,
            "by_law": clock.by_law.isoformat() if clock.by_law else None,
            "fell_on": clock.fell_on.isoformat() if clock.fell_on else None,
            "no_date": clock.why.value if clock.why else None,
            "days_left": clock.left,
            "holidays": [day.isoformat() for day in clock.skipped],
            "extensions": list(extensions(entry)),
            "pauses": [
                {"since": pause.since.isoformat(), "until": pause.until.isoformat() if pause.until else None}
                for pause in pauses(entry, evidence.zone)
            ],
        },
        "law": clock.law.model_dump(mode="json") if clock.law else None,
        "exhibits": [asdict(exhibit) for exhibit in evidence.exhibits],
        "steps": [asdict(step) for step in entry.steps],
        "questions": [asdict(question) for question in questions(entry)],
        "decisions": decisions(evidence.events),
        "events": [asdict(line) for line in evidence.events],
        "log": asdict(evidence.head),
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n").encode()


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
