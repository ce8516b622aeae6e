"""The page “The active offer”: proof reply by reply, by office and employee, waits by language, the right door."""

from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import Response

from smbot.bootstrap import Application
from smbot.bootstrap.offers import READERS, offer_report, period_of
from smbot.core.durations import duration
from smbot.core.errors import InputError
from smbot.offices.report import OfferReport
from smbot.offices.report_csv import offers_csv
from smbot.web.access import Routes, Visit, Visiting, permission
from smbot.web.item_matters import as_language
from smbot.web.templating import Pages

MOST_SHOWN = 200
"""Replies on the page, the newest first; the CSV file has all of them."""


class OfferPages:
    """The page, and its replies as a table for other programs."""

    def __init__(self, application: Application, pages: Pages) -> None:
        self._application = application
        self._pages = pages

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/offers", self.offers, permission(*READERS))
        routes.get("/offers.csv", self.replies, permission(*READERS))

    def offers(self, request: Request, visit: Visiting) -> Response:
        """Show the report of a period, which the address names."""
        report, alert = self._report(visit, request.query_params)
        language = as_language(visit.language)
        names = {office.id: office.name.get(language) for office in self._application.directory.offices}
        values = {
            "report": report,
            "alert": alert,
            "shown": list(reversed(report.offers.replies))[:MOST_SHOWN],
            "office_names": names,
            "duration": duration,
            "query": urlencode({"from": report.first_day.isoformat(), "to": report.last_day.isoformat()}),
        }
        return self._pages.show(visit, "offers.html", values, status=400 if alert else 200)

    def replies(self, request: Request, visit: Visiting) -> Response:
        """Return every reply of a period as comma-separated values; days that are none show the page, which says so."""
        report, alert = self._report(visit, request.query_params)
        if alert is not None:
            return self.offers(request, visit)
        name = f"smbot-offers-{report.first_day.isoformat()}-{report.last_day.isoformat()}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        text = offers_csv(report, visit.language)
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)

    def _report(self, visit: Visit, query: Mapping[str, str]) -> tuple[OfferReport, InputError | None]:
        try:
            days, alert = period_of(self._application, query.get("from", ""), query.get("to", "")), None
        except InputError as error:
            days, alert = period_of(self._application), error
        return offer_report(self._application, visit.signed_in, *days), alert
