"""Entries of the docket as they stand today: each with its clock, and the alarm that it gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from smbot.access.checks import found_entry
from smbot.access.clock import Reckoning, alarm_level, local_day, reckon
from smbot.access.days import after_business_day
from smbot.access.docket import (
    OPEN_STATES,
    DocketEntry,
    extensions,
    pauses,
)
from smbot.access.laws import Law
from smbot.access.names import DocketAction, DocketState
from smbot.access.ports import DocketFilter, DocketStore
from smbot.core.clock import Clock
from smbot.core.ids import DocketId
from smbot.core.roles import Member, Permission, demand

SEEN: Final = frozenset({DocketAction.ACKNOWLEDGE, DocketAction.PASS})
"""After these an entry is not waited for as one that nobody has seen."""


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
class Page:
    """Some of the wanted entries, and how many there are in all."""

    standings: Sequence[Standing]
    total: int


@dataclass(frozen=True, kw_only=True)
class Standings:
    """Reads the docket.

    `zone` is where the body is; `alarm_days` are days before the due date, as the law counts them.
    """

    store: DocketStore
    clock: Clock
    laws: Sequence[Law]
    zone: ZoneInfo
    alarm_days: Sequence[int]

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
            return _in_order(self.standing(entry) for entry in tx.docket_entries(*states))

    def page(
        self, member: Member, wanted: DocketFilter, *, alarming: bool = False, limit: int, offset: int = 0
    ) -> Page:
        """Return a page of entries: open ones, what is due first at the top, then the settled, opened last first.

        What is settled grows for ever, and is read only where a page reaches it. `alarming` leaves out every entry
        that gives no alarm.
        """
        demand(member, Permission.READ_QUEUE)
        settled = wanted.among(frozenset() if alarming else frozenset(DocketState) - OPEN_STATES)
        with self.store.read() as tx:
            unordered = [self.standing(entry) for entry in tx.docket_page(wanted.among(OPEN_STATES))]
            waiting = _in_order(one for one in unordered if one.alarm or not alarming)
            shown = waiting[offset:][:limit]
            past = tx.docket_page(settled, limit=limit - len(shown), offset=max(offset - len(waiting), 0))
            total = len(waiting) + tx.docket_count(settled)
        return Page(standings=[*shown, *(self.standing(entry) for entry in past)], total=total)

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


def _in_order(standings: Iterable[Standing]) -> list[Standing]:
    return sorted(
        standings,
        key=lambda one: (not one.entry.is_open, one.clock.due or date.min, one.entry.opened_at, one.entry.id),
    )
