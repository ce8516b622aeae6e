"""The tables of casework: ids, names of the directory, pseudonyms and masked words alone."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, Text
from sqlmodel import Field, SQLModel

from smbot.cases.clock import Beat
from smbot.cases.model import CaseState, Kind, Outcome, Priority

_Words = type[Kind] | type[CaseState] | type[Priority] | type[Outcome] | type[Beat]


def _one_of(column: str, words: _Words, *, or_empty: bool = False) -> CheckConstraint:
    values = [word.value for word in words] + ([""] if or_empty else [])
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


class CaseRow(SQLModel, table=True):
    """A case. `rung` is how far it climbed its escalation path; `problem` the one that an incident has joined."""

    __tablename__ = "case_file"
    __table_args__ = (
        _one_of("kind", Kind),
        _one_of("state", CaseState),
        _one_of("priority", Priority),
        _one_of("outcome", Outcome, or_empty=True),
    )
    id: str = Field(primary_key=True)
    kind: str
    state: str = Field(index=True)
    version: int = 0
    opened_at: datetime = Field(index=True)
    opened_by: str
    priority: str
    language: str = ""
    program: str = ""
    office: str = ""
    assignee: str = Field(default="", index=True)
    outcome: str = ""
    problem: str | None = Field(default=None, index=True)
    rung: int = 0
    closed_at: datetime | None = None


class CaseMentionRow(SQLModel, table=True):
    """That a mention is on a case; one may be on cases of several kinds."""

    __tablename__ = "case_mention"
    case: str = Field(primary_key=True)
    mention: str = Field(primary_key=True, index=True)
    at: datetime
    by: str


class CasePersonRow(SQLModel, table=True):
    """An author of a case; one that was joined was `said_in` a private message to be the same person."""

    __tablename__ = "case_person"
    case: str = Field(primary_key=True)
    pseudonym: str = Field(primary_key=True, index=True)
    said_in: str = ""
    at: datetime
    by: str


class CaseClockRow(SQLModel, table=True):
    """What a case's service clock went through."""

    __tablename__ = "case_clock"
    __table_args__ = (_one_of("beat", Beat),)
    id: int | None = Field(default=None, primary_key=True)
    case: str = Field(index=True)
    at: datetime
    beat: str


class CaseNoteRow(SQLModel, table=True):
    """What a colleague noted, masked."""

    __tablename__ = "case_note"
    id: int | None = Field(default=None, primary_key=True)
    case: str = Field(index=True)
    at: datetime
    by: str
    text: str = Field(sa_column=Column(Text, nullable=False))


class CaseTaskRow(SQLModel, table=True):
    """Something to do for a case: what (masked), who, until when."""

    __tablename__ = "case_task"
    id: int | None = Field(default=None, primary_key=True)
    case: str = Field(index=True)
    at: datetime
    by: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    who: str
    until: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""


class CaseHandOverRow(SQLModel, table=True):
    """That a case went from one colleague to another, why (masked), and for which language if that was why."""

    __tablename__ = "case_hand_over"
    id: int | None = Field(default=None, primary_key=True)
    case: str = Field(index=True)
    at: datetime
    by: str
    before: str
    to: str
    reason: str = Field(sa_column=Column(Text, nullable=False))
    language: str = ""


class CaseSuggestionRow(SQLModel, table=True):
    """That two may be about the same fault; once it is declined it is not suggested again."""

    __tablename__ = "case_suggestion"
    incident: str = Field(primary_key=True)
    target: str = Field(primary_key=True)
    score: float
    grounds: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    at: datetime
    declined_by: str = ""


class PageCallRow(SQLModel, table=True):
    """That people on call are needed about a case or a mention, until one acknowledges."""

    __tablename__ = "page_call"
    id: str = Field(primary_key=True)
    subject: str = Field(index=True)
    raised_at: datetime
    raised_by: str
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    acknowledged_at: datetime | None = Field(default=None, index=True)
    acknowledged_by: str = ""


class PageToldRow(SQLModel, table=True):
    """When a member on call, or the rooms, were last told of a page, and how often."""

    __tablename__ = "page_told"
    page: str = Field(primary_key=True)
    who: str = Field(primary_key=True)
    at: datetime
    times: int


class CaseSurveyRow(SQLModel, table=True):
    """That the person of a closed case was asked two questions, and what they answered."""

    __tablename__ = "case_survey"
    case: str = Field(primary_key=True)
    asked_at: datetime = Field(index=True)
    answered_at: datetime | None = None
    solved: bool | None = None
    own_language: bool | None = None
