"""Words of other people's posts that mentions carry, by those posts' digests: they go when the post is deleted."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlmodel import col, select

from smbot.core.ids import MentionId
from smbot.core.parts import RedactedPart
from smbot.storage.examples import ExampleTables
from smbot.storage.holds import HoldTables
from smbot.storage.numbers import NumberTables
from smbot.storage.tables import MentionRow, QuotedPostRow, SeenPostRow


class QuotedTables(HoldTables, ExampleTables, NumberTables):
    """Quoted and shared posts."""

    def keep_quoted(self, mention: MentionId, parts: Iterable[RedactedPart]) -> None:
        """Remember in which other posts a mention's parts stand."""
        digests = sorted({part.post for part in parts} - {""})
        self.session.add_all([QuotedPostRow(digest=digest, mention=mention) for digest in digests])

    def forget_quoted(self, mention: MentionId) -> None:
        """Forget in which other posts a mention's parts stand."""
        self.change(delete(QuotedPostRow).where(col(QuotedPostRow.mention) == mention))

    def gone_posts(self, digests: Iterable[str]) -> frozenset[str]:
        """Return which posts are known to be gone from their platform."""
        asked = set(digests)
        if not asked:
            return frozenset()
        gone = select(SeenPostRow.digest).where(col(SeenPostRow.digest).in_(asked), col(SeenPostRow.gone))
        return frozenset(self.session.exec(gone))

    def drop_quoted(self, digest: str) -> list[MentionId]:
        """Delete a post's words from the mentions that carry them, and their examples; return these mentions.

        What they hid stays hidden: the digests of their conversations are kept. A mention that a legal hold keeps
        carries them until it is lifted.
        """
        quoting = select(QuotedPostRow.mention).where(col(QuotedPostRow.digest) == digest)
        there = [MentionId(mention) for mention in self.session.exec(quoting)]
        held = {mention for mention in there if self.is_held(mention)}
        for mention in held:
            self.hold_back(mention, digest)
        return self.drop_quoted_in([mention for mention in there if mention not in held], digest)

    def drop_quoted_in(self, found: list[MentionId], digest: str) -> list[MentionId]:
        """Delete a post's words from these mentions; return them."""
        for mention in found:
            self._drop_parts(self.session.get_one(MentionRow, mention, populate_existing=True), digest)
            self.drop_examples(mention)
        gone = (col(QuotedPostRow.digest) == digest, col(QuotedPostRow.mention).in_(found))
        self.change(delete(QuotedPostRow).where(*gone))
        self.session.flush()
        for mention in found:
            self.drop_numbers(mention)
        self.forgets = self.forgets or bool(found)
        return found

    def _drop_parts(self, row: MentionRow, digest: str) -> None:
        was_doubtful = _has_doubts(row)
        row.parts = [part for part in row.parts if part.get("post") != digest]
        row.doubtful = row.doubtful and not (was_doubtful and not _has_doubts(row))
        row.version += 1


def _has_doubts(row: MentionRow) -> bool:
    of_parts = (part["masks"] for part in row.parts)
    return any(mask.get("doubtful") for masks in (row.masks, *of_parts) if isinstance(masks, list) for mask in masks)
