"""The docket's entries, their history, and the table of what may be done with one in which state. Pure.

An entry is what its steps say: nothing of it is kept twice but its state, which is searched for. A machine opens
entries and joins posts to them. It decides nothing: whether a post is a request is for a person to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from smbot.access.clock import Pause, local_day
from smbot.access.names import DocketAction, DocketState, Jurisdiction, RequestKind
from smbot.core.errors import NotAllowed
from smbot.core.events import SYSTEM
from smbot.core.ids import DocketId, MentionId
from smbot.core.messages import msg

S: TypeAlias = DocketState
A: TypeAlias = DocketAction

BY_MACHINE: Final = frozenset({A.OPEN, A.JOIN})
OPEN_STATES: Final = frozenset({S.POSSIBLE, S.CONFIRMED, S.ACKNOWLEDGED, S.PASSED})
"""States in which the clock is shown and alarms are raised."""

_STAYS: Final = (A.JOIN, A.ASK, A.ANSWER, A.EXTEND, A.PAUSE, A.RESUME, A.CHANGE, A.EXPORT)

TABLE: Final[dict[S, dict[A, S]]] = {
    S.POSSIBLE: {A.CONFIRM: S.CONFIRMED, A.REJECT: S.NOT_A_REQUEST},
    S.CONFIRMED: {
        A.REJECT: S.NOT_A_REQUEST,
        A.ACKNOWLEDGE: S.ACKNOWLEDGED,
        # An author who cannot be reached must not keep a request from the coordinator.
        A.PASS: S.PASSED,
        A.CLOSE: S.CLOSED,
    },
    S.ACKNOWLEDGED: {A.REJECT: S.NOT_A_REQUEST, A.PASS: S.PASSED, A.CLOSE: S.CLOSED},
    S.PASSED: {A.PASS: S.PASSED, A.CLOSE: S.CLOSED},
    S.CLOSED: {A.REOPEN: S.CONFIRMED, A.EXPORT: S.CLOSED},
    S.NOT_A_REQUEST: {A.REOPEN: S.POSSIBLE, A.EXPORT: S.NOT_A_REQUEST},
}
"""The state after each action; what is not here is refused."""

for _state in OPEN_STATES:
    TABLE[_state] |= dict.fromkeys(_STAYS, _state)

REASONED: Final = frozenset({A.REJECT, A.CLOSE, A.REOPEN, A.EXTEND, A.PAUSE, A.CHANGE})
"""Acts that a person must give a reason for."""


@dataclass(frozen=True, kw_only=True)
class DocketStep:
    """One thing that was done with an entry; `number` is 0 until it is kept.

    `reason` is masked. `day` is the day from which it holds, where a person named one. `days` is the length of an
    extension; `word` a kind of pause, where somebody was asked, how it was passed, or another kind of request;
    `elements` what was asked about; `answers` the number of the step whose question was answered; `jurisdiction` a new
    one.
    """

    number: int = 0
    at: datetime
    by: str
    action: DocketAction
    reason: str = ""
    day: date | None = None
    days: int = 0
    word: str = ""
    elements: tuple[str, ...] = ()
    answers: int = 0
    jurisdiction: str = ""


@dataclass(frozen=True, kw_only=True)
class DocketMention:
    """A post of an entry: when it was made, and when smbot collected it."""

    mention: MentionId
    posted_at: datetime
    collected_at: datetime


@dataclass(frozen=True, kw_only=True)
class DocketEntry:
    """A possible request: ids, dates and steps, and no words of anybody.

    `level` and `asked` are what triage said when it was opened (see `smbot.classify.access`). `case` is the id of the
    case in whose sealed thread the author said who they are; "" where they did not.
    """

    id: DocketId
    state: DocketState
    version: int
    opened_at: datetime
    jurisdiction: Jurisdiction
    kind: RequestKind
    level: str
    asked: str
    case: str
    mentions: tuple[DocketMention, ...]
    steps: tuple[DocketStep, ...]

    @property
    def received_at(self) -> datetime:
        """Return when the first of its posts was made: the earliest moment at which the body can have received it."""
        return min(each.posted_at for each in self.mentions)

    @property
    def collected_at(self) -> datetime:
        """Return when smbot first had one of its posts."""
        return min(each.collected_at for each in self.mentions)

    @property
    def is_open(self) -> bool:
        """Say whether somebody must still do something."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, kw_only=True)
