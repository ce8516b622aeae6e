"""Cases by the API, without what was said in private: that stands in its own zone, which no token opens."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Query

from smbot.bootstrap import Application
from smbot.bootstrap.cases import cases_of
from smbot.cases.model import Case, CaseFile, CaseState, Kind, Page, Suggestion
from smbot.cases.model import HandOver as CaseHandOver
from smbot.cases.model import Note as CaseNote
from smbot.cases.model import Task as CaseTask
from smbot.cases.ports import CaseFilter
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.ids import CaseId
from smbot.core.messages import msg
from smbot.members.scopes import Scope
from smbot.web.access import Denied
from smbot.web.api.case_shapes import Call, CasePage, CaseRow, CaseTold, HandOver, Likely, Note, Task
from smbot.web.api.door import Caller, Calling, scope
from smbot.web.api.mention_shapes import past_act_of, possible_of
from smbot.web.api.problems import Changed
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import CasePath, PageCursor, PageLimit, Shape
from smbot.web.case_pages import IN_PRIVATE, TOO_OFTEN
from smbot.web.timeline import past_event
from smbot.web.view import PAGE_SIZE

GROUP = msg("Cases")
Told = TypeVar("Told", bound=Shape)


class CaseRoutes:
    """The cases."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self.cases = cases_of(application)

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        read = scope(Scope.READ_CASES)
        routes.get("/cases", self.listed, read, GROUP, msg("List cases"))
        routes.get("/cases/{case}", self.one, read, GROUP, msg("Read a case"), problems=(404,))

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
        limit: PageLimit = PAGE_SIZE,
        cursor: PageCursor = 0,
    ) -> CasePage:
        """List cases."""
        wanted = CaseFilter(
            kinds=frozenset({kind} if kind else ()),
            states=frozenset({state} if state else ()),
            assignee=assignee,
            office=office,
            unended=unended,
        )
        found = self.cases.listing(caller.member, wanted, limit=limit + 1, offset=cursor)
        return CasePage(
            items=[CaseRow(**self._row(case)) for case in found[:limit]],
            next=cursor + limit if len(found) > limit else None,
        )

    def one(self, caller: Calling, case: CasePath) -> CaseTold:
        """Read a case."""
        return self.told(caller, self.found(caller, case))

    def found(self, caller: Caller, case: str) -> CaseFile:
        """Return a case.

        Raises:
            Denied: There is none.
        """
        try:
            return self.cases.file(caller.member, CaseId(case))
        except NotAllowed as error:
            raise Denied(404, error.what) from None

    def done(self, caller: Caller, case: str, act: Callable[[], object]) -> CaseTold:
        """Do something with a case, and tell how it is then.

        Raises:
            Changed: Somebody changed it first.
        """
        self.found(caller, case)
        try:
            act()
        except Conflict as error:
            raise Changed(error, self.told(caller, self.found(caller, case))) from None
        return self.told(caller, self.found(caller, case))

    def _row(self, case: Case) -> dict[str, object]:
        reading = self.cases.reading(case)
        clock = {
            "due_at": reading.due_at,
            "seconds_left": int(reading.left.total_seconds()),
            "overdue": reading.overdue,
        }
        return {name: getattr(case, name) for name in CaseRow.model_fields if name not in clock} | clock

    def told(self, caller: Caller, file: CaseFile) -> CaseTold:
        """Tell a case with everything on it."""
        with self._application.store.read() as tx:
            events = [past_event(body) for body in tx.audit_of(file.case.id)]
        return CaseTold(
            **self._row(file.case),
            mentions=list(file.case.mentions),
            incidents=list(file.incidents),
            notes=[_same(Note, note) for note in file.notes],
            tasks=[_same(Task, task) for task in file.tasks],
            hand_overs=[_same(HandOver, hand_over) for hand_over in file.hand_overs],
            calls=[_same(Call, call) for call in file.pages],
            likely=[_same(Likely, suggestion) for suggestion in file.suggestions],
            history=[past_act_of(event) for event in events if event.act not in IN_PRIVATE | TOO_OFTEN],
            acts=possible_of(self.cases.actions(caller.member, file.case).items(), caller.language),
        )


def _same(shape: type[Told], of: CaseNote | CaseTask | CaseHandOver | Page | Suggestion) -> Told:
    return shape(**{name: getattr(of, name) for name in shape.model_fields})
