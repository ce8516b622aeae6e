"""The docket of possible access requests: entries, the posts that belong to them, and what was done with each."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, func, update
from sqlmodel import col, select

from smbot.access.docket import OPEN_STATES, DocketEntry, DocketMention, DocketStep
from smbot.access.names import DocketAction, DocketState, Jurisdiction, RequestKind
from smbot.access.ports import AuditLine, DocketFilter
from smbot.core.ids import DocketId, MentionId
from smbot.core.labels import ACCESS
from smbot.core.mention import is_known_author
from smbot.storage.base import Tables
from smbot.storage.tables import AuditRow, DocketMentionRow, DocketRow, DocketStepRow, MentionRow


class DocketTables(Tables):
    """The docket; see `DocketTransaction`."""

    def docket_entry(self, docket: DocketId) -> DocketEntry | None:
        """Return an entry with its posts and steps, or None."""
        row = self.session.get(DocketRow, docket, populate_existing=True)
        return self._entries([row])[0] if row else None

    def docket_entries(self, *states: DocketState) -> list[DocketEntry]:
        """Return the entries in these states (in all, without any), the one received first at the top."""
        query = select(DocketRow)
        if states:
            query = query.where(col(DocketRow.state).in_(states))
        return sorted(self._entries(self.session.exec(query).all()), key=lambda entry: (entry.received_at, entry.id))

    def docket_page(self, wanted: DocketFilter, *, limit: int | None = None, offset: int = 0) -> list[DocketEntry]:
        """Return a page of the wanted entries, the one opened last at the top."""
        newest = (col(DocketRow.opened_at).desc(), col(DocketRow.id))
        rows = self.session.exec(
            select(DocketRow).where(*_conditions(wanted)).order_by(*newest).limit(limit).offset(offset)
        )
        return self._entries(rows.all())

    def docket_count(self, wanted: DocketFilter) -> int:
        """Return how many entries are wanted."""
        return self.session.exec(select(func.count()).select_from(DocketRow).where(*_conditions(wanted))).one()

    def docket_stamp(self) -> tuple[int, int]:
        """Return what differs after every change of the docket: how many entries there are, and their versions."""
        counted = select(func.count(), func.coalesce(func.sum(col(DocketRow.version)), 0)).select_from(DocketRow)
        entries, versions = self.session.exec(counted).one()
        return int(entries), int(versions)

    def docket_of(self, mention: MentionId) -> DocketId | None:
        """Return the entry that a mention belongs to."""
        row = self.session.get(DocketMentionRow, mention, populate_existing=True)
        return DocketId(row.docket) if row else None

    def requests_off_docket(self) -> list[MentionId]:
        """Return the mentions labelled as access requests that stand on no entry yet, the oldest first."""
        rows = self.session.execute(
            select(MentionRow.id, MentionRow.labels)
            .where(
                col(MentionRow.top_label) != "",
                col(MentionRow.id).not_in(select(DocketMentionRow.mention)),
            )
            .order_by(col(MentionRow.posted_at), col(MentionRow.id))
        )
        return [MentionId(mention) for mention, labels in rows if ACCESS in labels]

    def docket_receipt(self, mention: MentionId) -> DocketMention | None:
        """Return when a stored mention was posted and collected."""
        row = self.session.get(MentionRow, mention)
        if row is None:
            return None
        return DocketMention(mention=mention, posted_at=row.posted_at, collected_at=row.collected_at)

    def docket_to_join(self, mention: MentionId) -> DocketId | None:
        """Return the open entry of the mention's author in its conversation; None where the author is unknown."""
        row = self.session.get(MentionRow, mention)
        if row is None or not is_known_author(row.pseudonym):
            return None
        found = self.session.exec(
            select(DocketRow.id)
            .join(DocketMentionRow, col(DocketMentionRow.docket) == col(DocketRow.id))
            .join(MentionRow, col(MentionRow.id) == col(DocketMentionRow.mention))
            .where(
                col(DocketRow.state).in_(OPEN_STATES),
                col(MentionRow.conversation) == row.conversation,
                col(MentionRow.pseudonym) == row.pseudonym,
                col(MentionRow.platform) == row.platform,
            )
            .order_by(col(DocketRow.opened_at))
            .limit(1)
        ).first()
        return DocketId(found) if found else None

    def add_docket(self, entry: DocketEntry) -> None:
        """Keep a new entry with its posts and steps."""
        self.session.add(
            DocketRow(
                id=entry.id,
                state=entry.state,
                version=entry.version,
                opened_at=entry.opened_at,
                jurisdiction=entry.jurisdiction,
                kind=entry.kind,
                level=entry.level,
                asked=entry.asked,
                case=entry.case or None,
            )
        )
        self._add_mentions(entry.id, entry.mentions)
        self.session.add_all([_row(entry.id, step) for step in entry.steps])
        self.session.flush()

    def join_docket(self, entry: DocketEntry, mention: DocketMention) -> None:
        """Add a post to an entry."""
        self._add_mentions(entry.id, [mention])
        # Whoever reads the entry now decides with this post in sight, or is told that it changed.
        self.change(update(DocketRow).where(col(DocketRow.id) == entry.id).values(version=DocketRow.version + 1))
        self.session.flush()

    def change_docket(
        self, entry: DocketEntry, step: DocketStep, *, state: DocketState, case: str | None = None
    ) -> bool:
        """Append a step and set what it changes; False where somebody changed the entry since it was read."""
        values: dict[str, object] = {"state": state, "version": entry.version + 1}
        if step.action == DocketAction.CHANGE:
            values |= {name: new for name, new in (("jurisdiction", step.jurisdiction), ("kind", step.word)) if new}
        if case:
            values["case"] = case
        as_read = (col(DocketRow.id) == entry.id, col(DocketRow.version) == entry.version)
        if self.change(update(DocketRow).where(*as_read).values(**values)) != 1:
            return False
        self.session.add(_row(entry.id, step))
        self.session.flush()
        return True

    def audit_lines(self, subjects: Sequence[str]) -> list[AuditLine]:
        """Return the records of the audit log about these subjects, oldest first, as they stand there."""
        rows = self.session.exec(
            select(AuditRow).where(col(AuditRow.subject).in_(subjects)).order_by(col(AuditRow.seq))
        )
        return [
            AuditLine(
                seq=row.seq,
                at=row.at,
                act=row.act,
                actor=row.actor,
                subject=row.subject,
                body=row.body.decode(),
                leaf=row.leaf,
            )
            for row in rows
        ]

    def _add_mentions(self, docket: DocketId, mentions: Iterable[DocketMention]) -> None:
        self.session.add_all(
            [
                DocketMentionRow(
                    mention=each.mention, docket=docket, posted_at=each.posted_at, collected_at=each.collected_at
                )
                for each in mentions
            ]
        )

    def _entries(self, rows: Sequence[DocketRow]) -> list[DocketEntry]:
        ids = [row.id for row in rows]
        posts: dict[str, list[DocketMention]] = {}
        for post in self.session.exec(
            select(DocketMentionRow)
            .where(col(DocketMentionRow.docket).in_(ids))
            .order_by(col(DocketMentionRow.posted_at), col(DocketMentionRow.mention))
        ):
            each = DocketMention(
                mention=MentionId(post.mention), posted_at=post.posted_at, collected_at=post.collected_at
            )
            posts.setdefault(post.docket, []).append(each)
        steps: dict[str, list[DocketStep]] = {}
        for step in self.session.exec(
            select(DocketStepRow).where(col(DocketStepRow.docket).in_(ids)).order_by(col(DocketStepRow.id))
        ):
            steps.setdefault(step.docket, []).append(_step(step))
        return [_entry(row, posts.get(row.id, []), steps.get(row.id, [])) for row in rows]


