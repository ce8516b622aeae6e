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


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A public post as the machine labelled it; `corrected` says that a person gave it other labels since.

    `confidence` is the score of its first label, None where it is not known. `level` is how sure triage was of an
    access request, “review” or “assert”; empty for other posts, and where the evidence is gone with the text.
    """

    posted_at: datetime
    language: str
    labels: tuple[str, ...]
    confidence: float | None
    level: str
    corrected: bool
    classifier: str


@dataclass(frozen=True, kw_only=True)
class SampledWeek:
    """A week's sample.

    `unflagged` counts the posts that the machine called no access request, `answered` those that officers looked at,
    `missed` those of these that are access requests.
    """

    week: str
    unflagged: int
    answered: int
    missed: int


class TriageTables(Protocol):
    """Reads what triage said, and what officers found."""

    def judged(self, since: datetime, until: datetime) -> Sequence[Judged]:
        """Return the labelled public posts from `since` up to `until` (exclusive), the oldest first."""

    def sampled_weeks(self, last: str, limit: int) -> Sequence[SampledWeek]:
        """Return the samples of the `limit` newest sampled weeks up to and including `last`, the newest first."""
