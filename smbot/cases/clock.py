"""A case's service clock: what was used of the standard, when it is due, which step of escalation is reached. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from smbot.cases.hours import CalendarHours, Counting
from smbot.core.roles import Role


class Beat(StrEnum):
    """What happens to a clock: it begins, rests while the citizen is asked, goes on, or ends."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    STOPPED = "stopped"


RUNNING = frozenset({Beat.STARTED, Beat.RESUMED})


@dataclass(frozen=True, kw_only=True)
class ClockEvent:
    """A moment in the life of a clock."""

    at: datetime
    beat: Beat


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of an escalation path: members of `role` are told once `after` was used."""

    role: Role
    after: timedelta


@dataclass(frozen=True, kw_only=True)
class Standard:
    """The service standard of a kind of case: how much time there is, how it is counted, who is told when it passes.

    `path` is in the order of its times.
    """

    counting: Counting
    allowance: timedelta
    path: Sequence[Step] = ()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a clock shows. `due_at` is None while it rests, unless its time was over before.

    `opening` says that only hours in which an office is open count: what is left ends later than its length says.
    """

    used: timedelta
    allowance: timedelta
    running: bool
    due_at: datetime | None
    overdue: bool
    opening: bool = False

    @property
    def left(self) -> timedelta:
        """Return what is left of the allowance, never less than nothing."""
        return max(self.allowance - self.used, timedelta(0))


def read_clock(events: Sequence[ClockEvent], standard: Standard, now: datetime) -> Reading:
    """Read a clock at `now`.

    A case that is reopened goes on from what was used: to resolve it too early saves no time.
    """
    used, left = timedelta(0), standard.allowance
    due_at: datetime | None = None
    since: datetime | None = None
    for event in events:
        if event.beat in RUNNING:
            since = since or event.at
        elif since is not None:
            counted = standard.counting.between(since, event.at)
            if due_at is None and counted > left:
                due_at = standard.counting.after(since, left)
            used, left, since = used + counted, max(left - counted, timedelta(0)), None
    if since is not None:
        due_at = due_at or standard.counting.after(since, left)
        used += standard.counting.between(since, now)
    overdue = due_at is not None and due_at <= now
    return Reading(
        used=used,
        allowance=standard.allowance,
        running=since is not None,
        due_at=due_at,
        overdue=overdue,
        opening=not isinstance(standard.counting, CalendarHours),
    )


def rung(standard: Standard, used: timedelta) -> int:
    """Return how many steps of the escalation path are reached."""
    return sum(used >= step.after for step in standard.path)


def standard_path(hours: Mapping[Role, float]) -> tuple[Step, ...]:
    """Return an escalation path from the hours after which each role is told, the earliest first."""
    steps = (Step(role=role, after=timedelta(hours=after)) for role, after in hours.items())
    return tuple(sorted(steps, key=lambda step: step.after))
