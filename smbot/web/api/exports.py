"""Taking out records of a period by the API: how many there are first, then an archive with its manifest."""

from datetime import date, timedelta
from typing import Annotated, Final

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from smbot.bootstrap import Application
from smbot.bootstrap.exports import export_rows
from smbot.core.cells import Cell
from smbot.core.messages import msg
from smbot.members.scopes import Scope
from smbot.review.exports import PREVIEWED, ExportFormat, ExportKind, Request
from smbot.web.api.door import Calling, scope
from smbot.web.api.routes import ZIP, ApiRoutes
from smbot.web.api.shape import Day, FirstDay, LastDay, Shape
from smbot.web.export_archive import export_archive

GROUP = msg("Exports")
USUAL: Final = timedelta(days=30)
KIND = msg("Which records.")


class NewExport(Shape):
    """What is to be taken out: both days are included."""

    kind: ExportKind = Field(description=KIND.template, examples=[ExportKind.DECISIONS])
    form: ExportFormat = Field(description=msg("In which form.").template, examples=[ExportFormat.JSON])
    first: Day = Field(description=msg("The first day, where the body is.").template, examples=["2026-02-05"])
    last: Day = Field(description=msg("The last day, where the body is.").template, examples=["2026-03-04"])


class ExportPreview(Shape):
    """What an export would hold."""

    kind: ExportKind = Field(description=KIND.template)
    first: date = Field(description=msg("The first day, where the body is.").template)
    last: date = Field(description=msg("The last day, where the body is.").template)
    records: int = Field(description=msg("How many records there are.").template)
    rows: list[dict[str, Cell]] = Field(description=msg("The first of them, masked, by column.").template)


class ExportRoutes:
    """Exports. Nothing in them is personal, so one person may make them."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        make = scope(Scope.WRITE_EXPORTS)
        usual = msg("The thirty days up to today where none are named.")
        routes.get("/exports/preview", self.preview, make, GROUP, msg("See what an export would hold"), more=usual)
        told = msg(
            "The answer is an archive: the records, proofs that the log holds them, and manifest.json with length and "
            "SHA-256 of every other file. The audit log keeps the digest of that manifest."
        )
        routes.file("/exports", self.make, make, GROUP, msg("Make an export and fetch it"), media_type=ZIP, more=told)

    def preview(
        self,
        caller: Calling,
        kind: Annotated[ExportKind, Query(description=KIND.template, examples=[ExportKind.DECISIONS])],
        first: FirstDay = None,
        last: LastDay = None,
    ) -> ExportPreview:
        """Tell how many records there are, and the first of them."""
        until = last or self._application.clock.now().astimezone(self._application.zone).date()
        begin = first or max(date.min + USUAL, until) - USUAL
        request = Request(kind=kind, first_day=begin, last_day=until)
        records, rows = export_rows(self._application, caller.member, request, PREVIEWED)
        return ExportPreview(kind=kind, first=begin, last=until, records=records, rows=[dict(row) for row in rows])

    def make(self, caller: Calling, new: NewExport) -> Response:
        """Make it, and hand it out."""
        request = Request(kind=new.kind, first_day=new.first, last_day=new.last)
        return export_archive(self._application, caller.member, request, new.form)
