"""The log of people: who was made, changed, signed in or was refused, and by whom; by person and period."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from smbot.bootstrap.access import zone_of
from smbot.bootstrap.compliance import PEOPLE_ACTS
from smbot.bootstrap.exports import event_row
from smbot.core.ids import MemberId
from smbot.review.exports import as_csv
from smbot.storage.compliance import EventFilter
from smbot.web.access import Routes, Visiting
from smbot.web.compliance_pages import MOST_SHOWN, READER, ComplianceDesk, typed_day
from smbot.web.timeline import past_event

USUAL: Final = timedelta(days=30)
MOST_IN_CSV: Final = 50_000


class PeoplePages:
    """The log of people."""

    def __init__(self, desk: ComplianceDesk) -> None:
        self._desk = desk
        self._application = desk.application

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/compliance/people", self.listed, READER)
        routes.get("/compliance/people.csv", self.figures, READER)

    def listed(self, visit: Visiting, person: str = "", first: str = "", last: str = "") -> Response:
        """Show the newest events."""
        wanted, begin, end, names = self._wanted(person, first, last)
        with self._application.store.read() as tx:
            total = tx.count_events(wanted)
            events = [past_event(row.body) for row in tx.events(wanted, limit=MOST_SHOWN, newest_first=True)]
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
        wanted, begin, end, names = self._wanted(person, first, last)
        with self._application.store.read() as tx:
            found = tx.events(wanted, limit=MOST_IN_CSV)
        rows = [{**event_row(row), "name": names.get(row.subject, "")} for row in found]
        headers = {"Content-Disposition": f'attachment; filename="smbot-people-{begin}-{end}.csv"'}
        return Response(as_csv(rows), media_type="text/csv; charset=utf-8", headers=headers)

    def _wanted(self, person: str, first: str, last: str) -> tuple[EventFilter, date, date, dict[str, str]]:
        zone = zone_of(self._application)
        today = self._application.clock.now().astimezone(zone).date()
        begin, end = typed_day(first, today - USUAL), typed_day(last, today)
        with self._application.store.read() as tx:
            names: dict[str, str] = {one.member.id: one.member.name for one in tx.memberships()}
        wanted = EventFilter(
            since=datetime.combine(begin, time(), zone).astimezone(UTC),
            until=datetime.combine(end + timedelta(days=1), time(), zone).astimezone(UTC),
            acts=PEOPLE_ACTS,
            about=MemberId(person) if person in names else "",
            actor=names.get(person, ""),
        )
        return wanted, begin, end, names
