"""The docket of possible access requests by the API: for compliance officers, as its pages are."""

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import Field

from smbot.access.acts import Docket
from smbot.access.docket import DocketStep, allowed
from smbot.access.names import DocketAction, DocketState, Element, Jurisdiction, Means, RequestKind
from smbot.access.orders import PassingOrder, PassingState
from smbot.access.ports import DocketFilter
from smbot.access.standings import Standing
from smbot.bootstrap import Application
from smbot.bootstrap.access import docket_of, missing_elements, ordering_of
from smbot.core.errors import NotAllowed
from smbot.core.ids import DocketId
from smbot.core.messages import msg
from smbot.members.scopes import Scope
from smbot.web.access import Denied
from smbot.web.api.door import Caller, Calling, scope
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import EntryPath, Moment, PageCursor, PageLimit, Shape
from smbot.web.view import PAGE_SIZE

GROUP = msg("Docket")


class Clock(Shape):
    """What the legal clock says today."""

    received: date = Field(description=msg("The day of receipt, where the body is.").template)
    by_law: date | None = Field(description=msg("The last day by law, without extensions and pauses.").template)
    due: date | None = Field(description=msg("The last day with extensions and pauses; none while it rests.").template)
    left: int | None = Field(description=msg("The days that are left as the law counts them.").template)
    law: str | None = Field(description=msg("The law that counts, in the caller’s language.").template)
    why_no_date: str | None = Field(description=msg("Why there is no date.").template)


class Step(Shape):
    """One thing that was done with an entry."""

    number: int = Field(description=msg("Its number.").template)
    at: Moment = Field(description=msg("When.").template)
    by: str = Field(description=msg("By whom.").template)
    action: DocketAction = Field(description=msg("What was done.").template)
    reason: str = Field(description=msg("Why, masked.").template)
    day: date | None = Field(description=msg("The day from which it holds, where one was named.").template)
    days: int = Field(description=msg("The length of an extension.").template)
    word: str = Field(description=msg("Of which kind: of pause, of asking, of passing on.").template)
    elements: list[str] = Field(description=msg("What was asked about.").template)
    answers: int = Field(description=msg("The number of the question that was answered.").template)
    jurisdiction: str = Field(description=msg("The other jurisdiction that it was put under.").template)


class EntryRow(Shape):
    """An entry as lists show it: ids, dates and words of ours, and no words of anybody."""

    id: str = Field(description=msg("The id of an entry of the docket.").template, examples=["d-9x2kq8vmw7a3bc4d"])
    version: int = Field(description=msg("It grows with every change.").template)
    state: DocketState = Field(description=msg("Where it stands.").template)
    opened_at: Moment = Field(description=msg("When it was opened.").template)
    received_at: Moment = Field(description=msg("When the first of its posts was made.").template)
    jurisdiction: Jurisdiction = Field(description=msg("Whose law counts.").template)
    kind: RequestKind = Field(description=msg("What is asked for.").template)
    level: str = Field(description=msg("How sure triage was that it is a request.").template)
    mentions: list[str] = Field(description=msg("The ids of its mentions.").template)
    case: str | None = Field(description=msg("The case in which the author said who they are.").template)
    clock: Clock = Field(description=msg("Its legal clock.").template)
    alarm: str = Field(description=msg("The alarm that stands: days before the due date, or “overdue”.").template)


class Passing(Shape):
    """An order to tell the access coordinator of an entry."""

    id: str = Field(description=msg("The id of the order: who is told twice knows by it.").template)
    means: Means = Field(description=msg("By which means.").template)
    state: PassingState = Field(description=msg("Where the order stands.").template)
    case: str = Field(description=msg("The case in which the author said who they are.").template)
    ordered_at: Moment = Field(description=msg("When.").template)
    ordered_by: str = Field(description=msg("By whom.").template)
    next_at: Moment = Field(description=msg("When it is carried out, or tried again.").template)
    attempts: int = Field(description=msg("How often it was tried.").template)
    code: str = Field(description=msg("What the last attempt met.").template)


