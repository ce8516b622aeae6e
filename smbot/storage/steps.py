"""Plans of playbooks' steps and whom to tell of them; see `smbot.steps.model.StepTransaction`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, update
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from smbot.core.ids import MentionId
from smbot.core.mention import is_known_author
from smbot.core.messages import Message
from smbot.core.purposes import Purpose
from smbot.core.roles import Role
from smbot.core.states import MentionState, ReplyState
from smbot.handoff.model import Direction
from smbot.playbooks.steps import Step, StepKind
from smbot.review.ports import QueueItem
from smbot.steps.model import RESTABLE, KeptStep, RoleNotice, StepState, as_kept, as_said
from smbot.storage import prepared
from smbot.storage.base import Tables
from smbot.storage.case_tables import CaseMentionRow
from smbot.storage.handoff_tables import PrivateMessageRow
from smbot.storage.step_tables import PlanStepRow, RoleNoticeRow
from smbot.storage.tables import MentionRow, ReplyRow

OPEN = (MentionState.TRIAGED, MentionState.DRAFTED)
"""States in which nobody holds a mention and nothing is on its way."""


class StepTables(Tables):
    """Steps of playbooks."""

    def keep_plan(self, mention: MentionId, steps: Sequence[KeptStep]) -> None:
        """Keep a plan in place of the one before."""
        prepared.delete(self.session, PlanStepRow, mention=mention)
        rows = [
            {
                "mention": mention,
                "place": step.place,
                "kind": step.kind,
                "value": step.step.model_dump(mode="json", exclude_none=True),
                "state": step.state,
                "why": as_kept(step.why),
                "at": step.at,
                "until": step.until,
                "alone": step.alone,
            }
            for step in steps
        ]
        if rows:
            prepared.insert(self.session, PlanStepRow, *rows)

    def plan_of(self, mention: MentionId) -> list[KeptStep]:
        """Return a mention's plan, step by step; nothing where no playbook was chosen since plans are kept."""
        found = map(_step, prepared.find(self.session, PlanStepRow, mention=mention))
        return sorted(found, key=lambda step: step.place)

    def move_step(self, mention: MentionId, before: KeptStep, after: KeptStep) -> bool:
        """Note what became of a step; False where somebody else did."""
        as_it_was = {"mention": mention, "place": before.place, "state": before.state}
        values = {
            "state": after.state,
            "why": as_kept(after.why),
            "at": after.at,
            "until": after.until,
            "alone": after.alone,
        }
        return prepared.change(self.session, PlanStepRow, as_it_was, values) == 1

    def leave_to_person(self, mention: MentionId) -> bool:
        """Let no step of a mention's plan be done without a person any more; False where none could."""
        alone = (col(PlanStepRow.mention) == mention, col(PlanStepRow.alone).is_(True))
        return self.change(update(PlanStepRow).where(*alone).values(alone=False)) > 0

    def end_plan(self, mention: MentionId, why: Message) -> None:
        """Drop the steps that are open, for this reason."""
        still = (col(PlanStepRow.mention) == mention, col(PlanStepRow.state).in_((StepState.DUE, StepState.RESTING)))
        values = {"state": StepState.DROPPED, "why": as_kept(why), "at": self.clock.now(), "until": None}
        self.change(update(PlanStepRow).where(*still).values(**values))

    def plans_due(self, now: datetime) -> list[MentionId]:
        """Return the mentions of whose steps something may be done now, in the order of their ids."""
        rests = aliased(PlanStepRow)
        of_the_same = col(rests.mention) == col(PlanStepRow.mention)
        resting = select_columns(col(rests.place)).where(of_the_same, col(rests.state) == StepState.RESTING).exists()
        due, rest = col(PlanStepRow.state) == StepState.DUE, col(PlanStepRow.state) == StepState.RESTING
        answered = col(MentionRow.state) == MentionState.ANSWERED
        ways: tuple[ColumnElement[bool], ...] = (
            and_(due, answered, ~resting),
            and_(due, _written(), ~answered, ~resting),
            and_(due, col(PlanStepRow.alone).is_(True), col(MentionRow.state).in_(OPEN)),
            and_(due, col(PlanStepRow.kind) == StepKind.ASK_FOR_DOCUMENT, _in_private(col(PlanStepRow.at))),
            and_(rest, col(PlanStepRow.until) <= now),
            and_(rest, _in_private(col(PlanStepRow.at))),
            and_(rest, _another_post(col(PlanStepRow.at))),
        )
        found: set[str] = set()
        for way in ways:  # each by its own index; one question with all of them has none
            asked = (
                select_columns(col(PlanStepRow.mention))
                .join(MentionRow, col(MentionRow.id) == col(PlanStepRow.mention))
                .where(way, col(MentionRow.outcome) == "", col(MentionRow.state).in_(RESTABLE))
                .distinct()
            )
            found.update(str(mention) for (mention,) in self.session.execute(asked))
        return [MentionId(mention) for mention in sorted(found)]

    def heard_since(self, item: QueueItem, since: datetime) -> datetime | None:
        """Return when the author wrote first after `since`: in the conversation, or privately on a case of the post."""
        first: list[datetime] = []
        if is_known_author(item.pseudonym):
            theirs = (
                select(MentionRow.posted_at)
                .where(
                    col(MentionRow.conversation) == item.conversation,
                    col(MentionRow.pseudonym) == item.pseudonym,
                    col(MentionRow.id) != item.id,
                    col(MentionRow.posted_at) > since,
                )
                .order_by(col(MentionRow.posted_at))
            )
            first += self.session.exec(theirs.limit(1))
        private = (
            select(PrivateMessageRow.at)
            .join(CaseMentionRow, col(CaseMentionRow.case) == col(PrivateMessageRow.case))
            .where(
                col(CaseMentionRow.mention) == item.id,
                col(PrivateMessageRow.direction) == Direction.IN.value,
                col(PrivateMessageRow.mention) != item.id,
                col(PrivateMessageRow.at) > since,
            )
            .order_by(col(PrivateMessageRow.at))
        )
        first += self.session.exec(private.limit(1))
        return min(first, default=None)

    def keep_rest(self, mention: MentionId, until: datetime | None, *, back: bool = False) -> None:
        """Note until when a mention rests (None: it does not), and whether it is before people again."""
        values = {"rests_until": until, "back_at": self.clock.now() if back else None}
        self.change(update(MentionRow).where(col(MentionRow.id) == mention).values(**values))

    def keep_outcome(self, item: QueueItem, outcome: str, state: MentionState) -> bool:
        """Note how a mention ended, and that nobody holds it; False where it changed since it was read."""
        as_read = (
            col(MentionRow.id) == item.id,
            col(MentionRow.version) == item.version,
            col(MentionRow.state) == item.state,
        )
        values = {
            "outcome": outcome,
            "state": state,
            "claimed_by": "",
            "claimed_until": None,
            "rests_until": None,
            "back_at": None,
            "version": item.version + 1,
        }
        return self.change(update(MentionRow).where(*as_read).values(**values)) == 1

    def pass_to(self, mention: MentionId, role: str) -> None:
        """Note to which role a mention is passed, "" to none."""
        self.change(update(MentionRow).where(col(MentionRow.id) == mention).values(escalated_to=role))

    def ask_role(self, notice: RoleNotice) -> bool:
        """Order that a role be told of a mention; False where that was ordered for this reason before."""
        asked = {"mention": notice.mention, "reason": notice.reason}
        if prepared.find(self.session, RoleNoticeRow, **asked):
            return False
        new = {**asked, "role": notice.role, "at": notice.at, "next_at": notice.at}
        prepared.insert(self.session, RoleNoticeRow, new)
        return True

    def role_notices_due(self, now: datetime, limit: int) -> list[RoleNotice]:
        """Return the notices that are to be given now, the oldest first."""
        due = select(RoleNoticeRow).where(col(RoleNoticeRow.next_at) <= now)
        rows = due.order_by(col(RoleNoticeRow.next_at), col(RoleNoticeRow.mention)).limit(limit)
        return [
            RoleNotice(
                mention=MentionId(row.mention), reason=row.reason, role=Role(row.role), at=row.at, attempts=row.attempts
            )
            for row in self.session.exec(rows.execution_options(populate_existing=True))
        ]

    def settle_role_notice(self, notice: RoleNotice, *, told: bool, again_at: datetime | None) -> bool:
        """Note that a notice was given, or when it is tried again (None: never); False where somebody else did."""
        as_read = (
            col(RoleNoticeRow.mention) == notice.mention,
            col(RoleNoticeRow.reason) == notice.reason,
            col(RoleNoticeRow.attempts) == notice.attempts,
            col(RoleNoticeRow.next_at).is_not(None),
        )
        values = {
            "attempts": notice.attempts + 1,
            "next_at": None if told else again_at,
            "told_at": self.clock.now() if told else None,
        }
        return self.change(update(RoleNoticeRow).where(*as_read).values(**values)) == 1

    def earlier_posts(self, pseudonym: str, mention: MentionId, since: datetime, until: datetime) -> list[datetime]:
        """Return when an author posted before, from `since` on; nobody whom the platform does not name did."""
        if not is_known_author(pseudonym):
            return []
        theirs = select(MentionRow.posted_at).where(
            col(MentionRow.pseudonym) == pseudonym,
            col(MentionRow.id) != mention,
            col(MentionRow.posted_at) >= since,
            col(MentionRow.posted_at) <= until,
        )
        return sorted(self.session.exec(theirs))


