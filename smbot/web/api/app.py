"""The API as an application of its own: no cookie opens it, and every error of it is a problem in JSON."""

from collections.abc import Callable
from functools import cache, partial

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

from smbot.bootstrap import Application
from smbot.review.at_platform import AtPlatform
from smbot.review.desk import Desk
from smbot.web.access import MEMBERS, Gate, Routes, Visiting, refuse_open_doors
from smbot.web.admin_pages import Checks
from smbot.web.api.administration import AdministrationRoutes
from smbot.web.api.alarms import AlarmRoutes
from smbot.web.api.breaches import BreachRoutes
from smbot.web.api.case_acts import CaseActs
from smbot.web.api.cases import CaseRoutes
from smbot.web.api.compliance import ComplianceRoutes
from smbot.web.api.description import PREFIX, Document, described
from smbot.web.api.docket import DocketRoutes
from smbot.web.api.docket_acts import DocketActs
from smbot.web.api.docs_page import told_routes
from smbot.web.api.door import Door
from smbot.web.api.exports import ExportRoutes
from smbot.web.api.general import General
from smbot.web.api.holds import HoldRoutes
from smbot.web.api.mention_acts import MentionActs, MentionOrders
from smbot.web.api.mention_aside import MentionAside
from smbot.web.api.mentions import Mentions
from smbot.web.api.offers import OfferRoutes
from smbot.web.api.operations import OperationsRoutes
from smbot.web.api.problems import KINDS, tell_problems
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.samples import SampleRoutes
from smbot.web.api.together import ManyMentions
from smbot.web.api.views import Views
from smbot.web.item_platform import PlatformPart
from smbot.web.templating import Pages


class Api:
    """The API, and the page that describes it."""

    def __init__(
        self,
        application: Application,
        desk: Desk,
        at_platform: AtPlatform,
        part: PlatformPart,
        *,
        gate: Gate,
        pages: Pages,
        checks: Checks | None,
    ) -> None:
        self._pages = pages
        door = Door(application, gate)
        self.app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
        routes = ApiRoutes(app=self.app, door=door)
        mentions = Mentions(application, desk, at_platform, part)
        mentions.add_to(routes)
        MentionActs(mentions, desk, application.label_corrections()).add_to(routes)
        MentionOrders(mentions, at_platform).add_to(routes)
        MentionAside(mentions, application.aside()).add_to(routes)
        ManyMentions(application.together()).add_to(routes)
        Views(application.aside()).add_to(routes)
        cases = CaseRoutes(application)
        cases.add_to(routes)
        CaseActs(application, cases).add_to(routes)
        docket = DocketRoutes(application)
        docket.add_to(routes)
        DocketActs(application, docket).add_to(routes)
        General(application, desk).add_to(routes)
        for whole in (OperationsRoutes, OfferRoutes, AlarmRoutes, ComplianceRoutes, HoldRoutes, ExportRoutes):
            whole(application).add_to(routes)
        for judged in (BreachRoutes, SampleRoutes):
            judged(application).add_to(routes)
        AdministrationRoutes(application, checks).add_to(routes)
        routes.description("/openapi.json", self.openapi)
        tell_problems(self.app, door)
        refuse_open_doors(self.app)
        # Made when first asked for: it takes a while, and most starts need none.
        self._described: Callable[[str], Document] = cache(partial(described, self.app, routes))

    def add_to(self, app: FastAPI, routes: Routes) -> None:
        """Add the page, then the API below it."""
        routes.get(f"{PREFIX}/docs", self.page, MEMBERS)
        app.mount(PREFIX, self.app)

    def openapi(self, request: Request) -> Response:
        """Return the description, in the caller's language."""
        language: str = request.state.language
        return JSONResponse(self._described(language), headers={"Content-Language": language})

    def page(self, visit: Visiting) -> Response:
        """Show the description as a page."""
        document = self._described(visit.language)
        values = {"document": document, "groups": told_routes(document), "kinds": KINDS}
        return self._pages.show(visit, "api.html", values)
