"""Orders to pass entries of the docket to the access coordinator."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import or_, update
from sqlmodel import col, select

from smbot.access.names import Means
from smbot.access.orders import PassingOrder, PassingState
from smbot.core.ids import DocketId, PassingId
from smbot.storage.base import Tables
from smbot.storage.case_tables import CaseRow
from smbot.storage.tables import DocketPassingRow


class PassingTables(Tables):
    """Orders to pass on; see `DocketTransaction`."""

    def case_exists(self, case: str) -> bool:
        """Say whether there is a case of this id."""
        return self.session.get(CaseRow, case) is not None

    def passings_of(self, docket: DocketId) -> list[PassingOrder]:
        """Return the orders to pass an entry on, the oldest first."""
        query = select(DocketPassingRow).where(col(DocketPassingRow.docket) == docket)
        ordered = query.order_by(col(DocketPassingRow.ordered_at), col(DocketPassingRow.id))
        return _orders(self.session.exec(ordered.execution_options(populate_existing=True)))

    def due_passing(self, now: datetime) -> PassingOrder | None:
        """Return the order that waits and is due longest; one that somebody carries out now is not."""
        held = col(DocketPassingRow.held_until)
        query = (
            select(DocketPassingRow)
            .where(
                col(DocketPassingRow.state) == PassingState.WAITING,
                col(DocketPassingRow.next_at) <= now,
                or_(held.is_(None), held <= now),
            )
            .order_by(col(DocketPassingRow.next_at), col(DocketPassingRow.id))
            .limit(1)
        )
        found = _orders(self.session.exec(query.execution_options(populate_existing=True)))
        return found[0] if found else None

    def waiting_passings(self) -> list[PassingOrder]:
        """Return the orders that wait, of all entries, whether somebody carries them out or not."""
        query = select(DocketPassingRow).where(col(DocketPassingRow.state) == PassingState.WAITING)
        return _orders(self.session.exec(query.order_by(col(DocketPassingRow.ordered_at), col(DocketPassingRow.id))))

    def failed_passings(self) -> list[PassingOrder]:
        """Return the orders that were given up, of all entries."""
        query = select(DocketPassingRow).where(col(DocketPassingRow.state) == PassingState.FAILED)
        return _orders(self.session.exec(query.order_by(col(DocketPassingRow.ordered_at))))

    def add_passing(self, order: PassingOrder) -> None:
        """Keep a new order."""
        self.session.add(DocketPassingRow(**asdict(order)))
        self.session.flush()

    def change_passing(self, before: PassingOrder, after: PassingOrder) -> bool:
        """Change an order; False where somebody changed it since it was read."""
        as_read = (col(DocketPassingRow.id) == before.id, col(DocketPassingRow.version) == before.version)
        values = asdict(after) | {"version": before.version + 1}
        return self.change(update(DocketPassingRow).where(*as_read).values(**values)) == 1


def _orders(rows: Iterable[DocketPassingRow]) -> list[PassingOrder]:
    return [
        PassingOrder(
            id=PassingId(row.id),
            docket=DocketId(row.docket),
            means=Means(row.means),
            state=PassingState(row.state),
            case=row.case,
            ordered_at=row.ordered_at,
            ordered_by=row.ordered_by,
            next_at=row.next_at,
            held_until=row.held_until,
            attempts=row.attempts,
            code=row.code,
            certain=row.certain,
            version=row.version,
        )
        for row in rows
    ]
