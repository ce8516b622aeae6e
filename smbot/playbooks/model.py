"""A playbook: what a file says about answering one kind of post."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from smbot.core.roles import Taker
from smbot.core.words import LABELS as WORDS
from smbot.playbooks.base import FromFile, Name, Need
from smbot.playbooks.conditions import When
from smbot.playbooks.examples import Example
from smbot.playbooks.fields import Bilingual
from smbot.playbooks.standards import ServiceStandard
from smbot.playbooks.steps import Step, StepKind
from smbot.playbooks.texts import Halves, Replies, Reply

__all__ = ["LABELS", "Halves", "Override", "Playbook", "Playbooks", "Replies", "Reply", "Source", "When"]

LABELS = tuple(WORDS)
"""The labels in the order in which one wins; a test holds them to `smbot/classify/labels.toml`."""


class Override(FromFile):
    """Another number of approvals for some labels, on some platforms, or both."""

    labels: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    need: Need = Field(alias="approval")

    @model_validator(mode="after")
    def _for_something(self) -> Self:
        if not (self.labels or self.platforms):
            raise PydanticCustomError("override", "labels or platforms")
        return self

    def meets(self, label: str, platform: str) -> bool:
        """Say whether it holds for `label` on `platform`."""
        return (not self.labels or label in self.labels) and (not self.platforms or platform in self.platforms)


class Playbook(FromFile):
    """How to answer one kind of post. `why` guides a person without special skills."""

    schema_number: Literal[2] = Field(alias="schema", description="The version of this format.")
    name: Name = Field(description="Its own name: small letters, digits, hyphens.")
    version: Annotated[StrictInt, Field(ge=1)] = Field(description="Raise it with each change.")
    title: Bilingual
    why: Bilingual = Field(description="What the person who approves should weigh.")
    when: When
    steps: Annotated[tuple[Step, ...], Field(min_length=1)] = Field(description="What is done, in this order.")
    replies: Replies | None = Field(default=None, description="The public reply, in variants that take turns.")
    escalate_to: Taker = Field(description="Who takes it where an agent cannot go on.")
    need: Need = Field(alias="approval", description="How many persons approve a reply before it leaves.")
    overrides: tuple[Override, ...] = Field(
        default=(), alias="approval_overrides", description="Other numbers for some labels or platforms."
    )
    service_standard: ServiceStandard | None = Field(
        default=None, description="How soon we answer; without it, the organisation's own."
    )
    tests: tuple[Example, ...] = Field(default=(), description="What must come out; run by: smbot playbooks test")

    @model_validator(mode="after")
    def _replies_with_their_step(self) -> Self:
        if (self.replies is not None) != (self.step(StepKind.PUBLIC_REPLY) is not None):
            raise PydanticCustomError("reply", "replies and public_reply")
        return self

    def step(self, kind: StepKind) -> Step | None:
        """Return its first step of this kind, or None."""
        return next((step for step in self.steps if step.kind == kind), None)

    @property
    def reply(self) -> Reply | None:
        """Return the first variant of its public reply, or None where it gives none."""
        return self.replies.first() if self.replies else None

    @property
    def no_reply(self) -> bool:
        """Say whether it gives no public reply."""
        return self.replies is None

    @property
    def fixed(self) -> bool:
        """Say whether the reply leaves as rendered: the guard refuses an edit (the crisis text)."""
        step = self.step(StepKind.PUBLIC_REPLY)
        return step is not None and step.public_reply == "fixed"

    @property
    def hide(self) -> Literal["when-possible", "never"]:
        """Return whether the post is to be hidden where the platform allows it, before replying."""
        return "never" if self.step(StepKind.HIDE) is None else "when-possible"

    @property
    def approval(self) -> Literal["one person", "two persons"]:
        """Return the strictest approval it asks for anywhere; `approval.needed` tells it for one post."""
        return "two persons" if "two" in (self.need, *(each.need for each in self.overrides)) else "one person"

    def revision(self) -> str:
        """Return the version with a digest of the content, which changes even if the number was forgotten."""
        digest = hashlib.sha256(self.model_dump_json(exclude={"tests"}).encode()).hexdigest()
        return f"{self.version}-{digest[:8]}"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A playbook with the file it came from and the line of each of its fields ("replies.both.0.fr")."""

    playbook: Playbook
    file: str
    lines: Mapping[str, int]

    def line(self, field: str) -> int:
        """Return the line of `field`, or of the nearest field around it."""
        while field and field not in self.lines:
            field = field.rpartition(".")[0]
        return self.lines.get(field, 1)


@dataclass(frozen=True, kw_only=True)
class Playbooks:
    """All playbooks of an installation, by file name; their names are unique."""

    sources: tuple[Source, ...]

    def __iter__(self) -> Iterator[Playbook]:
        return (source.playbook for source in self.sources)

    def get(self, name: str) -> Playbook | None:
        """Return the playbook of this name, or None."""
        return next((playbook for playbook in self if playbook.name == name), None)
