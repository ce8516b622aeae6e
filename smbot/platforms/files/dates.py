"""When a post was made, from the ways files write it."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_X_API_1 = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d?) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})")
_ZONE = re.compile(r"\s*(?:UTC|GMT|Z)$")
_SPACED_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
_NUMBER = re.compile(r"\d{9,16}(?:\.\d{1,9})?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST = 1990
"""No social platform is older; an earlier year is a sign that a number was no date."""


def read_moment(value: str | float) -> datetime | None:
    """Return the moment in UTC, or None where `value` is none.

    Understood: ISO 8601 (without a zone: UTC), RFC 2822, X's "Wed Oct 10 20:20:20 +0000 2018", and seconds,
    milliseconds or microseconds since 1970, told apart by their size.
    """
    try:
        moment = _from_number(value) if isinstance(value, int | float) else _from_text(value.strip())
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    return moment if _EARLIEST <= moment.year <= 2100 else None


def _from_number(value: float) -> datetime:
    for limit, scale in ((1e11, 1), (1e14, 1_000), (1e17, 1_000_000)):
        if 0 <= value < limit:
            return _EPOCH + timedelta(seconds=value / scale)
    raise ValueError


def _from_text(text: str) -> datetime:
    if _NUMBER.fullmatch(text):
        return _from_number(float(text))
    if found := _X_API_1.fullmatch(text):
        month, day, time, zone, year = found.groups()
        return parsedate_to_datetime(f"{day} {month} {year} {time} {zone}")
    try:
        return datetime.fromisoformat(_SPACED_OFFSET.sub("", _ZONE.sub("+00:00", text)))
    except ValueError:
        return parsedate_to_datetime(text)
