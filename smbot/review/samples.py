"""The weekly sample: public posts drawn at random from those that the machine called no access request.

An officer looks at each, so that what the machine misses is measured and not guessed. Whatever people said of a post's
labels since, it can be drawn: what the machine missed and a person found in the same week was missed too.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from smbot.core.clock import Clock
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import MentionId
from smbot.core.roles import Member, Permission, demand
from smbot.review.label_ports import Answered, Drawn, LabelStore
from smbot.review.ports import QueueItem

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Samples:
    """Draws `size` posts a week, in the organisation's time zone; 0 draws none."""

    store: LabelStore
    clock: Clock
    zone: tzinfo
    size: int

    def draw(self) -> int:
        """Draw from the last whole week, unless that was done; return how many posts were drawn."""
        if not self.size:
            return 0
        week, since, until = last_week(self.clock.now(), self.zone)
        with self.store.read() as tx:
            if tx.is_week_drawn(week):
                return 0
        with self.store.write() as tx:
            if tx.is_week_drawn(week):
                return 0  # another worker was faster
            unflagged = tx.unflagged(since, until)
            chosen = choose(unflagged, week, self.size)
            tx.keep_drawn(week, chosen, len(unflagged))
            detail: dict[str, Detail] = {"week": week, "drawn": len(chosen), "unflagged": len(unflagged)}
            tx.record(Event(act=Act.SAMPLE_DRAWN, detail=detail))
        return len(chosen)

    def to_answer(self, officer: Member) -> list[tuple[Drawn, QueueItem]]:
        """Return the drawn posts that no officer has looked at, oldest week first."""
        demand(officer, Permission.CORRECT_MASKS)
        with self.store.read() as tx:
            pairs = [(drawn, tx.item(drawn.mention)) for drawn in tx.drawn_to_answer()]
        return [(drawn, item) for drawn, item in pairs if item is not None]

    def answered(self, officer: Member) -> list[tuple[Answered, QueueItem]]:
        """Return what officers said of the newest sample's posts, the newest first."""
        demand(officer, Permission.CORRECT_MASKS)
        week, _, _ = last_week(self.clock.now(), self.zone)
        with self.store.read() as tx:
            pairs = [(answered, tx.item(answered.mention)) for answered in tx.answers_of_week(week)]
        return [(answered, item) for answered, item in pairs if item is not None]

    def next_draw(self) -> date | None:
        """Return the day on which the next sample is drawn, today where the last week's is due; None for never."""
        if not self.size:
            return None
        now = self.clock.now()
        week, _, monday = last_week(now, self.zone)
        with self.store.read() as tx:
            drawn = tx.is_week_drawn(week)
        return (monday + WEEK).date() if drawn else now.astimezone(self.zone).date()


def choose(mentions: Sequence[MentionId], week: str, size: int) -> list[MentionId]:
    """Return `size` mentions at random; the same ones for the same week, whatever order they come in."""
    ordered = sorted(mentions)
    return random.Random(week).sample(ordered, min(size, len(ordered)))  # noqa: S311 - a draw, no secret


def last_week(now: datetime, zone: tzinfo) -> tuple[str, datetime, datetime]:
    """Return the name of the last whole week (ISO 8601, “2026-W09”) and from when up to when it lasted."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    first = monday - WEEK
    year, number, _ = first.isocalendar()
    return (
        f"{year}-W{number:02}",
        datetime.combine(first, time.min, zone),
        datetime.combine(monday, time.min, zone),
    )
