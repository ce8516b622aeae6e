"""Cases by the API, without what was said in private: that stands in its own zone, which no token opens."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, TypeVar

from fastapi import Query
from pydantic import Field

from smbot.bootstrap import Application
from smbot.bootstrap.cases import cases_of
from smbot.cases.model import Case, CaseFile, CaseState, Kind, Outcome, Priority
from smbot.cases.model import HandOver as CaseHandOver
from smbot.cases.model import Note as CaseNote
from smbot.cases.model import Task as CaseTask
from smbot.cases.ports import CaseFilter
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.ids import CaseId
from smbot.core.messages import msg
from smbot.members.tokens import Scope
from smbot.web.access import Denied
from smbot.web.api.door import Caller, Calling, scope
from smbot.web.api.mention_shapes import PastAct, Possible, past_act_of, possible_of
from smbot.web.api.problems import Changed
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import CasePath, Moment, Reason, Seen, SeenAndReasoned, Shape
from smbot.web.case_pages import IN_PRIVATE, TOO_OFTEN
from smbot.web.timeline import past_event
from smbot.web.view import PAGE_SIZE

GROUP = msg("Cases")
MOST = 200
MOST_PASSED = 1_000_000
Told = TypeVar("Told", bound=Shape)


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


class CaseTold(CaseRow):
    """A case with everything on it."""

    mentions: list[str] = Field(description=msg("The ids of its mentions.").template)
    incidents: list[str] = Field(description=msg("The ids of a problem’s incidents.").template)
    notes: list[Note] = Field(description=msg("What was noted.").template)
    tasks: list[Task] = Field(description=msg("What is to be done.").template)
    hand_overs: list[HandOver] = Field(description=msg("Through whose hands it went.").template)
    history: list[PastAct] = Field(description=msg("What was done, the oldest first.").template)
    acts: list[Possible] = Field(description=msg("What the caller may do with it.").template)


class CasePage(Shape):
    """A page of cases, the most urgent and the oldest first."""

    items: list[CaseRow] = Field(description=msg("The cases.").template)
    next: int | None = Field(description=msg("The cursor of the next page; none after the last one.").template)


class NewNote(Shape):
    """What shall be noted."""

    text: Reason


class Ending(SeenAndReasoned):
    """How a case ends."""

    outcome: Outcome = Field(description=msg("How it ended.").template)


class CaseRoutes:
    """The cases."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._cases = cases_of(application)

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        read, work, cases = scope(Scope.READ_CASES), scope(Scope.WRITE_CASES), self._cases
        routes.get("/cases", self.listed, read, GROUP, msg("List cases"))
        routes.get("/cases/{case}", self.one, read, GROUP, msg("Read a case"), problems=(404,))
        at, add = "/cases/{case}", routes.act
        add(f"{at}/assign", self._seen(cases.assign), work, GROUP, msg("Take a case"))
        add(f"{at}/note", self.note, work, GROUP, msg("Note something on a case"))
        add(f"{at}/wait", self._reasoned(cases.wait), work, GROUP, msg("Wait for the citizen"))
        add(f"{at}/resume", self._seen(cases.resume), work, GROUP, msg("Go on with a case"))
        add(f"{at}/resolve", self.resolve, work, GROUP, msg("Say how a case ended"))
        add(f"{at}/close", self.close, work, GROUP, msg("Close a case"))
        add(f"{at}/reopen", self._reasoned(cases.reopen), work, GROUP, msg("Take a case up again"))
        add(f"{at}/escalate", self._reasoned(cases.escalate), work, GROUP, msg("Send a case up its path"))

    def listed(
        self,
        caller: Calling,
        kind: Annotated[Kind | None, Query(description=msg("What it is about.").template)] = None,
        state: Annotated[CaseState | None, Query(description=msg("Where it stands.").template)] = None,
        assignee: Annotated[str, Query(max_length=100, description=msg("Who works on it.").template)] = "",
        office: Annotated[
            str, Query(max_length=100, description=msg("The office of the directory that it belongs to.").template)
        ] = "",
        *,
        unended: Annotated[bool, Query(description=msg("Only cases that have not ended.").template)] = False,
        limit: Annotated[int, Query(ge=1, le=MOST, description=msg("How many at most.").template)] = PAGE_SIZE,
        cursor: Annotated[
            int,
            Query(ge=0, le=MOST_PASSED, description=msg("Where the page begins: “next” of the page before.").template),
        ] = 0,
    ) -> CasePage:
        """List cases."""
        wanted = CaseFilter(
            kinds=frozenset({kind} if kind else ()),
            states=frozenset({state} if state else ()),
            assignee=assignee,
            office=office,
            unended=unended,
        )
        found = self._cases.listing(caller.member, wanted, limit=limit + 1, offset=cursor)
        return CasePage(
            items=[CaseRow(**self._row(case)) for case in found[:limit]],
            next=cursor + limit if len(found) > limit else None,
        )

    def one(self, caller: Calling, case: CasePath) -> CaseTold:
        """Read a case."""
        return self._told(caller, self._found(caller, case))

    def note(self, caller: Calling, case: CasePath, note: NewNote) -> CaseTold:
        """Note something on a case."""
        return self._done(caller, case, partial(self._cases.note, caller.member, CaseId(case), note.text))

    def resolve(self, caller: Calling, case: CasePath, end: Ending) -> CaseTold:
        """Say how a case ended."""
        act = partial(self._cases.resolve, caller.member, CaseId(case), end.outcome, end.reason, seen=end.version)
        return self._done(caller, case, act)

    def close(self, caller: Calling, case: CasePath, end: Ending) -> CaseTold:
        """Close a case."""
        act = partial(self._cases.close, caller.member, CaseId(case), end.outcome, end.reason, seen=end.version)
        return self._done(caller, case, act)

    def _seen(self, act: Callable[..., object]) -> Callable[..., CaseTold]:
        def endpoint(caller: Calling, case: CasePath, seen: Seen) -> CaseTold:
            """Do it."""
            return self._done(caller, case, partial(act, caller.member, CaseId(case), seen=seen.version))

        return endpoint

    def _reasoned(self, act: Callable[..., object]) -> Callable[..., CaseTold]:
        def endpoint(caller: Calling, case: CasePath, why: SeenAndReasoned) -> CaseTold:
            """Do it, and say why."""
            return self._done(caller, case, partial(act, caller.member, CaseId(case), why.reason, seen=why.version))

        return endpoint

    def _found(self, caller: Caller, case: str) -> CaseFile:
        try:
            return self._cases.file(caller.member, CaseId(case))
        except NotAllowed as error:
            raise Denied(404, error.what) from None

    def _done(self, caller: Caller, case: str, act: Callable[[], object]) -> CaseTold:
        self._found(caller, case)
        try:
            act()
        except Conflict as error:
            raise Changed(error, self._told(caller, self._found(caller, case))) from None
        return self._told(caller, self._found(caller, case))

    def _row(self, case: Case) -> dict[str, object]:
        reading = self._cases.reading(case)
        clock = {
            "due_at": reading.due_at,
            "seconds_left": int(reading.left.total_seconds()),
            "overdue": reading.overdue,
        }
        return {name: getattr(case, name) for name in CaseRow.model_fields if name not in clock} | clock

    def _told(self, caller: Caller, file: CaseFile) -> CaseTold:
        with self._application.store.read() as tx:
            events = [past_event(body) for body in tx.audit_of(file.case.id)]
        return CaseTold(
            **self._row(file.case),
            mentions=list(file.case.mentions),
            incidents=list(file.incidents),
            notes=[_same(Note, note) for note in file.notes],
            tasks=[_same(Task, task) for task in file.tasks],
            hand_overs=[_same(HandOver, hand_over) for hand_over in file.hand_overs],
            history=[past_act_of(event) for event in events if event.act not in IN_PRIVATE | TOO_OFTEN],
            acts=possible_of(self._cases.actions(caller.member, file.case).items(), caller.language),
        )


def _same(shape: type[Told], of: CaseNote | CaseTask | CaseHandOver) -> Told:
    return shape(**{name: getattr(of, name) for name in shape.model_fields})
