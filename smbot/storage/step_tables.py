"""The tables of a playbook's steps: the plan of each mention, and who is to be told of it. No text of a post."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column
from sqlmodel import Field, SQLModel

from smbot.steps.model import StepState

_STATES = ", ".join(f"'{state.value}'" for state in StepState)


class PlanStepRow(SQLModel, table=True):
    """A step of the playbook that was chosen for a mention: what it says, and what became of it.

    `value` is the step as its file had it, `why` the sentence that says why it is not done. `at` is since when it
    stands so, `until` how long it rests. `alone` says that no person is needed.
    """

    __tablename__ = "plan_step"
    __table_args__ = (CheckConstraint(f"state IN ({_STATES})", name="state_is_known"),)
    mention: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    kind: str
    value: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    state: str = Field(index=True)
    why: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    at: datetime
    until: datetime | None = None
    alone: bool = False


class RoleNoticeRow(SQLModel, table=True):
    """That whoever holds a role is to be told of a mention, once for each `reason`: a step, or a person's act."""

    __tablename__ = "role_notice"
    mention: str = Field(primary_key=True)
    reason: str = Field(primary_key=True)
    role: str
    at: datetime
    next_at: datetime | None = Field(default=None, index=True)
    attempts: int = 0
    told_at: datetime | None = None
