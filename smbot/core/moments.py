"""Moments as they are written where they must be exact, and read the same in each language."""

from datetime import datetime, tzinfo

MINUS = "\N{MINUS SIGN}"


def exact(at: datetime, zone: tzinfo) -> str:
    """Return a moment to the second by the clocks of `zone`, with what they differ from UTC, in brackets."""
    local = at.astimezone(zone)
    offset = local.strftime("%z")
    sign, hours, minutes = offset[0].replace("-", MINUS), int(offset[1:3]), int(offset[3:5])
    return f"{local:%Y-%m-%d %H:%M:%S} (UTC{sign}{hours}{f':{minutes:02}' if minutes else ''})"
