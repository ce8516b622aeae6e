"""Urgent posts call a person until one acknowledges: whom, when, again and again, quiet hours or not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from smbot.cases.links import Links, Purpose
from smbot.cases.model import Page
from smbot.cases.page_words import escalation_text, page_text
from smbot.cases.ports import CaseStore, CaseTransaction, Line, PageTold
from smbot.core.clock import Clock
from smbot.core.errors import NotAllowed
from smbot.core.events import SYSTEM, Act, Detail, Event
from smbot.core.ids import CaseId, MemberId, PageId, new_page_id
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission, Role

log = structlog.get_logger()

ROOMS = "rooms"
"""Stands for the channels that many read; they hear of every page from its first minute."""


@dataclass(frozen=True, kw_only=True)
class PagingRules:
    """Whoever was told is told again every `repeat`; `following` later the next in the path is told too."""

    repeat: timedelta
    following: timedelta
    link_for: timedelta


def whom_to_tell(
    path: Sequence[str],
    raised_at: datetime,
    told: Mapping[str, datetime],
    now: datetime,
    rules: PagingRules,
    *,
    unreachable: frozenset[str] = frozenset(),
) -> list[str]:
    """Return whom to tell of a page now, in the order of the path. Pure; knows no quiet hours.

    The first is told at once, each next one `following` later, or at once where everybody before is `unreachable`.
    After an outage nobody is told twice for what was missed.
    """
    due = []
    for place, who in enumerate(path):
        reached = raised_at + place * rules.following <= now or unreachable.issuperset(path[:place])
        last = told.get(who)
        if reached and (last is None or last + rules.repeat <= now):
            due.append(who)
    return due


def raise_page(tx: CaseTransaction, subject: str, now: datetime, by: str, reason: str = "") -> Page:
    """Call people about a case or a mention; where nobody has acknowledged an earlier call, that one stands.

    `reason` is masked already.
    """
    waiting = next((page for page in tx.pages_of(subject) if page.acknowledged_at is None), None)
    if waiting is not None:
        return waiting
    page = Page(id=new_page_id(), subject=subject, raised_at=now, raised_by=by, reason=reason)
    tx.add_page(page)
    tx.record(Event(act=Act.PAGE_RAISED, actor=by, subject=subject, detail={"page": page.id, "reason": reason}))
    return page


@dataclass(frozen=True, kw_only=True)
class OnCall:
    """A member in the path, and the lines that reach them."""

    member: MemberId
    name: str
    lines: Sequence[Line]


@dataclass(frozen=True, kw_only=True)
class Paging:
    """What calling people works with. `desk` is its address without a slash at the end, or empty.

    `path` is read anew for each round: members come and go.
    """

    store: CaseStore
    clock: Clock
    path: Callable[[], Sequence[OnCall]]
    rooms: Sequence[Line]
    rules: PagingRules
    links: Links
    desk: str = ""

    def tell_waiting(self) -> int:
        """Tell whoever is due of every page that nobody acknowledged; return how many tellings were taken."""
        with self.store.read() as tx:
            waiting = [(page, tx.page_tellings(page.id)) for page in tx.pages_waiting()]
        path = {each.member: each for each in self.path()} if waiting else {}
        return sum(self._tell_of(page, tellings, path) for page, tellings in waiting)

    def acknowledge(self, member: Member, page: PageId, *, how: str = "desk") -> Page:
        """Take a call: nobody is told again.

        Raises:
            NotAllowed: There is none of this id, somebody else has it, or the role does not permit it.
        """
        if not member.may(Permission.WORK_QUEUE):
            raise NotAllowed(msg("Your role does not permit this."))
        with self.store.write() as tx:
            return self._acknowledge(tx, page, member.name, how)

    def behind_link(self, token: str) -> tuple[Page, Member]:
        """Return the page of a signed link and whose link it is; nothing is acknowledged by looking.

        Raises:
            LinkRefused: It is none of ours, or its time is over.
            NotAllowed: Its page or its member are no more.
        """
        with self.store.read() as tx:
            return self._behind(tx, token)

    def acknowledge_by_link(self, token: str) -> Page:
        """Take a call by its signed link, which then is used up.

        Raises:
            LinkRefused: It is none of ours, or its time is over.
            NotAllowed: It was used, somebody else has the call, or its member is no more.
        """
        with self.store.write() as tx:
            page, member = self._behind(tx, token)
            return self._acknowledge(tx, page.id, member.name, "link")

    def link(self, page: PageId, member: MemberId) -> str:
        """Return the path, below the desk's address, of a signed link to acknowledge a page."""
        token = self.links.make(Purpose.ACKNOWLEDGE, page, self.clock.now() + self.rules.link_for, member)
        return f"/acknowledge/{token}"

    def tell_escalated(self, escalated: Sequence[tuple[CaseId, Role]]) -> None:
        """Tell the rooms which cases have climbed their path."""
        for case, role in escalated:
            for line in self.rooms:
                made = [escalation_text(case, role, self.desk, language) for language in line.languages]
                _carried(line, *_joined(made))

    def _tell_of(self, page: Page, tellings: Sequence[PageTold], path: Mapping[MemberId, OnCall]) -> int:
        now = self.clock.now()
        last = {each.who: each.at for each in tellings}
        times = {each.who: each.times for each in tellings}
        taken, tried, unreachable = 0, set[str](), set[str]()
        if self.rooms and whom_to_tell([ROOMS], page.raised_at, last, now, self.rules):
            taken += self._told(page, ROOMS, self.rooms, times.get(ROOMS, 0), "")
        while due := [
            who
            for who in whom_to_tell(
                list(path), page.raised_at, last, now, self.rules, unreachable=frozenset(unreachable)
            )
            if who not in tried
        ]:
            for who in due:
                tried.add(who)
                person = path[MemberId(who)]
                link = f"{self.desk}{self.link(page.id, person.member)}" if self.desk else ""
                if self._told(page, who, person.lines, times.get(who, 0), link, name=person.name):
                    taken += 1
                else:
                    unreachable.add(who)
        return taken

    def _told(self, page: Page, who: str, lines: Sequence[Line], before: int, link: str, *, name: str = "") -> bool:
        """Tell by every line; note it where one took it."""
        carried = False
        for line in lines:
            made = [page_text(page, before, self.desk, link, language) for language in line.languages]
            carried |= _carried(line, *_joined(made))
        if carried:
            with self.store.write() as tx:
                tx.note_page_told(page.id, who)
                detail: dict[str, Detail] = {"page": page.id, "who": name or who, "time": before + 1}
                tx.record(Event(act=Act.PAGE_TOLD, actor=SYSTEM, subject=page.subject, detail=detail))
        return carried

    def _behind(self, tx: CaseTransaction, token: str) -> tuple[Page, Member]:
        signed = self.links.read(Purpose.ACKNOWLEDGE, token, self.clock.now())
        page = _found_page(tx, PageId(signed.subject))
        member = next((each for each in tx.members() if each.id == signed.holder), None)
        if member is None or not member.may(Permission.WORK_QUEUE):
            raise NotAllowed(msg("This link belongs to nobody who may work here."))
        return page, member

    def _acknowledge(self, tx: CaseTransaction, page: PageId, by: str, how: str) -> Page:
        found = _found_page(tx, page)
        if found.acknowledged_at is not None or not tx.acknowledge_page(page, by):
            raise NotAllowed(msg("{name} has acknowledged this.", name=found.acknowledged_by or by), where=page)
        detail = {"page": page, "how": how}
        tx.record(Event(act=Act.PAGE_ACKNOWLEDGED, actor=by, subject=found.subject, detail=detail))
        return replace(found, acknowledged_at=self.clock.now(), acknowledged_by=by)


def _found_page(tx: CaseTransaction, page: PageId) -> Page:
    found = tx.page_to_people(page)
    if found is None:
        raise NotAllowed(msg("There is no call of this id."), where=page[:40], mend=msg("See “smbot case page”."))
    return found


def _carried(line: Line, subject: str, text: str) -> bool:
    try:
        line.tell(subject, text)
    except Exception as error:  # noqa: BLE001 - a line that breaks stops no other
        log.warning("channel.failed", where=line.name, error=type(error).__name__)
        return False
    return True


def _joined(made: Sequence[tuple[str, str]]) -> tuple[str, str]:
    return " / ".join(subject for subject, _ in made), "\n\n".join(text for _, text in made)
