"""`smbot redact` and `smbot triage`: JSON lines in, JSON lines out; nothing is stored."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.output import language, tr
from smbot.cli.progress import progress
from smbot.core.errors import InputError
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.redact.jsonl import Identity, Render
    from smbot.redact.mask import Redaction

InputArgument = Annotated[Path | None, typer.Argument(help=tr("A file of JSON lines; standard input without it."))]
ConfigChoice = Annotated[
    Path | None,
    typer.Option("--config", envvar="SMBOT_CONFIG", help=tr("Use this installation's own published values.")),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("redact", help=tr("Mask personal information: JSON lines in, JSON lines out."))(redact)
    app.command("triage", help=tr("Label posts: JSON lines in, JSON lines out."))(triage)


def redact(file: InputArgument = None, config: ConfigChoice = None) -> None:
    r"""Mask personal information in {"id", "text", "lang"?} lines."""
    _run(file, application_of(config), None)


def triage(file: InputArgument = None, config: ConfigChoice = None) -> None:
    r"""Label {"id", "text", "lang"?} lines; texts are masked before they are read."""
    import json

    from smbot.classify.jsonl import to_input_offsets, triage_line
    from smbot.core.marked import marked

    application = application_of(config)

    def render(identity: "Identity", redaction: "Redaction") -> str:
        masked = redaction.text
        line = triage_line(
            id=identity,
            language=redaction.language,
            triage=application.classifier.triage(marked(masked), redaction.language),
            to_input=to_input_offsets(masked.text, masked.masks, redaction.spans),
        )
        return json.dumps(line, ensure_ascii=False)

    _run(file, application, render)


def application_of(config: Path | None) -> "Application":
    """Return the installation's application, or one without an installation."""
    from smbot import settings
    from smbot.bootstrap import Application, bare

    return Application(settings.load(config)) if config else bare()


def _run(file: Path | None, application: "Application", render: "Render | None") -> None:
    from smbot.redact.jsonl import redact_lines

    redactor = application.redactor(application.load_tagger())
    with progress(tr("Lines")) as count:
        lines = redact_lines(
            lines_of(file),
            redactor,
            application.teller,
            render=render,
            language=language(),
            operators=application.operators,
        )
        for line in lines:
            sys.stdout.write(line + "\n")
            count(1)


def lines_of(file: Path | None) -> Iterator[str]:
    """Yield lines; bytes that are no UTF-8 become replacement characters rather than an end of the run."""
    if file is None:
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # type: ignore[union-attr]
        yield from sys.stdin
        return
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as stream:
            yield from stream
    except OSError as error:
        raise InputError(
            msg("The file cannot be read ({error}).", error=type(error).__name__),
            where=str(file),
            mend=msg("Check its name and rights."),
        ) from None
