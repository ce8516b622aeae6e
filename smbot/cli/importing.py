"""`smbot import FILE`: posts from archives and other tools' exports."""

import json as json_module
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption
from smbot.cli.opening import open_installation
from smbot.cli.output import fail, language, show_json, tell, tr
from smbot.cli.progress import progress
from smbot.core.errors import InputError
from smbot.core.messages import msg, say

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.collect.ports import RefusedItem


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import", help=tr("Read posts from a JSON Lines or CSV file; it can be interrupted and repeated."))(
        import_file
    )


def import_file(
    file: Annotated[Path, typer.Argument(help=tr("The file to read."))],
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="FIELD=COLUMN", help=tr("Which column holds text, id, author, posted_at, language…")
        ),
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help=tr("Write the refused lines with their reasons to this file."))
    ] = None,
    process: Annotated[bool, typer.Option(help=tr("Redact, triage and draft now; otherwise “smbot run” does."))] = True,
    config: ConfigOption = DEFAULT_CONFIG,
    json: JsonOption = False,
) -> None:
    """Import a file."""
    from smbot.collect.ports import Page
    from smbot.collect.run import collect
    from smbot.platforms.files import open_file

    application = open_installation(config)
    if report is not None:
        _check_report(report, file)
    own = [value for value in application.published if value.startswith("@")]
    collector = open_file(file, mapping or [], application.clock, own_authors=own)
    for field, columns in collector.mapping.columns.items():
        tell(msg("{field} ← {columns}", field=field.value, columns=", ".join(columns)))
    with application.store.write() as tx:
        tx.resume_account(collector.name)  # whoever repeats an import does not want to wait
    with progress(tr("Bytes read"), file.stat().st_size) as count:
        at = 0

        def step(_page: Page) -> None:
            nonlocal at
            count(collector.progress.bytes_read - at)
            at = collector.progress.bytes_read

        done = collect(collector, application.collecting(), page_limit=None, progress=step)
    for note in collector.notes:
        tell(note)
    refused = [*collector.refused_before, *done.refused]
    already_there = done.read - done.new - done.edited + collector.progress.skipped - len(collector.refused_before)
    reasons = Counter(say(item.why, language()) for item in refused)
    if report is not None:
        _write_report(report, refused)
    processed = _process(application) if process and done.error is None else 0
    if json:
        show_json(
            {
                "read": done.read,
                "new": done.new,
                "already_there": already_there,
                "edited": done.edited,
                "refused": len(refused),
                "reasons": dict(reasons),
                "processed": processed,
            }
        )
    else:
        tell(
            msg(
                "{new} new posts, {known} already there, {refused} lines refused.",
                new=done.new,
                known=already_there + done.edited,
                refused=len(refused),
            )
        )
        for reason, number in reasons.most_common():
            tell(msg("  {number} × {reason}", number=number, reason=reason))
    if done.error is not None:
        fail(done.error)


def _check_report(report: Path, file: Path) -> None:
    """Refuse a report that cannot be written, before anything is imported."""
    if report.resolve() == file.resolve():
        raise InputError(
            msg("The report would replace the file that is read."), where=str(report), mend=msg("Name another file.")
        )
    try:
        report.open("a").close()
    except OSError as error:
        raise InputError(
            msg("The file cannot be written ({error}).", error=type(error).__name__),
            where=str(report),
            mend=msg("Name a file in a folder that is there and yours."),
        ) from None


def _write_report(report: Path, refused: "Iterable[RefusedItem]") -> None:
    lines = [{"where": item.where, "why": say(item.why, language())} for item in refused]
    report.write_text("".join(json_module.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")


def _process(application: "Application") -> int:

    with application.store.read() as tx:
        total = tx.count_waiting()
    if not total:
        return 0
    pipeline = application.pipeline(application.load_tagger())
    with progress(tr("Posts"), total) as count:
        return pipeline.run_dry(count)
