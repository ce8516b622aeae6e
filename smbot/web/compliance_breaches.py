"""Reports of breaches of privacy: the register, one report with its versions, its form, its export."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from smbot import __version__
from smbot.bootstrap.access import zone_of
from smbot.bootstrap.compliance import breaches_of
from smbot.core.errors import InputError, SmbotError
from smbot.core.events import Act, Event
from smbot.core.ids import CaseId, MentionId
from smbot.core.manifests import manifest_digest
from smbot.core.messages import msg, say
from smbot.review.breaches import FIELDS, LONGEST_LINE, LONGEST_TEXT, PARTS, Breach, FieldKind, Values
from smbot.review.exports import Row, as_csv
from smbot.review.ports import QueueItem
from smbot.web.access import Denied, Routes, Visit, Visiting
from smbot.web.breach_archive import breach_files, field_told, packed
from smbot.web.compliance_pages import OFFICER, READER, ComplianceDesk
from smbot.web.compliance_records import is_mention_or_case
from smbot.web.export_archive import ZIP
from smbot.web.item_forms import CONFLICT
from smbot.web.numbers import Number, typed_number
from smbot.web.words import label_name, platform_name

EMPTY: Final[Values] = {name: [] if each.kind == FieldKind.MANY else "" for name, each in FIELDS.items()}
COUNTED: Final = "PERSON"


async def _filled(request: Request) -> FormData:
    return await request.form()


Filled = Annotated[FormData, Depends(_filled)]
"""The form as it was sent: its fields are data."""


class BreachPages:
    """Reports of breaches."""

    def __init__(self, desk: ComplianceDesk) -> None:
        self._desk = desk
        self._application = desk.application
        self._breaches = breaches_of(desk.application)

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/compliance/breaches", self.register, READER)
        routes.get("/compliance/breaches.csv", self.figures, READER)
        routes.get("/compliance/breaches/new", self.new, OFFICER)
        routes.post("/compliance/breaches", self.keep, OFFICER)
        routes.get("/compliance/breaches/{number}", self.report, READER)
        routes.get("/compliance/breaches/{number}/edit", self.edit, OFFICER)
        routes.post("/compliance/breaches/{number}", self.keep_version, OFFICER)
        routes.post("/compliance/breaches/{number}/export", self.export, READER)

    def register(self, visit: Visiting) -> Response:
        """Show the register: the newest version of every report."""
        with self._application.store.read() as tx:
            reports = tx.breaches()
        return self._desk.show(visit, "breaches.html", {"reports": reports})

    def figures(self, visit: Visiting) -> Response:
        """Hand out the register as CSV."""
        with self._application.store.read() as tx:
            reports = tx.breaches()
        rows: list[Row] = [
            {"number": one.number, "version": one.version, "written": one.at.isoformat(), "by": one.by, **_lines(one)}
            for one in reports
        ]
        self._exported(visit, "register", rows=len(rows))
        headers = {"Content-Disposition": 'attachment; filename="smbot-breaches.csv"'}
        return Response(as_csv(rows), media_type="text/csv; charset=utf-8", headers=headers)

    def new(self, visit: Visiting, mention: str = "", case: str = "") -> Response:
        """Begin a report; one that is begun from a post or case has what is known of it filled in."""
        subject, known = self._known(visit, mention[:64], case[:64])
        return self._form(visit, {**EMPTY, **known}, subject=subject)

    def keep(self, visit: Visiting, form: Filled) -> Response:
        """Keep a new report."""
        return self._keep(visit, form, 0)

    def keep_version(self, visit: Visiting, form: Filled, number: Number) -> Response:
        """Keep a new version of a report."""
        return self._keep(visit, form, number)

    def report(self, visit: Visiting, number: Number, version: Number = 0, done: str = "") -> Response:
        """Show a report, or an earlier version of it."""
        versions = self._found(number)
        shown = next((one for one in versions if one.version == version), versions[0])
        values = {
            "report": shown,
            "versions": versions,
            "parts_of_report": PARTS,
            "field_told": field_told,
            "kept": done == "kept",
        }
        return self._desk.show(visit, "breach.html", values)

    def edit(self, visit: Visiting, number: Number) -> Response:
        """Show the form of a report."""
        newest = self._found(number)[0]
        return self._form(visit, {**EMPTY, **newest.fields}, number=number, version=newest.version)

    def export(self, visit: Visiting, number: Number) -> Response:
        """Hand out a report with all its versions, as data and as pages; the log holds the digest of the manifest."""
        versions = self._found(number)
        made = (self._application.clock.now(), visit.signed_in.name, __version__)
        files = breach_files(versions, made, self._application.zone)
        digest, version = manifest_digest(files), versions[0].version
        self._exported(visit, versions[0].subject, number=number, version=version, manifest=digest)
        name = f"smbot-breach-{number}"
        headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
        return Response(packed(files, name), media_type=ZIP, headers=headers)

    def _exported(self, visit: Visit, subject: str, **detail: int | str) -> None:
        with self._application.store.write() as tx:
            event = Event(act=Act.BREACH_EXPORTED, actor=visit.signed_in.name, subject=subject, detail=detail)
            tx.record(event)

    def _keep(self, visit: Visit, form: FormData, number: int) -> Response:
        typed: dict[str, str | list[str]] = {}
        for name, each in FIELDS.items():
            given = [value for value in form.getlist(name) if isinstance(value, str)]
            typed[name] = given if each.kind == FieldKind.MANY else "".join(given[:1])
        seen, subject = form.get("version"), form.get("subject")
        version = typed_number(seen)
        about = subject if isinstance(subject, str) and is_mention_or_case(self._application, subject) else ""
        try:
            kept = self._breaches.keep(
                visit.signed_in, typed, number=number, seen_version=version, subject="" if number else about
            )
        except SmbotError as error:
            if number:
                self._found(number)
            values = {**EMPTY, **typed}
            return self._form(visit, values, number=number, version=version, subject=about, alert=error)
        return RedirectResponse(f"/compliance/breaches/{kept}?done=kept", 303)

    def _found(self, number: int) -> list[Breach]:
        with self._application.store.read() as tx:
            versions = tx.breach(number)
        if not versions:
            raise Denied(404, msg("There is no such report."))
        return versions

    def _known(self, visit: Visit, mention: str, case: str) -> tuple[str, Values]:
        """Return what is known of a post or case: dates, kinds of information, what was done; never a word of it."""
        with self._application.store.read() as tx:
            found = tx.case(CaseId(case)) if case else None
            mentions = list(found.mentions) if found else [MentionId(mention)] if mention else []
            items = [item for each in mentions if (item := tx.item(each)) is not None]
        if not items:
            return (found.id if found else ""), {}
        posted, seen = self._day(min(one.posted_at for one in items)), self._day(min(o.collected_at for o in items))
        masks = [mask for item in items for mask in item.all_masks()]
        people = {(mask.entity, mask.number) for mask in masks if mask.entity == COUNTED}
        hidden = [item.id for item in items if item.hidden]
        measures = msg("Masked at once.")
        if hidden:
            measures = msg("Masked at once. Hidden from others: {ids}.", ids=", ".join(hidden))
        choices = FIELDS["information"].choices
        return (found.id if found else mention), {
            "what": "\n".join(_told(item, visit.language) for item in items),
            "from": posted.isoformat(),
            "discovered": seen.isoformat(),
            "discovered-how": say(msg("by smbot, when it read the post"), visit.language),
            "cause": "own-post",
            "people": str(len(people)) if people else "",
            "people-how": "estimated" if people else "",
            "information": sorted({mask.entity for mask in masks} & set(choices)),
            "measures": say(measures, visit.language),
        }

    def _day(self, at: datetime) -> date:
        return at.astimezone(zone_of(self._application)).date()

    def _form(
        self,
        visit: Visit,
        values: Values,
        *,
        number: int = 0,
        version: int = 0,
        subject: str = "",
        alert: SmbotError | None = None,
    ) -> Response:
        shown = {
            "values": values,
            "of": number,
            "version": version,
            "subject": subject,
            "parts_of_report": PARTS,
            "alert": alert,
            "wrong": alert.where if isinstance(alert, InputError) else "",
            "longest_line": LONGEST_LINE,
            "longest_text": LONGEST_TEXT,
        }
        here = f"/compliance/breaches/{number}/edit" if number else "/compliance/breaches/new"
        return self._desk.show(replace(visit, here=here), "breach_form.html", shown, status=CONFLICT if alert else 200)


def _lines(report: Breach) -> dict[str, str]:
    return {name: report.line(name) for name in FIELDS}


def _told(item: QueueItem, language: str) -> str:
    label = label_name(item.labels[0]) if item.labels else msg("not labelled")
    told = msg("Post {id} on {platform}: {label}.", id=item.id, platform=platform_name(item.platform), label=label)
    return say(told, language)
