"""What every vendor's JSON needs alike: times, lists of objects, and a number of seconds in a header; pure."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

LONGEST_WAIT = timedelta(days=1)
"""The longest window of any platform here is 24 hours; a later end is a wrong clock or a wrong answer."""


def instant(value: object) -> datetime | None:
    """Return an ISO 8601 time as an aware one in UTC, or None."""
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value)
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def objects(value: object) -> Sequence[Mapping[str, object]]:
    """Return the JSON objects of a list; nothing where it is no list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def after_seconds(header: str, now: datetime) -> datetime | None:
    """Return the time that a header such as Retry-After names in seconds, within a day; None if it names none."""
    if header.isascii() and header.isdigit() and len(header) < 7:
        return now + min(timedelta(seconds=int(header)), LONGEST_WAIT)
    return None
