"""The directory of an installation, and one of its offices by its id."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.output import tr
from smbot.core.errors import ConfigurationError, InputError
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.offices.model import Directory, Office
    from smbot.settings import Configuration


OfficeOption = Annotated[str, typer.Option("--office", metavar="ID", help=tr("The office, by its id."))]


def known_office(configuration: "Configuration", office_id: str) -> str:
    """Return an office's id, if the directory has it.

    Raises:
        InputError: It has not.
        ConfigurationError: The directory does not hold.
    """
    return next(one.id for one in offices_named(directory_of(configuration), office_id)) if office_id else ""


def configuration_of(config: Path) -> "Configuration":
    """Return the configuration in a file."""
    from smbot import settings

    return settings.load(config)


def directory_file(configuration: "Configuration | None") -> Path:
    """Return the file of the directory: the installation's, else the shipped one."""
    if configuration is not None:
        return configuration.folder(configuration.settings.offices.file)
    from smbot.offices.load import SHIPPED

    return SHIPPED


def directory_of(configuration: "Configuration") -> "Directory":
    """Return the directory of an installation.

    Raises:
        ConfigurationError: It does not hold.
    """
    from smbot.offices.load import read_directory

    loaded = read_directory(directory_file(configuration))
    if loaded.problems:
        raise loaded.problems[0].error()
    return loaded.directory


def offices_named(directory: "Directory", office_id: str) -> "Sequence[Office]":
    """Return the office of an id, or all of them where it is empty.

    Raises:
        InputError: The directory has no such office.
        ConfigurationError: It has none at all.
    """
    if office_id and (office := directory.office(office_id)) is not None:
        return [office]
    choices = ", ".join(one.id for one in directory.offices)
    if office_id:
        raise InputError(
            msg("The directory has no office of this id."),
            where=office_id,
            mend=msg("Use one of: {choices}.", choices=choices or "-"),
        )
    if not choices:
        raise ConfigurationError(msg("The directory has no office."), mend=msg("Add yours under offices."))
    return directory.offices
