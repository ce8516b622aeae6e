"""One post as a bundle of evidence shows it: masked, with its marks, and what was decided about it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from smbot.access.ports import AuditLine
from smbot.core.ids import MentionId
from smbot.core.spans import Evidence, Mask

DECIDED = ("mention.triaged", "mention.drafted", "labels.", "mask.", "reply.", "draft.", "docket.")
"""What the acts begin with that say who or what decided something."""


@dataclass(frozen=True, kw_only=True)
class MaskedText:
    """A masked text with its ledger: what no mask of it covers is the poster's, whatever it looks like."""

    text: str
    masks: tuple[Mask, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A reply or another order about a post, as it stood when the bundle was made."""

    purpose: str
    text: str
    language: str
    state: str
    approved_by: str
    approved_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """A post. `text` is None where it is withheld or gone; `classifier` names model and rules of its labels."""

    mention: MentionId
    platform: str
    account: str
    posted_at: datetime
    collected_at: datetime
    gone_at: datetime | None
    language: str
    state: str
    edited: bool
    withheld: str
    text: MaskedText | None
    parts: tuple[MaskedText, ...]
    labels: tuple[str, ...]
    scores: tuple[tuple[str, float], ...]
    evidence: tuple[Evidence, ...]
    classifier: str
    playbook: str
    playbook_version: str
    answers: tuple[Answer, ...]


def is_decision(line: AuditLine) -> bool:
    """Say whether a record of the log says who or what decided something."""
    return line.act.startswith(DECIDED)


def decisions(events: Iterable[AuditLine]) -> list[dict[str, object]]:
    """Return what was decided, by whom and with which versions, out of the records of the log."""
    found: list[dict[str, object]] = []
    for line in events:
        if is_decision(line):
            detail = json.loads(line.body)["detail"]
            found.append({"seq": line.seq, "at": line.at, "act": line.act, "actor": line.actor, "detail": detail})
    return found