class Entry(EntryRow):
    """An entry with everything that was done."""

    steps: list[Step] = Field(description=msg("What was done, the oldest first.").template)
    missing: list[Element] = Field(
        description=msg("What none of its posts says, of what is needed to find records.").template
    )
    passings: list[Passing] = Field(description=msg("Orders to tell the coordinator, the oldest first.").template)
    acts: list[DocketAction] = Field(description=msg("What its state permits.").template)


class EntryList(Shape):
    """A page of entries; what is due first stands at the top, and what is settled follows, opened last first."""

    items: list[EntryRow] = Field(description=msg("The entries.").template)
    next: int | None = Field(description=msg("The cursor of the next page; none after the last one.").template)


class DocketRoutes:
    """The docket."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self.docket: Docket = docket_of(application)
        self.ordering = ordering_of(application)

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        read = scope(Scope.READ_DOCKET)
        routes.get("/docket", self.listed, read, GROUP, msg("List entries of the docket"))
        routes.get("/docket/{entry}", self.one, read, GROUP, msg("Read an entry of the docket"), problems=(404,))

    def listed(
        self,
        caller: Calling,
        state: Annotated[
            list[DocketState], Query(description=msg("Where they stand; several may be named.").template)
        ] = [],  # noqa: B006 - FastAPI copies it
        kind: Annotated[RequestKind | None, Query(description=msg("What is asked for.").template)] = None,
        jurisdiction: Annotated[Jurisdiction | None, Query(description=msg("Whose law counts.").template)] = None,
        *,
        alarming: Annotated[
            bool, Query(description=msg("Only entries that are overdue or due soon.").template)
        ] = False,
        limit: PageLimit = PAGE_SIZE,
        cursor: PageCursor = 0,
    ) -> EntryList:
        """List entries."""
        wanted = DocketFilter(states=frozenset(state or DocketState), kind=kind, jurisdiction=jurisdiction)
        found = self.docket.page(caller.member, wanted, alarming=alarming, limit=limit, offset=cursor)
        end = cursor + len(found.standings)
        return EntryList(
            items=[EntryRow(**_row(each, caller.language)) for each in found.standings],
            next=end if end < found.total else None,
        )

    def one(self, caller: Calling, entry: EntryPath) -> Entry:
        """Read an entry."""
        return self.told(caller, entry)

    def found(self, caller: Caller, entry: str) -> Standing:
        """Return an entry.

        Raises:
            Denied: There is none.
        """
        try:
            return self.docket.entry(caller.member, DocketId(entry))
        except NotAllowed as error:
            raise Denied(404, error.what) from None

    def told(self, caller: Caller, entry: str) -> Entry:
        """Tell an entry as it is now."""
        standing = self.found(caller, entry)
        open_now = standing.entry.is_open
        return Entry(
            **_row(standing, caller.language),
            steps=[_step(step) for step in standing.entry.steps],
            missing=list(missing_elements(self._application, standing)) if open_now else [],
            passings=[_passing(order) for order in self.ordering.of(caller.member, standing.entry.id)],
            acts=list(allowed(standing.entry.state)),
        )


def _row(standing: Standing, language: str) -> dict[str, object]:
    entry, clock = standing.entry, standing.clock
    apart = {
        "mentions": [each.mention for each in entry.mentions],
        "case": entry.case or None,
        "alarm": standing.alarm,
        "clock": Clock(
            received=clock.received,
            by_law=clock.by_law,
            due=clock.due,
            left=clock.left,
            law=clock.law.name.said(language) if clock.law else None,
            why_no_date=clock.why.value if clock.why else None,
        ),
    }
    return {name: getattr(entry, name) for name in EntryRow.model_fields if name not in apart} | apart


def _step(step: DocketStep) -> Step:
    values = {name: getattr(step, name) for name in Step.model_fields}
    return Step(**values | {"elements": list(step.elements)})


def _passing(order: PassingOrder) -> Passing:
    return Passing(**{name: getattr(order, name) for name in Passing.model_fields})
