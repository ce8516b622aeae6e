"""What casework needs of storage, of those who can be told, and of what masks a colleague's words."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from smbot.cases.clock import ClockEvent
from smbot.cases.model import (
    Case,
    CaseState,
    HandOver,
    Kind,
    Note,
    Page,
    Person,
    Priority,
    Suggestion,
    Task,
)
from smbot.cases.survey import Answer
from smbot.core.events import Event
from smbot.core.ids import CaseId, MentionId, PageId
from smbot.core.post_kinds import PostKind
from smbot.core.roles import Member


@dataclass(frozen=True, kw_only=True)
class MentionFacts:
    """What casework asks of a mention: who by pseudonym, where, when, its labels; `words` are its own, masks left out.

    `conversation` is its keyed digest. `words` is empty where the text is withheld.
    """

    id: MentionId
    pseudonym: str
    conversation: str
    kind: PostKind
    language: str
    posted_at: datetime
    labels: tuple[str, ...]
    words: str


@dataclass(frozen=True, kw_only=True)
class CaseFilter:
    """Which cases to list. Empty means any; `unended` leaves out what is resolved or closed.

    `person` is the pseudonym of an author, `conversation` one in which a mention of the case stands.
    """

    kinds: frozenset[Kind] = frozenset()
    states: frozenset[CaseState] = frozenset()
    assignee: str = ""
    program: str = ""
    office: str = ""
    person: str = ""
    conversation: str = ""
    problem: CaseId | None = None
    opened_since: datetime | None = None
    unended: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseChange:
    """New values of a case; None leaves a value as it is. `beat` is what its clock goes through with it."""

    state: CaseState | None = None
    priority: Priority | None = None
    language: str | None = None
    program: str | None = None
    office: str | None = None
    assignee: str | None = None
    outcome: str | None = None
    rung: int | None = None
    problem: CaseId | None = None
    leave_problem: bool = False
    closed_at: datetime | None = None
    beat: ClockEvent | None = None


@dataclass(frozen=True, kw_only=True)
class PageTold:
    """When somebody on call was last told of a page, and how often."""

    who: str
    at: datetime
    times: int


class CaseTransaction(Protocol):
    """What casework needs of a transaction."""

    def add_case(self, case: Case) -> None: ...  # noqa: D102
    def case(self, case: CaseId) -> Case | None: ...  # noqa: D102
    def cases(self, wanted: CaseFilter, *, limit: int | None = None, offset: int = 0) -> list[Case]: ...  # noqa: D102
    def cases_of_mention(self, mention: MentionId) -> list[Case]: ...  # noqa: D102
    def newest_case(self, wanted: CaseFilter) -> Case | None: ...  # noqa: D102
    def change_case(self, case: Case, change: CaseChange) -> bool: ...  # noqa: D102
    def add_case_mention(self, case: CaseId, mention: MentionId, by: str) -> None: ...  # noqa: D102
    def add_case_person(self, case: CaseId, person: Person, by: str) -> None: ...  # noqa: D102
    def mention_facts(self, mention: MentionId) -> MentionFacts | None: ...  # noqa: D102
    def usual_texts(self, since: datetime, but: Sequence[MentionId], limit: int) -> list[str]: ...  # noqa: D102
    def add_note(self, case: CaseId, by: str, text: str) -> int: ...  # noqa: D102
    def notes_of(self, case: CaseId) -> list[Note]: ...  # noqa: D102
    def add_task(self, case: CaseId, task: Task) -> int: ...  # noqa: D102
    def tasks_of(self, case: CaseId) -> list[Task]: ...  # noqa: D102
    def end_task(self, case: CaseId, number: int, by: str) -> bool: ...  # noqa: D102
    def add_hand_over(self, case: CaseId, hand_over: HandOver) -> None: ...  # noqa: D102
    def hand_overs_of(self, case: CaseId) -> list[HandOver]: ...  # noqa: D102
    def put_suggestion(self, suggestion: Suggestion) -> bool: ...  # noqa: D102
    def suggestions_of(self, incident: CaseId) -> list[Suggestion]: ...  # noqa: D102
    def decline_suggestion(self, incident: CaseId, target: CaseId, by: str) -> bool: ...  # noqa: D102
    def add_page(self, page: Page) -> None: ...  # noqa: D102
    def page_to_people(self, page: PageId) -> Page | None: ...  # noqa: D102
    def pages_of(self, subject: str) -> list[Page]: ...  # noqa: D102
    def pages_waiting(self) -> list[Page]: ...  # noqa: D102
    def acknowledge_page(self, page: PageId, by: str) -> bool: ...  # noqa: D102
    def page_tellings(self, page: PageId) -> list[PageTold]: ...  # noqa: D102
    def note_page_told(self, page: PageId, who: str) -> None: ...  # noqa: D102
    def ask_after(self, case: CaseId) -> bool: ...  # noqa: D102
    def keep_survey_answer(self, case: CaseId, *, solved: bool, own_language: bool) -> bool: ...  # noqa: D102
    def survey_answers(self, since: datetime, until: datetime) -> list[Answer]: ...  # noqa: D102
    def survey_of(self, case: CaseId) -> Answer | None: ...  # noqa: D102
    def members(self) -> list[Member]: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class CaseStore(Protocol):
    """Opens transactions for casework."""

    def write(self) -> AbstractContextManager[CaseTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[CaseTransaction]: ...  # noqa: D102


MaskWords = Callable[[Sequence[MentionId], str], str]
"""Masks a colleague's words about a case with these mentions, before they are kept."""


@dataclass(frozen=True, kw_only=True)
class PrivateWord:
    """Who said something in private: an author by pseudonym, or the person of a case on the secure page."""

    pseudonym: str = ""
    case: CaseId | None = None


Overheard = Callable[[str], PrivateWord | None]
"""Tells who wrote the private message of this reference, beside those that are mentions; None: there is none."""


class Line(Protocol):
    """Reaches somebody: the channels of `smbot.notify` are lines."""

    @property
    def name(self) -> str:
        """Return what it is called in logs."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of whoever reads it, the first one first."""

    def tell(self, subject: str, text: str) -> None:
        """Carry a message.

        Raises:
            SmbotError: It was not taken, or nobody knows.
        """
