"""The nouns of casework: a case and everything that hangs on it; ids and masked words alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from smbot.cases.clock import ClockEvent
from smbot.core.ids import CaseId, MentionId, PageId


class Kind(StrEnum):
    """What a case is about: an opinion, dissatisfaction that expects a response, a fault, a fault that many report."""

    FEEDBACK = "feedback"
    COMPLAINT = "complaint"
    INCIDENT = "incident"
    PROBLEM = "problem"


class CaseState(StrEnum):
    """Where a case stands; one that is `MERGED` is worked on in the problem that it belongs to."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    WAITING = "waiting-for-citizen"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"


ENDED = frozenset({CaseState.RESOLVED, CaseState.CLOSED})


class Priority(StrEnum):
    """How urgent a case is, the least urgent first."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Outcome(StrEnum):
    """How a case ended."""

    SOLVED = "solved"
    EXPLAINED = "explained"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"
    NOT_OURS = "not-ours"
    NO_ANSWER = "no-answer"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, kw_only=True)
class Person:
    """An author of a case by pseudonym. Whoever came second was joined by what was `said_in` a private message."""

    pseudonym: str
    said_in: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A matter opened for a person, or a problem that many report. `version` grows with every change.

    `language` is what the person chose; `program` and `office` are names from the directory. `problem` is the one that
    this incident belongs to, `rung` how many steps of its escalation path were climbed, `clock` what its service clock
    went through.
    """

    id: CaseId
    kind: Kind
    state: CaseState
    opened_at: datetime
    opened_by: str
    version: int = 0
    priority: Priority = Priority.NORMAL
    language: str = ""
    program: str = ""
    office: str = ""
    assignee: str = ""
    outcome: str = ""
    problem: CaseId | None = None
    rung: int = 0
    closed_at: datetime | None = None
    mentions: tuple[MentionId, ...] = ()
    people: tuple[Person, ...] = ()
    clock: tuple[ClockEvent, ...] = ()

    @property
    def ended(self) -> bool:
        """Say whether nothing more is to be done."""
        return self.state in ENDED

    def knows(self, pseudonym: str) -> bool:
        """Say whether this author is one of the case."""
        return any(person.pseudonym == pseudonym for person in self.people)


@dataclass(frozen=True, kw_only=True)
class Note:
    """What a colleague noted, masked."""

    number: int
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something to do: what (masked), who, until when; `done_at` is None while it is not done."""

    number: int
    at: datetime
    by: str
    text: str
    who: str
    until: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """That a case went from one colleague to another, why (masked), and for which language if that was why."""

    at: datetime
    by: str
    before: str
    to: str
    reason: str
    language: str = ""


class Ground(StrEnum):
    """Why two incidents may be about the same fault."""

    WORDS = "words"
    PROGRAM = "program"
    OFFICE = "office"
    TIME = "time"


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """That an incident may be about the same fault as `target`, an incident or a problem. A person decides."""

    incident: CaseId
    target: CaseId
    score: float
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """That a person is needed at once, about `subject` (a case or a mention), until somebody acknowledges it."""

    id: PageId
    subject: str
    raised_at: datetime
    raised_by: str
    reason: str = ""
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """A case with everything on it. `incidents` are those of a problem: their number is its count."""

    case: Case
    notes: Sequence[Note] = ()
    tasks: Sequence[Task] = ()
    hand_overs: Sequence[HandOver] = ()
    incidents: Sequence[CaseId] = ()
    suggestions: Sequence[Suggestion] = ()
    pages: Sequence[Page] = field(default=())
