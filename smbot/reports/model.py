"""What a report is made of: the subjects it watches, and what it found in a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal

from smbot.core.ids import MentionId

FactKind = Literal["fee", "hours", "day", "deadline"]
SPOKEN = ("en", "fr")
"""Languages whose words are counted, each apart; posts in both ("mixed") or in others are counted in volumes only."""


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name in each official language."""

    en: str
    fr: str

    def get(self, language: str) -> str:
        """Return the name in `language`."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A place, an office, a program or a service, with the words of both languages that mean it."""

    name: Name
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Fact(Subject):
    """Something true about our services. How `right` is written depends on `kind`.

    | kind     | `right`                                        | example             |
    |----------|------------------------------------------------|---------------------|
    | fee      | dollars; several where several are right       | "35", "84.50"       |
    | hours    | from-to, on a clock of 24 hours                | "08:30-16:30"       |
    | day      | each day on which it is open, in English       | "monday", "tuesday" |
    | deadline | month-day                                      | "03-31"             |
    """

    kind: FactKind
    right: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What the organisation watches. `own` are its names and handles, which the report leaves out of rising words."""

    own: tuple[str, ...]
    subjects: tuple[Subject, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class Period:
    """From `start` up to `end`, and the stretches it is compared with; all of them aware, ends exclusive.

    `first_day` and `last_day` are days of the organisation's time zone.
    """

    first_day: date
    last_day: date
    start: datetime
    end: datetime
    before_start: datetime
    before_end: datetime
    baseline_start: datetime


@dataclass(frozen=True, kw_only=True)
class Volume:
    """How many posts in the period and in the one before. `name` is there where the configuration gave one."""

    key: str
    now: int
    before: int
    name: Name | None = None

    @property
    def change(self) -> int:
        """Return how many more than before."""
        return self.now - self.before


@dataclass(frozen=True, kw_only=True)
class Answering:
    """How many of the posts to be answered were, and the median time from post to answer where it is known."""

    due: int
    answered: int
    median: timedelta | None

    @property
    def share(self) -> float | None:
        """Return the share answered (0-1); None where nothing was due."""
        return self.answered / self.due if self.due else None


@dataclass(frozen=True, kw_only=True)
class RisingWord:
    """A word or a phrase of two. `authors` used it in the period; `before` counts authors by week of the baseline."""

    word: str
    authors: int
    before: int
    strength: float


class FindingKind(StrEnum):
    """What a post does: state something wrong, ask whether it is so, try a fraud in our name, or tell of one."""

    CLAIM = "claim"
    QUESTION = "question"
    SCAM = "scam"
    SCAM_REPORT = "scam-report"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Where a text shows something. `fact` and the right values are there for claims and questions."""

    kind: FindingKind
    start: int
    end: int
    fact: Fact | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One post of the list, with its evidence; places count in the mention's redacted text."""

    mention: MentionId
    posted_at: datetime
    language: str
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was said in a period, beside the period before.

    `labels` counts each post under its first label, so that the counts add up to the total; `subjects` counts a post
    under each place, office, program and service it names. `compared` says, by language, how many authors a week
    the rising words were compared with: none means that there is nothing to compare with yet.
    """

    period: Period
    total: Volume
    labels: tuple[Volume, ...]
    languages: tuple[Volume, ...]
    platforms: tuple[Volume, ...]
    subjects: tuple[Volume, ...]
    answering: Answering
    answering_before: Answering
    rising: Mapping[str, tuple[RisingWord, ...]]
    compared: Mapping[str, int]
    findings: tuple[Finding, ...]
    facts_known: int

    def of_kind(self, *kinds: FindingKind) -> tuple[Finding, ...]:
        """Return the findings of these kinds, the newest first."""
        return tuple(finding for finding in self.findings if finding.evidence.kind in kinds)
