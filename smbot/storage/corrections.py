"""What a correction changes: the texts of a conversation, our own words about it, the guard's digests."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import update
from sqlmodel import col, select

from smbot.core.states import ReplyState
from smbot.review.ports import QueueItem
from smbot.storage.mentions import MentionTables, is_doubtful, part_rows, queue_item
from smbot.storage.tables import MaskNumberRow, MentionRow, ReplyRow


class CorrectionTables(MentionTables):
    """Corrections."""

    def conversation_items(self, conversation: str) -> list[QueueItem]:
        """Return the mentions of a conversation, oldest first."""
        rows = self.session.exec(
            select(MentionRow)
            .where(col(MentionRow.conversation) == conversation)
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
        words = {"draft": after.draft, "first_approver": ""} if after.draft != item.draft else {}
        changed = (
            update(MentionRow)
            .where(col(MentionRow.id) == item.id, col(MentionRow.version) == item.version)
            .values(
                text=after.text.text if after.text else None,
                masks=[asdict(mask) for mask in after.text.masks] if after.text else [],
                parts=part_rows(after.parts),
                evidence=[asdict(each) for each in after.evidence],
                doubtful=is_doubtful(after.text, after.parts),
                version=item.version + 1,
                **words,
            )
        )
        return self.change(changed) == 1

    def rewrite_reply(self, reply: str, text: str, seen_text: str, *, stopped: str = "") -> None:
        """Put corrected words in the place of a reply's; one that is `stopped` by this code does not leave."""
        halt = {"state": ReplyState.REFUSED, "code": stopped} if stopped else {}
        changed = update(ReplyRow).where(col(ReplyRow.id) == reply)
        self.change(changed.values(text=text, seen_text=seen_text, version=ReplyRow.version + 1, **halt))

    def keep_tokens(self, conversation: str, tokens: Iterable[str]) -> None:
        """Keep digests of what no reply of ours may repeat."""
        self._add_tokens(conversation, tokens)
        self.session.flush()
