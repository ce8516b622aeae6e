"""The commands and their options. Bodies import what they need, so that ``--help`` is quick."""

from pathlib import Path
from typing import Annotated

import typer

from smbot import __version__
from smbot.cli.output import show, tr

ConfigOption = Annotated[
    Path,
    typer.Option("--config", envvar="SMBOT_CONFIG", help=tr("The configuration file.")),
]
JsonOption = Annotated[bool, typer.Option("--json", help=tr("Write JSON for machines."))]
MemberOption = Annotated[
    str,
    typer.Option("--member", envvar="SMBOT_MEMBER", help=tr("Act as this team member (not needed if there is one).")),
]
YesOption = Annotated[bool, typer.Option("--yes", help=tr("Do not ask."))]
DEFAULT_CONFIG = Path("config.toml")


def build_app() -> typer.Typer:
    """Return the whole command line, its help in the reader's language."""
    from smbot.cli import (
        access,
        accounts,
        administration,
        audit,
        backup,
        bill,
        cases,
        connect,
        corpus,
        database,
        demo,
        directory,
        evaluation,
        exporting,
        guard,
        importing,
        keys,
        labels,
        models,
        monitors,
        offer,
        playbooks,
        private,
        queue,
        reports,
        retention,
        streams,
        tokens,
        training,
        users,
    )

    app = typer.Typer(
        name="smbot",
        help=tr("Follow what people say about a public body, and answer without exposing them."),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_root)
    for module in (
        administration, backup, bill, connect, demo, evaluation, exporting, guard, importing, private, streams,
    ):  # fmt: skip
        module.add_to(app)
    app.add_typer(queue.build(), name="queue", help=tr("Work through the review queue."))
    app.add_typer(labels.build(), name="labels", help=tr("Corrections of labels that wait, and the weekly sample."))
    app.add_typer(access.build(), name="access", help=tr("Possible access-to-information requests and their clocks."))
    app.add_typer(cases.build(), name="case", help=tr("Cases, problems, and calls to people on duty."))
    app.add_typer(models.build(), name="model", help=tr("Versions of the model of triage."))
    app.add_typer(playbooks.build(), name="playbooks", help=tr("Check the playbooks."))
    app.add_typer(private.build(), name="private", help=tr("The private zone: case codes and sealed threads."))
    app.add_typer(keys.build(), name="keys", help=tr("The keys: renewal, data keys sealed anew, the loss drill."))
    app.add_typer(backup.build(), name="backup", help=tr("Make a backup, list them, try them."))
    app.add_typer(audit.build(), name="audit", help=tr("Verify and export the audit log."))
    app.add_typer(monitors.build(), name="monitor", help=tr("Saved searches and what they cost."))
    app.add_typer(accounts.build(), name="account", help=tr("How the connected accounts fare."))
    app.add_typer(directory.build(), name="directory", help=tr("Programs, offices and other bodies."))
    app.add_typer(offer.build(), name="offer", help=tr("The active offer off the platforms."))
    app.add_typer(reports.build(), name="report", help=tr("What is said about us."))
    app.add_typer(database.build(), name="db", help=tr("The database: move it to PostgreSQL."))
    app.add_typer(retention.build(), name="retention", help=tr("What the schedules let go, and its disposal."))
    app.add_typer(users.build(), name="user", help=tr("Who works here, and with which roles."))
    app.add_typer(tokens.build(), name="token", help=tr("Tokens for programs that use the API."))
    app.add_typer(corpus.build(), name="corpus", help=tr("The posts that smbot is trained and measured on."))
    app.add_typer(training.build(), name="train", help=tr("Make again what smbot learnt."))
    return app


def _version(wanted: bool) -> None:
    if wanted:
        show(__version__)
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help=tr("Show the version."))
    ] = False,
) -> None:
    pass
