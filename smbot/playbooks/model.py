"""A playbook: what a file says about answering one kind of post."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from smbot.core.roles import Role
from smbot.core.words import LABELS as WORDS
from smbot.playbooks.fields import Bilingual, wrong_places

LABELS = tuple(WORDS)
"""The labels in the order in which one wins; a test holds them to `smbot/classify/labels.toml`."""


def _known_places(text: str) -> str:
    if wrong := wrong_places(text):
        raise PydanticCustomError("unknown_place", "unknown place {place}", {"place": wrong[0]})
    return text


ReplyText = Annotated[str, Field(min_length=1), AfterValidator(_known_places)]


class _FromFile(BaseModel):
    """Refuses fields nobody knows, and never prints what it was given."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Halves(_FromFile):
    """A reply to somebody whose language is mixed or unsure: one short half in each language.

    The greeting stands before both halves and the office's order decides which comes first, so
    neither half names `{greeting}`.
    """

    en: ReplyText
    fr: ReplyText


class Reply(_FromFile):
    """The public reply: to an English author, to a French one, and to one we cannot tell."""

    en: ReplyText
    fr: ReplyText
    both: Halves

    def leads_to_private(self) -> bool:
        """Say whether the words send the author to the private channel: to one who is there they make no sense."""
        return any("{private_channel}" in text for text in (self.en, self.fr, self.both.en, self.both.fr))


class When(_FromFile):
    """Which posts a playbook answers: those with one of `labels`, or those that expose personal information.

    `platforms` narrows it to the platforms named; without it, it serves all of them.
    """

    labels: tuple[str, ...] = ()
    exposed: StrictBool = False
    platforms: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_reason(self) -> Self:
        if bool(self.labels) == self.exposed:
            raise PydanticCustomError("when", "labels or exposed")
        return self

    def serves(self, platform: str) -> bool:
        """Say whether the playbook may answer on `platform`."""
        return not self.platforms or platform in self.platforms


class Playbook(_FromFile):
    """How to answer one kind of post. `why` guides a person without special skills.

    `fixed` says that the reply leaves as rendered: the guard refuses an edit (the crisis text).
    `hide` says whether the post is to be hidden where the platform allows it, before replying.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    version: Annotated[StrictInt, Field(ge=1)]
    title: Bilingual
    why: Bilingual
    when: When
    reply: Reply | None = None
    no_reply: StrictBool = False
    fixed: StrictBool = False
    hide: Literal["when-possible", "never"]
    escalate_to: Role
    approval: Literal["one person", "two persons"]

    @model_validator(mode="after")
    def _reply_or_not(self) -> Self:
        if (self.reply is None) != self.no_reply:
            raise PydanticCustomError("reply", "reply or no_reply")
        return self

    def revision(self) -> str:
        """Return the version with a digest of the content, which changes even if the number was forgotten."""
        digest = hashlib.sha256(self.model_dump_json().encode()).hexdigest()
        return f"{self.version}-{digest[:8]}"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A playbook with the file it came from and the line of each of its fields ("reply.both.fr")."""

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
