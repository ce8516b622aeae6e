"""The report on the active offer by the API: reply by reply, by office and employee, waits by language, right door."""

from datetime import date, timedelta

from pydantic import Field

from smbot.bootstrap import Application
from smbot.bootstrap.offers import offer_report, period_of
from smbot.core.messages import msg
from smbot.members.scopes import Scope
from smbot.offices.report import Kept, OfferReport
from smbot.web.api.door import Calling, scope
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import FirstDay, LastDay, Moment, Shape

GROUP = msg("Figures")


class OfferedReply(Shape):
    """A reply of ours, and whether it made the offer that was due."""

    reply: str = Field(description=msg("The id of the reply.").template)
    sent_at: Moment = Field(description=msg("When the platform had it.").template)
    office: str = Field(description=msg("The office whose offer was due; nothing for the organisation’s.").template)
    employee: str = Field(description=msg("Who approved it.").template)
    due: list[str] = Field(description=msg("In which languages it had to greet, in order.").template)
    made: list[str] = Field(description=msg("In which languages it did greet, in order.").template)
    held: bool = Field(description=msg("Whether the offer was made as it was due.").template)
    language: str = Field(description=msg("The language in which its author is served.").template)
    waited_seconds: int = Field(description=msg("How long its author waited.").template)


class Sum(Shape):
    """How many replies somebody sent, and how many of them made the offer that was due."""

    name: str = Field(description=msg("The id of the office, or the name of the employee.").template)
    replies: int = Field(description=msg("Replies that were sent.").template)
    held: int = Field(description=msg("Of them with the offer that was due.").template)


class Times(Shape):
    """How long those waited who are served in one language."""

    language: str = Field(description=msg("The language.").template)
    replies: int = Field(description=msg("How many replies there were.").template)
    median_seconds: int = Field(description=msg("The wait that half of them did not exceed.").template)
    ninetieth_seconds: int = Field(description=msg("The wait that nine in ten did not exceed.").template)


class Door(Shape):
    """What became of posts at the wrong office."""

    wrong: int = Field(description=msg("Posts that knocked at the wrong office.").template)
    led: int = Field(description=msg("Of them with an answer that names a door.").template)
    deflected: int = Field(description=msg("Authors who did not come back within a week.").template)
    came_back: int = Field(description=msg("Authors who came back.").template)
    too_early: int = Field(description=msg("Authors whose week is not over yet.").template)
    unknown: int = Field(description=msg("Authors of whom the platform does not say who they are.").template)


class Offers(Shape):
    """The active offer in a period."""

    first: date = Field(description=msg("The first day, where the body is.").template)
    last: date = Field(description=msg("The last day, where the body is.").template)
    replies: list[OfferedReply] = Field(description=msg("Every reply, the oldest first.").template)
    by_office: list[Sum] = Field(description=msg("By office.").template)
    by_employee: list[Sum] = Field(description=msg("By employee: for their managers alone.").template)
    times: list[Times] = Field(description=msg("Waits by language.").template)
    door: Door = Field(description=msg("The right door.").template)


class OfferRoutes:
    """The report."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the route."""
        usual = msg("Thirty days up to today where no days are named.")
        title = msg("How the active offer was made")
        routes.get("/offers", self.offers, scope(Scope.READ_OFFERS), GROUP, title, more=usual)

    def offers(self, caller: Calling, first: FirstDay = None, last: LastDay = None) -> Offers:
        """Tell it."""
        days = period_of(self._application, first.isoformat() if first else "", last.isoformat() if last else "")
        return _told(offer_report(self._application, caller.member, *days))


def _told(report: OfferReport) -> Offers:
    deflection, offers = report.deflection, report.offers
    return Offers(
        first=report.first_day,
        last=report.last_day,
        replies=[
            OfferedReply(
                reply=one.offer.reply,
                sent_at=one.offer.at,
                office=one.offer.office,
                employee=one.offer.employee,
                due=list(one.offer.order),
                made=list(one.offer.languages),
                held=one.offer.held,
                language=one.language,
                waited_seconds=_seconds(one.waited),
            )
            for one in offers.replies
        ],
        by_office=[_sum(each) for each in offers.by_office],
        by_employee=[_sum(each) for each in offers.by_employee],
        times=[
            Times(
                language=each.language,
                replies=each.replies,
                median_seconds=_seconds(each.median),
                ninetieth_seconds=_seconds(each.ninetieth),
            )
            for each in offers.times
        ],
        door=Door(
            wrong=report.wrong,
            led=report.led,
            deflected=deflection.deflected,
            came_back=deflection.came_back,
            too_early=deflection.too_early,
            unknown=deflection.unknown,
        ),
    )


def _sum(kept: Kept) -> Sum:
    return Sum(name=kept.name, replies=kept.replies, held=kept.held)


def _seconds(length: timedelta) -> int:
    return round(length.total_seconds())
