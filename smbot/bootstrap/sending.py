"""What the organisation sets for sending, as the rules ask it."""

from datetime import time

from smbot.bootstrap.access import zone_of
from smbot.bootstrap.platforms import Platforms
from smbot.core.money import in_micros
from smbot.core.sending_rules import Limits, QuietHours


def limits_of(platforms: Platforms, platform: str) -> Limits:
    """Return the quiet hours, and what sending on a platform may cost in a month; None where nothing is set."""
    connected = platforms.platforms.get(platform)
    budget = getattr(connected.settings, "monthly_sending_usd", None) if connected else None
    return Limits(quiet=_quiet(platforms), budget_micros=None if budget is None else in_micros(budget))


def _quiet(platforms: Platforms) -> QuietHours | None:
    table = platforms.settings.sending
    if not table.quiet_from:
        return None
    begins, ends = time.fromisoformat(table.quiet_from), time.fromisoformat(table.quiet_until)
    return QuietHours(begins=begins, ends=ends, zone=zone_of(platforms))
