"""How people are told of answers in private, in storage: the ways they chose, and what is to be told."""

from datetime import datetime

from sqlmodel import col
from sqlmodel import select as select_rows

from smbot.handoff.model import (
    Channel,
    Notice,
    NoticeState,
    Reach,
)
from smbot.storage.base import Tables
from smbot.storage.handoff_tables import (
    NoticeRow,
    ReachRow,
)

NOTICES_AT_ONCE = 50


class NoticeTables(Tables):
    """Ways and notices."""

    def keep_reach(self, reach: Reach) -> None:
        """Keep how the person is told, in place of what they chose before."""
        row = ReachRow(case=reach.case, channel=reach.channel.value, language=reach.language, sealed=reach.sealed)
        self.session.merge(row)
        self.session.flush()

    def reach(self, case: str) -> Reach | None:
        """Return how the person is told."""
        row = self.session.get(ReachRow, case, populate_existing=True)
        if row is None:
            return None
        return Reach(case=row.case, channel=Channel(row.channel), language=row.language, sealed=row.sealed)

    def keep_notice(self, notice: Notice) -> None:
        """Keep a notice, new or changed."""
        self.session.merge(
            NoticeRow(
                id=notice.id,
                case=notice.case,
                channel=notice.channel.value,
                language=notice.language,
                state=notice.state.value,
                attempts=notice.attempts,
                next_at=notice.next_at,
                code=notice.code,
                sealed=notice.sealed,
            )
        )
        self.session.flush()

    def due_notices(self, now: datetime) -> list[Notice]:
        """Return what is to be told now, the longest due first."""
        due = (col(NoticeRow.state) == NoticeState.WAITING.value, col(NoticeRow.next_at) <= now)
        rows = select_rows(NoticeRow).where(*due).order_by(col(NoticeRow.next_at), col(NoticeRow.id))
        return [_notice(row) for row in self.session.exec(rows.limit(NOTICES_AT_ONCE))]

    def notices_of(self, case: str) -> list[Notice]:
        """Return the notices of a case, by when they are or were due."""
        rows = select_rows(NoticeRow).where(col(NoticeRow.case) == case).order_by(col(NoticeRow.next_at))
        return [_notice(row) for row in self.session.exec(rows)]


def _notice(row: NoticeRow) -> Notice:
    return Notice(
        id=row.id,
        case=row.case,
        channel=Channel(row.channel),
        language=row.language,
        state=NoticeState(row.state),
        attempts=row.attempts,
        next_at=row.next_at,
        code=row.code,
        sealed=row.sealed,
    )
