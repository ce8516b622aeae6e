"""The list of the docket: what is open, what is due first at the top, and what is settled; page by page."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from smbot.access.names import Jurisdiction, RequestKind
from smbot.bootstrap import Application
from smbot.bootstrap.access import docket_of
from smbot.web.access import Routes, Visiting
from smbot.web.docket_pages import OFFICER
from smbot.web.docket_view import docket_view_of
from smbot.web.quoted_posts import quoted_posts
from smbot.web.templating import Pages
from smbot.web.view import PAGE_SIZE


class DocketList:
    """The list."""

    def __init__(self, application: Application, pages: Pages) -> None:
        self._application = application
        self._docket = docket_of(application)
        self._pages = pages

    def add_to(self, routes: Routes) -> None:
        """Add the route."""
        routes.get("/docket", self.listed, OFFICER)

    def listed(self, request: Request, visit: Visiting) -> Response:
        """Show a page of the entries that the address asks for."""
        view = docket_view_of(request.query_params)
        found = self._docket.page(
            visit.signed_in, view.wanted, alarming=view.alarming, limit=PAGE_SIZE, offset=view.offset
        )
        if not found.standings and view.page > 1:
            return RedirectResponse(f"/docket?{view.turned(view.page - 1).query}", 303)
        first = [one.entry.mentions[0].mention for one in found.standings if one.entry.mentions]
        values = {
            "view": view,
            "entries": found.standings,
            "total": found.total,
            "more": view.offset + len(found.standings) < found.total,
            "kinds": list(RequestKind),
            "laws": list(Jurisdiction),
            "posts": quoted_posts(self._application, first),
        }
        return self._pages.show(visit, "docket.html", values)
