"""The outbox's rows: one for each mention and purpose, changed only from the version that was read."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, update
from sqlmodel import col, select

from smbot.core.codes import Code
from smbot.core.ids import MentionId, ReplyId, new_reply_id
from smbot.core.purposes import ABOUT_OURS, MESSAGES, REPEATABLE, Purpose, Seen
from smbot.core.states import Mode, ReplyState
from smbot.core.wakes import sending
from smbot.review.ports import Approved, ReplyStatus
from smbot.send.outbox import OutboxReply, OwnReplyName
from smbot.storage.base import Tables
from smbot.storage.tables import InboxRow, OwnPostRow, ReplyRow


class OutboxTables(Tables):
    """The outbox."""

    def put_reply(self, reply: Approved) -> bool:
        """Put an approved reply into the outbox; False where one is on its way or has left already.

        A reply taken back or refused earlier is used again: a mention never has two. An order that may be repeated
        (hide, show, correct…) is used again when it was carried out.
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
            "sent_at": None,
            "sent_handle": None,
            "digest": "",
            "seen": "",
            "seen_at": None,
            "seen_text": "",
        }
        before = self._reply_of(reply.mention, reply.purpose)
        self.wake(sending(reply.account), reply.leave_at)
        if before is None:
            self.session.add(ReplyRow(id=new_reply_id(), mention=reply.mention, purpose=reply.purpose, **values))
            self.session.flush()
            return True
        earlier, over = before.digest, [ReplyState.REFUSED, ReplyState.RETRACTED]
        if reply.purpose in REPEATABLE:
            over.append(ReplyState.SENT)
        again = (
            update(ReplyRow)
            .where(
                col(ReplyRow.mention) == reply.mention,
                col(ReplyRow.purpose) == reply.purpose,
                col(ReplyRow.state).in_(over),
            )
            .values(**values, version=ReplyRow.version + 1)
        )
        if self.change(again) != 1:
            return False
        if earlier:
            self._disown(earlier)
        return True

    def _disown(self, digest: str) -> None:
        """Let the echo of a reply that is no longer there, come already or late, count as nobody's answer."""
        known = self.session.get(OwnPostRow, digest)
        echo = known or OwnPostRow(digest=digest, parent="", conversation="", posted_at=self.clock.now())
        echo.passed_over = True
        self.session.add(echo)
        self.session.flush()

    def propose_reply(self, reply: Approved) -> bool:
        """Keep words that wait for another approver: nothing leaves; False as `put_reply`."""
        if not self.put_reply(reply):
            return False
        words = (col(ReplyRow.mention) == reply.mention, col(ReplyRow.purpose) == reply.purpose)
        waits = {"state": ReplyState.RETRACTED, "code": Code.PROPOSED}
        return self.change(update(ReplyRow).where(*words).values(**waits)) == 1

    def retract_reply(self, mention: MentionId, purpose: Purpose) -> bool:
        """Take back a reply that was never tried, or was refused or dropped; False where it may have left."""
        statement = (
            update(ReplyRow)
            .where(
                col(ReplyRow.mention) == mention,
                col(ReplyRow.purpose) == purpose,
                or_(
                    # One that was resent may stand there already from the first time.
                    and_(col(ReplyRow.state) == ReplyState.PENDING, col(ReplyRow.resends) == 0),
                    col(ReplyRow.state).in_([ReplyState.REFUSED, ReplyState.RETRACTED]),
                ),
            )
            .values(state=ReplyState.RETRACTED, code="", version=ReplyRow.version + 1)
        )
        return self.change(statement) == 1

    def stop_reply(self, mention: MentionId, code: str) -> bool:
        """Refuse what would be said and is certainly not out, with the reason; False where there is nothing."""
        statement = (
            update(ReplyRow)
            .where(
                col(ReplyRow.mention) == mention,
                col(ReplyRow.purpose).in_(MESSAGES),
                col(ReplyRow.state) == ReplyState.PENDING,
                col(ReplyRow.resends) == 0,
            )
            .values(state=ReplyState.REFUSED, code=code, version=ReplyRow.version + 1)
        )
        return self.change(statement) > 0

    def resolve_reply(self, mention: MentionId, purpose: Purpose, state: ReplyState) -> bool:
        """Put a reply that waits for a person into the state the person names.

        One that is sent again counts as resent: the next doubt goes to a person at once, and it cannot be undone.
        """
        statement = (
            update(ReplyRow)
            .where(
                col(ReplyRow.mention) == mention,
                col(ReplyRow.purpose) == purpose,
                col(ReplyRow.state) == ReplyState.NEEDS_PERSON,
            )
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
        """Return the reply that has waited longest and may leave now: none to a post whose edit is still to be read."""
        return self._first(account, ReplyState.PENDING, now, col(ReplyRow.mention).not_in(select(InboxRow.mention)))

    def attempts_since(self, account: str, since: datetime) -> int:
        """Return how many replies and orders of an account were last tried after `since`."""
        tried = (col(ReplyRow.account) == account, col(ReplyRow.attempt_at) > since)
        return self.session.exec(select(func.count()).select_from(ReplyRow).where(*tried)).one()

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

    def keep_step(self, before: OutboxReply, after: OutboxReply, own: OwnReplyName | None) -> bool:
        """Write a step onto the version it was decided for; False means that somebody was faster.

        `own` names what is out now, where its id is known.
        """
        values: dict[str, object] = {
            name: value
            for name, value in asdict(after).items()
            if name not in {"id", "mention", "account", "platform", "purpose", "text", "version"}
        }
        if after.state == ReplyState.SENT:
            values |= {"sent_at": self.clock.now()}
            values |= {"sent_handle": own.sealed, "digest": own.digest} if own else {}
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

    def sealed_own(self, mention: MentionId) -> bytes | None:
        """Return the sealed handle of our public reply, where it is out and its id is known."""
        row = self._reply_of(mention, Purpose.PUBLIC)
        return row.sent_handle if row and row.state == ReplyState.SENT else None

    def own_text(self, mention: MentionId) -> str:
        """Return what our public reply says, as far as we know."""
        row = self._reply_of(mention, Purpose.PUBLIC)
        return row.text if row else ""

    def correct_own(self, mention: MentionId, text: str) -> None:
        """Note that our public reply has other words."""
        self._change_public(mention, ReplyState.SENT, text=text, seen="", seen_text="")

    def remove_own(self, mention: MentionId) -> None:
        """Note that our public reply was deleted: it may be given anew. What was ordered about it never meets that."""
        self._change_public(mention, ReplyState.SENT, state=ReplyState.RETRACTED, code=Code.REMOVED)
        left = (col(ReplyRow.mention) == mention, col(ReplyRow.state) == ReplyState.PENDING)
        stopped = update(ReplyRow).where(*left, col(ReplyRow.purpose).in_(ABOUT_OURS))
        self.change(stopped.values(state=ReplyState.REFUSED, code=Code.REMOVED, version=ReplyRow.version + 1))

    def keep_look(self, mention: MentionId, seen: str, text: str) -> None:
        """Note how the platform has our public reply; `text` is masked.

        One that holds what an officer masked keeps that word while it is there: its older words are not kept, so
        nobody can tell whether it was mended there.
        """
        row = self._reply_of(mention, Purpose.PUBLIC)
        exposes = row is not None and row.seen == Seen.EXPOSES and seen != Seen.GONE
        found = Seen.EXPOSES if exposes else seen
        self._change_public(mention, ReplyState.SENT, seen=found, seen_text=text, seen_at=self.clock.now())

    def reply_states(self) -> dict[str, str]:
        """Return the state of everything that was ever in the outbox by its id, for counts and reports."""
        return {row.id: row.state for row in self.session.exec(select(ReplyRow))}

    def _change_public(self, mention: MentionId, before: ReplyState, **values: object) -> None:
        row = (col(ReplyRow.mention) == mention, col(ReplyRow.purpose) == Purpose.PUBLIC)
        changed = update(ReplyRow).where(*row, col(ReplyRow.state) == before)
        self.change(changed.values(**values, version=ReplyRow.version + 1))

    def _reply_of(self, mention: MentionId, purpose: Purpose) -> ReplyRow | None:
        return self.session.exec(
            select(ReplyRow)
            .where(col(ReplyRow.mention) == mention, col(ReplyRow.purpose) == purpose)
            .execution_options(populate_existing=True)
        ).first()

    def _messages_of(self, mention: MentionId) -> list[ReplyRow]:
        said = col(ReplyRow.purpose).in_(MESSAGES)
        return list(self.session.exec(select(ReplyRow).where(col(ReplyRow.mention) == mention, said)))

    def _orders_of(self, mentions: Sequence[str]) -> dict[str, list[ReplyRow]]:
        found: dict[str, list[ReplyRow]] = {}
        wanted = select(ReplyRow).where(col(ReplyRow.mention).in_(mentions))
        for row in self.session.exec(wanted.execution_options(populate_existing=True)):
            found.setdefault(row.mention, []).append(row)
        return found

    def _first(self, account: str, state: ReplyState, now: datetime, *also: ColumnElement[bool]) -> OutboxReply | None:
        row = self.session.exec(
            select(ReplyRow)
            .where(
                col(ReplyRow.account) == account,
                col(ReplyRow.state) == state,
                # A reply approved in shadow stays where it is, also when sending goes live later.
                col(ReplyRow.mode) == Mode.LIVE,
                col(ReplyRow.next_at) <= now,
                *also,
            )
            .order_by(col(ReplyRow.next_at), col(ReplyRow.id))
            .limit(1)
        ).first()
        return _outbox_reply(row) if row else None


def _outbox_reply(row: ReplyRow) -> OutboxReply:
    return OutboxReply(
        id=ReplyId(row.id),
        mention=MentionId(row.mention),
        purpose=Purpose(row.purpose),
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
        approved_by=row.approved_by,
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
        seen=row.seen,
        seen_at=row.seen_at,
        seen_text=row.seen_text,
        version=row.version,
    )
