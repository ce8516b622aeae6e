"""`smbot audit verify|export`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption
from smbot.cli.opening import open_installation
from smbot.cli.output import EXIT_CHECK_FAILED, language, show, show_json, tell, tr
from smbot.cli.progress import progress
from smbot.core.errors import InputError
from smbot.core.messages import msg, say


def build() -> typer.Typer:
    """Return the commands of the audit log."""
    app = typer.Typer(no_args_is_help=True)
    app.command("verify", help=tr("Check that nothing was changed, removed or put between."))(verify)
    app.command("export", help=tr("Write the whole log to a file, one record a line."))(export)
    return app


def verify(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Check the log."""
    from smbot.verification import audit_size, verify_log

    application = open_installation(config)
    with progress(tr("Records"), audit_size(application)) as count:
        verdict = verify_log(application, actor="cli", step=count)
    if json:
        problems = [say(problem, language()) for problem in verdict.problems]
        show_json(
            {
                "events": verdict.events,
                "root": verdict.root,
                "checkpoints": verdict.checkpoints,
                "verified": verdict.verified,
                "problems": problems,
            }
        )
    else:
        for problem in verdict.problems:
            show(say(problem, language()))
        if verdict.verified:
            tell(
                msg(
                    "{events} events, {checkpoints} signed checkpoints: unbroken.",
                    events=verdict.events,
                    checkpoints=verdict.checkpoints,
                )
            )
    if not verdict.verified:
        raise SystemExit(EXIT_CHECK_FAILED)


def export(
    file: Annotated[Path, typer.Argument(help=tr("The file to write; it must not exist."))],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Write the log."""
    from smbot.audit.export import export_lines
    from smbot.core.events import Act, Event
    from smbot.verification import sign_log

    application = open_installation(config)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise InputError(
            msg("The file cannot be written ({error}).", error=type(error).__name__),
            where=str(file),
            mend=msg("Name a file that does not exist yet, in a folder that is yours."),
        ) from None
    key = application.keys.secret("audit")
    with application.store.write() as tx:
        tx.record(Event(act=Act.AUDIT_EXPORTED, actor="cli"))
    sign_log(application)  # to its last record, so that the copy proves itself whole
    with (
        os.fdopen(descriptor, "w", encoding="utf-8") as out,
        application.store.read() as tx,
        progress(tr("Records"), tx.audit_head()[0]) as count,
    ):
        for line in export_lines(tx.audit_records(), tx.checkpoints(), key):
            out.write(line + "\n")
            count(1)
