"""The numbers that masks carry: the same for the same value in one conversation, by keyed digest."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, func, tuple_
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from smbot.core.ids import MentionId
from smbot.storage import prepared
from smbot.storage.base import Tables, pieces
from smbot.storage.tables import MaskNumberRow, MentionRow

GONE = "gone:"
"""Begins what stands in the place of a value's digest that was purged."""

Numbered = tuple[str, str]
"""An entity, and the digest of a value of it."""

_NUMBERS = prepared.table_of(MaskNumberRow).c
_HERE = _NUMBERS.conversation == bindparam("conversation")
NUMBERED = select_columns(prepared.table_of(MaskNumberRow)).where(
    _HERE, _NUMBERS.digest.in_(bindparam("digests", expanding=True))
)
HIGHEST = select_columns(_NUMBERS.entity, func.max(_NUMBERS.number)).where(_HERE).group_by(_NUMBERS.entity)


class NumberTables(Tables):
    """Numbers of masks."""

    def number_masks(self, conversation: str, values: Sequence[Numbered]) -> list[int]:
        """Return the number of each value in the conversation; a new one gets the next that is free, and keeps it.

        Two writers that meet at a new value cannot both store it: one of them is undone, and does its work again.
        """
        if not values:
            return []
        asked = {"conversation": conversation, "digests": [digest for _, digest in values]}
        rows = self.session.execute(NUMBERED, asked)
        known = {(row.entity, row.digest): row.number for row in rows}
        new = [value for value in dict.fromkeys(values) if value not in known]
        if new:
            highest = self._highest(conversation)
            for entity, digest in new:
                known[entity, digest] = highest[entity] = highest.get(entity, 0) + 1
            kept = ({"entity": entity, "digest": digest, "number": known[entity, digest]} for entity, digest in new)
            prepared.insert(self.session, MaskNumberRow, *({"conversation": conversation, **each} for each in kept))
        return [known[value] for value in values]

    def _highest(self, conversation: str) -> dict[str, int]:
        rows = self.session.execute(HIGHEST, {"conversation": conversation})
        return {str(entity): int(number) for entity, number in rows}

    def drop_numbers(self, mention: MentionId) -> None:
        """Forget the values that no mention of this one's conversation shows a number of, it was edited or purged.

        The highest number of each entity stays taken, without its value: a draft or a reason may still name it.
        """
        row = self.session.get(MentionRow, mention)
        if row is None:
            return
        there = select(MentionRow.masks, MentionRow.parts).where(col(MentionRow.conversation) == row.conversation)
        posts = self.session.execute(there)
        ledgers = (ledger for masks, parts in posts for ledger in (masks, *(part["masks"] for part in parts)))
        shown = {(str(mask["entity"]), int(mask["number"])) for ledger in ledgers for mask in ledger}
        here = (col(MaskNumberRow.conversation) == row.conversation,)
        gone = [
            (entity, number)
            for entity, number in self.session.execute(select(MaskNumberRow.entity, MaskNumberRow.number).where(*here))
            if (entity, number) not in shown
        ]
        highest = self._highest(row.conversation)
        for some in pieces(gone, 200):
            pairs = tuple_(col(MaskNumberRow.entity), col(MaskNumberRow.number)).in_(some)
            self.change(delete(MaskNumberRow).where(*here, pairs))
        taken = [(entity, number) for entity, number in gone if highest[entity] == number]
        self.session.add_all(
            MaskNumberRow(conversation=row.conversation, entity=entity, digest=f"{GONE}{number}", number=number)
            for entity, number in taken
        )
        self.session.flush()
