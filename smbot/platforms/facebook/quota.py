"""How much of Facebook's quotas is used, told by the headers of every answer.

A page has 4,800 calls in 24 hours for each engaged user, over a sliding window, and calls that are blocked count too
(Meta, "Page-level rate limits", 2016, and "Rate limits"). So we stop by ourselves before Facebook does: reading at
90 %, and sending, of which there is little and which matters more, at 98 %.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from smbot.core.errors import Throttled
from smbot.platforms.values import LONGEST_WAIT, after_seconds, objects

READ_UNTIL = 90
WRITE_UNTIL = 98
"""Percent of a quota."""

REST = timedelta(minutes=10)
"""How long to rest where Facebook does not say when calls are taken again; one call then tells how things stand."""

USAGE = "x-app-usage"
PAGE_USAGE = "x-page-usage"
BUSINESS_USAGE = "x-business-use-case-usage"
_FIGURES = ("call_count", "total_time", "total_cputime")


@dataclass(frozen=True, kw_only=True)
class Usage:
    """The fullest of the quotas, in percent, and how long until calls are taken again (0: unsaid)."""

    percent: int = 0
    regain: timedelta = timedelta(0)


def usage_of(headers: Mapping[str, str]) -> Usage:
    """Return what the headers of an answer (names in small letters) say of all quotas together."""
    percent, minutes = 0.0, 0.0
    for entry in _entries(headers):
        percent = max([percent, *(_number(entry.get(name)) for name in _FIGURES)])
        minutes = max(minutes, _number(entry.get("estimated_time_to_regain_access")))
    regain = timedelta(minutes=min(minutes, LONGEST_WAIT.total_seconds() / 60))
    return Usage(percent=int(min(percent, 1_000)), regain=regain)


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when Facebook takes calls again after it refused one, or None if it did not say."""
    regain = usage_of(headers).regain
    return now + regain if regain else after_seconds(headers.get("retry-after", ""), now)


class Quota:
    """What is known of the quotas of one page; its collectors share it, each in its own thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._usage = Usage()
        self._rest_until: datetime | None = None

    @property
    def usage(self) -> Usage:
        """Return what the last answer said."""
        with self._lock:
            return self._usage

    def check(self, now: datetime, until_percent: int) -> None:
        """Let a call pass while less than `until_percent` of every quota is used.

        Raises:
            Throttled: So much of a quota is used that we rest, and until when.
        """
        with self._lock:
            until, percent = self._rest_until, self._usage.percent
        if until is not None and now < until and percent >= until_percent:
            raise Throttled("quota", retry_at=until)

    def note(self, headers: Mapping[str, str], now: datetime) -> None:
        """Keep what an answer says; one without these headers says nothing."""
        if not any(name in headers for name in (USAGE, PAGE_USAGE, BUSINESS_USAGE)):
            return
        usage = usage_of(headers)
        with self._lock:
            self._usage = usage
            self._rest_until = now + (usage.regain or REST) if usage.percent >= READ_UNTIL else None


def _entries(headers: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    for name in (USAGE, PAGE_USAGE):
        yield from objects([_json(headers.get(name))])
    business = _json(headers.get(BUSINESS_USAGE))
    for entries in business.values() if isinstance(business, dict) else ():
        yield from objects(entries)


def _json(text: str | None) -> object:
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None


def _number(value: object) -> float:
    fine = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e9
    return float(value) if fine else 0.0  # type: ignore[arg-type]
