"""What the rules of sending ask of the tables: facts of a post, what was done before, who asked us to stop."""

from datetime import date, datetime

from sqlalchemy import delete, func
from sqlmodel import col, select

from smbot.core.ids import MentionId
from smbot.core.mention import is_known_author
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose, answer_purpose
from smbot.core.sending_rules import Facts, History
from smbot.core.states import Mode, ReplyState
from smbot.storage.accounts import AccountTables
from smbot.storage.follow import FollowTables
from smbot.storage.tables import MentionRow, OptOutRow, ReplyRow

MAY_BE_OUT = (ReplyState.SENDING, ReplyState.SENT, ReplyState.UNKNOWN, ReplyState.NEEDS_PERSON)
SPENDING = "send:"
"""What the account begins with under which sending is billed, apart from reading."""


class SendingTables(FollowTables, AccountTables):
    """Facts, history, opt-outs."""

    def sending_facts(self, mention: MentionId) -> Facts | None:
        """Return what the rules ask of a post; None where there is no such mention."""
        row = self.session.get(MentionRow, mention, populate_existing=True)
        if row is None:
            return None
        return Facts(
            kind=PostKind(row.kind),
            summoned=row.summoned,
            posted_at=row.posted_at,
            labels=tuple(row.labels),
            hidden=row.hidden,
            gone=row.gone_at is not None,
        )

    def sending_history(self, mention: MentionId, account: str, month: date) -> History:
        """Return what was done before; `month` is the first day of the month whose spending counts."""
        row = self.session.get_one(MentionRow, mention)
        out = {
            Purpose(purpose)
            for purpose in self.session.exec(
                select(ReplyRow.purpose).where(
                    col(ReplyRow.mention) == mention,
                    col(ReplyRow.mode) == Mode.LIVE,
                    col(ReplyRow.state).in_(MAY_BE_OUT),
                )
            )
        }
        return History(
            answered=answer_purpose(PostKind(row.kind)) in out or self.answered_by_hand(mention),
            private_used=Purpose.PRIVATE in out,
            since_theirs=self._private_since_theirs(row),
            opted_out=self.session.get(OptOutRow, _who(row)) is not None,
            spent_micros=self.spent_since(month, f"{SPENDING}{account}"),
        )

    def bill_sending(self, account: str, micros: int) -> None:
        """Add what an attempt costs, or take back what one cost that surely wrote nothing."""
        self.spend(f"{SPENDING}{account}", micros, 0)

    def opt_out(self, mention: MentionId, by: str, reason: str) -> bool:
        """Note that the author of a mention asked us not to write to them; False where that is known."""
        who = _who(self.session.get_one(MentionRow, mention))
        if self.session.get(OptOutRow, who) is not None:
            return False
        self.session.add(OptOutRow(who=who, at=self.clock.now(), by=by, reason=reason))
        self.session.flush()
        return True

    def lift_opt_out(self, mention: MentionId) -> bool:
        """Forget that the author asked us to stop; False where they did not."""
        who = _who(self.session.get_one(MentionRow, mention))
        return self.change(delete(OptOutRow).where(col(OptOutRow.who) == who)) == 1

    def _private_since_theirs(self, row: MentionRow) -> int:
        if not is_known_author(row.pseudonym):
            return 0
        theirs = (col(MentionRow.pseudonym) == row.pseudonym, col(MentionRow.conversation) == row.conversation)
        last: datetime = self.session.exec(select(func.max(MentionRow.posted_at)).where(*theirs)).one()
        ours = (
            select(func.count(col(ReplyRow.id)))
            .join(MentionRow, col(MentionRow.id) == col(ReplyRow.mention))
            .where(
                *theirs,
                col(ReplyRow.mention) != row.id,
                col(ReplyRow.purpose) == Purpose.PRIVATE,
                col(ReplyRow.mode) == Mode.LIVE,
                col(ReplyRow.state).in_(MAY_BE_OUT),
                col(ReplyRow.attempt_at) >= last,
            )
        )
        return int(self.session.exec(ours).one())


def _who(row: MentionRow) -> str:
    """Return whom an opt-out names: the author, or the conversation where the platform does not say who wrote."""
    return row.pseudonym if is_known_author(row.pseudonym) else row.conversation
