"""The steps of a playbook: an ordered list, each one key and its value."""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from smbot.core.roles import Reader, Taker
from smbot.playbooks.base import FromFile, Name
from smbot.playbooks.conditions import CaseKind
from smbot.playbooks.fields import Bilingual
from smbot.playbooks.standards import Wait
from smbot.playbooks.texts import Halves

Outcome = Literal["answered", "handed-off", "no-reply", "misdirected"]


DIRECTORY = "directory"
"""What `redirect` says where the directory is to find the door by the post's words."""


class StepKind(StrEnum):
    """What a step does; the same words stand in files."""

    HIDE = "hide"
    PUBLIC_REPLY = "public_reply"
    PRIVATE_MESSAGE = "private_message"
    OPEN_CASE = "open_case"
    OPEN_DOCKET = "open_docket"
    ASK_FOR_DOCUMENT = "ask_for_document"
    REDIRECT = "redirect"
    NOTIFY = "notify"
    ESCALATE = "escalate"
    WAIT = "wait"
    CLOSE = "close"


ONCE = frozenset({StepKind.HIDE, StepKind.PUBLIC_REPLY, StepKind.PRIVATE_MESSAGE, StepKind.OPEN_DOCKET, StepKind.CLOSE})
"""Steps that stand in a playbook once: a second one would say or do the same again."""


class Step(FromFile):
    """One step: exactly one of these keys."""

    hide: Literal["when-possible"] | None = Field(default=None, description="Hide the post where the platform can.")
    public_reply: Literal["draft", "fixed", "fallback"] | None = Field(
        default=None,
        description=(
            "Reply in public with one of the replies. draft: a person may change it. fixed: it leaves as it stands "
            "here. fallback: a draft, only where no private message can be sent."
        ),
    )
    private_message: Halves | None = Field(
        default=None, description="Write to the author in private where the platform allows it."
    )
    open_case: CaseKind | None = Field(default=None, description="Open a case of this kind.")
    open_docket: Literal["possible"] | None = Field(
        default=None, description="Enter a possible access request into the docket; its clock starts."
    )
    ask_for_document: Bilingual | None = Field(
        default=None, description="Ask in private for this document: a noun with its article."
    )
    redirect: Name | None = Field(
        default=None, description="The office or program of the directory to lead to; directory: what it finds."
    )
    notify: Reader | None = Field(default=None, description="Tell everybody with this role, which sees mentions.")
    escalate: Taker | None = Field(default=None, description="Pass the mention to this role.")
    wait: Wait | None = Field(default=None, description="Rest before the next step.")
    close: Outcome | None = Field(default=None, description="Close with this outcome.")

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if sum(getattr(self, kind) is not None for kind in StepKind) != 1:
            raise PydanticCustomError("step", "one key")
        return self

    @property
    def kind(self) -> StepKind:
        """Return what it does."""
        return next(kind for kind in StepKind if getattr(self, kind) is not None)

    @property
    def value(self) -> object:
        """Return what stands behind its key."""
        return getattr(self, self.kind)
