"""Mentions: stored masked, stored anew where their authors edit them, with what was said around them."""

from collections.abc import Collection, Iterable
from dataclasses import asdict

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlalchemy import text as sql
from sqlmodel import col, select

from smbot.core.events import SYSTEM
from smbot.core.ids import MentionId
from smbot.core.mention import Mention
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import MESSAGES, Purpose, answer_purpose
from smbot.core.states import MentionState, ReplyState
from smbot.storage import prepared
from smbot.storage.base import pieces
from smbot.storage.follow import FollowTables
from smbot.storage.masked import is_doubtful, part_rows
from smbot.storage.tables import MentionRow, QuotationRow, ReplyRow, SeenPostRow, TokenRow

READ_ANEW = frozenset(
    {
        MentionState.REDACTED,
        MentionState.TRIAGED,
        MentionState.DRAFTED,
        MentionState.QUARANTINED,
        MentionState.NO_REPLY,
        MentionState.REJECTED,
    }
)
"""States in which an edited post goes through the stages once more: nobody holds it, and nothing went out."""


ADD_TOKEN = sql("INSERT INTO token (conversation, digest) VALUES (:conversation, :digest) ON CONFLICT DO NOTHING")

_MENTIONS, _REPLIES = prepared.table_of(MentionRow).c, prepared.table_of(ReplyRow).c
TEXTS_TO = (
    select_columns(_REPLIES.text)
    .join_from(prepared.table_of(ReplyRow), prepared.table_of(MentionRow), _MENTIONS.id == _REPLIES.mention)
    .where(
        _MENTIONS.pseudonym == bindparam("pseudonym"),
        _MENTIONS.id != bindparam("mention"),
        _REPLIES.purpose.in_(MESSAGES),
        _REPLIES.state.not_in([ReplyState.REFUSED, ReplyState.RETRACTED]),
    )
)
"""What was said, or is to be said, to an author's other posts."""


class MentionTables(FollowTables):
    """Redacted posts."""

    def add_mention(self, mention: Mention, *, handle: bytes, withheld: str, tokens: Iterable[str]) -> bool:
        """Store a redacted post; in quarantine, without text, where `withheld` gives the reason. Say whether it is new.

        A mention that is there already was edited by its author: it gets its new text, and is read anew by the
        stages unless somebody works on it, or it was answered.
        """
        self._add_tokens(mention.conversation, tokens)
        if prepared.find(self.session, MentionRow, id=mention.id):
            self._replace_text(mention, withheld)
            return False
        self._keep_quotations(mention)
        self.keep_quoted(mention.id, mention.parts)
        text, noted = mention.text, prepared.find(self.session, SeenPostRow, mention=mention.id)
        new = {
            "id": mention.id,
            "platform": mention.platform,
            "account": mention.account,
            "pseudonym": mention.pseudonym,
            "conversation": mention.conversation,
            "handle": handle,
            "posted_at": mention.posted_at,
            "collected_at": self.clock.now(),
            "language": mention.language,
            "summoned": mention.summoned or any(each.summoned for each in noted),
            "kind": mention.kind,
            "state": MentionState.QUARANTINED if withheld else MentionState.REDACTED,
            "text": text.text if text else None,
            "masks": [asdict(mask) for mask in text.masks] if text else [],
            "parts": part_rows(mention.parts),
            "doubtful": is_doubtful(text, mention.parts),
            "withheld": withheld,
            "edited": any(each.edited for each in noted),
        }
        prepared.insert(self.session, MentionRow, new)
        return True

    def _add_tokens(self, conversation: str, tokens: Iterable[str]) -> None:
        new = [{"conversation": conversation, "digest": digest} for digest in sorted(frozenset(tokens))]
        if new:
            self.session.execute(ADD_TOKEN, new)

    def _keep_quotations(self, mention: Mention) -> None:
        others = sorted(mention.quotes - {mention.conversation})
        self.session.add_all([QuotationRow(conversation=other, mention=mention.id) for other in others])

    def _replace_text(self, mention: Mention, withheld: str) -> None:
        self.forgets = True
        self.drop_quotations(mention.id)
        self.forget_quoted(mention.id)
        self._keep_quotations(mention)
        self.keep_quoted(mention.id, mention.parts)
        row = self.session.get_one(MentionRow, mention.id, populate_existing=True)
        text = mention.text
        row.text = text.text if text else None
        row.masks = [asdict(mask) for mask in text.masks] if text else []
        row.parts = part_rows(mention.parts)
        # What an officer said was of the older words: a person looks at these.
        row.doubtful = is_doubtful(text, mention.parts) or (text is not None and self.was_corrected(mention.id))
        row.evidence = []  # its places were those of the older text
        self.drop_examples(mention.id)
        row.language, row.withheld, row.edited, row.version = mention.language, withheld, True, row.version + 1
        if MentionState(row.state) not in {MentionState.APPROVED, MentionState.ANSWERED}:
            row.first_approver = ""  # it was given for a reply to the older words
        colleagues = row.draft != "" and row.drafted_by != SYSTEM
        if MentionState(row.state) in READ_ANEW and (withheld or not colleagues):
            row.state = MentionState.QUARANTINED if withheld else MentionState.REDACTED
            row.playbook = row.playbook_version = ""
            row.draft = row.draft_language = row.drafted_by = row.first_approver = ""
        self.session.flush()
        self.drop_numbers(mention.id)

    def remembering(self, conversations: Collection[str]) -> frozenset[str]:
        """Return in which of these conversations any personal information was masked."""
        found: set[str] = set()
        for some in pieces(sorted(conversations)):
            there = select(TokenRow.conversation).where(col(TokenRow.conversation).in_(some)).distinct()
            found.update(self.session.exec(there))
        return frozenset(found)

    def known_tokens(self, conversation: str, digests: Iterable[str]) -> frozenset[str]:
        """Return which of `digests` stand for personal information masked in the conversation."""
        known: set[str] = set()
        for some in pieces(list(digests)):
            known.update(
                self.session.exec(
                    select(TokenRow.digest).where(
                        col(TokenRow.conversation) == conversation, col(TokenRow.digest).in_(some)
                    )
                )
            )
        return frozenset(known)

    def sealed_handle(self, mention: MentionId) -> bytes | None:
        """Return a mention's sealed platform handle."""
        row = self.session.get(MentionRow, mention)
        return row.handle if row else None

    def answer_purpose(self, mention: MentionId) -> Purpose:
        """Return how a mention is answered: a private message in private, all else in public."""
        return answer_purpose(PostKind(self.session.get_one(MentionRow, mention).kind))

    def answered_before(self, conversation: str, mention: MentionId) -> bool:
        """Say whether another mention of the conversation has a reply of ours that is out."""
        # Asked from the mention's side: SQLite would begin with all replies that are out, and they grow with the years.
        is_out = (
            select(ReplyRow.id)
            .where(
                col(ReplyRow.mention) == col(MentionRow.id),
                col(ReplyRow.purpose).in_(MESSAGES),
                col(ReplyRow.state) == ReplyState.SENT,
            )
            .exists()
        )
        others = (col(MentionRow.conversation) == conversation, col(MentionRow.id) != mention)
        answered = select(MentionRow.id).where(*others, is_out)
        return self.session.exec(answered).first() is not None

    def replies_to(self, pseudonym: str, mention: MentionId) -> frozenset[str]:
        """Return the replies, sent or on their way, to the author's other posts."""
        self.session.flush()
        return frozenset(self.session.scalars(TEXTS_TO, {"pseudonym": pseudonym, "mention": mention}))
