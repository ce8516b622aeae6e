"""`smbot playbooks new` and `schema`: start a playbook, and help the editor in which it is written."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG
from smbot.cli.output import harmless, show, tell, tr
from smbot.core.errors import InputError
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.playbooks.writing import NewPlaybook

ConfigChoice = Annotated[
    Path | None, typer.Option("--config", envvar="SMBOT_CONFIG", help=tr("The configuration file."))
]
FolderOption = Annotated[
    Path | None, typer.Option("--folder", help=tr("The folder of playbooks; else the installation's."))
]


class Approval(StrEnum):
    """How many persons approve a reply."""

    ONE = "one"
    TWO = "two"


class Office(StrEnum):
    """Whether our office is open."""

    OPEN = "open"
    CLOSED = "closed"


class CaseOption(StrEnum):
    """The kinds of case."""

    FEEDBACK = "feedback"
    COMPLAINT = "complaint"
    INCIDENT = "incident"
    PROBLEM = "problem"


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("new", help=tr("Write the file of a new playbook, valid and commented, in both languages."))(new)
    app.command("schema", help=tr("Show the JSON Schema of playbooks, or write it beside them for editors."))(schema)


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help=tr("Its name: small letters, digits, hyphens."))],
    title_en: Annotated[str, typer.Option("--title-en", help=tr("Its title in English."))] = "",
    title_fr: Annotated[str, typer.Option("--title-fr", help=tr("Its title in French."))] = "",
    labels: Annotated[
        list[str] | None, typer.Option("--label", help=tr("A label that it answers; several are allowed."))
    ] = None,
    exposed: Annotated[bool, typer.Option("--exposed", help=tr("It answers exposed personal information."))] = False,
    platforms: Annotated[list[str] | None, typer.Option("--platform", help=tr("Only on this platform."))] = None,
    languages: Annotated[
        list[str] | None, typer.Option("--language", help=tr("Only to authors of this language: en, fr or other."))
    ] = None,
    programs: Annotated[list[str] | None, typer.Option("--program", help=tr("Only about this program."))] = None,
    office: Annotated[
        Office | None, typer.Option("--office", help=tr("Only while our office is open or closed."))
    ] = None,
    case: Annotated[CaseOption | None, typer.Option("--case", help=tr("Open a case of this kind."))] = None,
    approval: Annotated[Approval, typer.Option("--approval", help=tr("How many persons approve."))] = Approval.ONE,
    no_reply: Annotated[bool, typer.Option("--no-reply", help=tr("It gives no public reply."))] = False,
    folder: FolderOption = None,
    config: ConfigChoice = None,
) -> None:
    """Write a new playbook."""
    from smbot.playbooks.fields import Bilingual
    from smbot.playbooks.model import LABELS
    from smbot.playbooks.writing import NewPlaybook

    if exposed and labels:
        raise InputError(msg("A playbook answers labels, or exposed personal information."), mend=msg("Name one."))
    known = ", ".join(LABELS)
    title = Bilingual(
        en=title_en or _asked(tr("Title in English"), "--title-en"),
        fr=title_fr or _asked(tr("Title in French"), "--title-fr"),
    )
    if not (labels or exposed):
        typed = _asked(
            tr("Labels, with commas between ({labels}); Enter: exposed", labels=known), "--label", empty=True
        )
        labels = [label.strip() for label in typed.split(",") if label.strip()]
    _write(
        NewPlaybook(
            name=name,
            title=title,
            labels=tuple(labels or ()),
            platforms=tuple(platforms or ()),
            languages=tuple(languages or ()),
            programs=tuple(programs or ()),
            office=office or "",
            replies=not no_reply,
            approval=approval,
            case_kind=case or "",
        ),
        _folder(folder, config),
    )


def schema(
    write: Annotated[
        bool, typer.Option("--write", help=tr("Write it into the folder, where the first line of playbooks names it."))
    ] = False,
    folder: FolderOption = None,
    config: ConfigChoice = None,
) -> None:
    """Show or write the schema."""
    from smbot.playbooks.schema import FILE_NAME, as_text

    if not write:
        show(as_text().rstrip("\n"))
        return
    file = _folder(folder, config) / FILE_NAME
    _save(file, as_text())
    show(str(file))


def _write(playbook: "NewPlaybook", folder: Path) -> None:
    """Write the file, if it holds and there is none."""
    from smbot.playbooks.load import parse
    from smbot.playbooks.model import LABELS
    from smbot.playbooks.writing import write_new

    file = folder / f"{playbook.name}.yaml"
    text = write_new(playbook)
    if unknown := next((label for label in playbook.labels if label not in LABELS), ""):
        raise InputError(
            msg("Unknown label {label}.", label=unknown), mend=msg("Use one of: {labels}.", labels=", ".join(LABELS))
        )
    _, problems = parse(file.name, text.encode())
    if problems:  # a name or a value that no playbook may have
        raise InputError(problems[0].what, where=file.name, mend=problems[0].mend)
    if file.exists():
        raise InputError(msg("The file exists: nothing is overwritten."), where=str(file))
    _save(file, text)
    show(str(file))
    tell(msg("Write your own words, then run “smbot playbooks lint” and “smbot playbooks test”."))


def _save(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(
            msg("The file cannot be written ({error}).", error=type(error).__name__),
            where=str(file),
            mend=msg("Name a folder that exists and is yours with --folder."),
        ) from None


def _folder(folder: Path | None, config: Path | None) -> Path:
    from smbot import settings

    if folder is not None:
        return folder
    if config is None and DEFAULT_CONFIG.is_file():
        config = DEFAULT_CONFIG
    if config is None:
        raise InputError(
            msg("There is no installation here."), mend=msg("Name the folder of playbooks with --folder, or --config.")
        )
    configuration = settings.load(config)
    return configuration.folder(configuration.settings.playbooks.folder)


def _asked(question: str, option: str, *, empty: bool = False) -> str:
    """Ask at a terminal; `empty` says whether Enter alone is an answer."""
    if not sys.stdin.isatty():
        raise InputError(msg("Without a terminal nobody can be asked."), mend=msg("Add {option}.", option=option))
    while True:
        sys.stderr.write(harmless(tr("{question}: ", question=question)))
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise typer.Abort
        if line.strip() or empty:
            return line.strip()
