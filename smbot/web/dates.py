"""Dates, ages and numbers as each language writes them."""

import re
from datetime import date, datetime, tzinfo

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal, format_percent

from smbot.core.durations import duration
from smbot.core.messages import Message
from smbot.web.words import LOCALES

_LEADING_ZERO = re.compile(r"\b0(?=\d h )")


def short_date(moment: datetime, language: str, zone: tzinfo) -> str:
    """Return date and time in a time zone, short."""
    return _unbroken(format_datetime(moment.astimezone(zone), "short", tzinfo=None, locale=LOCALES[language]))


def clock_time(moment: datetime, language: str, zone: tzinfo) -> str:
    """Return the time of day in a time zone, short."""
    return _unbroken(format_time(moment.astimezone(zone), "short", tzinfo=None, locale=LOCALES[language]))


def long_day(day: date, language: str) -> str:
    """Return a day in full: "January 5, 2020", "5 janvier 2020"."""
    return _first(format_date(day, "long", locale=LOCALES[language]), language)


def short_day(day: date, language: str) -> str:
    """Return a day without its year, short enough for a chart: "5 Jan.", "5 janv."."""
    return _first(format_date(day, "d MMM", locale=LOCALES[language]), language)


def _first(text: str, language: str) -> str:
    """Write the first of a month as French does, "1er janvier"; CLDR has a plain 1 there."""
    return f"1er{text[1:]}" if language == "fr" and text.startswith("1 ") else text


def _unbroken(text: str) -> str:
    """Write "15 h 02" on one line and "8 h 02" without a zero, as Canadian French asks; CLDR does neither."""
    return _LEADING_ZERO.sub("", text).replace(" h ", "\u00a0h\u00a0")


def age(since: datetime, now: datetime) -> Message:
    """Return how long ago, in at most two units: "3 h 20 min", "2 d 4 h"."""
    return duration(now - since)


def number(value: float, language: str) -> str:
    """Return a number with its separators, and a true minus."""
    return format_decimal(value, locale=LOCALES[language]).replace("-", "\u2212")


def percent(share: float, language: str) -> str:
    """Return a share (0-1) in per cent, without decimals."""
    return format_percent(share, locale=LOCALES[language])
