"""What the commands of `smbot access` have in common: the docket of an installation, and who asks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import tr

if TYPE_CHECKING:
    from smbot.access.acts import Docket
    from smbot.bootstrap import Application
    from smbot.core.roles import Member


EntryArgument = Annotated[str, typer.Argument(metavar="ID", help=tr("The entry's id, as “access list” shows it."))]
ReasonOption = Annotated[str, typer.Option("--reason", help=tr("Why, in a few words; it is masked."))]


def open_docket(config: Path, member: str) -> "tuple[Application, Docket, Member]":
    """Return the installation, its docket, and the member who acts."""
    from smbot.bootstrap.access import docket_of

    application = open_installation(config)
    return application, docket_of(application), acting_member(application, member)
