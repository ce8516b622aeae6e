"""`smbot sbom`: the bill of materials of what is installed, checked without a network."""

import json as json_form
import os
from pathlib import Path
from typing import Annotated

import typer

from smbot.cli.app import JsonOption
from smbot.cli.output import EXIT_CHECK_FAILED, create_file, language, read_text, show, show_json, tell, tr
from smbot.core.messages import msg, say


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sbom", help=tr("Check the installed packages, and write their bill of materials (CycloneDX)."))(sbom)


def sbom(
    file: Annotated[Path | None, typer.Argument(help=tr("The file to write; it must not exist."))] = None,
    lock: Annotated[
        Path | None, typer.Option("--lock", help=tr("The lock file, requirements.txt, to compare with."))
    ] = None,
    json: JsonOption = False,
) -> None:
    """Check and write; without a file only check."""
    from smbot.doctor.bill import bill, installed, problems, read_lock

    locked = read_lock(read_text(lock)) if lock is not None else {}
    packages = installed()
    found = [say(problem, language()) for problem in problems(packages, locked)]
    if file is not None:
        with os.fdopen(create_file(file), "w", encoding="utf-8") as out:
            json_form.dump(bill(packages, locked), out, indent=2, ensure_ascii=False)
            out.write("\n")
    if json:
        show_json({"packages": len(packages), "problems": found})
    else:
        for problem in found:
            show(problem)
        tell(msg("{count} packages, {problems} problems.", count=len(packages), problems=len(found)))
    if found:
        raise SystemExit(EXIT_CHECK_FAILED)
