"""Reads the weekday, the hour and the day of the month of an appointment, in both languages."""

import re
from collections.abc import Iterator

from smbot.core.traces import DAYS

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday lundi", "tuesday mardi", "wednesday mercredi", "thursday jeudi", "friday vendredi", "saturday samedi",
         "sunday dimanche"),
    )
    for name in names.split()
}  # fmt: skip
_WORD = "|".join(sorted(DAYS, key=len, reverse=True)).replace("-", r"[\s-]")
_WEEKDAY = re.compile(
    rf"(?<![^\W_])({'|'.join(_WEEKDAYS)})(?:s|'s)?(?![^\W_])"
    rf"(?:,? (?:the |le )?(\d{{1,2}}|{_WORD})(?![^\W_]|:))?"
)
_HOUR = re.compile(
    rf"(?<![^\W_])(?:at|a|@|vers|around|for|pour|de) (\d{{1,2}}|{_WORD})(?![^\W_])"
    r"|(?<!\d)(\d{1,2}) ?(?::\d\d|h\b|heures|am\b|pm\b|a\.m|p\.m|o'clock)"
)
_NTH = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)(?![^\W_])")
HALF_DAY = 12


def slots(flat: str) -> Iterator[str]:
    """Yield `weekday:1`, `hour:2` and `nth:9` of what a folded text names; an hour counts in twelve."""
    for match in _WEEKDAY.finditer(flat):
        yield f"weekday:{_WEEKDAYS[match[1]]}"
        if match[2]:
            yield f"nth:{_number(match[2])}"
    for match in _HOUR.finditer(flat):
        yield f"hour:{_number(match[1] or match[2]) % HALF_DAY}"
    yield from (f"nth:{int(number)}" for number in _NTH.findall(flat))


def _number(said: str) -> int:
    return int(said) if said.isdigit() else DAYS[re.sub(r"\s", "-", said)]
