"""What every object of the API has in common."""

import re
from datetime import date, datetime
from typing import Annotated

from fastapi import Path, Query
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from smbot.core.messages import msg

LONGEST_TEXT = 20_000
"""Longer than any platform takes; what is longer by the platform's own count, the guard refuses."""


ID_PATTERN = "^[A-Za-z0-9_-]{1,64}$"


class Shape(BaseModel):
    """An object that is sent or answered: nothing is in it that is not described."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


MentionPath = Annotated[
    str,
    Path(description=msg("The id of a mention.").template, examples=["m-3f8kq2vxw7a9bc4d"], pattern=ID_PATTERN),
]
CasePath = Annotated[
    str,
    Path(description=msg("The id of a case.").template, examples=["c-7k2mwq9zx4ra"], pattern=ID_PATTERN),
]
EntryPath = Annotated[
    str,
    Path(
        description=msg("The id of an entry of the docket.").template,
        examples=["d-9x2kq8vmw7a3bc4d"],
        pattern=ID_PATTERN,
    ),
]
SubjectPath = Annotated[
    str,
    Path(
        description=msg("The id of a mention, a case or an entry of the docket.").template,
        examples=["m-3f8kq2vxw7a9bc4d"],
        pattern=ID_PATTERN,
    ),
]
PageLimit = Annotated[int, Query(ge=1, le=200, description=msg("How many at most.").template)]
PageCursor = Annotated[
    int,
    Query(ge=0, le=1_000_000, description=msg("Where the page begins: “next” of the page before.").template),
]
LAST_NUMBER = 2**53
"""What JSON's numbers tell apart (RFC 8259, section 6)."""


def whole_number(value: object) -> object:
    """Refuse what JSON calls no number, before it is taken for one: pydantic takes strings of digits, and true."""
    # What JSON calls an integer may be written 2.0, and a string of digits is none.
    if isinstance(value, bool | str):
        raise PydanticCustomError("int_type", "not a number")
    return value


Version = Annotated[
    int,
    Field(
        ge=0,
        le=LAST_NUMBER,
        description=msg("The version that was seen: another one answers 409.").template,
        examples=[2],
    ),
    BeforeValidator(whole_number),  # last: what stands before it would miss its bounds in the description
]
Reason = Annotated[
    str,
    Field(
        min_length=1,
        max_length=4000,
        description=msg("Why, in a few words; what identifies somebody is masked before it is kept.").template,
        examples=["A duplicate of an answered post"],
    ),
]
Moment = Annotated[datetime, Field(examples=["2026-03-04T15:30:00Z"])]


def _written_out(value: object) -> object:
    # pydantic takes a bare number for seconds since 1970.
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise PydanticCustomError("date_parsing", "not a day")
    return value


Day = Annotated[date, BeforeValidator(_written_out)]
"""A day as RFC 3339 writes it."""


def _with_its_zone(value: object) -> object:
    # pydantic takes a number for seconds, and a space for the T.
    if not isinstance(value, str) or not re.fullmatch(
        r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})", value
    ):
        raise PydanticCustomError("datetime_parsing", "not a moment")
    return value


When = Annotated[AwareDatetime, BeforeValidator(_with_its_zone)]
"""A moment that a caller names, as RFC 3339 writes it."""


NOT_BLANK = r"\S"
"""A pattern of words that somebody must say."""
NumberPath = Annotated[
    int, Path(ge=1, le=LAST_NUMBER, description=msg("Its number, as its list tells it.").template, examples=[12])
]
FirstDay = Annotated[
    Day | None, Query(description=msg("The first day, where the body is.").template, examples=["2026-02-05"])
]
LastDay = Annotated[
    Day | None, Query(description=msg("The last day, where the body is.").template, examples=["2026-03-04"])
]


class Seen(Shape):
    """Which version was seen."""

    version: Version


class Reasoned(Shape):
    """Why something is done."""

    reason: Reason


class SeenAndReasoned(Shape):
    """Which version was seen, and why something is done."""

    version: Version
    reason: Reason
