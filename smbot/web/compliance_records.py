"""What the log tells officers, for pages and programs alike: timelines, disposals, the log of access and roles."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from smbot.bootstrap import Application
from smbot.bootstrap.compliance import DISPOSALS, PEOPLE_ACTS
from smbot.bootstrap.exports import nearest_day
from smbot.core.ids import CaseId, DocketId, MemberId, MentionId
from smbot.review.ports import QueueItem
from smbot.storage.compliance import EventFilter
from smbot.storage.tables import AuditRow
from smbot.web.event_words import FOR_OFFICERS
from smbot.web.timeline import PastEvent, events_of, past_event

MOST_SHOWN: Final = 200
USUAL: Final = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Disposal:
    """What was disposed of, with the hash under which the log keeps its record."""

    seq: int
    at: datetime
    act: str
    actor: str
    subject: str
    found: str
    leaf: str


@dataclass(frozen=True, kw_only=True)
class Disposals:
    """The newest disposals, how many there are in all, and what a hold keeps from it: ids, and of which quote."""

    newest: Sequence[Disposal]
    total: int
    held: Sequence[tuple[MentionId, str]]


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The posts of a subject, and all that the log tells of it, the oldest first."""

    items: Sequence[QueueItem]
    events: Sequence[PastEvent]


@dataclass(frozen=True, kw_only=True)
class PeopleOf:
    """Which records of the log of access and roles are wanted, of which days, and the names of all members by id."""

    wanted: EventFilter
    first: date
    last: date
    names: Mapping[str, str]


def disposals_of(application: Application) -> Disposals:
    """Return what was disposed of, each with its certificate, and what a hold keeps from it."""
    wanted = EventFilter(acts=DISPOSALS)
    with application.store.read() as tx:
        rows = tx.events(wanted, limit=MOST_SHOWN, newest_first=True)
        return Disposals(
            newest=[_disposal(row) for row in rows], total=tx.count_events(wanted), held=list(tx.held_back())
        )


def timeline_of(application: Application, subject: str) -> Timeline | None:
    """Return all that the log tells of a post, a case, or an entry of the docket, with what belongs to it."""
    items, subjects = _belonging(application, subject)
    if not subjects:
        return None
    events: dict[int, PastEvent] = {}
    for item in items:
        events |= {event.seq: event for event in events_of(application.store, item, FOR_OFFICERS)}
    with application.store.read() as tx:
        events |= {
            event.seq: event
            for one in subjects
            for event in (past_event(body, FOR_OFFICERS) for body in tx.audit_of(one))
        }
    return Timeline(items=items, events=[events[seq] for seq in sorted(events)])


def people_of(application: Application, person: str, first: date | None, last: date | None) -> PeopleOf:
    """Return what finds the events of a person, or of everybody, from the first up to and including the last day."""
    zone = application.zone
    today = application.clock.now().astimezone(zone).date()
    begin, end = nearest_day(first or today - USUAL), nearest_day(last or today)
    with application.store.read() as tx:
        names: dict[str, str] = {one.member.id: one.member.name for one in tx.memberships()}
    wanted = EventFilter(
        since=datetime.combine(begin, time(), zone).astimezone(UTC),
        until=datetime.combine(end + timedelta(days=1), time(), zone).astimezone(UTC),
        acts=PEOPLE_ACTS,
        about=MemberId(person) if person in names else "",
        actor=names.get(person, ""),
    )
    return PeopleOf(wanted=wanted, first=begin, last=end, names=names)


def is_mention_or_case(application: Application, subject: str) -> bool:
    """Say whether a report of a breach can have begun with this."""
    with application.store.read() as tx:
        return tx.item(MentionId(subject)) is not None or tx.case(CaseId(subject)) is not None


def _belonging(application: Application, subject: str) -> tuple[list[QueueItem], list[str]]:
    """Return the posts of a subject, and the ids that its timeline tells of."""
    with application.store.read() as tx:
        case, entry = tx.case(CaseId(subject)), tx.docket_entry(DocketId(subject))
        if case is not None:
            mentions, own = list(case.mentions), [subject]
        elif entry is not None:
            mentions, own = [each.mention for each in entry.mentions], [subject]
        else:
            mentions, own = [MentionId(subject)], []
        items = [item for mention in mentions if (item := tx.item(mention)) is not None]
        if case is None and entry is None:
            docket = tx.docket_of(MentionId(subject))
            own = [*([docket] if docket else []), *(each.id for each in tx.cases_of_mention(MentionId(subject)))]
    return items, [*own, *(item.id for item in items)] if items or case or entry else []


def _disposal(row: AuditRow) -> Disposal:
    return Disposal(
        seq=row.seq,
        at=row.at,
        act=row.act,
        actor=row.actor,
        subject=row.subject,
        found=str(json.loads(row.body)["detail"].get("found", "")),
        leaf=row.leaf,
    )
