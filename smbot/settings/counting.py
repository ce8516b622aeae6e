"""Settings of what the report on what is said about us counts: subjects, and facts about our services."""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from smbot.settings.values import Table, Words


class WordLists(Table):
    """Words and phrases of each language that mean the same thing."""

    en: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    fr: tuple[Annotated[str, Field(min_length=2)], ...] = ()

    @model_validator(mode="after")
    def _there_is_a_word(self) -> Self:
        if not self.en and not self.fr:
            raise ValueError("at least one word is needed, in either language")
        return self


class SubjectTable(Table):
    """A place, an office, a program or a service that the report on what is said about us counts."""

    name: Words
    words: WordLists


_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
_RIGHT = {
    "fee": (r"\d{1,6}(?:\.\d\d)?", "write dollars, as in 35 or 84.50"),
    "hours": (rf"{_HOUR}-(?:{_HOUR}|24:00)", "write hours as in 08:30-16:30"),
    "day": ("monday|tuesday|wednesday|thursday|friday|saturday|sunday", "write a day in English, as in monday"),
    "deadline": (r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", "write month and day, as in 03-31"),
}


class FactTable(SubjectTable):
    """Something true about our services: what differs from it in a post is wrong."""

    kind: Literal["fee", "hours", "day", "deadline"]
    right: Annotated[tuple[str, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _right_is_written_as_its_kind_asks(self) -> Self:
        form, mend = _RIGHT[self.kind]
        if not all(re.fullmatch(form, value) for value in self.right):
            raise ValueError(f"right: {mend}")
        return self
