"""Counts and ages over all tables, for health, metrics and digests: numbers and moments, never a text."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from smbot.core.events import Act
from smbot.core.mention import PRIVATE
from smbot.core.purposes import MESSAGES
from smbot.core.states import MentionState, ReplyState
from smbot.storage.base import Tables
from smbot.storage.tables import AuditRow, DeliveryRow, InboxRow, MentionRow, ReplyRow


class CountTables(Tables):
    """Counts."""

    def oldest_in_inbox(self) -> datetime | None:
        """Return since when the oldest sealed post or delivery waits for a worker."""
        waits = col(DeliveryRow.sealed).is_not(None)
        oldest: tuple[datetime | None, ...] = (
            self.session.exec(select(func.min(InboxRow.received_at))).one(),
            self.session.exec(select(func.min(DeliveryRow.received_at)).where(waits)).one(),
        )
        return min((moment for moment in oldest if moment is not None), default=None)

    def oldest_mention(self, states: Collection[MentionState]) -> datetime | None:
        """Return when the oldest mention in one of these states was posted."""
        posted = select(func.min(MentionRow.posted_at)).where(col(MentionRow.state).in_(sorted(states)))
        return self.session.exec(posted).one()

    def count_mentions(
        self,
        states: Collection[MentionState],
        *,
        label: str = "",
        posted_before: datetime | None = None,
        collected_since: datetime | None = None,
        on_cases: bool = True,
    ) -> int:
        """Return how many mentions stand in one of these states, and fulfil what else is given.

        Without `on_cases` private messages on a case's thread do not count: nothing failed at them.
        """
        query = select(func.count(col(MentionRow.id))).where(col(MentionRow.state).in_(sorted(states)))
        if not on_cases:
            query = query.where(col(MentionRow.withheld).not_like(f"{PRIVATE}%"))
        if label:
            query = query.where(col(MentionRow.top_label) == label)
        if posted_before is not None:
            query = query.where(col(MentionRow.posted_at) < posted_before)
        if collected_since is not None:
            query = query.where(col(MentionRow.collected_at) >= collected_since)
        return self.session.exec(query).one()

    def count_replies(self) -> dict[str, int]:
        """Return how many things stand in each state of the outbox."""
        rows = self.session.exec(select(ReplyRow.state, func.count()).group_by(ReplyRow.state))
        return {state: int(count) for state, count in rows}

    def count_answered_since(self, moment: datetime) -> int:
        """Return how many mentions were answered, by smbot or by hand."""
        sent = select(func.count(func.distinct(col(ReplyRow.mention)))).where(
            col(ReplyRow.state) == ReplyState.SENT,
            col(ReplyRow.purpose).in_(sorted(MESSAGES)),
            col(ReplyRow.sent_at) >= moment,
        )
        by_hand = select(func.count(func.distinct(col(AuditRow.subject)))).where(
            col(AuditRow.act) == Act.MENTION_ANSWERED_BY_HAND, col(AuditRow.at) >= moment
        )
        return int(self.session.exec(sent).one()) + int(self.session.exec(by_hand).one())

    def last_backup(self) -> datetime | None:
        """Return when the newest backup was made."""
        made = select(AuditRow.at).where(col(AuditRow.act) == Act.BACKUP_MADE)
        return self.session.exec(made.order_by(col(AuditRow.seq).desc()).limit(1)).first()

    def first_audit_time(self) -> datetime | None:
        """Return when the first event was recorded."""
        return self.session.exec(select(AuditRow.at).order_by(col(AuditRow.seq)).limit(1)).first()

    def last_verified(self) -> tuple[datetime, bool] | None:
        """Return when the audit log was last verified, and whether it was whole."""
        row = self.session.exec(
            select(AuditRow).where(col(AuditRow.act) == Act.AUDIT_VERIFIED).order_by(col(AuditRow.seq).desc()).limit(1)
        ).first()
        return None if row is None else (row.at, b'"verified":true' in row.body)

    def count_by_state(self) -> dict[str, int]:
        """Return how many mentions stand in each state."""
        rows = self.session.execute(select(MentionRow.state, func.count()).group_by(MentionRow.state))
        return {str(state): int(count) for state, count in rows}

    def count_drafts(self) -> int:
        """Return how many mentions have a drafted reply."""
        drafted = select(func.count(col(MentionRow.id))).where(col(MentionRow.draft) != "")
        return int(self.session.execute(drafted).scalar_one())

    def all_masks_and_labels(self) -> Iterable[tuple[list[str], list[str]]]:
        """Yield the entities masked and the labels given, mention by mention, for counts."""
        for masks, labels in self.session.execute(select(MentionRow.masks, MentionRow.labels)):
            yield [str(mask["entity"]) for mask in masks], labels
