"""Opening hours as people read them, in English and in Canadian French; pure."""

from itertools import groupby

from smbot.offices.week import MIDNIGHT, WEEKDAYS, Opening, Week
from smbot.offices.words import Language

NO_BREAK = "\u00a0"
_NOON = MIDNIGHT // 2
_DAYS: dict[Language, tuple[str, ...]] = {
    "en": tuple(day.capitalize() for day in WEEKDAYS),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
_RANGE = 3
"""Days in a row from which on "Monday to Wednesday" is said."""


def week_in_words(week: Week, language: Language) -> str:
    """Return the hours of a week, as in "Monday to Friday, 8:30 a.m. to 4:30 p.m."; nothing where it never opens."""
    parts = []
    for openings, group in groupby(range(len(WEEKDAYS)), key=week.on):
        if openings:
            parts.append(f"{_days(list(group), language)}, {day_in_words(openings, language)}")
    return "; ".join(parts)


def day_in_words(openings: tuple[Opening, ...], language: Language) -> str:
    """Return the openings of one day."""
    if language == "en":
        return " and ".join(f"{_english(one.opens)} to {_english(one.closes)}" for one in openings)
    return " et ".join(f"de {_french(one.opens)} à {_french(one.closes)}" for one in openings)


def _days(days: list[int], language: Language) -> str:
    names = [_DAYS[language][day] for day in days]
    if language == "en":
        return f"{names[0]} to {names[-1]}" if len(names) >= _RANGE else " and ".join(names)
    return f"du {names[0]} au {names[-1]}" if len(names) >= _RANGE else " et ".join(f"le {name}" for name in names)


def _english(minutes: int) -> str:
    if minutes % _NOON == 0:
        return "noon" if minutes == _NOON else "midnight"
    hour, minute = divmod(minutes, 60)
    half = "a.m." if minutes < _NOON else "p.m."
    return f"{(hour - 1) % 12 + 1}:{minute:02d}{NO_BREAK}{half}"


def _french(minutes: int) -> str:
    if minutes % _NOON == 0:
        return "midi" if minutes == _NOON else "minuit"
    hour, minute = divmod(minutes, 60)
    return f"{hour}{NO_BREAK}h" + (f"{NO_BREAK}{minute:02d}" if minute else "")
