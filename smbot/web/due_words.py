"""How the desk says when a mention is due: by our service standard, and apart from it by law."""

from collections.abc import Callable
from datetime import datetime, timedelta

from smbot.access.clock import OVERDUE
from smbot.access.standings import Standing
from smbot.bootstrap.deadlines import Deadline
from smbot.core.durations import duration
from smbot.core.messages import Message, msg

NO_DATE = msg("by law: no date is known; its page says why")


def standard_told(deadline: Deadline, date: Callable[[datetime], str]) -> Message | None:
    """Return what is left of our service standard; None where nobody waits for an answer of ours."""
    if deadline.due_at is None:
        return None
    due = date(deadline.due_at)
    if deadline.overdue:
        return msg("overdue by {time}, was due {date}", time=duration(-deadline.left), date=due)
    return msg("{left} left, due {date}", left=duration(max(deadline.left, timedelta())), date=due)


def law_told(standing: Standing) -> Message:
    """Return by which day the law asks for an answer."""
    clock = standing.clock
    if clock.due is None or clock.left is None:
        return NO_DATE
    day = clock.due.isoformat()
    if standing.alarm == OVERDUE:
        return msg("by law: was due {day}, overdue", day=day)
    return msg("by law: due {day} (days left: {days})", day=day, days=clock.left)
