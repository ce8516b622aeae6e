"""Opening hours: the openings of a day, and the days of a week."""

import re
from itertools import pairwise
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from smbot.offices.words import FromFile

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: Final[tuple[Weekday, ...]] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
MIDNIGHT: Final = 24 * 60


class Opening(FromFile):
    """From when to when an office is open, in minutes after midnight; written ``08:30-16:30``, up to ``24:00``."""

    opens: int
    closes: int

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        found = _HOURS.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise PydanticCustomError("hours", "hours")
        opens, closes = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
        if not opens < closes <= MIDNIGHT:
            raise PydanticCustomError("hours", "hours")
        return {"opens": opens, "closes": closes}

    def __str__(self) -> str:
        return f"{clock_time(self.opens)}-{clock_time(self.closes)}"


def clock_time(minutes: int) -> str:
    """Return minutes after midnight as ``08:30``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def in_order(openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """Refuse openings of one day that overlap or stand in the wrong order."""
    if any(later.opens <= earlier.closes for earlier, later in pairwise(openings)):
        raise PydanticCustomError("overlap", "overlap")
    return openings


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


_Day = Annotated[tuple[Opening, ...], BeforeValidator(_listed), AfterValidator(in_order)]


class Week(FromFile):
    """The openings of each day of a week; a day that is left out is closed."""

    monday: _Day = ()
    tuesday: _Day = ()
    wednesday: _Day = ()
    thursday: _Day = ()
    friday: _Day = ()
    saturday: _Day = ()
    sunday: _Day = ()

    def on(self, weekday: int) -> tuple[Opening, ...]:
        """Return the openings of a day, 0 being Monday."""
        return self.days[weekday]

    @property
    def days(self) -> tuple[tuple[Opening, ...], ...]:
        """Return the openings of the seven days, Monday first."""
        return (
            self.monday,
            self.tuesday,
            self.wednesday,
            self.thursday,
            self.friday,
            self.saturday,
            self.sunday,
        )
