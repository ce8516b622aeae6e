"""The tests inside a playbook file: a post, or what is known of one, and what must come out."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from smbot.core.post_kinds import PostKind
from smbot.playbooks.base import FromFile, Name, Need
from smbot.playbooks.conditions import CaseKind
from smbot.playbooks.steps import StepKind


class Expected(FromFile):
    """What must come out; what is left out is not looked at, but the playbook: without a name it is this one."""

    playbook: Name | None = Field(default=None, description="The playbook chosen; without it, this one.")
    steps: tuple[StepKind, ...] | None = Field(default=None, description="The steps that apply, in order.")
    language: Literal["en", "fr", "both"] | None = Field(default=None, description="The language of the reply.")
    has: tuple[str, ...] = Field(default=(), description="Words that stand in each variant of the reply.")
    lacks: tuple[str, ...] = Field(default=(), description="Words that stand in no variant of it.")
    approval: Need | None = Field(default=None, description="How many persons must approve.")


class Example(FromFile):
    """One test. A `post` goes through masking and triage; without one, labels and entities are taken as given."""

    post: Annotated[str, Field(min_length=1)] | None = Field(default=None, description="An invented post.")
    labels: tuple[str, ...] = ()
    scores: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(default={})
    exposed: tuple[str, ...] = Field(default=(), description="Kinds of personal information, as in PHONE_NUMBER.")
    platform: str = "x"
    kind: PostKind = PostKind.COMMENT
    language: str = Field(default="", description="The author's; of a post it is told from the words without it.")
    programs: tuple[Name, ...] = ()
    case_kind: CaseKind | None = None
    office: Literal["open", "closed"] | None = None
    nth: Annotated[StrictInt, Field(ge=1, le=100)] = Field(default=1, description="Which post of the author today.")
    summoned: StrictBool = True
    expect: Expected = Expected()

    @model_validator(mode="after")
    def _post_or_labels(self) -> Self:
        if (self.post is not None) == bool(self.labels or self.exposed):
            raise PydanticCustomError("example", "post or labels")
        return self
