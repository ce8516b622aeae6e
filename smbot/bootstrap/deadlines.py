"""By when a mention must be answered: by our service standard, and by law where it is on the docket."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from smbot.access.docket import OPEN_STATES
from smbot.access.standings import Standing
from smbot.bootstrap.access import docket_of, zone_of
from smbot.bootstrap.foundation import Foundation
from smbot.core.ids import MentionId
from smbot.review.desk import Desk
from smbot.review.ports import Due, QueueItem


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """When a mention is due. `left` is below zero when its time is over; `law` is its open entry of the docket.

    `due_at` is None where nobody waits for an answer of ours.
    """

    due_at: datetime | None
    left: timedelta
    law: Standing | None

    @property
    def overdue(self) -> bool:
        """Say whether our service standard is over."""
        return self.due_at is not None and self.left < timedelta()

    @property
    def by_law(self) -> date | None:
        """Return the day by which the law asks for an answer, where smbot knows one."""
        return self.law.clock.due if self.law else None


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """What is due when, as it stood at one moment; `today` is what is due on its day, or was due before."""

    at: datetime
    standard: Callable[[QueueItem], datetime | None]
    law: Mapping[MentionId, Standing]
    today: Due

    def of(self, item: QueueItem) -> Deadline:
        """Return when a mention is due."""
        due_at = self.standard(item)
        left = due_at - self.at if due_at else timedelta()
        return Deadline(due_at=due_at, left=left, law=self.law.get(item.id))


class Reckoner:
    """Tells what is due when. Dates of the law are reckoned anew when the docket has changed, or the day."""

    def __init__(self, foundation: Foundation, desk: Desk) -> None:
        self._store, self._clock, self._desk = foundation.store, foundation.clock, desk
        self._docket, self._zone = docket_of(foundation), zone_of(foundation)
        self._reckoned: tuple[tuple[date, int, int], Mapping[MentionId, Standing]] | None = None

    def deadlines(self) -> Deadlines:
        """Return what is due when."""
        now = self._clock.now()
        today = now.astimezone(self._zone).date()
        midnight = datetime.combine(today + timedelta(days=1), time(), self._zone).astimezone(UTC)
        law = self._by_law(today)
        due = Due(
            posted_before=midnight - self._desk.policy.answer_within,
            by_law=frozenset(mention for mention, one in law.items() if one.clock.due and one.clock.due <= today),
        )
        return Deadlines(at=now, standard=self._desk.due_at, law=law, today=due)

    def _by_law(self, today: date) -> Mapping[MentionId, Standing]:
        """Return how the posts of open entries stand."""
        with self._store.read() as tx:
            stamp = (today, *tx.docket_stamp())
            if self._reckoned is not None and self._reckoned[0] == stamp:
                return self._reckoned[1]
            standings = [self._docket.standing(entry) for entry in tx.docket_entries(*OPEN_STATES)]
        found = {each.mention: one for one in standings for each in one.entry.mentions}
        self._reckoned = stamp, found
        return found
