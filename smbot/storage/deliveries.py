"""What webhooks received: sealed until it is worked off; its digest stays, against replays."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, update
from sqlmodel import col, select

from smbot.core.accounts import MOST_ATTEMPTS, WaitingDelivery
from smbot.core.wakes import DELIVERIES
from smbot.storage.base import Tables
from smbot.storage.tables import DeliveryRow


class DeliveryTables(Tables):
    """Deliveries."""

    def add_delivery(self, digest: str, platform: str, sealed: bytes) -> bool:
        """Keep a delivery; False where the same bytes came before."""
        if self.session.get(DeliveryRow, digest) is not None:
            return False
        self.session.add(DeliveryRow(digest=digest, platform=platform, sealed=sealed, received_at=self.clock.now()))
        self.session.flush()
        self.wake(DELIVERIES)
        return True

    def has_room(self, most: int) -> bool:
        """Say whether fewer than `most` deliveries wait; what was set aside still takes its place."""
        waiting = select(DeliveryRow.received_at).where(col(DeliveryRow.sealed).is_not(None))
        return self.session.exec(waiting.offset(most - 1).limit(1)).first() is None

    def waiting_deliveries(self, limit: int) -> list[WaitingDelivery]:
        """Return the oldest deliveries that wait and are not set aside."""
        rows = self.session.exec(
            select(DeliveryRow)
            .where(col(DeliveryRow.sealed).is_not(None), col(DeliveryRow.attempts) < MOST_ATTEMPTS)
            .order_by(col(DeliveryRow.received_at), col(DeliveryRow.digest))
            .limit(limit)
        )
        return [
            WaitingDelivery(digest=r.digest, platform=r.platform, sealed=r.sealed, attempts=r.attempts)
            for r in rows
            if r.sealed is not None
        ]

    def note_delivery_attempts(self, digests: Sequence[str]) -> None:
        """Count an attempt before it is made."""
        wanted = col(DeliveryRow.digest).in_(digests)
        self.change(update(DeliveryRow).where(wanted).values(attempts=DeliveryRow.attempts + 1))

    def finish_delivery(self, digest: str) -> bool:
        """Let go of a delivery's content; False where another worker did."""
        waiting = (col(DeliveryRow.digest) == digest, col(DeliveryRow.sealed).is_not(None))
        return self.change(update(DeliveryRow).where(*waiting).values(sealed=None)) == 1

    def count_deliveries(self, *, set_aside: bool) -> int:
        """Return how many deliveries wait, or were set aside since they could not be read."""
        attempts = col(DeliveryRow.attempts)
        wanted = attempts >= MOST_ATTEMPTS if set_aside else attempts < MOST_ATTEMPTS
        query = select(func.count()).select_from(DeliveryRow).where(col(DeliveryRow.sealed).is_not(None), wanted)
        return self.session.exec(query).one()

    def forget_deliveries(self, before: datetime) -> int:
        """Forget the deliveries older than `before` that were worked off, or set aside for good with what they hold."""
        over = or_(col(DeliveryRow.sealed).is_(None), col(DeliveryRow.attempts) >= MOST_ATTEMPTS)
        return self.change(delete(DeliveryRow).where(col(DeliveryRow.received_at) < before, over))
