"""What a report needs of storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from smbot.core.ids import MentionId
from smbot.core.redacted import RedactedText
from smbot.core.states import MentionState


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A public post as a report reads it. `label` is its first label, empty before triage.

    `text` is None where it is withheld or gone; `answered_at` where no answer of ours is out or its time is unknown.
    """

    id: MentionId
    platform: str
    language: str
    pseudonym: str
    posted_at: datetime
    state: MentionState
    label: str
    text: RedactedText | None
    answered_at: datetime | None


class SaidTables(Protocol):
    """Reads what was said."""

    def said(self, since: datetime, until: datetime) -> Sequence[Said]:
        """Return the public posts from `since` up to `until` (exclusive), the oldest first."""
