"""What is kept of a playbook's steps for one mention, and what carrying them out needs of storage."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from smbot.access.ports import DocketTransaction
from smbot.cases.ports import CaseTransaction
from smbot.core.events import Event
from smbot.core.ids import MentionId
from smbot.core.messages import Message
from smbot.core.roles import Role
from smbot.core.states import MentionState
from smbot.playbooks.steps import Step, StepKind
from smbot.review.ports import QueueItem


class StepState(StrEnum):
    """Where a step stands: to be done, resting until a time, done, not for this mention, or overtaken."""

    DUE = "due"
    RESTING = "resting"
    DONE = "done"
    SKIPPED = "skipped"
    DROPPED = "dropped"


SETTLED = frozenset({StepState.DONE, StepState.SKIPPED, StepState.DROPPED})
"""States in which nothing becomes of a step any more."""


RESTABLE = frozenset({MentionState.ANSWERED, MentionState.TRIAGED, MentionState.DRAFTED, MentionState.CLAIMED})
"""States in which steps go on. A person who decided that no reply is due, rejected or passed on, decided for them."""


@dataclass(frozen=True, kw_only=True)
class KeptStep:
    """A step of a mention's plan; see `PlanStepRow`."""

    place: int
    step: Step
    state: StepState
    at: datetime
    why: Message | None = None
    until: datetime | None = None
    alone: bool = False

    @property
    def kind(self) -> StepKind:
        """Return what it does."""
        return self.step.kind

    @property
    def settled(self) -> bool:
        """Say whether nothing becomes of it any more."""
        return self.state in SETTLED

    def says_the_same(self, other: "KeptStep") -> bool:
        """Say whether both do the very same: a playbook that is chosen anew repeats nothing."""
        return self.step == other.step


@dataclass(frozen=True, kw_only=True)
class RoleNotice:
    """Whom to tell of a mention: everybody with `role`. `reason` names the step, or the act, that asks for it."""

    mention: MentionId
    reason: str
    role: Role
    at: datetime
    attempts: int = 0


class RoleTransaction(Protocol):
    """What asking for a role needs of a transaction."""

    def ask_role(self, notice: RoleNotice) -> bool: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class StepTransaction(CaseTransaction, DocketTransaction, RoleTransaction, Protocol):
    """What carrying out needs of a transaction."""

    def item(self, mention: MentionId) -> QueueItem | None: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102
    def keep_plan(self, mention: MentionId, steps: Sequence[KeptStep]) -> None: ...  # noqa: D102
    def plan_of(self, mention: MentionId) -> list[KeptStep]: ...  # noqa: D102
    def move_step(self, mention: MentionId, before: KeptStep, after: KeptStep) -> bool: ...  # noqa: D102
    def plans_due(self, now: datetime) -> list[MentionId]: ...  # noqa: D102
    def heard_since(self, item: QueueItem, since: datetime) -> datetime | None: ...  # noqa: D102
    def keep_rest(self, mention: MentionId, until: datetime | None, *, back: bool = False) -> None: ...  # noqa: D102
    def keep_outcome(self, item: QueueItem, outcome: str, state: MentionState) -> bool: ...  # noqa: D102
    def leave_to_person(self, mention: MentionId) -> bool: ...  # noqa: D102
    def end_plan(self, mention: MentionId, why: Message) -> None: ...  # noqa: D102
    def pass_to(self, mention: MentionId, role: str) -> None: ...  # noqa: D102


class StepStore(Protocol):
    """Opens transactions for carrying out."""

    def write(self) -> AbstractContextManager[StepTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[StepTransaction]: ...  # noqa: D102


def as_kept(message: Message | None) -> dict[str, object]:
    """Return a sentence as tables hold it; its values are ids, names and numbers."""
    if message is None:
        return {}
    values = {name: as_kept(v) if isinstance(v, Message) else str(v) for name, v in message.values.items()}
    return {"template": message.template, "values": values}


def as_said(kept: Mapping[str, object]) -> Message | None:
    """Return the sentence that a table holds."""
    values = kept.get("values")
    if not kept or not isinstance(values, Mapping):
        return None
    return Message(
        str(kept["template"]), {str(n): as_said(v) if isinstance(v, Mapping) else v for n, v in values.items()}
    )
