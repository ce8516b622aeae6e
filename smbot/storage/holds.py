"""Legal holds: who asks before anything is disposed of, and what waits until a hold is lifted."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, or_
from sqlmodel import col, select

from smbot.core.holds import Hold, HoldKind
from smbot.core.ids import MentionId
from smbot.storage.base import Tables
from smbot.storage.case_tables import CaseMentionRow, CasePersonRow
from smbot.storage.compliance_tables import HeldBackRow, LegalHoldRow
from smbot.storage.tables import DocketMentionRow, DocketRow, MentionRow


class HoldTables(Tables):
    """Holds."""

    def add_hold(self, hold: Hold) -> int:
        """Keep a hold; return its number."""
        row = LegalHoldRow(
            kind=hold.kind,
            subject=hold.subject,
            named=hold.named,
            matter=hold.matter,
            reason=hold.reason,
            placed_at=hold.placed_at,
            placed_by=hold.placed_by,
        )
        self.session.add(row)
        self.session.flush()
        return row.number or 0

    def hold(self, number: int) -> Hold | None:
        """Return a hold, lifted or not."""
        row = self.session.get(LegalHoldRow, number, populate_existing=True)
        return _hold(row) if row else None

    def holds(self, *, lifted: bool = False) -> list[Hold]:
        """Return the holds that stand, or those that were lifted, the newest first."""
        gone = col(LegalHoldRow.lifted_at).is_not(None) if lifted else col(LegalHoldRow.lifted_at).is_(None)
        rows = self.session.exec(select(LegalHoldRow).where(gone).order_by(col(LegalHoldRow.number).desc()))
        return [_hold(row) for row in rows]

    def lift_hold(self, number: int, by: str, reason: str) -> bool:
        """Lift a hold; False where it was lifted before."""
        row = self.session.get(LegalHoldRow, number, with_for_update=True, populate_existing=True)
        if row is None or row.lifted_at is not None:
            return False
        row.lifted_at, row.lifted_by, row.lift_reason = self.clock.now(), by, reason
        self.session.flush()
        return True

    def is_held(self, mention: MentionId) -> bool:
        """Say whether a hold keeps a mention: on itself, its author, a case or an entry of the docket that it is on."""
        return self._any_hold(self._of_mention(mention))

    def is_case_held(self, case: str) -> bool:
        """Say whether a hold keeps what was said in private on a case: on it, a person, a post or an entry of it."""
        return self._any_hold(self._of_case(case))

    def holds_on(self, kind: HoldKind, named: str) -> list[Hold]:
        """Return the holds that keep a mention, a case or an entry of the docket, the newest first."""
        if kind == HoldKind.CASE:
            subjects = self._of_case(named)
        elif kind == HoldKind.DOCKET:
            posts = select(DocketMentionRow.mention).where(col(DocketMentionRow.docket) == named)
            subjects = {HoldKind.DOCKET: [named], HoldKind.MENTION: self.session.exec(posts).all()}
        else:
            subjects = self._of_mention(MentionId(named))
        return [_hold(row) for row in self._standing(subjects)]

    def _of_mention(self, mention: MentionId) -> dict[HoldKind, Sequence[str]]:
        row = self.session.get(MentionRow, mention)
        author = [row.pseudonym] if row is not None and row.pseudonym else []
        cases = self.session.exec(select(CaseMentionRow.case).where(col(CaseMentionRow.mention) == mention)).all()
        entries = select(DocketMentionRow.docket).where(col(DocketMentionRow.mention) == mention)
        return {
            HoldKind.MENTION: [mention],
            HoldKind.AUTHOR: author,
            HoldKind.CASE: cases,
            HoldKind.DOCKET: self.session.exec(entries).all(),
        }

    def _of_case(self, case: str) -> dict[HoldKind, Sequence[str]]:
        mentions = self.session.exec(select(CaseMentionRow.mention).where(col(CaseMentionRow.case) == case)).all()
        people = select(CasePersonRow.pseudonym).where(col(CasePersonRow.case) == case)
        authors = select(MentionRow.pseudonym).where(col(MentionRow.id).in_(mentions))
        of_posts = select(DocketMentionRow.docket).where(col(DocketMentionRow.mention).in_(mentions))
        of_case = select(DocketRow.id).where(col(DocketRow.case) == case)
        return {
            HoldKind.CASE: [case],
            HoldKind.MENTION: mentions,
            HoldKind.AUTHOR: [*self.session.exec(people), *self.session.exec(authors)],
            HoldKind.DOCKET: [*self.session.exec(of_posts), *self.session.exec(of_case)],
        }

    def _any_hold(self, subjects: Mapping[HoldKind, Sequence[str]]) -> bool:
        return bool(self._standing(subjects))

    def _standing(self, subjects: Mapping[HoldKind, Sequence[str]]) -> Sequence[LegalHoldRow]:
        here = [(kind, ids) for kind, ids in subjects.items() if ids]
        wanted = or_(*((col(LegalHoldRow.kind) == kind) & col(LegalHoldRow.subject).in_(ids) for kind, ids in here))
        stands = select(LegalHoldRow).where(col(LegalHoldRow.lifted_at).is_(None), wanted)
        return self.session.exec(stands.order_by(col(LegalHoldRow.number).desc())).all()

    def hold_back(self, mention: MentionId, quoted: str = "") -> None:
        """Remember that something is to be disposed of once no hold keeps it."""
        self.session.merge(HeldBackRow(mention=mention, quoted=quoted, at=self.clock.now()))

    def held_back(self) -> list[tuple[MentionId, str]]:
        """Return what waits for disposal, the oldest first: mentions, and digests of posts whose words they hold."""
        rows = self.session.exec(select(HeldBackRow).order_by(col(HeldBackRow.at), col(HeldBackRow.mention)))
        return [(MentionId(row.mention), row.quoted) for row in rows]

    def end_held_back(self, mention: MentionId, quoted: str = "") -> None:
        """Forget that something waits: it is done."""
        which = (col(HeldBackRow.mention) == mention, col(HeldBackRow.quoted) == quoted)
        self.change(delete(HeldBackRow).where(*which))


def _hold(row: LegalHoldRow) -> Hold:
    return Hold(
        number=row.number or 0,
        kind=HoldKind(row.kind),
        subject=row.subject,
        named=row.named,
        matter=row.matter,
        reason=row.reason,
        placed_at=row.placed_at,
        placed_by=row.placed_by,
        lifted_at=row.lifted_at,
        lifted_by=row.lifted_by,
        lift_reason=row.lift_reason,
    )
