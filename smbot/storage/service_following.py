"""Service times: kept as events are recorded, in the same transaction; `smbot.storage.service_times` reads them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from smbot.core.clock import Clock
from smbot.core.events import SYSTEM, Act, Event
from smbot.core.mention import PRIVATE
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose, answer_purpose
from smbot.core.states import MentionState
from smbot.offices.offer import offer_of_event
from smbot.reports.service import Cell
from smbot.storage.base import Tables, pieces
from smbot.storage.case_tables import CaseMentionRow, CaseRow
from smbot.storage.exposure import exposes
from smbot.storage.service_tables import ServiceCellRow, ServiceTimeRow
from smbot.storage.tables import MentionRow, ReplyRow

ENDED = frozenset({MentionState.ANSWERED, MentionState.NO_REPLY, MentionState.REJECTED, MentionState.DISPOSED})
"""States in which nobody has anything to do with a mention any more, unless its author went on meanwhile."""
ABOUT = frozenset({"mention", "mask", "labels", "draft", "reply", "order", "offer", "case"})
"""First words of acts that are done with one mention, with its reply, or with its case."""
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


@dataclass(frozen=True, kw_only=True)
class _Followed:
    """An event, and when it was recorded."""

    event: Event
    at: datetime


class ServiceFollowingTables(Tables):
    """Keeps when mentions come to which step."""

    def __init__(self, session: Session, clock: Clock) -> None:
        super().__init__(session, clock)
        self._followed: list[_Followed] = []
        self._cells: dict[Cell, int] = {}

    def follow(self, event: Event) -> None:
        """Note that an event was recorded just now; `settle_times` brings the times of what it is about up to date."""
        if event.act.partition(".")[0] in ABOUT:
            self._followed.append(_Followed(event=event, at=self.clock.now()))

    def settle_times(self) -> None:
        """Bring times up to what was recorded: the end of every transaction that writes, once for all its events."""
        followed, self._followed = self._about_mentions(self._followed), []
        found = self._found({mention for mention, _ in followed})
        times = {
            row.mention: row
            for some in pieces(sorted(found))
            for row in self.session.exec(select(ServiceTimeRow).where(col(ServiceTimeRow.mention).in_(some)))
        }
        to_sort = set()
        for mention, one in followed:
            if mention in found:
                row = times.setdefault(mention, _row(found[mention]))
                _step(row, found[mention], one)
                if not row.cell or one.event.act in SORTS_ANEW:
                    to_sort.add(mention)
        for mention, row in times.items():
            is_now = found[mention]
            row.hidden = max(row.posted, in_seconds(is_now.hidden_at)) if is_now.hidden_at is not None else None
            row.exposed = is_now.kind != PostKind.MESSAGE and exposes(is_now.masks)
            row.wrong_office = WRONG_OFFICE in is_now.labels
        programs = self._programs(to_sort)
        for mention in sorted(to_sort):
            row, (program, office) = times[mention], programs.get(mention, ("", ""))
            is_now = found[mention]
            row.cell = self._cell(
                Cell(
                    program=program,
                    office=office or row.greeted_by,
                    label=is_now.top_label,
                    language=is_now.language,
                    platform=is_now.platform,
                )
            )
        self.session.add_all(times.values())

    def _about_mentions(self, followed: Sequence[_Followed]) -> list[tuple[str, _Followed]]:
        """Return which mentions events are about, in their order."""
        about: list[tuple[str, _Followed]] = []
        for one in followed:
            event = one.event
            if event.act.partition(".")[0] == "case":
                on_case = select(CaseMentionRow.mention).where(col(CaseMentionRow.case) == event.subject)
                plain = replace(one, event=Event(act=event.act, subject=event.subject))
                about += [(mention, plain) for mention in self.session.exec(on_case)]
                continue
            named = event.detail.get("mention")
            mention = named if isinstance(named, str) else event.subject
            if event.act == Act.OFFER_MADE:
                of_reply = select(ReplyRow.mention).where(col(ReplyRow.id) == mention)
                mention = self.session.exec(of_reply).first() or mention
            about.append((mention, one))
        return about

    def _found(self, mentions: Collection[str]) -> dict[str, _Mention]:
        """Return what mentions are now. Columns, not rows: an act may hold those and be changing them.

        What came on the private thread of a case waits for its assignee, not in the queue.
        """
        columns = [getattr(MentionRow, field.name) for field in fields(_Mention)]
        read = (
            _Mention(*row)
            for some in pieces(sorted(mentions))
            for row in self.session.execute(select_columns(*columns).where(col(MentionRow.id).in_(some)))
        )
        return {one.id: one for one in read if not one.withheld.startswith(PRIVATE)}

    def _programs(self, mentions: Collection[str]) -> dict[str, tuple[str, str]]:
        """Return program and office of the newest case that each mention is on."""
        programs: dict[str, tuple[str, str]] = {}
        for some in pieces(sorted(mentions)):
            on = (
                select_columns(col(CaseMentionRow.mention), col(CaseRow.program), col(CaseRow.office))
                .join(CaseRow, col(CaseMentionRow.case) == col(CaseRow.id))
                .where(col(CaseMentionRow.mention).in_(some))
                .order_by(col(CaseRow.opened_at).desc(), col(CaseRow.id))
            )
            for mention, program, office in self.session.execute(on):
                programs.setdefault(mention, (program, office))
        return programs

    def _cell(self, cell: Cell) -> int:
        if (known := self._cells.get(cell)) is not None:
            return known
        same = select(ServiceCellRow.id).where(
            col(ServiceCellRow.program) == cell.program,
            col(ServiceCellRow.office) == cell.office,
            col(ServiceCellRow.label) == cell.label,
            col(ServiceCellRow.language) == cell.language,
            col(ServiceCellRow.platform) == cell.platform,
        )
        number = self.session.exec(same).first()
        if number is None:
            row = ServiceCellRow(
                program=cell.program,
                office=cell.office,
                label=cell.label,
                language=cell.language,
                platform=cell.platform,
            )
            self.session.add(row)
            self.session.flush()
            number = row.id or 0
        self._cells[cell] = number
        return number


def _step(row: ServiceTimeRow, found: _Mention, followed: _Followed) -> None:
    """Note in a row what an event says of it."""
    event = followed.event
    now = max(row.posted, in_seconds(followed.at))  # the platform's clock may be ahead of ours
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
            offer = offer_of_event(event, followed.at)
            row.offered, row.greeted_by = offer.held, offer.office
    if answers:
        row.sent = row.sent if row.sent is not None else now
    ended = answers or (MentionState(found.state) in ENDED and found.back_at is None)
    row.closed = (row.closed if row.closed is not None else now) if ended else None


def _row(found: _Mention) -> ServiceTimeRow:
    posted = in_seconds(found.posted_at)
    return ServiceTimeRow(
        mention=found.id, cell=0, posted=posted, collected=max(posted, in_seconds(found.collected_at))
    )


def in_seconds(moment: datetime) -> int:
    """Return a moment in seconds since 1970."""
    return int(moment.timestamp())
