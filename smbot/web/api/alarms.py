"""What needs a person, by the API: every alarm that stands, what to do, and since when."""

from pydantic import Field

from smbot.bootstrap import Application
from smbot.core.messages import msg, say
from smbot.core.roles import Permission
from smbot.members.scopes import Scope
from smbot.notify.alarms import FOR_OFFICERS, AlarmKind, alarms_of
from smbot.web.api.door import Calling, scope
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import Moment, Shape

GROUP = msg("This token, and smbot")


class Alarm(Shape):
    """Something that needs a person."""

    kind: AlarmKind = Field(description=msg("What it is about.").template)
    subject: str = Field(description=msg("The account, platform, part or entry that it is of.").template)
    what: str = Field(description=msg("What is wrong, in the caller’s language.").template)
    mend: str = Field(description=msg("What to do, in the caller’s language.").template)
    page: str = Field(description=msg("The page of the desk that shows more.").template)
    since: Moment | None = Field(description=msg("Since when it was told; none where nobody was told yet.").template)


class AlarmList(Shape):
    """The alarms that stand."""

    items: list[Alarm] = Field(description=msg("The alarms, the gravest first.").template)


class AlarmRoutes:
    """The alarms."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the route."""
        docket = msg("Those of the docket need the scope “{scope}” too.", scope=Scope.READ_DOCKET.value)
        routes.get("/alarms", self.alarms, scope(Scope.READ_ALARMS), GROUP, msg("What needs a person"), more=docket)

    def alarms(self, caller: Calling) -> AlarmList:
        """Tell them."""
        with self._application.store.read() as tx:
            since = {(row.kind, row.subject): row.raised_at for row in tx.standing_alarms()}
        officer = caller.member.may(Permission.CORRECT_MASKS)
        return AlarmList(
            items=[
                Alarm(
                    kind=each.kind,
                    subject=each.subject,
                    what=say(each.what, caller.language),
                    mend=say(each.mend, caller.language),
                    page=each.page,
                    since=since.get((each.kind.value, each.subject)),
                )
                for each in alarms_of(self._application.vitals())
                if officer or each.kind not in FOR_OFFICERS
            ]
        )
