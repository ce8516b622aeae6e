"""Service times: kept as events are recorded, read as columns."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import numpy as np
from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, String, cast, func
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from smbot.cases.model import Kind
from smbot.core.events import SYSTEM, Act, Event
from smbot.core.ids import CaseId
from smbot.core.mention import PRIVATE
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import MESSAGES, Purpose, answer_purpose
from smbot.core.states import MentionState, ReplyState
from smbot.offices.offer import offer_of_event
from smbot.offices.report import WrongOfficePost
from smbot.reports.service import NEVER, Cell, OpenColumns, Seconds, ServiceColumns, Step
from smbot.storage.base import Tables
from smbot.storage.case_tables import CaseMentionRow, CaseRow
from smbot.storage.exposure import exposes
from smbot.storage.service_tables import ServiceCellRow, ServiceTimeRow
from smbot.storage.tables import MentionRow, ReplyRow

ENDED = frozenset({MentionState.ANSWERED, MentionState.NO_REPLY, MentionState.REJECTED, MentionState.DISPOSED})
"""States in which nobody has anything to do with a mention any more, unless its author went on meanwhile."""
ABOUT_MENTIONS = frozenset({"mention", "mask", "labels", "draft", "reply", "order", "offer"})
"""First words of acts that are done with one mention, or with its reply."""
SORTS_ANEW = frozenset(
    {
        Act.MENTION_REDACTED,
        Act.MENTION_QUARANTINED,
        Act.MENTION_EDITED,
        Act.MENTION_TRIAGED,
        Act.LABELS_CORRECTED,
        Act.LABELS_UNDONE,
        Act.OFFER_MADE,
        Act.CASE_OPENED,
        Act.CASE_MENTION_ADDED,
        Act.CASE_DESCRIBED,
        Act.CASE_JOINED,
    }
)
"""Acts after which a mention may count elsewhere: by another label, language, program or office."""
WRONG_OFFICE = "wrong_office"


@dataclass(frozen=True, slots=True)
class _Mention:
    """What counts of a mention."""

    id: str
    posted_at: datetime
    collected_at: datetime
    kind: str
    state: str
    withheld: str
    back_at: datetime | None
    hidden_at: datetime | None
    masks: list[dict[str, str | int | float]]
    labels: list[str]
    top_label: str
    language: str
    platform: str


class ServiceTimeTables(Tables):
    """When mentions came to which step."""

    def follow(self, event: Event) -> None:
        """Bring the times of what an event is about up to date; the event was recorded just now."""
        subject = event.act.partition(".")[0]
        if subject in ABOUT_MENTIONS:
            self._follow_mention(event)
        elif subject == "case":
            mentions = select(CaseMentionRow.mention).where(col(CaseMentionRow.case) == event.subject)
            for mention in self.session.exec(mentions).all():
                self._follow_mention(Event(act=event.act, subject=mention))

    def _follow_mention(self, event: Event) -> None:
        found = self._mention_of(event)
        if found is None or found.withheld.startswith(PRIVATE):
            return  # what came on the private thread of a case waits for its assignee, not in the queue
        row = self.session.get(ServiceTimeRow, found.id)
        posted = row.posted if row is not None else _seconds(found.posted_at)
        now = max(posted, _seconds(self.clock.now()))  # the platform's clock may be ahead of ours
        if row is None:
            collected = max(posted, _seconds(found.collected_at))
            row = ServiceTimeRow(mention=found.id, cell=0, posted=posted, collected=collected)
        purpose = event.detail.get("purpose", Purpose.PUBLIC.value)
        answers = event.act == Act.MENTION_ANSWERED_BY_HAND or (
            event.act == Act.REPLY_SENT and purpose == answer_purpose(PostKind(found.kind))
        )
        if event.actor != SYSTEM and event.act != Act.OFFER_MADE:  # an offer is made by sending, for who approved
            row.acted = row.acted if row.acted is not None else now
        match event.act:
            case Act.MENTION_TRIAGED:
                row.triaged = row.triaged if row.triaged is not None else now
            case Act.REPLY_APPROVED:
                row.approved = now
            case Act.REPLY_RETRACTED:
                row.approved = None
            case Act.MENTION_REOPENED:
                row.sent = None  # only what was answered by hand is opened again
            case Act.OFFER_MADE:
                offer = offer_of_event(event, self.clock.now())
                row.offered, row.greeted_by = offer.held, offer.office
        if answers:
            row.sent = row.sent if row.sent is not None else now
        ended = answers or (MentionState(found.state) in ENDED and found.back_at is None)
        row.closed = (row.closed if row.closed is not None else now) if ended else None
        row.hidden = max(posted, _seconds(found.hidden_at)) if found.hidden_at is not None else None
        row.exposed = found.kind != PostKind.MESSAGE and exposes(found.masks)
        row.wrong_office = WRONG_OFFICE in found.labels
        if not row.cell or event.act in SORTS_ANEW:
            row.cell = self._cell(found, row.greeted_by)
        self.session.add(row)

    def _mention_of(self, event: Event) -> _Mention | None:
        """Return what an event's mention is now. Columns, not the row: an act may hold that and be changing it."""
        named = event.detail.get("mention")
        mention = named if isinstance(named, str) else event.subject
        if event.act == Act.OFFER_MADE:
            mention = self.session.exec(select(ReplyRow.mention).where(col(ReplyRow.id) == mention)).first() or mention
        columns = [getattr(MentionRow, field.name) for field in fields(_Mention)]
        found = self.session.execute(select_columns(*columns).where(col(MentionRow.id) == mention)).first()
        return _Mention(*found) if found else None

    def _cell(self, found: _Mention, greeted_by: str) -> int:
        on = (
            select(CaseRow.program, CaseRow.office)
            .join(CaseMentionRow, col(CaseMentionRow.case) == col(CaseRow.id))
            .where(col(CaseMentionRow.mention) == found.id)
            .order_by(col(CaseRow.opened_at).desc(), col(CaseRow.id))
        )
        program, office = self.session.exec(on).first() or ("", "")
        cell = Cell(
            program=program,
            office=office or greeted_by,
            label=found.top_label,
            language=found.language,
            platform=found.platform,
        )
        same = select(ServiceCellRow.id).where(
            col(ServiceCellRow.program) == cell.program,
            col(ServiceCellRow.office) == cell.office,
            col(ServiceCellRow.label) == cell.label,
            col(ServiceCellRow.language) == cell.language,
            col(ServiceCellRow.platform) == cell.platform,
        )
        known = self.session.exec(same).first()
        if known is not None:
            return known
        row = ServiceCellRow(
            program=cell.program, office=cell.office, label=cell.label, language=cell.language, platform=cell.platform
        )
        self.session.add(row)
        self.session.flush()
        return row.id or 0

    def service_columns(self, since: datetime, until: datetime) -> ServiceColumns:
        """Return what was posted from `since` up to `until` (exclusive), in any order."""
        columns: dict[str, SQLColumnExpression[int | None]] = {
            "cell": col(ServiceTimeRow.cell),
            "posted": col(ServiceTimeRow.posted),
            **{step.value: _wait(col(getattr(ServiceTimeRow, step.value))) for step in Step},
            "hidden": _wait(col(ServiceTimeRow.hidden)),
            "exposed": cast(col(ServiceTimeRow.exposed), Integer),
            "offered": cast(col(ServiceTimeRow.offered), Integer),
        }
        posted = col(ServiceTimeRow.posted)
        of_the_time = (posted >= _seconds(since), posted < _seconds(until))
        read = dict(zip(columns, self._columns(list(columns.values()), of_the_time), strict=True))
        cells = ("id", "program", "office", "label", "language", "platform")
        rows = self.session.execute(select_columns(*(getattr(ServiceCellRow, name) for name in cells)))
        return ServiceColumns(
            cells={
                number: Cell(program=program, office=office, label=label, language=language, platform=platform)
                for number, program, office, label, language, platform in rows
            },
            cell=read["cell"],
            posted=read["posted"],
            waits={step: read[step.value] for step in Step},
            hidden=read["hidden"],
            exposed=read["exposed"],
            offered=read["offered"],
        )

    def open_columns(self, since: datetime, until: datetime) -> OpenColumns:
        """Return what came in before `until` and was not closed before `since`."""
        closed, before = col(ServiceTimeRow.closed), col(ServiceTimeRow.collected) < _seconds(until)
        read = [
            self._columns([col(ServiceTimeRow.collected), closed], (before, still))
            for still in (closed.is_(None), closed >= _seconds(since))  # each by the index; “or” has none
        ]
        collected, ended = (np.concatenate(parts) for parts in zip(*read, strict=True))
        return OpenColumns(collected=collected, closed=ended)

    def _columns(
        self, columns: Sequence[SQLColumnExpression[int | None]], where: Sequence[ColumnElement[bool]]
    ) -> tuple[Seconds, ...]:
        """Return columns of whole numbers, `NEVER` where there is none.

        The database joins each to one text: a tenth of the time that a hundred thousand rows take to fetch.
        """
        joined = [func.aggregate_strings(cast(func.coalesce(each, NEVER), String), ",") for each in columns]
        row = self.session.execute(select_columns(*joined).where(*where)).one()
        return tuple(np.fromstring(text or "", dtype=np.int64, sep=",") for text in row)

    def answered_at_wrong_office(self, since: datetime, until: datetime) -> list[tuple[datetime, WrongOfficePost]]:
        """Return the posts of this time for another office with our answers that are out, and when each was posted.

        The same posts as `OfferTables.wrong_offices` has, without those that have no answer, and by an index.
        """
        posted, sent = col(ServiceTimeRow.posted), col(ReplyRow.sent_at)
        rows = self.session.execute(
            select_columns(
                col(MentionRow.id), col(MentionRow.posted_at), col(MentionRow.pseudonym), sent, col(ReplyRow.text)
            )
            .select_from(ServiceTimeRow)
            .join(MentionRow, col(MentionRow.id) == col(ServiceTimeRow.mention))
            .join(ReplyRow, col(ReplyRow.mention) == col(ServiceTimeRow.mention))
            .where(
                col(ServiceTimeRow.wrong_office).is_(True),
                posted >= _seconds(since),
                posted < _seconds(until),
                col(ReplyRow.purpose).in_(MESSAGES),
                col(ReplyRow.state) == ReplyState.SENT,
                sent.is_not(None),
            )
        )
        posts: dict[str, tuple[datetime, str, list[tuple[datetime, str]]]] = {}
        for mention, posted_at, author, sent_at, text in rows:
            if sent_at is not None:
                posts.setdefault(mention, (posted_at, author, []))[2].append((sent_at, text))
        return [(at, WrongOfficePost(author=author, answers=tuple(found))) for at, author, found in posts.values()]

    def incidents(self) -> list[tuple[CaseId | None, datetime]]:
        """Return of each incident which problem it joined, and when it was opened."""
        rows = self.session.execute(
            select_columns(col(CaseRow.problem), col(CaseRow.opened_at)).where(col(CaseRow.kind) == Kind.INCIDENT)
        )
        return [(CaseId(problem) if problem else None, opened_at) for problem, opened_at in rows]


def _wait(moment: SQLColumnExpression[int | None]) -> SQLColumnExpression[int | None]:
    """Return how long after its post something happened."""
    return moment - col(ServiceTimeRow.posted)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
