"""Lengths of time as people read them."""

from datetime import timedelta

from smbot.core.messages import Message, msg

MINUTES_A_DAY = 24 * 60


def duration(length: timedelta) -> Message:
    """Return a length of time in at most two units, neither zero; with no-break spaces, which the catalogs keep."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 60:
        return msg("{minutes}\u00a0min", minutes=minutes)
    if minutes < MINUTES_A_DAY:
        hours, rest = divmod(minutes, 60)
        if not rest:
            return msg("{hours}\u00a0h", hours=hours)
        return msg("{hours}\u00a0h {minutes}\u00a0min", hours=hours, minutes=rest)
    days, rest = divmod(minutes // 60, 24)
    if not rest:
        return msg("{days}\u00a0d", days=days)
    return msg("{days}\u00a0d {hours}\u00a0h", days=days, hours=rest)