def _conditions(wanted: DocketFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [col(DocketRow.state).in_(wanted.states)]
    if wanted.kind is not None:
        conditions.append(col(DocketRow.kind) == wanted.kind)
    if wanted.jurisdiction is not None:
        conditions.append(col(DocketRow.jurisdiction) == wanted.jurisdiction)
    return conditions


def _entry(row: DocketRow, mentions: Sequence[DocketMention], steps: Sequence[DocketStep]) -> DocketEntry:
    return DocketEntry(
        id=DocketId(row.id),
        state=DocketState(row.state),
        version=row.version,
        opened_at=row.opened_at,
        jurisdiction=Jurisdiction(row.jurisdiction),
        kind=RequestKind(row.kind),
        level=row.level,
        asked=row.asked,
        case=row.case or "",
        mentions=tuple(mentions),
        steps=tuple(steps),
    )


def _row(docket: DocketId, step: DocketStep) -> DocketStepRow:
    return DocketStepRow(
        docket=docket,
        at=step.at,
        by=step.by,
        action=step.action,
        reason=step.reason,
        day=step.day,
        days=step.days,
        word=step.word,
        elements=list(step.elements),
        answers=step.answers,
        jurisdiction=step.jurisdiction,
    )


def _step(row: DocketStepRow) -> DocketStep:
    return DocketStep(
        number=row.id or 0,
        at=row.at,
        by=row.by,
        action=DocketAction(row.action),
        reason=row.reason,
        day=row.day,
        days=row.days,
        word=row.word,
        elements=tuple(row.elements),
        answers=row.answers,
        jurisdiction=row.jurisdiction,
    )
