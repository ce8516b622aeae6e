"""What becomes of posts after they were read: our own answers to them, hidden, deleted."""

from datetime import datetime

from sqlalchemy import bindparam, delete, or_, update
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from smbot.core.codes import Code
from smbot.core.ids import MentionId
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Seen, answer_purpose
from smbot.core.states import MentionState, ReplyState
from smbot.storage import prepared
from smbot.storage.desk_tables import MentionNoteRow
from smbot.storage.handoff_tables import PrivateMessageRow
from smbot.storage.outbox import OutboxTables
from smbot.storage.quoted import QuotedTables
from smbot.storage.tables import InboxRow, MentionRow, OwnPostRow, ReplyRow, SeenPostRow, VaultRow

UNANSWERED = frozenset(
    {
        MentionState.REDACTED,
        MentionState.TRIAGED,
        MentionState.DRAFTED,
        MentionState.CLAIMED,
        MentionState.ESCALATED,
        MentionState.QUARANTINED,
        MentionState.APPROVED,
    }
)
"""States in which an answer of ours may still be given."""

STOPPABLE = frozenset({ReplyState.PENDING, ReplyState.REFUSED, ReplyState.RETRACTED})
"""States of a reply that is certainly not out; one in doubt is settled by reading first."""

_OWN, _REPLIES = prepared.table_of(OwnPostRow).c, prepared.table_of(ReplyRow).c
BY_HAND = select_columns(_OWN.digest).where(
    or_(
        _OWN.parent == bindparam("parent"),
        (_OWN.conversation == bindparam("conversation")) & (_OWN.posted_at >= bindparam("since")),
    ),
    _OWN.digest.not_in(select_columns(_REPLIES.digest).where(_REPLIES.digest != "")),
    _OWN.passed_over.is_(False),
)
"""Posts of our own below one of these, or in its private conversation since, that smbot did not send."""


