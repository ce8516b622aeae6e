"""One act on one entry within its transaction: the step that is appended, its event, and orders that it ends."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, TypedDict, Unpack

from smbot.access.docket import (
    TABLE,
    DocketEntry,
    DocketStep,
)
from smbot.access.names import DocketAction, DocketState
from smbot.access.orders import PassingState, taken_back
from smbot.access.ports import DocketTransaction
from smbot.core.errors import Conflict
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import DocketId
from smbot.core.messages import msg

EVENTS: Final[Mapping[DocketAction, Act]] = {
    DocketAction.OPEN: Act.DOCKET_OPENED,
    DocketAction.JOIN: Act.DOCKET_JOINED,
    DocketAction.CONFIRM: Act.DOCKET_CONFIRMED,
    DocketAction.REJECT: Act.DOCKET_REJECTED,
    DocketAction.ACKNOWLEDGE: Act.DOCKET_ACKNOWLEDGED,
    DocketAction.PASS: Act.DOCKET_PASSED,
    DocketAction.CLOSE: Act.DOCKET_CLOSED,
    DocketAction.REOPEN: Act.DOCKET_REOPENED,
    DocketAction.ASK: Act.DOCKET_ASKED,
    DocketAction.ANSWER: Act.DOCKET_ANSWERED,
    DocketAction.EXTEND: Act.DOCKET_EXTENDED,
    DocketAction.PAUSE: Act.DOCKET_PAUSED,
    DocketAction.RESUME: Act.DOCKET_RESUMED,
    DocketAction.CHANGE: Act.DOCKET_CHANGED,
    DocketAction.EXPORT: Act.DOCKET_EXPORTED,
}
GIVEN_UP: Final = frozenset({PassingState.FAILED})
"""Orders of which an alarm tells; once the entry is passed anew they are over."""
UNDONE: Final = GIVEN_UP | {PassingState.WAITING}
"""Orders that can be taken back."""


class StepValues(TypedDict, total=False):
    """What an act adds to its step; see `DocketStep`."""

    day: date
    days: int
    word: str
    elements: tuple[str, ...]
    answers: int
    jurisdiction: str


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One act on one entry within its transaction; `day` is the day from which it holds."""

    tx: DocketTransaction
    entry: DocketEntry
    after: DocketState
    blank: DocketStep
    day: date

    def step(self, *, case: str = "", **values: Unpack[StepValues]) -> None:
        """Append the step, change the entry, and record the event.

        Raises:
            Conflict: Somebody changed the entry first.
        """
        step = replace(self.blank, **values)
        changed = self.tx.change_docket(self.entry, step, state=self.after, case=case or None)
        if not changed:
            raise Conflict(msg("Somebody changed this first. Look at it again."), where=self.entry.id)
        self.tx.record(step_event(self.entry, step, self.after, case))
        if DocketAction.PASS not in TABLE[self.after]:
            drop_orders(self.tx, self.entry.id, step.by, step.at)


def step_event(entry: DocketEntry, step: DocketStep, after: DocketState, case: str = "") -> Event:
    """Return what the log keeps of a step."""
    detail: dict[str, Detail] = {
        "before": entry.state.value,
        "state": after.value,
        **_told(step),
        **({"case": case} if case else {}),
    }
    return Event(act=EVENTS[step.action], actor=step.by, subject=entry.id, detail=detail)


def _told(step: DocketStep) -> dict[str, Detail]:
    """Return what an event tells of a step, without what it does not say."""
    detail: dict[str, Detail] = {
        "reason": step.reason,
        "day": step.day.isoformat() if step.day else "",
        "days": step.days,
        "word": step.word,
        "elements": list(step.elements),
        "question": step.answers,
        "jurisdiction": step.jurisdiction,
    }
    return {name: value for name, value in detail.items() if value}


def drop_orders(
    tx: DocketTransaction, docket: DocketId, by: str, now: datetime, states: frozenset[PassingState] = UNDONE
) -> int:
    """Take back the orders to pass an entry on that stand so; return how many. One that is being carried out stays."""
    dropped = 0
    for order in tx.passings_of(docket):
        if order.state not in states or order.is_held(now) or not tx.change_passing(order, taken_back(order)):
            continue
        detail: dict[str, Detail] = {"passing": order.id, "means": order.means.value, "attempts": order.attempts}
        tx.record(Event(act=Act.DOCKET_PASSING_TAKEN_BACK, actor=by, subject=docket, detail=detail))
        dropped += 1
    return dropped
