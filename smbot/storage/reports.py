"""What reports read: public posts with their labels, and when they were answered."""

from datetime import datetime

from sqlalchemy import and_, func
from sqlmodel import col, select

from smbot.core.events import Act
from smbot.core.ids import MentionId
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.states import MentionState, ReplyState
from smbot.reports.ports import Said
from smbot.storage.base import Tables
from smbot.storage.mentions import redacted_text
from smbot.storage.tables import AuditRow, MentionRow, ReplyRow


class ReportTables(Tables):
    """What was said."""

    def said(self, since: datetime, until: datetime) -> list[Said]:
        """Return the public posts from `since` up to `until`, the oldest first; never what came by private message."""
        by_hand = self._answered_by_hand(since)
        sent = and_(
            col(ReplyRow.mention) == col(MentionRow.id),
            col(ReplyRow.purpose) == Purpose.PUBLIC,
            col(ReplyRow.state) == ReplyState.SENT,
        )
        columns = (
            MentionRow.id,
            MentionRow.platform,
            MentionRow.language,
            MentionRow.pseudonym,
            MentionRow.posted_at,
            MentionRow.state,
            MentionRow.top_label,
            MentionRow.text,
            MentionRow.masks,
            ReplyRow.sent_at,
        )
        rows = self.session.execute(
            select(*columns)  # type: ignore[call-overload]
            .join(ReplyRow, sent, isouter=True)
            .where(
                col(MentionRow.posted_at) >= since,
                col(MentionRow.posted_at) < until,
                col(MentionRow.kind) != PostKind.MESSAGE,
            )
            .order_by(col(MentionRow.posted_at), col(MentionRow.id))
        )
        return [
            Said(
                id=MentionId(mention),
                platform=platform,
                language=language,
                pseudonym=pseudonym,
                posted_at=posted_at,
                state=MentionState(state),
                label=label,
                text=redacted_text(text, masks),
                answered_at=sent_at or by_hand.get(mention),
            )
            for mention, platform, language, pseudonym, posted_at, state, label, text, masks, sent_at in rows
        ]

    def _answered_by_hand(self, since: datetime) -> dict[str, datetime]:
        rows = self.session.execute(
            select(AuditRow.subject, func.max(AuditRow.at))
            .where(col(AuditRow.act) == Act.MENTION_ANSWERED_BY_HAND, col(AuditRow.at) >= since)
            .group_by(col(AuditRow.subject))
        )
        return {str(row[0]): row[1] for row in rows}
