"""How the service fares, by the API: every figure of the page “Operations”, its series, its incidents."""

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import Field

from smbot.bootstrap import Application
from smbot.bootstrap.figures import Section, figures
from smbot.bootstrap.operations import operations_of
from smbot.core.messages import msg
from smbot.members.scopes import Scope
from smbot.web.api.door import Calling, scope
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import FirstDay, LastDay, Moment, Shape
from smbot.web.operations_pages import period_near

GROUP = msg("Figures")


class Figure(Shape):
    """One figure. Waits are in seconds, shares from 0 to 1."""

    section: str = Field(description=msg("What it belongs to; the names are stable.").template, examples=["language"])
    key: str = Field(description=msg("Of what it tells: a language, a day, an account.").template, examples=["fr"])
    figure: str = Field(description=msg("What was counted or measured.").template, examples=["sent_median_seconds"])
    now: int | float | str | None = Field(description=msg("In the period; none where nothing can be told.").template)
    before: int | float | str | None = Field(
        description=msg("In as many days before; none where nothing is compared.").template
    )


class BacklogDay(Shape):
    """What came, was closed, and was open at the end of a day."""

    day: date = Field(description=msg("The day, where the body is.").template)
    open: int = Field(description=msg("Mentions that were open at its end.").template)
    came: int = Field(description=msg("Mentions that came in.").template)
    closed: int = Field(description=msg("Mentions that were closed.").template)


class Incidents(Shape):
    """A problem with the incidents that joined it."""

    problem: str = Field(description=msg("The id of the problem’s case.").template)
    now: int = Field(description=msg("Its incidents of the period.").template)
    all: int = Field(description=msg("All its incidents.").template)
    first: Moment = Field(description=msg("When the first was opened.").template)
    last: Moment = Field(description=msg("When the last was opened.").template)
    days: list[int] = Field(description=msg("Its incidents by day of the period.").template)


class Operations(Shape):
    """How the service fared in a period, beside as many days before."""

    first: date = Field(description=msg("The first day, where the body is.").template)
    last: date = Field(description=msg("The last day, where the body is.").template)
    figures: list[Figure] = Field(description=msg("Every figure, in the order of the sections.").template)
    backlog: list[BacklogDay] = Field(description=msg("The backlog, day by day.").template)
    problems: list[Incidents] = Field(description=msg("Problems with their incidents, the largest first.").template)
    incidents_alone: int = Field(description=msg("Incidents of the period that joined no problem.").template)


class OperationsRoutes:
    """The figures."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        read = scope(Scope.READ_OPERATIONS)
        usual = msg(
            "Four weeks up to today where no days are named, and two years at most; a day that cannot be is the "
            "nearest that can. A section narrows the figures; the series are told all the same."
        )
        routes.get("/operations", self.operations, read, GROUP, msg("How the service fares"), more=usual)

    def operations(
        self,
        caller: Calling,
        first: FirstDay = None,
        last: LastDay = None,
        section: Annotated[
            Section | None, Query(description=msg("Only the figures of this section.").template, examples=["parity"])
        ] = None,
    ) -> Operations:
        """Tell them."""
        today = self._application.clock.now().astimezone(self._application.zone).date()
        begin, end = period_near(first, last, today)
        found = operations_of(self._application, begin, end)
        told = [each for each in figures(found) if section is None or section == each.section]
        return Operations(
            first=begin,
            last=end,
            figures=[Figure(**{name: getattr(each, name) for name in Figure.model_fields}) for each in told],
            backlog=[
                BacklogDay(day=day.day, open=day.open, came=day.came, closed=day.closed)
                for day in found.service.backlog
            ],
            problems=[
                Incidents(
                    problem=each.problem.id,
                    now=each.now,
                    all=each.all,
                    first=each.first,
                    last=each.last,
                    days=list(each.days),
                )
                for each in found.clusters
            ],
            incidents_alone=found.alone,
        )
