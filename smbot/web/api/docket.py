"""The docket of possible access requests by the API: for compliance officers, as its pages are."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import Query
from pydantic import Field

from smbot.access.acts import Docket
from smbot.access.docket import DocketStep, allowed
from smbot.access.names import DocketAction, DocketState, Jurisdiction, RequestKind
from smbot.access.standings import Standing
from smbot.bootstrap import Application
from smbot.bootstrap.access import docket_of
from smbot.core.errors import NotAllowed
from smbot.core.ids import DocketId
from smbot.core.messages import msg
from smbot.core.roles import Member
from smbot.members.tokens import Scope
from smbot.web.access import Denied
from smbot.web.api.door import Caller, Calling, scope
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import EntryPath, Moment, Reasoned, Shape

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


class Entry(EntryRow):
    """An entry with everything that was done."""

    steps: list[Step] = Field(description=msg("What was done, the oldest first.").template)
    acts: list[DocketAction] = Field(description=msg("What its state permits.").template)


class EntryList(Shape):
    """Entries; what is due first stands at the top."""

    items: list[EntryRow] = Field(description=msg("The entries.").template)


class DocketRoutes:
    """The docket."""

    def __init__(self, application: Application) -> None:
        self._docket: Docket = docket_of(application)

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        read, decide, docket = scope(Scope.READ_DOCKET), scope(Scope.WRITE_DOCKET), self._docket
        routes.get("/docket", self.listed, read, GROUP, msg("List entries of the docket"))
        routes.get("/docket/{entry}", self.one, read, GROUP, msg("Read an entry of the docket"), problems=(404,))
        at, add = "/docket/{entry}", routes.act
        add(f"{at}/confirm", self._act(docket.confirm), decide, GROUP, msg("Say that it is a request"))
        add(f"{at}/reject", self._act(docket.reject), decide, GROUP, msg("Say that it is no request"))
        told = msg("Note that the author was told that the post was seen")
        add(f"{at}/acknowledge", self._act(docket.acknowledge), decide, GROUP, told)
        add(f"{at}/close", self._act(docket.close), decide, GROUP, msg("Close an entry"))
        add(f"{at}/reopen", self._act(docket.reopen), decide, GROUP, msg("Take an entry up again"))

    def listed(
        self,
        caller: Calling,
        state: Annotated[
            list[DocketState], Query(description=msg("Where they stand; several may be named.").template)
        ] = [],  # noqa: B006 - FastAPI copies it
    ) -> EntryList:
        """List entries."""
        states = state or list(DocketState)
        found = self._docket.listing(caller.member, *states)
        return EntryList(items=[EntryRow(**_row(each, caller.language)) for each in found])

    def one(self, caller: Calling, entry: EntryPath) -> Entry:
        """Read an entry."""
        return _told(caller, self._found(caller, entry))

    def _found(self, caller: Caller, entry: str) -> Standing:
        try:
            return self._docket.entry(caller.member, DocketId(entry))
        except NotAllowed as error:
            raise Denied(404, error.what) from None

    def _act(self, act: Callable[[Member, DocketId, str], Standing]) -> Callable[..., Entry]:
        def endpoint(caller: Calling, entry: EntryPath, why: Reasoned) -> Entry:
            """Do it, and say why."""
            self._found(caller, entry)
            return _told(caller, partial(act, caller.member, DocketId(entry), why.reason)())

        return endpoint


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


def _told(caller: Caller, standing: Standing) -> Entry:
    state = standing.entry.state
    return Entry(
        **_row(standing, caller.language),
        steps=[_step(step) for step in standing.entry.steps],
        acts=list(allowed(state)),
    )


def _step(step: DocketStep) -> Step:
    values = {name: getattr(step, name) for name in Step.model_fields}
    return Step(**values | {"elements": list(step.elements)})
