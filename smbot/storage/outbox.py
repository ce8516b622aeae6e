"""The outbox's rows: one for each mention and purpose, changed only from the version that was read."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, update
from sqlmodel import col, select

from smbot.core.ids import MentionId, ReplyId, new_reply_id
from smbot.core.states import Mode, ReplyState
from smbot.review.ports import Approved, ReplyStatus
from smbot.send.outbox import OutboxReply
from smbot.storage.base import Tables
from smbot.storage.tables import ReplyRow

PURPOSE = "public"


class OutboxTables(Tables):
    """The outbox."""

    def put_reply(self, reply: Approved) -> bool:
        """Put an approved reply into the outbox; False where one is on its way or has left already.

        A reply taken back or refused earlier is used again: a mention never has two.
        """
        values: dict[str, Any] = {
            "text": reply.text,
            "language": reply.language,
            "mode": reply.mode.value,
            "approved_by": reply.approved_by,
            "approved_at": self.clock.now(),
            "next_at": reply.leave_at,
            "account": reply.account,
            "platform": reply.platform,
            "state": ReplyState.PENDING.value,
            "code": "",
            "attempts": 0,
            "misses": 0,
            "resends": 0,
            "attempt_at": None,
            "first_attempt_at": None,
        }
        if self._reply_of(reply.mention) is None:
            self.session.add(ReplyRow(id=new_reply_id(), mention=reply.mention, purpose=PURPOSE, **values))
            self.session.flush()
            return True
        again = (
            update(ReplyRow)
            .where(
                col(ReplyRow.mention) == reply.mention,
                col(ReplyRow.state).in_([ReplyState.REFUSED, ReplyState.RETRACTED]),
            )
            .values(**values, version=ReplyRow.version + 1)
        )
        return self.change(again) == 1

    def retract_reply(self, mention: MentionId) -> bool:
        """Take back a reply that was never tried, or was refused or dropped; False where it may have left."""
        statement = (
            update(ReplyRow)
            .where(
                col(ReplyRow.mention) == mention,
                or_(
                    # One that was resent may stand there already from the first time.
                    and_(col(ReplyRow.state) == ReplyState.PENDING, col(ReplyRow.resends) == 0),
                    col(ReplyRow.state).in_([ReplyState.REFUSED, ReplyState.RETRACTED]),
                ),
            )
            .values(state=ReplyState.RETRACTED, version=ReplyRow.version + 1)
        )
        return self.change(statement) == 1

    def stop_reply(self, mention: MentionId, code: str) -> bool:
        """Refuse a reply that has not begun to leave, with the reason; False where there is none."""
        statement = (
            update(ReplyRow)
            .where(
                col(ReplyRow.mention) == mention,
                col(ReplyRow.state) == ReplyState.PENDING,
                col(ReplyRow.attempts) == 0,
            )
            .values(state=ReplyState.REFUSED, code=code, version=ReplyRow.version + 1)
        )
        return self.change(statement) == 1

    def resolve_reply(self, mention: MentionId, state: ReplyState) -> bool:
        """Put a reply that waits for a person into the state the person names.

        One that is sent again counts as resent: the next doubt goes to a person at once, and it cannot be undone.
        """
        statement = (
            update(ReplyRow)
            .where(col(ReplyRow.mention) == mention, col(ReplyRow.state) == ReplyState.NEEDS_PERSON)
            .values(
                state=state,
                next_at=self.clock.now(),
                misses=0,
                resends=ReplyRow.resends + (1 if state == ReplyState.PENDING else 0),
                version=ReplyRow.version + 1,
                sent_at=self.clock.now() if state == ReplyState.SENT else None,
            )
        )
        return self.change(statement) == 1

    def due_reply(self, account: str, now: datetime) -> OutboxReply | None:
        """Return the reply that has waited longest and may leave now."""
        return self._first(account, ReplyState.PENDING, now)

    def doubtful_reply(self, account: str, now: datetime) -> OutboxReply | None:
        """Return a reply in doubt that it is time to look for."""
        return self._first(account, ReplyState.UNKNOWN, now)

    def abandoned_replies(self, account: str, now: datetime) -> list[OutboxReply]:
        """Return replies whose attempt outlived its lease."""
        rows = self.session.exec(
            select(ReplyRow).where(
                col(ReplyRow.account) == account,
                col(ReplyRow.state) == ReplyState.SENDING,
                col(ReplyRow.lease_until) <= now,
            )
        )
        return [_outbox_reply(row) for row in rows]

    def keep_step(self, before: OutboxReply, after: OutboxReply, sent_handle: bytes | None) -> bool:
        """Write a step onto the version it was decided for; False means that somebody was faster."""
        values: dict[str, object] = {
            name: value
            for name, value in asdict(after).items()
            if name not in {"id", "mention", "account", "platform", "text", "version"}
        }
        if after.state == ReplyState.SENT:
            values |= {"sent_at": self.clock.now(), "sent_handle": sent_handle}
        statement = (
            update(ReplyRow)
            .where(
                col(ReplyRow.id) == before.id,
                col(ReplyRow.version) == before.version,
                col(ReplyRow.state) == before.state,
            )
            .values(**values, version=before.version + 1)
        )
        return self.change(statement) == 1

    def reply_states(self) -> dict[str, str]:
        """Return the state of every live reply by its id, for counts and reports."""
        return {row.id: row.state for row in self.session.exec(select(ReplyRow))}

    def _reply_of(self, mention: MentionId) -> ReplyRow | None:
        return self.session.exec(
            select(ReplyRow)
            .where(col(ReplyRow.mention) == mention, col(ReplyRow.purpose) == PURPOSE)
            .execution_options(populate_existing=True)
        ).first()

    def _first(self, account: str, state: ReplyState, now: datetime) -> OutboxReply | None:
        row = self.session.exec(
            select(ReplyRow)
            .where(
                col(ReplyRow.account) == account,
                col(ReplyRow.state) == state,
                # A reply approved in shadow stays where it is, also when sending goes live later.
                col(ReplyRow.mode) == Mode.LIVE,
                col(ReplyRow.next_at) <= now,
            )
            .order_by(col(ReplyRow.next_at), col(ReplyRow.id))
            .limit(1)
        ).first()
        return _outbox_reply(row) if row else None


def _outbox_reply(row: ReplyRow) -> OutboxReply:
    return OutboxReply(
        id=ReplyId(row.id),
        mention=MentionId(row.mention),
        account=row.account,
        platform=row.platform,
        text=row.text,
        state=ReplyState(row.state),
        version=row.version,
        next_at=row.next_at,
        lease_until=row.lease_until,
        attempt_at=row.attempt_at,
        first_attempt_at=row.first_attempt_at,
        attempts=row.attempts,
        misses=row.misses,
        resends=row.resends,
        code=row.code,
    )


def reply_status(row: ReplyRow) -> ReplyStatus:
    """Return a reply as the queue shows it."""
    return ReplyStatus(
        id=row.id,
        text=row.text,
        language=row.language,
        state=ReplyState(row.state),
        mode=Mode(row.mode),
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        next_at=row.next_at,
        attempts=row.attempts,
        code=row.code,
        sent_at=row.sent_at,
    )
