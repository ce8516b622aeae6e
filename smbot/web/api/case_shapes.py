"""A case as the API tells it: its clock, its notes and tasks, whose hands it went through, what may be done."""

from pydantic import Field

from smbot.cases.model import CaseState, Kind, Priority
from smbot.core.messages import msg
from smbot.web.api.mention_shapes import PastAct, Possible
from smbot.web.api.shape import Moment, Shape


class CaseRow(Shape):
    """A case as lists show it."""

    id: str = Field(description=msg("The id of a case.").template, examples=["c-7k2mwq9zx4ra"])
    version: int = Field(description=msg("It grows with every change.").template)
    kind: Kind = Field(description=msg("What it is about.").template)
    state: CaseState = Field(description=msg("Where it stands.").template)
    priority: Priority = Field(description=msg("How urgent it is.").template)
    language: str = Field(description=msg("The language that its person chose.").template)
    program: str = Field(description=msg("The program of the directory that it belongs to.").template)
    office: str = Field(description=msg("The office of the directory that it belongs to.").template)
    assignee: str = Field(description=msg("Who works on it.").template)
    outcome: str = Field(description=msg("How it ended.").template)
    problem: str | None = Field(description=msg("The problem that this incident belongs to.").template)
    opened_at: Moment = Field(description=msg("When it was opened.").template)
    opened_by: str = Field(description=msg("Who opened it.").template)
    closed_at: Moment | None = Field(description=msg("When it was closed.").template)
    due_at: Moment | None = Field(description=msg("When its service standard is over; none while it rests.").template)
    seconds_left: int = Field(description=msg("What is left of its service standard.").template)
    overdue: bool = Field(description=msg("Whether its service standard is over.").template)


class Note(Shape):
    """What a colleague noted, masked."""

    number: int = Field(description=msg("Its number.").template)
    at: Moment = Field(description=msg("When.").template)
    by: str = Field(description=msg("By whom.").template)
    text: str = Field(description=msg("Its words, masked.").template)


class Task(Shape):
    """Something to do."""

    number: int = Field(description=msg("Its number.").template)
    at: Moment = Field(description=msg("When it was given.").template)
    by: str = Field(description=msg("Who gave it.").template)
    text: str = Field(description=msg("What is to be done, masked.").template)
    who: str = Field(description=msg("Who shall do it.").template)
    until: Moment | None = Field(description=msg("Until when.").template)
    done_at: Moment | None = Field(description=msg("When it was done.").template)
    done_by: str = Field(description=msg("Who did it.").template)


class HandOver(Shape):
    """That a case went from one colleague to another."""

    at: Moment = Field(description=msg("When.").template)
    by: str = Field(description=msg("By whom.").template)
    before: str = Field(description=msg("Who had it before.").template)
    to: str = Field(description=msg("Who has it since.").template)
    reason: str = Field(description=msg("Why, masked.").template)
    language: str = Field(description=msg("For which language, if that was why.").template)


class Call(Shape):
    """That somebody on call is needed."""

    id: str = Field(description=msg("The id of a call.").template)
    raised_at: Moment = Field(description=msg("When.").template)
    raised_by: str = Field(description=msg("By whom.").template)
    reason: str = Field(description=msg("Why, masked.").template)
    acknowledged_at: Moment | None = Field(description=msg("When somebody took it.").template)
    acknowledged_by: str = Field(description=msg("Who took it.").template)


class Likely(Shape):
    """That an incident may be about the same fault as another case."""

    target: str = Field(description=msg("The id of the other case.").template)
    score: float = Field(description=msg("How likely, 0 to 1.").template)


class CaseTold(CaseRow):
    """A case with everything on it."""

    mentions: list[str] = Field(description=msg("The ids of its mentions.").template)
    incidents: list[str] = Field(description=msg("The ids of a problem’s incidents.").template)
    notes: list[Note] = Field(description=msg("What was noted.").template)
    tasks: list[Task] = Field(description=msg("What is to be done.").template)
    hand_overs: list[HandOver] = Field(description=msg("Through whose hands it went.").template)
    calls: list[Call] = Field(description=msg("Calls of people on call.").template)
    likely: list[Likely] = Field(description=msg("Cases that may be about the same fault.").template)
    history: list[PastAct] = Field(description=msg("What was done, the oldest first.").template)
    acts: list[Possible] = Field(description=msg("What the caller may do with it.").template)


class CasePage(Shape):
    """A page of cases, the most urgent and the oldest first."""

    items: list[CaseRow] = Field(description=msg("The cases.").template)
    next: int | None = Field(description=msg("The cursor of the next page; none after the last one.").template)
