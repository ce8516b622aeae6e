"""What officers do with the docket, for the command line and the pages alike.

Each act reads, checks role, state and law, appends its step to the entry that it read (or reports the conflict) and
writes its audit event, all in one transaction.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, TypedDict, Unpack
from zoneinfo import ZoneInfo

from smbot.access.clock import Reckoning, alarm_level, local_day, reckon
from smbot.access.days import after_business_day
from smbot.access.docket import (
    OPEN_STATES,
    REASONED,
    TABLE,
    DocketEntry,
    DocketStep,
    extensions,
    is_paused,
    pauses,
    questions,
    target,
)
from smbot.access.laws import Law
from smbot.access.names import DocketAction, DocketState, Element, Jurisdiction, Means, PauseKind, RequestKind, Where
from smbot.access.orders import PassingState, taken_back
from smbot.access.ports import DocketStore, DocketTransaction
from smbot.core.clock import Clock
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import DocketId, MentionId
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission

MaskReason = Callable[[Sequence[MentionId], str], str]
"""Masks what a person typed about posts: a colleague may quote them."""

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
SEEN: Final = frozenset({DocketAction.ACKNOWLEDGE, DocketAction.PASS})
"""After these an entry is not waited for as one that nobody has seen."""
GIVEN_UP: Final = frozenset({PassingState.FAILED})
"""Orders of which an alarm tells; once the entry is passed anew they are over."""
UNDONE: Final = GIVEN_UP | {PassingState.WAITING}
"""Orders that can be taken back."""
OFFICER: Final = Permission.CORRECT_MASKS
"""What a compliance officer may do and nobody else."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An entry, what its clock says today, and the alarm that stands (days before the due date, or ``overdue``).

    `unseen` says that for more than a business day nobody has acknowledged it to its author, nor passed it on.
    """

    entry: DocketEntry
    clock: Reckoning
    alarm: str
    unseen: bool = False


@dataclass(frozen=True, kw_only=True)
class Docket:
    """The acts. `zone` is where the body is; `alarm_days` are days before the due date, as the law counts them."""

    store: DocketStore
    clock: Clock
    laws: Sequence[Law]
    zone: ZoneInfo
    alarm_days: Sequence[int]
    mask: MaskReason

    def standing(self, entry: DocketEntry) -> Standing:
        """Return an entry with its clock; nothing alarms where it is settled."""
        clock = reckon(
            self.laws,
            entry.jurisdiction,
            entry.kind,
            local_day(entry.received_at, self.zone),
            today=local_day(self.clock.now(), self.zone),
            extensions=extensions(entry),
            pauses=pauses(entry, self.zone),
        )
        alarm = alarm_level(clock.left, self.alarm_days) if entry.is_open and clock.due is not None else ""
        return Standing(entry=entry, clock=clock, alarm=alarm, unseen=self._is_unseen(entry))

    def _is_unseen(self, entry: DocketEntry) -> bool:
        if not entry.is_open or any(step.action in SEEN for step in entry.steps):
            return False
        opened = entry.opened_at.astimezone(self.zone)
        return self.clock.now() > after_business_day(entry.jurisdiction, opened)

    def listing(self, member: Member, *states: DocketState) -> list[Standing]:
        """Return the entries in these states, the one that is due first at the top.

        Entries without a date stand before those that have time: nobody knows how long they can wait.
        """
        demand(member, Permission.READ_QUEUE)
        with self.store.read() as tx:
            found = [self.standing(entry) for entry in tx.docket_entries(*states)]
        return sorted(found, key=lambda one: (not one.entry.is_open, one.clock.due or date.min, one.entry.opened_at))

    def alarming(self) -> list[Standing]:
        """Return the open entries of which somebody must be told, for smbot itself: no role is asked for."""
        with self.store.read() as tx:
            found = [self.standing(entry) for entry in tx.docket_entries(*OPEN_STATES)]
        return [one for one in found if one.alarm or one.unseen]

    def given_up(self) -> list[DocketId]:
        """Return the open entries of which the coordinator could not be told, for smbot itself."""
        with self.store.read() as tx:
            found = dict.fromkeys(order.docket for order in tx.failed_passings())
            return [docket for docket in found if found_entry(tx, docket).is_open]

    def entry(self, member: Member, docket: DocketId) -> Standing:
        """Return one entry.

        Raises:
            NotAllowed: There is none of this id, or the member may not see it.
        """
        demand(member, Permission.READ_QUEUE)
        with self.store.read() as tx:
            return self.standing(found_entry(tx, docket))

    def confirm(self, member: Member, docket: DocketId, reason: str = "") -> Standing:
        """Say that it is a request."""
        return self._act(member, docket, DocketAction.CONFIRM, reason)

    def reject(self, member: Member, docket: DocketId, reason: str) -> Standing:
        """Say that it is none. Only a person can, and only with a reason."""
        return self._act(member, docket, DocketAction.REJECT, reason)

    def acknowledge(self, member: Member, docket: DocketId, reason: str = "") -> Standing:
        """Note that the author was told that the post was seen; `reason` says how."""
        return self._act(member, docket, DocketAction.ACKNOWLEDGE, reason)

    def close(self, member: Member, docket: DocketId, reason: str) -> Standing:
        """Say that nothing more is to be done."""
        return self._act(member, docket, DocketAction.CLOSE, reason)

    def reopen(self, member: Member, docket: DocketId, reason: str) -> Standing:
        """Take an entry up again that was closed or found to be no request."""
        return self._act(member, docket, DocketAction.REOPEN, reason)

    def ask(self, member: Member, docket: DocketId, elements: Sequence[Element], where: Where) -> Standing:
        """Note that the author was asked what is missing.

        Raises:
            NotAllowed: In public nothing is asked of a request: only neutral help, without elements, is given there.
        """
        if where == Where.PUBLIC and elements:
            raise NotAllowed(
                msg("What a request is about is asked in private alone."),
                where=docket,
                mend=msg("In public, offer help and the private channel, and note that without elements."),
            )
        if where == Where.PRIVATE and not elements:
            raise NotAllowed(msg("Say what was asked about: who, what or when."), where=docket)
        with self._turn(member, docket, DocketAction.ASK) as turn:
            turn.step(word=where.value, elements=tuple(element.value for element in elements))
        return self.entry(member, docket)

    def answered(self, member: Member, docket: DocketId, question: int) -> Standing:
        """Note that the author answered a question, named by its number.

        Raises:
            NotAllowed: There is no such question, or it was answered.
        """
        with self._turn(member, docket, DocketAction.ANSWER) as turn:
            if question not in {one.number for one in questions(turn.entry) if one.answered_at is None}:
                raise NotAllowed(msg("No question of this number waits for an answer."), where=f"{docket}: {question}")
            turn.step(answers=question)
        return self.entry(member, docket)

    def extend(self, member: Member, docket: DocketId, days: int, reason: str, on: date | None = None) -> Standing:
        """Note an extension, in days as the law counts them; `on` is the day on which notice of it was given.

        Raises:
            NotAllowed: The law's longest extension is exceeded, or the time was over on that day.
        """
        with self._turn(member, docket, DocketAction.EXTEND, reason, on) as turn:
            clock = self.standing(turn.entry).clock
            most = clock.law.extension_days if clock.law else None
            if days < 1 or (most is not None and sum(extensions(turn.entry)) + days > most):
                raise NotAllowed(msg("This law lets the time be extended by 1 to {days} days.", days=most or 366))
            if clock.due is not None and turn.day > clock.due:
                raise NotAllowed(
                    msg("The time was over on {day}: an extension comes too late.", day=clock.due.isoformat()),
                    mend=msg("If notice was given in time, name its day with --on."),
                )
            turn.step(days=days, day=turn.day)
        return self.entry(member, docket)

    def pause(self, member: Member, docket: DocketId, kind: PauseKind, reason: str, on: date | None = None) -> Standing:
        """Note that the clock stands still, from the day `on`.

        Raises:
            NotAllowed: It stands still already, or the day lies before an earlier pause's end.
        """
        with self._turn(member, docket, DocketAction.PAUSE, reason, on) as turn:
            if is_paused(turn.entry):
                raise NotAllowed(msg("The clock stands still already."), where=docket)
            if any(pause.until and turn.day < pause.until for pause in pauses(turn.entry, self.zone)):
                raise NotAllowed(msg("The clock stood still on that day already."), where=turn.day.isoformat())
            turn.step(word=kind.value, day=turn.day)
        return self.entry(member, docket)

    def resume(self, member: Member, docket: DocketId, reason: str = "", on: date | None = None) -> Standing:
        """Note that the clock goes on, from the day `on`.

        Raises:
            NotAllowed: It does not stand still, or that day lies before the pause.
        """
        with self._turn(member, docket, DocketAction.RESUME, reason, on) as turn:
            if not is_paused(turn.entry):
                raise NotAllowed(msg("The clock does not stand still."), where=docket)
            if turn.day < pauses(turn.entry, self.zone)[-1].since:
                raise NotAllowed(msg("That day lies before the pause."), where=turn.day.isoformat())
            turn.step(day=turn.day)
        return self.entry(member, docket)

    def change(
        self,
        member: Member,
        docket: DocketId,
        reason: str,
        *,
        jurisdiction: Jurisdiction | None = None,
        kind: RequestKind | None = None,
    ) -> Standing:
        """Put an entry under another law."""
        with self._turn(member, docket, DocketAction.CHANGE, reason) as turn:
            same = (jurisdiction or turn.entry.jurisdiction, kind or turn.entry.kind)
            if same == (turn.entry.jurisdiction, turn.entry.kind):
                raise NotAllowed(msg("The entry stands under this law already."), where=docket)
            turn.step(jurisdiction=jurisdiction or "", word=kind or "")
        return self.entry(member, docket)

    def passed(self, member: Member, docket: DocketId, means: Means, *, case: str = "") -> Standing:
        """Note that an entry was passed to the coordinator; `case` names where the author said who they are.

        Raises:
            NotAllowed: There is no such case.
        """
        with self._turn(member, docket, DocketAction.PASS) as turn:
            check_case(turn.tx, case)
            turn.step(word=means.value, case=case)
            drop_orders(turn.tx, docket, member.name, self.clock.now(), GIVEN_UP)  # they are told now
        return self.entry(member, docket)

    def may(self, member: Member, docket: DocketId, action: DocketAction) -> DocketEntry:
        """Return the entry, if an officer may do this with it now.

        Raises:
            NotAllowed: The role or the entry's state does not permit it.
        """
        demand(member, OFFICER)
        with self.store.read() as tx:
            entry = found_entry(tx, docket)
        target(entry.state, action, member.name)
        return entry

    def _act(self, member: Member, docket: DocketId, action: DocketAction, reason: str) -> Standing:
        with self._turn(member, docket, action, reason) as turn:
            turn.step()
        return self.entry(member, docket)

    @contextmanager
    def _turn(
        self, member: Member, docket: DocketId, action: DocketAction, reason: str = "", on: date | None = None
    ) -> Iterator["_Turn"]:
        # Masked before the transaction: masking reads the database too.
        seen = self.may(member, docket, action)
        told = reason.strip()
        if action in REASONED and not told:
            raise NotAllowed(msg("Say why, in a few words."), mend=msg("Use --reason."))
        masked = self.mask([each.mention for each in seen.mentions], told) if told else ""
        now = self.clock.now()
        today = local_day(now, self.zone)
        if on is not None and not local_day(seen.received_at, self.zone) <= on <= today:
            raise NotAllowed(msg("Name a day from the receipt up to today."), where=on.isoformat())
        step = DocketStep(at=now, by=member.name, action=action, reason=masked)
        with self.store.write() as tx:
            entry = found_entry(tx, docket)
            after = target(entry.state, action, member.name)
            yield _Turn(tx=tx, entry=entry, after=after, blank=step, day=on or today)


class StepValues(TypedDict, total=False):
    """What an act adds to its step; see `DocketStep`."""

    day: date
    days: int
    word: str
    elements: tuple[str, ...]
    answers: int
    jurisdiction: str


@dataclass(frozen=True, kw_only=True)
class _Turn:
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


def check_case(tx: DocketTransaction, case: str) -> None:
    """Raise `NotAllowed` where a case is named that is not there."""
    if case and not tx.case_exists(case):
        raise NotAllowed(
            msg("There is no case of this id."), where=case[:40], mend=msg("See “smbot case list”, or name none.")
        )


def demand(member: Member, permission: Permission) -> None:
    """Raise `NotAllowed` where the member has not this permission."""
    if not member.may(permission):
        raise NotAllowed(msg("Your role does not permit this."))


def found_entry(tx: DocketTransaction, docket: DocketId) -> DocketEntry:
    """Return an entry.

    Raises:
        NotAllowed: There is none of this id.
    """
    entry = tx.docket_entry(docket)
    if entry is None:
        raise NotAllowed(
            msg("There is no entry of this id on the docket."), where=docket, mend=msg("See “smbot access list”.")
        )
    return entry


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
