"""The log of access and roles: who was made, changed, signed in or was refused, and by whom; by person and period."""

from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from smbot.bootstrap.exports import event_row
from smbot.review.exports import as_csv
from smbot.web.access import Routes, Visiting
from smbot.web.compliance_pages import READER, ComplianceDesk, typed_day
from smbot.web.compliance_records import MOST_SHOWN, USUAL, PeopleOf, people_of
from smbot.web.event_words import FOR_OFFICERS
from smbot.web.timeline import past_event

MOST_IN_CSV: Final = 50_000


class PeoplePages:
    """The log of access and roles."""

    def __init__(self, desk: ComplianceDesk) -> None:
        self._desk = desk
        self._application = desk.application

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/compliance/people", self.listed, READER)
        routes.get("/compliance/people.csv", self.figures, READER)

    def listed(self, visit: Visiting, person: str = "", first: str = "", last: str = "") -> Response:
        """Show the newest events."""
        found = self._found(person, first, last)
        with self._application.store.read() as tx:
            total = tx.count_events(found.wanted)
            events = [
                past_event(row.body, FOR_OFFICERS)
                for row in tx.events(found.wanted, limit=MOST_SHOWN, newest_first=True)
            ]
        begin, end, names = found.first, found.last, found.names
        values = {
            "events": events,
            "total": total,
            "names": names,
            "person": person if person in names else "",
            "first": begin,
            "last": end,
            "query": urlencode({"person": person, "first": begin.isoformat(), "last": end.isoformat()}),
        }
        return self._desk.show(visit, "people.html", values)

    def figures(self, visit: Visiting, person: str = "", first: str = "", last: str = "") -> Response:
        """Hand out the events as CSV."""
        asked = self._found(person, first, last)
        begin, end, names = asked.first, asked.last, asked.names
        with self._application.store.read() as tx:
            found = tx.events(asked.wanted, limit=MOST_IN_CSV)
        rows = [{**event_row(row), "name": names.get(row.subject, "")} for row in found]
        headers = {"Content-Disposition": f'attachment; filename="smbot-people-{begin}-{end}.csv"'}
        return Response(as_csv(rows), media_type="text/csv; charset=utf-8", headers=headers)

    def _found(self, person: str, first: str, last: str) -> PeopleOf:
        today = self._application.clock.now().astimezone(self._application.zone).date()
        return people_of(self._application, person, typed_day(first, today - USUAL), typed_day(last, today))
