"""What officers corrected, and the posts with invented values that are kept of it as examples."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, update
from sqlmodel import col, select

from smbot.core.ids import MentionId
from smbot.review.correction_ports import Kept, Kind
from smbot.review.label_ports import Standing
from smbot.storage.base import Tables
from smbot.storage.tables import CorrectionRow, LabelCorrectionRow, QuotationRow


class ExampleTables(Tables):
    """Corrections and their examples."""

    def keep_correction(self, kept: Kept) -> None:
        """Keep who said what of which mask; its example takes the place of the mention's earlier one."""
        earlier = update(CorrectionRow).where(col(CorrectionRow.mention) == kept.mention)
        self.change(earlier.values(example="", found=0))
        self.session.add(CorrectionRow(**asdict(kept)))
        self.session.flush()

    def keep_example(self, mention: MentionId, example: str, found: int) -> None:
        """Put another example in the place of the mention's, if it has one."""
        has_one = (col(CorrectionRow.mention) == mention, col(CorrectionRow.example) != "")
        self.change(update(CorrectionRow).where(*has_one).values(example=example, found=found))

    def drop_examples(self, mention: MentionId) -> None:
        """Empty what holds the words of a post that was deleted or edited; who said what stays."""
        kept = update(CorrectionRow).where(col(CorrectionRow.mention) == mention)
        self.change(kept.values(example="", surrogate="", found=0))
        counted = col(LabelCorrectionRow.standing).in_((Standing.WAITING, Standing.APPROVED))
        labels = update(LabelCorrectionRow).where(col(LabelCorrectionRow.mention) == mention, counted)
        self.change(labels.values(standing=Standing.LAPSED))

    def drop_quotations(self, mention: MentionId) -> None:
        """Forget which conversations a mention quotes."""
        self.change(delete(QuotationRow).where(col(QuotationRow.mention) == mention))

    def was_corrected(self, mention: MentionId) -> bool:
        """Say whether an officer said anything of the mention's masks."""
        of_it = select(CorrectionRow.id).where(col(CorrectionRow.mention) == mention)
        return self.session.exec(of_it.limit(1)).first() is not None

    def surrogates(self, conversation: str) -> dict[tuple[str, int], str]:
        """Return the invented values of a conversation's corrections by the entity and number of their masks."""
        rows = self.session.exec(
            select(CorrectionRow)
            .where(col(CorrectionRow.conversation) == conversation, col(CorrectionRow.surrogate) != "")
            .order_by(col(CorrectionRow.id))
        )
        return {(row.entity, row.number): row.surrogate for row in rows}

    def corrections(self) -> Sequence[Kept]:
        """Return every correction, oldest first."""
        return [_kept(row) for row in self.session.exec(select(CorrectionRow).order_by(col(CorrectionRow.id)))]


def _kept(row: CorrectionRow) -> Kept:
    return Kept(
        mention=MentionId(row.mention),
        conversation=row.conversation,
        at=row.at,
        by=row.by,
        kind=Kind(row.kind),
        entity=row.entity,
        number=row.number,
        before=row.before,
        surrogate=row.surrogate,
        example=row.example,
        found=row.found,
    )
