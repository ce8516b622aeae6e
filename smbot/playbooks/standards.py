"""How soon something is answered: a number of business days or hours, and its words in both languages."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from smbot.playbooks.base import FromFile
from smbot.playbooks.fields import Language

_EN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FR = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")


class ServiceStandard(FromFile):
    """A time in which we answer, counted while offices are open: days or hours, one of the two."""

    business_days: Annotated[StrictInt, Field(ge=1, le=60)] | None = None
    business_hours: Annotated[StrictInt, Field(ge=1, le=99)] | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.business_days is None) == (self.business_hours is None):
            raise PydanticCustomError("standard", "days or hours")
        return self

    def words(self, language: Language) -> str:
        """Return it as the end of “We answer …”: "within two working days", "d’ici une heure ouvrable"."""
        count = self.business_days or self.business_hours or 0
        hours = self.business_days is None
        if language == "en":
            unit = "working hour" if hours else "working day"
            return f"within {_number(count, _EN)} {unit}{'s' if count > 1 else ''}"
        number = "une" if hours and count == 1 else _number(count, _FR)
        unit = ("heure ouvrable" if hours else "jour ouvrable") if count == 1 else ""
        return f"d’ici {number} {unit or ('heures ouvrables' if hours else 'jours ouvrables')}"


class Wait(ServiceStandard):
    """How long a playbook rests before its next step. `until` "answer": no longer than until the author answers."""

    until: Literal["answer", "end"] = "answer"


def _number(count: int, words: tuple[str, ...]) -> str:
    return words[count - 1] if count <= len(words) else str(count)
