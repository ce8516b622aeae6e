"""`smbot model`: the versions of the model of triage, and which of them is current."""

from typing import Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.opening import administrator, open_installation
from smbot.cli.output import show_json, table, tell, tr
from smbot.core.messages import msg


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command("list", help=tr("List the versions of the model of triage; the current one is marked."))(list_versions)
    app.command("use", help=tr("Make a version current: one that “smbot train triage” made, or shipped."))(use)
    return app


def list_versions(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """List versions."""
    application = open_installation(config)
    rules, listed = application.rules_of_triage.version, application.model_versions.listed()
    if json:
        show_json(
            [
                {
                    "version": each.name,
                    "current": each.is_current,
                    "readable": each.card is not None,
                    "posts": each.card.posts if each.card else None,
                    "corrections": each.card.corrections if each.card else None,
                    "encoder": each.card.encoder if each.card else None,
                    "fits_rules": each.card.rules == rules if each.card else None,
                }
                for each in listed
            ]
        )
        return
    rows = []
    for each in listed:
        card, marked = each.card, tr("current") if each.is_current else ""
        if card is None:
            rows.append([each.name, marked, "", "", tr("cannot be read")])
        else:
            told = "" if card.rules == rules else tr("made for other rules: train again")
            rows.append([each.name, marked, str(card.posts), str(card.corrections), told])
    table([tr("Version"), "", tr("posts"), tr("corrections"), ""], rows)


def use(
    version: Annotated[str, typer.Argument(metavar="VERSION", help=tr("A version, as “model list” shows it."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Make a version current."""
    from smbot.training.learning import make_current

    application = open_installation(config)
    who = administrator(application, member)
    versions = application.model_versions
    versions.check(version)
    make_current(application.store, versions, who, version)
    tell(
        msg(
            "Version {version} is current now. What runs reads it when it starts: restart “smbot run”.", version=version
        )
    )