def _written() -> ColumnElement[bool]:
    """Say of a mention that a private message of ours is with its author."""
    sent = select_columns(col(ReplyRow.id)).where(
        col(ReplyRow.mention) == col(MentionRow.id),
        col(ReplyRow.purpose) == Purpose.PRIVATE,
        col(ReplyRow.state) == ReplyState.SENT,
    )
    return sent.exists()


def _in_private(since: SQLColumnExpression[datetime]) -> ColumnElement[bool]:
    """Say of a mention that its author wrote privately on one of its cases since."""
    wrote = (
        select_columns(col(PrivateMessageRow.id))
        .join(CaseMentionRow, col(CaseMentionRow.case) == col(PrivateMessageRow.case))
        .where(
            col(CaseMentionRow.mention) == col(MentionRow.id),
            col(PrivateMessageRow.direction) == Direction.IN.value,
            col(PrivateMessageRow.at) > since,
        )
    )
    return wrote.exists()


def _another_post(since: SQLColumnExpression[datetime]) -> ColumnElement[bool]:
    """Say of a mention that its author posted in its conversation since."""
    other = aliased(MentionRow)
    posted = select_columns(col(other.id)).where(
        col(other.conversation) == col(MentionRow.conversation),
        col(other.pseudonym) == col(MentionRow.pseudonym),
        col(other.id) != col(MentionRow.id),
        col(other.posted_at) > since,
    )
    return posted.exists()


def _step(row: PlanStepRow) -> KeptStep:
    return KeptStep(
        place=row.place,
        step=Step.model_validate(row.value),
        state=StepState(row.state),
        at=row.at,
        why=as_said(row.why),
        until=row.until,
        alone=row.alone,
    )
