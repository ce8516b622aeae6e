"""Settings of what becomes of posts before a person sees them: masking and triage."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from smbot.core.layouts import problem_of
from smbot.settings.values import Score, Table


def _layout(value: str) -> str:
    if problem := problem_of(value):
        raise ValueError(problem)
    return value


class ThresholdsTable(Table):
    """The thresholds of one kind of personal information."""

    doubt_below: Score = 0.6
    ignore_below: Score = 0.2

    @model_validator(mode="after")
    def _the_lower_one_is_lower(self) -> Self:
        if self.ignore_below > self.doubt_below:
            raise ValueError("ignore_below is above doubt_below: nothing would be marked as doubtful")
        return self


class PrivacyTable(ThresholdsTable):
    """What finds names, what redaction leaves out, and what it marks for a person."""

    names: Literal["network", "spacy"] = "spacy"
    public_names: Literal["keep", "mask"] = "keep"
    recognizers: tuple[str, ...] = ()
    disabled_recognizers: tuple[str, ...] = ()
    case_numbers: tuple[Annotated[str, AfterValidator(_layout)], ...] = ()
    thresholds: dict[str, ThresholdsTable] = {}
    operators: dict[str, str] = {"default": "number"}


class TriageTable(Table):
    """How triage is watched, and what it learns from."""

    weekly_sample: Annotated[int, Field(ge=0, le=1000)] = 20
    corrections_per_person: Annotated[int, Field(ge=1, le=100_000)] = 200
