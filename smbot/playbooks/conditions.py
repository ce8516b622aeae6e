"""Under which conditions a playbook answers a post."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from smbot.playbooks.base import FromFile, Name

CaseKind = Literal["feedback", "complaint", "incident", "problem"]
Spoken = Literal["en", "fr", "other"]
"""What an author writes; "other" is any other language, a mixture, and what cannot be told."""


class Repeats(FromFile):
    """From which post on within how many days the same author is meant; this post counts."""

    at_least: Annotated[StrictInt, Field(ge=2, le=100)]
    days: Annotated[StrictInt, Field(ge=1, le=365)]


class When(FromFile):
    """Which posts a playbook answers. Every condition that stands here must hold.

    At least one of `labels`, `all_labels`, `exposed` and `entities` says what the post is about; the others narrow it.
    """

    labels: tuple[str, ...] = Field(default=(), description="Any of these labels.")
    all_labels: tuple[str, ...] = Field(default=(), description="All of these labels.")
    scores: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(
        default={}, description="The least score (0 to 1) of a label. A label that a person gave counts as 1."
    )
    exposed: StrictBool = Field(default=False, description="The post exposes personal information.")
    entities: tuple[str, ...] = Field(default=(), description="It exposes one of these kinds of personal information.")
    platforms: tuple[str, ...] = Field(default=(), description="Only on these platforms.")
    languages: tuple[Spoken, ...] = Field(default=(), description="Only to authors of these languages.")
    programs: tuple[Name, ...] = Field(default=(), description="Only about one of these programs of the directory.")
    case_kinds: tuple[CaseKind, ...] = Field(default=(), description="Only where the post belongs to such a case.")
    office: Literal["open", "closed"] | None = Field(
        default=None, description="Only while our office is open, or shut."
    )
    repeats: Repeats | None = Field(default=None, description="Only from the author's so-manieth post on.")
    summoned: StrictBool | None = Field(default=None, description="Whether the author addressed our account.")

    @model_validator(mode="after")
    def _about_something(self) -> Self:
        if not (self.labels or self.all_labels or self.asks_exposure):
            raise PydanticCustomError("when", "labels or exposed")
        return self

    @property
    def asks_exposure(self) -> bool:
        """Say whether it is about exposed personal information."""
        return self.exposed or bool(self.entities)

    @property
    def about(self) -> frozenset[str]:
        """Return the labels for which it can be chosen."""
        return frozenset((*self.labels, *self.all_labels))

    def serves(self, platform: str) -> bool:
        """Say whether the playbook may answer on `platform`."""
        return not self.platforms or platform in self.platforms

    def narrowed_by(self) -> tuple[str, ...]:
        """Return the names of the conditions that narrow it, platforms included."""
        names = ["all_labels", "scores", "entities", "platforms", "languages", "programs", "case_kinds"]
        narrowing = [name for name in names if getattr(self, name)]
        narrowing += [name for name in ("office", "repeats", "summoned") if getattr(self, name) is not None]
        if self.labels and self.asks_exposure:
            narrowing.append("labels")
        return tuple(narrowing)

    def specificity(self) -> int:
        """Return how closely it says whom it means: conditions that narrow it, each further label of all counted."""
        return len(self.narrowed_by()) + max(0, len(self.all_labels) - 1)

    def never_with(self, other: "When") -> bool:
        """Say whether no post can meet both."""
        pairs: list[tuple[tuple[object, ...], tuple[object, ...]]] = [
            (self.platforms, other.platforms),
            (self.languages, other.languages),
        ]
        pairs += [
            ((mine,), (theirs,))
            for mine, theirs in ((self.office, other.office), (self.summoned, other.summoned))
            if mine is not None and theirs is not None
        ]
        return any(mine and theirs and not set(mine) & set(theirs) for mine, theirs in pairs)
