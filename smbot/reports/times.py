"""Opening hours, weekdays and dates in plain text of both languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HALF_DAY = 12 * 60
DAY = 24 * 60
_TIME = (
    r"(?:(?P<{0}noon>noon|midi)\b|(?P<{0}midnight>midnight|minuit)\b"
    r"|(?P<{0}hour>[01]?\d|2[0-4])"
    r"(?:(?P<{0}h> ?h(?:eures?\b|(?![a-z]))) ?(?P<{0}quarter>[0-5]\d(?!\d))?|:(?P<{0}minute>[0-5]\d))?"
    r"(?: ?(?P<{0}half>[ap])\.?m\b\.?)?(?!\d|[:.,]\d|[a-z%$]| ?(?:\$|%|dollars|ans\b|years)))"
)
_JOIN = r" ?(?:-|to|till|until|til|a|jusqu'a|jusque|et|and) ?"
_RANGE = re.compile(rf"(?<![\w$:.,/-]){_TIME.format('a')}{_JOIN}{_TIME.format('b')}(?![\w/])")
_ONE = re.compile(rf"(?<![\w$:.,/-]){_TIME.format('a')}(?![\w/])")
_ALL_DAY = re.compile(
    r"\b24 ?/ ?7\b|\b24 ?h(?:ours|eures|rs)?(?: a day| ?(?:sur|/) ?24\b(?: ?h)?)|\baround the clock\b"
)

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_FR = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_DAY_NUMBERS = {name: n for names in (DAYS, _DAY_FR) for n, name in enumerate(names)}
_HABIT = re.compile(
    rf"(?P<several>\b(?:{'|'.join(DAYS)})s\b|\bevery (?:{'|'.join(DAYS)})\b"
    rf"|\b(?:les|tous les|chaque|le) (?:{'|'.join(_DAY_FR)})s?\b)"
    r"|(?P<weekend>\bweek-?ends\b|\b(?:les|la|le) (?:fins? de semaine|week-?ends?)\b)"
    r"|(?P<all>\b(?:7|seven) days a week\b|\b(?:7|sept) jours(?: sur (?:7|sept)| par semaine)\b)"
)

_MONTHS = (
    ("january", "jan", "janvier", "janv"),
    ("february", "feb", "fevrier", "fevr", "fev"),
    ("march", "mar", "mars"),
    ("april", "apr", "avril", "avr"),
    ("may", "mai"),
    ("june", "jun", "juin"),
    ("july", "jul", "juillet", "juil"),
    ("august", "aug", "aout"),
    ("september", "sept", "sep", "septembre"),
    ("october", "oct", "octobre"),
    ("november", "nov", "novembre"),
    ("december", "dec", "decembre"),
)
_MONTH_NUMBERS = {name: n for n, names in enumerate(_MONTHS, 1) for name in names}
_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?P<month>{_MONTH})\.? (?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!:)"
    rf"|\b(?P<day2>[0-3]?\d)(?:st|nd|rd|th|er)?(?: of)? (?P<month2>{_MONTH})\b"
)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A time in minutes since midnight; `sure` where nobody can take the morning for the afternoon."""

    minutes: int
    sure: bool

    def is_at(self, minutes: int) -> bool:
        """Say whether this can be the time meant."""
        return self.minutes == minutes or (not self.sure and self.minutes % HALF_DAY == minutes % HALF_DAY)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Opening hours said: both ends, or one."""

    start: int
    end: int
    opens: Clock | None = None
    closes: Clock | None = None


@dataclass(frozen=True, kw_only=True)
class Days:
    """Weekdays said as a habit (Monday is 0)."""

    start: int
    end: int
    days: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Date:
    """A day of a month, written as "03-31"."""

    start: int
    end: int
    value: str


def find_ranges(text: str) -> Iterator[Hours]:
    """Yield hours from one time to another ("9-5", "8h30 à 16h30", "24/7")."""
    for match in _ALL_DAY.finditer(text):
        yield Hours(
            start=match.start(),
            end=match.end(),
            opens=Clock(minutes=0, sure=True),
            closes=Clock(minutes=DAY, sure=True),
        )
    for match in _RANGE.finditer(text):
        yield Hours(start=match.start(), end=match.end(), opens=_clock(match, "a"), closes=_clock(match, "b"))


def first_time(text: str, start: int) -> tuple[Clock, int] | None:
    """Return the time that stands at `start`, and where it ends; None where none does."""
    match = _ONE.match(text, start)
    return (_clock(match, "a"), match.end()) if match else None


def find_days(text: str) -> Iterator[Days]:
    """Yield weekdays named as a habit: "Mondays", "le lundi", "weekends"; one Monday is none."""
    for match in _HABIT.finditer(text):
        if match["several"]:
            name = next(word for word in re.findall("[a-z]+", match[0]) if word.rstrip("s") in _DAY_NUMBERS)
            days = frozenset({_DAY_NUMBERS[name.rstrip("s")]})
        else:
            days = frozenset({5, 6}) if match["weekend"] else frozenset(range(7))
        yield Days(start=match.start(), end=match.end(), days=days)


def find_dates(text: str) -> Iterator[Date]:
    """Yield days of months."""
    for match in _DATE.finditer(text):
        month = _MONTH_NUMBERS[match["month"] or match["month2"]]
        day = int(match["day"] or match["day2"])
        yield Date(start=match.start(), end=match.end(), value=f"{month:02d}-{day:02d}")


def _clock(match: re.Match[str], which: str) -> Clock:
    def part(name: str) -> str | None:
        return match[which + name]

    if part("noon"):
        return Clock(minutes=HALF_DAY, sure=True)
    if part("midnight"):
        return Clock(minutes=DAY if which == "b" else 0, sure=True)
    hour, half = int(part("hour") or 0), part("half")
    minutes = hour * 60 + int(part("quarter") or part("minute") or 0)
    if half:
        minutes = minutes % HALF_DAY + (HALF_DAY if half == "p" else 0)
    return Clock(minutes=minutes, sure=bool(half or part("h")) or hour > 12)
