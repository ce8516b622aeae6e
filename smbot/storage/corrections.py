"""What a correction changes: the texts of a conversation, our own words about it, the guard's digests."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict

from sqlalchemy import ColumnElement, update
from sqlmodel import col, select

from smbot.core.ids import MentionId
from smbot.review.ports import QueueItem, ReplyStatus
from smbot.storage.base import pieces
from smbot.storage.case_tables import CaseHandOverRow, CaseMentionRow, CaseNoteRow, CaseTaskRow, PageCallRow
from smbot.storage.desk_tables import MentionNoteRow
from smbot.storage.masked import is_doubtful, part_rows
from smbot.storage.mentions import MentionTables
from smbot.storage.queue import queue_item
from smbot.storage.tables import CorrectedRow, MaskNumberRow, MentionRow, QuotationRow, ReplyRow


class CorrectionTables(MentionTables):
    """Corrections."""

    def conversation_items(self, conversation: str) -> list[QueueItem]:
        """Return the mentions of a conversation, oldest first."""
        return self._items(col(MentionRow.conversation) == conversation)

    def quoting_items(self, conversation: str) -> list[QueueItem]:
        """Return the mentions of other conversations that carry words of this one, oldest first."""
        quoting = select(QuotationRow.mention).where(col(QuotationRow.conversation) == conversation)
        return self._items(col(MentionRow.id).in_(quoting))

    def quoted_conversations(self, mention: MentionId) -> list[str]:
        """Return the other conversations of whose posts a mention carries words."""
        quoted = select(QuotationRow.conversation).where(col(QuotationRow.mention) == mention)
        return sorted(self.session.exec(quoted))

    def _items(self, wanted: ColumnElement[bool]) -> list[QueueItem]:
        rows = self.session.exec(
            select(MentionRow)
            .where(wanted)
            .order_by(col(MentionRow.posted_at), col(MentionRow.id))
            .execution_options(populate_existing=True)
        ).all()
        orders = self._orders_of([row.id for row in rows])
        return [queue_item(row, orders.get(row.id, [])) for row in rows]

    def number_value(self, conversation: str, entity: str, digest: str) -> int:
        """Return the number of a value's masks in a conversation; a new value gets one that no mask has there."""
        known = self.session.get(MaskNumberRow, (conversation, entity, digest))
        if known is not None:
            return known.number
        # Posts from before numbers were kept for the conversation counted each for itself.
        items = self.conversation_items(conversation)
        used = [mask.number for item in items for mask in item.all_masks() if mask.entity == entity]
        number = max([*used, self._highest(conversation).get(entity, 0)], default=0) + 1
        self.session.add(MaskNumberRow(conversation=conversation, entity=entity, digest=digest, number=number))
        self.session.flush()
        return number

    def numbered_value(self, conversation: str, entity: str, number: int) -> str:
        """Return the digest of the value behind masks of this number; nothing where none is known."""
        return (
            self.session.exec(
                select(MaskNumberRow.digest).where(
                    col(MaskNumberRow.conversation) == conversation,
                    col(MaskNumberRow.entity) == entity,
                    col(MaskNumberRow.number) == number,
                )
            ).first()
            or ""
        )

    def rewrite(self, item: QueueItem, after: QueueItem) -> bool:
        """Put corrected texts and a draft in the place of those that were read; False where somebody was faster."""
        self.forgets = True
        words = {"draft": after.draft, "first_approver": ""} if after.draft != item.draft else {}
        changed = (
            update(MentionRow)
            .where(col(MentionRow.id) == item.id, col(MentionRow.version) == item.version)
            .values(
                text=after.text.text if after.text else None,
                masks=[asdict(mask) for mask in after.text.masks] if after.text else [],
                parts=part_rows(after.parts),
                evidence=[asdict(each) for each in after.evidence],
                doubtful=after.recheck or is_doubtful(after.text, after.parts),
                version=item.version + 1,
                **words,
            )
        )
        return self.change(changed) == 1

    def rewrite_notes(self, conversation: str, rewritten: Callable[[str], str]) -> None:
        """Rewrite what colleagues wrote about a conversation's mentions and their cases, where it becomes different."""
        of = select(MentionRow.id).where(col(MentionRow.conversation) == conversation)
        on = select(CaseMentionRow.case).where(col(CaseMentionRow.mention).in_(of))
        for table, column, wanted in (
            (MentionNoteRow, "text", col(MentionNoteRow.mention).in_(of)),
            (CaseNoteRow, "text", col(CaseNoteRow.case).in_(on)),
            (CaseTaskRow, "text", col(CaseTaskRow.case).in_(on)),
            (CaseHandOverRow, "reason", col(CaseHandOverRow.case).in_(on)),
            (PageCallRow, "reason", col(PageCallRow.subject).in_(of) | col(PageCallRow.subject).in_(on)),
        ):
            for row in self.session.exec(select(table).where(wanted)).all():
                before = getattr(row, column)
                if (after := rewritten(before)) != before:
                    self.forgets = True
                    setattr(row, column, after)
        self.session.flush()

    def rewrite_reply(self, reply: ReplyStatus, after: ReplyStatus) -> bool:
        """Put corrected words and their state in the place of those that were read; False where it changed since."""
        as_read = (
            col(ReplyRow.id) == reply.id,
            col(ReplyRow.version) == reply.version,
            col(ReplyRow.state) == reply.state,
        )
        words = {"text": after.text, "seen_text": after.seen_text, "seen": after.seen}
        changed = update(ReplyRow).where(*as_read)
        changed = changed.values(**words, state=after.state, code=after.code, version=reply.version + 1)
        return self.change(changed) == 1

    def count_correction(self, conversation: str) -> None:
        """Note that something was masked in a conversation: a post that is being redacted may not know of it."""
        row = self.session.get(CorrectedRow, conversation) or CorrectedRow(conversation=conversation, times=0)
        row.times += 1
        self.session.add(row)
        self.session.flush()

    def times_corrected(self, conversations: Collection[str]) -> dict[str, int]:
        """Return how often something was masked in each of these conversations where it was; it only grows."""
        times: dict[str, int] = {}
        for some in pieces(sorted(conversations)):
            rows = select(CorrectedRow.conversation, CorrectedRow.times).where(col(CorrectedRow.conversation).in_(some))
            times.update(self.session.exec(rows).all())
        return times

    def keep_tokens(self, conversation: str, tokens: Iterable[str]) -> None:
        """Keep digests of what no reply of ours may repeat."""
        self._add_tokens(conversation, tokens)
        self.session.flush()