class FollowTables(OutboxTables, QuotedTables):
    """Own posts, hidden and deleted posts."""

    def keep_own_post(self, *, digest: str, parent: str, conversation: str, posted_at: datetime) -> bool:
        """Remember a post of our own; False where it is known."""
        if self.session.get(OwnPostRow, digest) is not None:
            return False
        self.session.add(OwnPostRow(digest=digest, parent=parent, conversation=conversation, posted_at=posted_at))
        self.session.flush()
        return True

    def own_posts(self, conversation: str, *, openings: bool = True) -> list[tuple[datetime, bool]]:
        """Return when our account wrote in a conversation, and whether smbot did.

        Without `openings` what answers no post is left out: the post of ours under which others comment.
        """
        ours = select(ReplyRow.digest)
        found = select(OwnPostRow).where(col(OwnPostRow.conversation) == conversation)
        if not openings:
            found = found.where(col(OwnPostRow.parent) != "")
        rows = self.session.exec(found.order_by(col(OwnPostRow.posted_at), col(OwnPostRow.digest))).all()
        known = set(self.session.exec(ours.where(col(ReplyRow.digest).in_([row.digest for row in rows]))))
        return [(row.posted_at, row.digest in known) for row in rows]

    def answered_by(self, parent: str, conversation: str, posted_at: datetime) -> list[MentionId]:
        """Return the mentions that a post of our own may answer: its parent, or earlier private messages."""
        found = [row.mention for row in [self.session.get(SeenPostRow, parent)] if row and row.mention]
        messages = select(MentionRow.id).where(
            col(MentionRow.conversation) == conversation,
            col(MentionRow.kind) == PostKind.MESSAGE,
            col(MentionRow.posted_at) <= posted_at,
            col(MentionRow.state).in_(UNANSWERED),
        )
        return [MentionId(found_id) for found_id in dict.fromkeys([*found, *self.session.exec(messages)])]

    def answered_by_hand(self, mention: MentionId) -> bool:
        """Say whether our account answered the mention by a post that smbot did not send.

        Where our answer was in doubt and the post is gone, nobody can read whose stands there: it may be ours.
        """
        answers = self._answers_by_hand(mention)
        if not answers:
            return False
        [row] = prepared.find(self.session, MentionRow, id=mention)
        ours = self._reply_of(mention, answer_purpose(PostKind(row.kind)))
        return row.gone_at is None or ours is None or not ours.resends

    def pass_over_own_posts(self, mention: MentionId) -> None:
        """Let what our account wrote so far count as no answer to the mention: a person reopened it."""
        passed = col(OwnPostRow.digest).in_(self._answers_by_hand(mention))
        self.change(update(OwnPostRow).where(passed).values(passed_over=True))

    def _answers_by_hand(self, mention: MentionId) -> list[str]:
        found = prepared.find(self.session, MentionRow, id=mention)
        seen = prepared.find(self.session, SeenPostRow, mention=mention)
        if not found or not seen:
            return []
        return list(self.session.scalars(BY_HAND, {"parent": seen[0].digest, **_of_message(found[0])}))

    def settle_by_hand(self, mention: MentionId) -> bool:
        """Call a mention answered that a colleague answered on the platform, and stop what would answer it again.

        Nothing is changed while our answer is in flight or in doubt: the post may be that very answer. What else a
        person orders about the mention, such as writing in private too, goes on.
        """
        row = next(iter(prepared.find(self.session, MentionRow, id=mention)), None)
        if row is None or MentionState(row.state) not in UNANSWERED - {MentionState.REDACTED}:
            return False  # one that no stage has read yet is settled once it is drafted
        if not self.answered_by_hand(mention):
            return False
        answer = answer_purpose(PostKind(row.kind))
        ours = self._reply_of(mention, answer)
        if ours is not None and ReplyState(ours.state) not in STOPPABLE:
            return False
        self.change(
            update(ReplyRow)
            .where(
                col(ReplyRow.mention) == mention,
                col(ReplyRow.purpose) == answer,
                col(ReplyRow.state) == ReplyState.PENDING,
            )
            .values(state=ReplyState.REFUSED, code=Code.ANSWERED_BY_HAND, version=ReplyRow.version + 1)
        )
        answered = {"state": MentionState.ANSWERED, "claimed_by": ""}
        prepared.change(self.session, MentionRow, {"id": mention}, answered, versioned=True)
        return True

    def mark_hidden(self, mention: MentionId, *, hidden: bool) -> bool:
        """Note whether others can see the post, and since when not; False where that was known."""
        known = (col(MentionRow.id) == mention, col(MentionRow.hidden) != hidden)
        values = {"hidden": hidden, "hidden_at": self.clock.now() if hidden else None}
        return self.change(update(MentionRow).where(*known).values(**values, version=MentionRow.version + 1)) == 1

    def mark_reply_gone(self, digest: str) -> MentionId | None:
        """Note that our reply of this digest is no longer on the platform; None where none is, or it was known."""
        row = self.session.exec(
            select(ReplyRow).where(col(ReplyRow.digest) == digest, col(ReplyRow.state) == ReplyState.SENT)
        ).first()
        if row is None or row.seen == Seen.GONE:
            return None
        row.seen, row.seen_at, row.seen_text, row.version = Seen.GONE, self.clock.now(), "", row.version + 1
        return MentionId(row.mention)

    def purge(self, mention: MentionId) -> bool:
        """Delete what a platform no longer has: text, masks, evidence, notes, sealed original; False if that was done.

        Labels, decisions, digests, our own reply and the audit log stay. Who waited for an answer waits no longer.
        """
        if not self._mark_gone(mention):
            return False
        self._destroy(mention)
        return True

    def hold_back_purge(self, mention: MentionId) -> bool:
        """Keep what a legal hold keeps, though its platform no longer has it; False where that was known before.

        It is noted as gone, waits for no answer, and is disposed of once no hold keeps it.
        """
        if not self._mark_gone(mention):
            return False
        self.change(update(MentionRow).where(col(MentionRow.id) == mention).values(version=MentionRow.version + 1))
        self.hold_back(mention)
        return True

    def purge_held_back(self, mention: MentionId) -> None:
        """Delete what a hold kept until now."""
        self._destroy(mention)
        self.end_held_back(mention)

    def _mark_gone(self, mention: MentionId) -> bool:
        seen = self.session.exec(select(SeenPostRow).where(col(SeenPostRow.mention) == mention)).first()
        if seen is not None and seen.gone:
            return False
        if seen is not None:
            seen.gone = True
        row = self.session.get(MentionRow, mention, populate_existing=True)
        if row is not None:
            row.gone_at = self.clock.now()
            in_flight = any(ReplyState(reply.state) not in STOPPABLE for reply in self._messages_of(mention))
            if MentionState(row.state) in UNANSWERED and not in_flight:
                row.state, row.claimed_by = MentionState.NO_REPLY, ""
        self.session.flush()
        return True

    def _destroy(self, mention: MentionId) -> None:
        self.change(delete(InboxRow).where(col(InboxRow.mention) == mention))
        self.change(delete(VaultRow).where(col(VaultRow.mention) == mention))
        self.change(update(PrivateMessageRow).where(col(PrivateMessageRow.mention) == mention).values(sealed=None))
        self.change(delete(MentionNoteRow).where(col(MentionNoteRow.mention) == mention))
        self.drop_examples(mention)
        self.drop_quotations(mention)
        self.forget_quoted(mention)
        self.forgets = True
        row = self.session.get(MentionRow, mention, populate_existing=True)
        if row is not None:
            row.text, row.masks, row.parts, row.evidence = None, [], [], []
            row.doubtful = False
            row.version += 1
        self.session.flush()
        self.drop_numbers(mention)

    def close_if_gone(self, mention: MentionId) -> None:
        """Close a mention whose post was deleted while our reply to it was in flight, and did not arrive."""
        gone = (col(MentionRow.id) == mention, col(MentionRow.gone_at).is_not(None))
        waits = col(MentionRow.state).in_(UNANSWERED)
        closed = update(MentionRow).where(*gone, waits).values(state=MentionState.NO_REPLY, claimed_by="")
        self.change(closed.values(version=MentionRow.version + 1))

    def posts_held(self, platform: str, limit: int, after: str) -> list[tuple[MentionId, bytes]]:
        """Return handles of posts whose text is held, by id from `after`, for asking which of them are gone."""
        rows = self.session.execute(
            select(MentionRow.id, MentionRow.handle)
            .where(
                col(MentionRow.platform) == platform,
                col(MentionRow.gone_at).is_(None),
                col(MentionRow.handle) != b"",
                col(MentionRow.id) > after,
            )
            .order_by(col(MentionRow.id))
            .limit(limit)
        )
        return [(MentionId(mention), handle) for mention, handle in rows]


def _of_message(row: MentionRow) -> dict[str, object]:
    """Return in what conversation, since when, what we write answers a private message; a post has none."""
    return {"conversation": row.conversation if row.kind == PostKind.MESSAGE else None, "since": row.posted_at}
