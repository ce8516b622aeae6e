"""`smbot playbooks lint`: refuse what would not hold."""

from pathlib import Path
from typing import Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, JsonOption
from smbot.cli.output import EXIT_CHECK_FAILED, language, named, show, show_json, tell, tr
from smbot.core.messages import msg, say


def build() -> typer.Typer:
    """Return the commands of playbooks."""
    app = typer.Typer(no_args_is_help=True)
    app.callback()(lambda: None)
    app.command("lint", help=tr("Check a folder of playbooks, else the installation's, else the shipped ones."))(lint)
    return app


def lint(
    folder: Annotated[Path | None, typer.Argument(help=tr("The folder of playbooks."))] = None,
    config: Annotated[
        Path | None, typer.Option("--config", envvar="SMBOT_CONFIG", help=tr("The configuration file."))
    ] = None,
    json: JsonOption = False,
) -> None:
    """Check playbooks."""
    from smbot import settings
    from smbot.bootstrap import Application, bare
    from smbot.playbooks.lint import lint as check
    from smbot.playbooks.load import read_folder
    from smbot.registry import load_platform, platform_names
    from smbot.shipped import playbook_folder

    if config is None and DEFAULT_CONFIG.is_file():
        config = DEFAULT_CONFIG
    application = Application(settings.load(config)) if config else bare()
    chosen = application.configuration.folder(application.settings.playbooks.folder) if config else playbook_folder()
    playbooks, unreadable = read_folder(folder or chosen)
    rules = {name: load_platform(name).rules for name in platform_names()}
    problems = (*unreadable, *check(playbooks, rules, application.organisation))
    if json:
        show_json(
            [{"where": p.where, "what": say(p.what, language()), "mend": say(p.mend, language())} for p in problems]
        )
    else:
        for problem in problems:
            show(f"{named(problem.where, say(problem.what, language()))}\n  → {say(problem.mend, language())}")
    if problems:
        raise SystemExit(EXIT_CHECK_FAILED)
    tell(msg("{count} playbooks are valid.", count=len(playbooks.sources)))
