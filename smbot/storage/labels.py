"""What people said of labels, what the machine had said, and the posts that were drawn for an officer to look at."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from smbot.core.events import SYSTEM
from smbot.core.ids import MentionId
from smbot.core.labels import ACCESS
from smbot.core.mention import FAILED
from smbot.core.post_kinds import PostKind
from smbot.core.states import MentionState
from smbot.review.label_ports import Answered, Drawn, LabelCorrection, Standing
from smbot.review.ports import QueueItem
from smbot.storage.base import Tables
from smbot.storage.tables import LabelCorrectionRow, MentionRow, SampledRow, SampledWeekRow

UNTOUCHED = frozenset({MentionState.TRIAGED, MentionState.DRAFTED})
"""States in which nobody holds a mention: its playbook is chosen anew for its new labels."""
COUNTED = (Standing.WAITING, Standing.APPROVED)
GONE = (Standing.UNDONE, Standing.LAPSED)
UNANSWERED = {"answer": None, "by": "", "answered_at": None, "correction": None}

JUDGED = (
    col(MentionRow.kind) != PostKind.MESSAGE,
    col(MentionRow.top_label) != "",
    col(MentionRow.state) != MentionState.REDACTED,
    col(MentionRow.withheld) == "",
    col(MentionRow.classifier).not_like(f"{FAILED}%"),
)
"""Public posts of which the machine said something that holds: not withheld, not failed at, not waiting anew."""


class LabelTables(Tables):
    """Corrections of labels, and samples."""

    def relabel(self, item: QueueItem, labels: tuple[str, ...], rank: int) -> bool:
        """Give a mention other labels, put off no longer; False where it changed since it was read.

        While nobody holds it and no colleague wrote its draft, the stages choose a playbook and draft anew.
        """
        values: dict[str, object] = {"labels": list(labels), "top_label": labels[0], "rank": rank}
        values |= {"snoozed_until": None, "snoozed_at": None}
        if item.state in UNTOUCHED and item.drafted_by in {"", SYSTEM}:
            words = dict.fromkeys(
                ("playbook", "playbook_version", "draft", "draft_language", "drafted_by", "first_approver"), ""
            )
            values |= {**words, "state": MentionState.TRIAGED}
        as_read = (
            col(MentionRow.id) == item.id,
            col(MentionRow.version) == item.version,
            col(MentionRow.state) == item.state,
        )
        return self.change(update(MentionRow).where(*as_read).values(**values, version=item.version + 1)) == 1

    def keep_label_correction(self, correction: LabelCorrection) -> int:
        """Keep a correction and return its number."""
        row = LabelCorrectionRow(
            mention=correction.mention,
            at=correction.at,
            by=correction.by,
            before=list(correction.before),
            after=list(correction.after),
            classifier=correction.classifier,
            standing=correction.standing,
            settled_by=correction.settled_by,
            settled_at=correction.settled_at,
        )
        self.session.add(row)
        self.session.flush()
        return row.id or 0

    def label_correction(self, number: int) -> LabelCorrection | None:
        """Return the correction of this number."""
        row = self.session.get(LabelCorrectionRow, number, populate_existing=True)
        return _correction(row) if row else None

    def newest_label_correction(self, mention: MentionId) -> LabelCorrection | None:
        """Return what was last said of a mention's labels, and neither undone nor lapsed since."""
        row = self.session.exec(
            select(LabelCorrectionRow)
            .where(col(LabelCorrectionRow.mention) == mention, col(LabelCorrectionRow.standing).not_in(GONE))
            .order_by(col(LabelCorrectionRow.id).desc())
            .limit(1)
        ).first()
        return _correction(row) if row else None

    def label_corrections(self, *standings: Standing) -> list[LabelCorrection]:
        """Return the corrections of these standings (of all, without any), oldest first."""
        query = select(LabelCorrectionRow).order_by(col(LabelCorrectionRow.id))
        if standings:
            query = query.where(col(LabelCorrectionRow.standing).in_(standings))
        return [_correction(row) for row in self.session.exec(query)]

    def corrections_to_learn(self) -> list[LabelCorrection]:
        """Return what training may learn from, newest first: a mention's newest correction, if it is approved."""
        newest: dict[str, LabelCorrection] = {}
        for each in self.label_corrections(*COUNTED):
            newest[each.mention] = each
        learnt = [each for each in newest.values() if each.standing == Standing.APPROVED]
        return sorted(learnt, key=lambda each: each.number, reverse=True)

    def settle_label_correction(self, correction: LabelCorrection, standing: Standing, by: str) -> bool:
        """Say what becomes of a correction; False where somebody else did."""
        as_read = (
            col(LabelCorrectionRow.id) == correction.number,
            col(LabelCorrectionRow.standing) == correction.standing,
        )
        settled = {"standing": standing, "settled_by": by, "settled_at": self.clock.now()}
        return self.change(update(LabelCorrectionRow).where(*as_read).values(**settled)) == 1

    def unflagged(self, since: datetime, until: datetime) -> list[MentionId]:
        """Return the public posts collected in this time that the machine labelled, and not as access requests.

        What people said of their labels since does not matter. Posts that are gone, without text, or were drawn before
        are left out.
        """
        of_the_time = (col(MentionRow.collected_at) >= since, col(MentionRow.collected_at) < until)
        rows = self.session.execute(
            select(MentionRow.id, MentionRow.labels).where(
                *of_the_time,
                *JUDGED,
                col(MentionRow.text).is_not(None),
                col(MentionRow.id).not_in(select(SampledRow.mention)),
            )
        )
        given = given_by_machine(self.session, *of_the_time)
        return [MentionId(mention) for mention, labels in rows if ACCESS not in given.get(mention, labels)]

    def is_week_drawn(self, week: str) -> bool:
        """Say whether a week's sample was drawn."""
        return self.session.get(SampledWeekRow, week) is not None

    def keep_drawn(self, week: str, mentions: Sequence[MentionId], unflagged: int) -> None:
        """Keep a week's sample, and from how many posts it was drawn."""
        now = self.clock.now()
        self.session.add(SampledWeekRow(week=week, drawn_at=now, unflagged=unflagged))
        self.session.add_all([SampledRow(mention=mention, week=week) for mention in mentions])
        self.session.flush()

    def drawn_to_answer(self) -> list[Drawn]:
        """Return the drawn posts that wait for an answer and still have a text, oldest week first.

        One that its author edited, and that the machine then called an access request itself, waits no more.
        """
        rows = self.session.execute(
            select(SampledRow, SampledWeekRow.drawn_at, MentionRow.labels)
            .join(SampledWeekRow, col(SampledWeekRow.week) == col(SampledRow.week))
            .join(MentionRow, col(MentionRow.id) == col(SampledRow.mention))
            .where(col(SampledRow.answer).is_(None), col(MentionRow.text).is_not(None))
            .order_by(col(SampledRow.week), col(SampledRow.mention))
        )
        waiting = select(SampledRow.mention).where(col(SampledRow.answer).is_(None))
        given = given_by_machine(self.session, col(MentionRow.id).in_(waiting))
        return [
            Drawn(mention=MentionId(row.mention), week=row.week, drawn_at=at)
            for row, at, labels in rows
            if ACCESS not in given.get(row.mention, labels)
        ]

    def answer_drawn(self, mention: MentionId, by: str, *, answer: bool, correction: int | None = None) -> bool:
        """Keep whether a drawn post asks for records; False where it was not drawn, or is answered.

        `correction` numbers the correction of labels that the answer comes with.
        """
        return self._answer(mention, by, answer, correction, col(SampledRow.answer).is_(None))

    def answer_otherwise(self, mention: MentionId, by: str, *, answer: bool, correction: int) -> bool:
        """Turn an answer around, since an officer now says otherwise; False where it is none, or says so already."""
        return self._answer(mention, by, answer, correction, col(SampledRow.answer).is_(not answer))

    def answers_of_week(self, week: str) -> list[Answered]:
        """Return what officers said of a week's sample, the newest first."""
        return self._said_of_drawn(col(SampledRow.week) == week)

    def answer_of(self, mention: MentionId) -> Answered | None:
        """Return what an officer said of a drawn post; None where it was not drawn, or waits."""
        return next(iter(self._said_of_drawn(col(SampledRow.mention) == mention)), None)

    def _said_of_drawn(self, where: ColumnElement[bool]) -> list[Answered]:
        rows = self.session.exec(
            select(SampledRow)
            .where(where, col(SampledRow.answer).is_not(None))
            .order_by(col(SampledRow.answered_at).desc(), col(SampledRow.mention))
            .execution_options(populate_existing=True)
        )
        return [
            Answered(
                mention=MentionId(row.mention),
                week=row.week,
                is_request=bool(row.answer),
                by=row.by,
                at=row.answered_at,
                correction=row.correction,
            )
            for row in rows
            if row.answered_at is not None
        ]

    def take_back_answer(self, mention: MentionId) -> None:
        """Let a drawn post wait again."""
        self.change(update(SampledRow).where(col(SampledRow.mention) == mention).values(**UNANSWERED))

    def reopen_drawn(self, correction: int) -> None:
        """Let the drawn post wait again that was answered with this correction; without any, nothing changes."""
        self.change(update(SampledRow).where(col(SampledRow.correction) == correction).values(**UNANSWERED))

    def _answer(
        self, mention: MentionId, by: str, answer: bool, correction: int | None, where: ColumnElement[bool]
    ) -> bool:
        values = {"answer": answer, "by": by, "answered_at": self.clock.now(), "correction": correction}
        return self.change(update(SampledRow).where(col(SampledRow.mention) == mention, where).values(**values)) == 1


def given_by_machine(session: Session, *where: ColumnElement[bool]) -> dict[str, list[str]]:
    """Return the labels that corrected mentions had before the first correction that holds."""
    rows = session.execute(
        select(LabelCorrectionRow.mention, LabelCorrectionRow.before)
        .join(MentionRow, col(MentionRow.id) == col(LabelCorrectionRow.mention))
        .where(*where, col(LabelCorrectionRow.standing).not_in(GONE))
        .order_by(col(LabelCorrectionRow.id).desc())
    )
    return {str(row[0]): row[1] for row in rows}


def _correction(row: LabelCorrectionRow) -> LabelCorrection:
    return LabelCorrection(
        number=row.id or 0,
        mention=MentionId(row.mention),
        at=row.at,
        by=row.by,
        before=tuple(row.before),
        after=tuple(row.after),
        classifier=row.classifier,
        standing=Standing(row.standing),
        settled_by=row.settled_by,
        settled_at=row.settled_at,
    )
