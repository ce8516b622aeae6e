"""Taking out records of a period: how many, what they look like, an archive with a manifest; and what was taken out."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Form
from fastapi import Request as Asked
from starlette.responses import Response

from smbot.bootstrap.access import zone_of
from smbot.bootstrap.exports import export_digests, export_rows
from smbot.core.errors import SmbotError
from smbot.review.exports import PREVIEWED, ExportFormat, ExportKind, Request, Row
from smbot.web.access import Routes, Visit, Visiting
from smbot.web.audit_view import typed_place
from smbot.web.compliance_pages import READER, ComplianceDesk, typed_day
from smbot.web.export_archive import export_archive
from smbot.web.export_words import shown
from smbot.web.exports_made import exports_made
from smbot.web.item_forms import CONFLICT

USUAL: Final = timedelta(days=30)


class ExportPages:
    """Exports. Nothing in them is personal, so one person may make them."""

    def __init__(self, desk: ComplianceDesk) -> None:
        self._desk = desk
        self._application = desk.application
        self._shown = partial(shown, zone=desk.application.zone, titles=desk.application.shelf.title)

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/compliance/exports", self.preview, READER)
        routes.post("/compliance/exports", self.make, READER)

    def preview(self, asked: Asked, visit: Visiting, kind: str = "", first: str = "", last: str = "") -> Response:
        """Show the form; where a kind was chosen, how many records there are, and the first; then what was made."""
        query = asked.query_params
        place = typed_place(query.get("before", "")), typed_place(query.get("after", ""))
        return self._show(visit, self._request(kind, first, last), chosen=kind in set(ExportKind), place=place)

    def make(
        self,
        visit: Visiting,
        kind: Annotated[ExportKind, Form()],
        form: Annotated[ExportFormat, Form()],
        first: Annotated[date, Form()],
        last: Annotated[date, Form()],
    ) -> Response:
        """Hand out the archive; the audit log holds the digest of its manifest."""
        request = Request(kind=kind, first_day=first, last_day=last)
        try:
            return export_archive(self._application, visit.signed_in, request, form)
        except SmbotError as error:
            return self._show(visit, request, chosen=True, alert=error)

    def _request(self, kind: str, first: str, last: str) -> Request:
        today = self._application.clock.now().astimezone(zone_of(self._application)).date()
        return Request(
            kind=ExportKind(kind) if kind in set(ExportKind) else ExportKind.MENTIONS,
            first_day=typed_day(first, today - USUAL),
            last_day=typed_day(last, today),
        )

    def _show(
        self,
        visit: Visit,
        request: Request,
        *,
        chosen: bool,
        alert: SmbotError | None = None,
        place: tuple[int | None, int | None] = (None, None),
    ) -> Response:
        total = 0
        rows: list[Row] = []
        digests: dict[str, str] = {}
        if chosen:
            try:
                total, rows = export_rows(self._application, visit.signed_in, request, PREVIEWED)
                digests = export_digests(self._application, visit.signed_in, request) if total else {}
            except SmbotError as error:
                chosen, alert = False, alert or error
        with self._application.store.read() as tx:
            made = exports_made(tx, *place)
        query = urlencode({"kind": request.kind, "first": request.first_day, "last": request.last_day})
        values = {
            "request": request,
            "chosen": chosen,
            "total": total,
            "rows": rows,
            "digests": digests,
            "shown": self._shown,
            "alert": alert,
            "made": made,
        }
        here = replace(visit, here=f"/compliance/exports?{query}" if chosen else "/compliance/exports")
        return self._desk.show(here, "exports.html", values, status=CONFLICT if alert else 200)
