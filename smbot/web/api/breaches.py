"""Reports of breaches of privacy by the API: the register, one report with its versions, writing one."""

from smbot.bootstrap import Application
from smbot.bootstrap.compliance import breaches_of
from smbot.core.errors import NotAllowed
from smbot.core.messages import msg
from smbot.members.scopes import Scope
from smbot.review.breaches import Breach
from smbot.web.access import Denied
from smbot.web.api.breach_shapes import BreachList, BreachVersion, NewBreach, NewBreachVersion, as_typed, told_breach
from smbot.web.api.door import Calling, scope
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import NumberPath
from smbot.web.compliance_records import is_mention_or_case

GROUP = msg("Breaches of privacy")


class BreachRoutes:
    """The reports."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._breaches = breaches_of(application)

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        read, write, at = scope(Scope.READ_BREACHES), scope(Scope.WRITE_BREACHES), "/breaches/{number}"
        routes.get("/breaches", self.register, read, GROUP, msg("List reports of breaches"))
        routes.get(at, self.one, read, GROUP, msg("Read a report with its versions"), problems=(404,))
        routes.act("/breaches", self.begin, write, GROUP, msg("Begin a report"), problems=(409,))
        whole = msg("Send every field: what is left out is empty in the new version.")
        routes.act(at, self.write, write, GROUP, msg("Write a new version of a report"), more=whole, method="PUT")

    def register(self, caller: Calling) -> BreachList:
        """List them."""
        with self._application.store.read() as tx:
            return BreachList(items=[told_breach(each) for each in tx.breaches()])

    def one(self, caller: Calling, number: NumberPath) -> BreachList:
        """Tell every version."""
        return BreachList(items=[told_breach(each) for each in self._versions(number)])

    def begin(self, caller: Calling, new: NewBreach) -> BreachVersion:
        """Begin one."""
        if new.subject and not is_mention_or_case(self._application, new.subject):
            raise NotAllowed(msg("There is nothing of this id."))
        return self._newest(self._breaches.keep(caller.member, as_typed(new.fields), subject=new.subject))

    def write(self, caller: Calling, number: NumberPath, new: NewBreachVersion) -> BreachVersion:
        """Write a version."""
        self._versions(number)
        kept = self._breaches.keep(caller.member, as_typed(new.fields), number=number, seen_version=new.version)
        return self._newest(kept)

    def _newest(self, number: int) -> BreachVersion:
        return told_breach(self._versions(number)[0])

    def _versions(self, number: int) -> list[Breach]:
        with self._application.store.read() as tx:
            found = tx.breach(number)
        if not found:
            raise Denied(404, msg("There is no such report."))
        return found
