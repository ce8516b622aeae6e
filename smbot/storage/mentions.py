"""Mentions: stored masked, stored anew where their authors edit them, with what was said around them."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlmodel import col, select

from smbot.core.events import SYSTEM
from smbot.core.ids import MentionId
from smbot.core.mention import Mention
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import MESSAGES, Purpose, answer_purpose
from smbot.core.states import MentionState, ReplyState
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


class MentionTables(FollowTables):
    """Redacted posts."""

    def add_mention(self, mention: Mention, *, handle: bytes, withheld: str, tokens: Iterable[str]) -> None:
        """Store a redacted post; in quarantine, without text, where `withheld` gives the reason.

        A mention that is there already was edited by its author: it gets its new text, and is read anew by the
        stages unless somebody works on it, or it was answered.
        """
        self._add_tokens(mention.conversation, tokens)
        self._keep_quotations(mention)
        self.keep_quoted(mention.id, mention.parts)
        row = self.session.get(MentionRow, mention.id, populate_existing=True)
        if row is not None:
            self._replace_text(row, mention, withheld)
            return
        text = mention.text
        since = self.session.exec(select(SeenPostRow).where(col(SeenPostRow.mention) == mention.id)).first()
        self.session.add(
            MentionRow(
                id=mention.id,
                platform=mention.platform,
                account=mention.account,
                pseudonym=mention.pseudonym,
                conversation=mention.conversation,
                handle=handle,
                posted_at=mention.posted_at,
                collected_at=self.clock.now(),
                language=mention.language,
                summoned=mention.summoned or (since is not None and since.summoned),
                kind=mention.kind,
                state=MentionState.QUARANTINED if withheld else MentionState.REDACTED,
                text=text.text if text else None,
                masks=[asdict(mask) for mask in text.masks] if text else [],
                parts=part_rows(mention.parts),
                doubtful=is_doubtful(text, mention.parts),
                withheld=withheld,
                edited=since is not None and since.edited,
            )
        )
        self.session.flush()

    def _add_tokens(self, conversation: str, tokens: Iterable[str]) -> None:
        wanted = frozenset(tokens)
        new = wanted - self.known_tokens(conversation, wanted)
        self.session.add_all([TokenRow(conversation=conversation, digest=digest) for digest in sorted(new)])

    def _keep_quotations(self, mention: Mention) -> None:
        self.drop_quotations(mention.id)
        others = sorted(mention.quotes - {mention.conversation})
        self.session.add_all([QuotationRow(conversation=other, mention=mention.id) for other in others])

    def _replace_text(self, row: MentionRow, mention: Mention, withheld: str) -> None:
        self.forgets = True
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
        texts = (
            select(ReplyRow.text)
            .join(MentionRow, col(MentionRow.id) == col(ReplyRow.mention))
            .where(
                col(MentionRow.pseudonym) == pseudonym,
                col(MentionRow.id) != mention,
                col(ReplyRow.purpose).in_(MESSAGES),
                col(ReplyRow.state).not_in([ReplyState.REFUSED, ReplyState.RETRACTED]),
            )
        )
        return frozenset(self.session.exec(texts))