class Question:
    """A step of the duty to assist: what was asked, where and when, and when it was answered."""

    number: int
    asked_at: datetime
    asked_by: str
    where: str
    elements: tuple[str, ...]
    answered_at: datetime | None = None


def target(state: DocketState, action: DocketAction, actor: str) -> DocketState:
    """Return the state after an action.

    Raises:
        NotAllowed: This state does not permit it, or it is a decision and the actor a machine.
    """
    if actor == SYSTEM and action not in BY_MACHINE:
        raise NotAllowed(msg("A machine does not decide this."), where=action)
    after = TABLE[state].get(action)
    if after is None:
        raise NotAllowed(
            msg("“{action}” is not possible while the entry is “{state}”.", action=action.value, state=state.value)
        )
    return after


def allowed(state: DocketState) -> tuple[DocketAction, ...]:
    """Return what a person can do in a state, in the order of `DocketAction`."""
    return tuple(action for action in DocketAction if action in TABLE[state] and action not in BY_MACHINE)


def entry_data(entry: DocketEntry) -> dict[str, object]:
    """Return for machines what an entry is, without its steps."""
    return {
        "id": entry.id,
        "state": entry.state.value,
        "received_at": entry.received_at.isoformat(),
        "collected_at": entry.collected_at.isoformat(),
        "opened_at": entry.opened_at.isoformat(),
        "jurisdiction": entry.jurisdiction.value,
        "kind": entry.kind.value,
        "level": entry.level,
        "asked": entry.asked or None,
        "case": entry.case or None,
        "mentions": [each.mention for each in entry.mentions],
    }


def extensions(entry: DocketEntry) -> tuple[int, ...]:
    """Return the extensions, in days as the law counts them."""
    return tuple(step.days for step in entry.steps if step.action == DocketAction.EXTEND)


def pauses(entry: DocketEntry, zone: ZoneInfo) -> tuple[Pause, ...]:
    """Return the times in which the clock stood still, by days where the body is."""
    found: list[Pause] = []
    for step in entry.steps:
        day = step.day or local_day(step.at, zone)
        if step.action == DocketAction.PAUSE:
            found.append(Pause(since=day))
        elif step.action == DocketAction.RESUME:
            found[-1] = Pause(since=found[-1].since, until=day)
    return tuple(found)


def is_paused(entry: DocketEntry) -> bool:
    """Say whether the clock stands still now."""
    turns = [step.action for step in entry.steps if step.action in {DocketAction.PAUSE, DocketAction.RESUME}]
    return turns[-1:] == [DocketAction.PAUSE]


def questions(entry: DocketEntry) -> tuple[Question, ...]:
    """Return what was asked of the author, oldest first."""
    answers = {step.answers: step.at for step in entry.steps if step.action == DocketAction.ANSWER}
    return tuple(_question(step, answers.get(step.number)) for step in entry.steps if step.action == DocketAction.ASK)


def times_passed(steps: Sequence[DocketStep]) -> tuple[tuple[datetime, str], ...]:
    """Return when an entry was passed to the coordinator, and by which means."""
    return tuple((step.at, step.word) for step in steps if step.action == DocketAction.PASS)


def _question(step: DocketStep, answered_at: datetime | None) -> Question:
    return Question(
        number=step.number,
        asked_at=step.at,
        asked_by=step.by,
        where=step.word,
        elements=step.elements,
        answered_at=answered_at,
    )
