"""`smbot export`: records of a period, redacted, in an archive with a manifest."""

import os
from pathlib import Path
from typing import Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import create_file, show, show_json, tell, tr
from smbot.core.errors import InputError
from smbot.core.messages import msg


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export", help=tr("Write records of a period to an archive, redacted, with a manifest."))(export)


def export(
    kind: Annotated[str, typer.Argument(help=tr("What: mentions, decisions, docket, events or cases."))],
    file: Annotated[Path | None, typer.Argument(help=tr("The archive to write; it must not exist."))] = None,
    since: Annotated[str, typer.Option("--from", metavar="DATE", help=tr("The first day (YYYY-MM-DD)."))] = "",
    to: Annotated[str, typer.Option("--to", metavar="DATE", help=tr("The last day, included; today."))] = "",
    form: Annotated[str, typer.Option("--form", help=tr("Form of the records: csv, json or html."))] = "csv",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Export; without a file only count."""
    from functools import partial

    from smbot.bootstrap.access import zone_of
    from smbot.bootstrap.exports import export_rows, make_export
    from smbot.cli.access_clock import day_of
    from smbot.review.exports import ExportFormat, ExportKind, Request
    from smbot.verification import sign_log
    from smbot.web.export_words import shown

    if kind not in set(ExportKind):
        raise InputError(msg("Use one of: {names}.", names=", ".join(ExportKind)), where="KIND")
    if form not in set(ExportFormat):
        raise InputError(msg("Use one of: {names}.", names=", ".join(ExportFormat)), where="--form")
    application = open_installation(config)
    who = acting_member(application, member)
    today = application.clock.now().astimezone(zone_of(application)).date()
    last = day_of(to, "--to") or today
    request = Request(kind=ExportKind(kind), first_day=day_of(since, "--from") or last, last_day=last)
    if file is None:
        total, _ = export_rows(application, who, request, 0)
        show_json({"records": total}) if json else show(str(total))
        return
    if application.keys.has("audit"):
        sign_log(application)
    descriptor = create_file(file)
    try:
        with os.fdopen(descriptor, "wb") as out:
            told = partial(shown, zone=application.zone, titles=application.shelf.title)
            made = make_export(application, who, request, ExportFormat(form), out, folder=file.stem, shown=told)
    except BaseException:
        file.unlink(missing_ok=True)  # an archive that is not whole proves nothing
        raise
    if json:
        show_json({"file": str(file), "files": sorted(made.files), "manifest": made.manifest})
    else:
        tell(msg("The records are in {file}. SHA-256 of the manifest: {digest}", file=file, digest=made.manifest))
