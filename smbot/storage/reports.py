"""What reports read: public posts with their labels, when they were answered, and what people said of labels."""

from datetime import datetime

from sqlalchemy import and_, case, func
from sqlmodel import col, select

from smbot.core.events import Act
from smbot.core.ids import MentionId
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.states import MentionState, ReplyState
from smbot.reports.ports import Judged, Said, SampledWeek
from smbot.review.label_ports import ACCESS, Standing
from smbot.storage.base import Tables
from smbot.storage.mentions import redacted_text
from smbot.storage.tables import AuditRow, LabelCorrectionRow, MentionRow, ReplyRow, SampledRow, SampledWeekRow


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

    def judged(self, since: datetime, until: datetime) -> list[Judged]:
        """Return the labelled public posts from `since` up to `until`, the oldest first, as the machine saw them."""
        wanted = (
            col(MentionRow.posted_at) >= since,
            col(MentionRow.posted_at) < until,
            col(MentionRow.kind) != PostKind.MESSAGE,
            col(MentionRow.top_label) != "",
        )
        given = self._given_by_machine(since, until)
        rows = self.session.execute(
            select(  # type: ignore[call-overload]
                MentionRow.id,
                MentionRow.posted_at,
                MentionRow.language,
                MentionRow.labels,
                MentionRow.scores,
                MentionRow.classifier,
            )
            .where(*wanted)
            .order_by(col(MentionRow.posted_at), col(MentionRow.id))
        )
        found = []
        for mention, posted_at, language, labels, scores, classifier in rows:
            before = given.get(mention, labels)
            found.append(
                Judged(
                    posted_at=posted_at,
                    language=language,
                    labels=tuple(before),
                    confidence=scores.get(before[0]),
                    access=scores.get(ACCESS, 0.0),
                    corrected=set(before) != set(labels),
                    classifier=classifier,
                )
            )
        return found

    def _given_by_machine(self, since: datetime, until: datetime) -> dict[str, list[str]]:
        """Return the labels that corrected mentions had before the first correction that holds."""
        rows = self.session.execute(
            select(LabelCorrectionRow.mention, LabelCorrectionRow.before)
            .join(MentionRow, col(MentionRow.id) == col(LabelCorrectionRow.mention))
            .where(
                col(MentionRow.posted_at) >= since,
                col(MentionRow.posted_at) < until,
                col(LabelCorrectionRow.standing).not_in((Standing.UNDONE, Standing.LAPSED)),
            )
            .order_by(col(LabelCorrectionRow.id).desc())
        )
        return {str(row[0]): row[1] for row in rows}

    def sampled_weeks(self, last: str, limit: int) -> list[SampledWeek]:
        """Return the samples of the `limit` newest sampled weeks up to and including `last`, the newest first."""
        yes = case((col(SampledRow.answer).is_(True), 1), else_=0)
        rows = self.session.execute(
            select(
                SampledWeekRow.week,
                SampledWeekRow.unflagged,
                func.count(col(SampledRow.answer)),
                func.coalesce(func.sum(yes), 0),
            )
            .join(SampledRow, col(SampledRow.week) == col(SampledWeekRow.week), isouter=True)
            .where(col(SampledWeekRow.week) <= last)
            .group_by(col(SampledWeekRow.week), col(SampledWeekRow.unflagged))
            .order_by(col(SampledWeekRow.week).desc())
            .limit(limit)
        )
        return [
            SampledWeek(week=week, unflagged=unflagged, answered=int(answered), missed=int(missed))
            for week, unflagged, answered, missed in rows
        ]

    def _answered_by_hand(self, since: datetime) -> dict[str, datetime]:
        rows = self.session.execute(
            select(AuditRow.subject, func.max(AuditRow.at))
            .where(col(AuditRow.act) == Act.MENTION_ANSWERED_BY_HAND, col(AuditRow.at) >= since)
            .group_by(col(AuditRow.subject))
        )
        return {str(row[0]): row[1] for row in rows}
