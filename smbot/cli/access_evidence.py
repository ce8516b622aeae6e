"""`smbot access export`: an entry's evidence, written into a new folder."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from smbot.access.names import DocketAction
from smbot.cli.access_opening import EntryArgument, open_docket
from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.output import show, show_json, tell, tr
from smbot.core.errors import InputError
from smbot.core.ids import DocketId
from smbot.core.manifests import MANIFEST_FILE, manifest_digest
from smbot.core.messages import LANGUAGES, msg


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help=tr("Write an entry's evidence into a new folder: JSON, pages to print, and their digests."))(
        export
    )


def export(
    entry: EntryArgument,
    folder: Annotated[Path, typer.Argument(help=tr("The folder to make; it must not exist."))],
    lang: Annotated[
        list[str] | None, typer.Option("--lang", help=tr("Languages of the pages: en, fr; else both."))
    ] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Write the evidence."""
    from smbot.bootstrap.access import export_evidence
    from smbot.web.evidence_page import page

    languages = tuple(dict.fromkeys(lang or LANGUAGES))
    if unknown := sorted(set(languages) - set(LANGUAGES)):
        raise InputError(msg("Use one of: {names}.", names=", ".join(LANGUAGES)), where=f"--lang {unknown[0][:20]}")
    application, docket, who = open_docket(config, member)
    docket.may(who, DocketId(entry), DocketAction.EXPORT)
    _make(folder)
    made = export_evidence(application, who, DocketId(entry), languages, partial(page, titles=application.shelf.title))
    for name, content in made.items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_bytes(content)
    if json:
        show_json({"folder": str(folder), "files": list(made), "manifest_sha256": manifest_digest(made)})
        return
    for name in made:
        show(str(folder / name))
    tell(msg("The audit log holds the digest of {file}: {digest}", file=MANIFEST_FILE, digest=manifest_digest(made)))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise InputError(
            msg("The folder cannot be made ({error}).", error=type(error).__name__),
            where=str(folder),
            mend=msg("Name a folder that does not exist yet, in a folder that is yours."),
        ) from None
