"""What reports read: public posts with their labels, when they were answered, and what people said of labels."""

from datetime import datetime

from sqlalchemy import and_, case, func
from sqlmodel import col, select

from smbot.classify.access import LEVEL
from smbot.core.events import Act
from smbot.core.ids import MentionId
from smbot.core.labels import ACCESS
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.states import MentionState, ReplyState
from smbot.reports.ports import Judged, Said, SampledWeek
from smbot.storage.base import Tables
from smbot.storage.labels import JUDGED, given_by_machine
from smbot.storage.masked import redacted_text
from smbot.storage.tables import AuditRow, MentionRow, ReplyRow, SampledRow, SampledWeekRow


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
        """Return the labelled public posts from `since` up to `until`, the oldest first, as the machine saw them.

        Posts that are withheld, that triage failed at, or that wait to be labelled anew are left out.
        """
        of_the_time = (col(MentionRow.posted_at) >= since, col(MentionRow.posted_at) < until)
        given = given_by_machine(self.session, *of_the_time)
        rows = self.session.execute(
            select(  # type: ignore[call-overload]
                MentionRow.id,
                MentionRow.posted_at,
                MentionRow.language,
                MentionRow.labels,
                MentionRow.scores,
                MentionRow.evidence,
                MentionRow.classifier,
            )
            .where(*of_the_time, *JUDGED)
            .order_by(col(MentionRow.posted_at), col(MentionRow.id))
        )
        found = []
        for mention, posted_at, language, labels, scores, evidence, classifier in rows:
            before = given.get(mention, labels)
            found.append(
                Judged(
                    posted_at=posted_at,
                    language=language,
                    labels=tuple(before),
                    confidence=scores.get(before[0]),
                    level=_level(evidence) if ACCESS in before else "",
                    corrected=set(before) != set(labels),
                    classifier=classifier,
                )
            )
        return found

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


def _level(evidence: list[dict[str, str]]) -> str:
    rules = (each["rule"] for each in evidence)
    return next((rule.removeprefix(LEVEL) for rule in rules if rule.startswith(LEVEL)), "")
