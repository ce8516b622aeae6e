"""Mistakes in how a command is called, in the reader's language: Typer's own sentences are in English alone."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Literal, get_args, get_origin

from typer import Context
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from smbot.cli.output import EXIT_USAGE, language, tell, tr
from smbot.core.errors import InputError
from smbot.core.messages import Message, msg

_WORD = re.compile(r"[^\S\u00a0]*[\S\u00a0]+[^\S\u00a0]*")
_WORDS = re.compile(r"'(.+?)'|\s\((.+)\)")


def usage_error(error: TyperException) -> InputError | None:
    """Return our error for one of Typer's; None where it only shows a page of help, because nothing was asked for.

    Typer tells its errors apart by classes that it does not publish: their names and attributes are read here alone.
    """
    if type(error).__name__ == "NoArgsIsHelpError":
        return None
    context, option = getattr(error, "ctx", None), getattr(error, "option_name", "")
    path = context.command_path if context else "smbot"
    return InputError(_what(error, option), mend=msg("See: {command} --help", command=path))


def show_help(error: TyperException) -> int:
    """Show the page of help that a command without arguments asks for, and return the exit code."""
    getattr(error, "show", str)()
    return EXIT_USAGE


def speak_to_the_reader() -> None:
    """Give the frames of Typer's pages of help their titles in the reader's language, and break lines as it does.

    Rich takes a no-break space for any other, and would leave a « at a line's end.
    """
    if language() == "en":
        return
    from rich import _wrap
    from typer import rich_utils

    _wrap.re_word = _WORD
    rich_utils.ARGUMENTS_PANEL_TITLE = tr("Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = tr("Options")
    rich_utils.COMMANDS_PANEL_TITLE = tr("Commands")
    rich_utils.DEFAULT_STRING = tr("[default: {value}]", value="{}")
    rich_utils.ENVVAR_STRING = tr("[variable: {value}]", value="{}")
    rich_utils.REQUIRED_LONG_STRING = tr("[required]")


def name_help(command: object) -> None:
    """Say in the reader's language what --help does, at this command and all below it, and how it is called."""
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = tr("COMMAND [ARGUMENTS]…")
    if isinstance(command, TyperCommand | TyperGroup) and (option := command.get_help_option(Context(command))):
        option.help = tr("Show this help.")
    for below in getattr(command, "commands", {}).values():
        name_help(below)


def tell_left() -> None:
    """Say that the person left a question, by Ctrl+C or a no."""
    tell(msg("Left. Nothing was changed."))


def _what(error: TyperException, option: str) -> Message:
    parameter = getattr(error, "param", None)
    hint = parameter.get_error_hint().replace("'", "") if parameter else ""
    if type(error).__name__ == "MissingParameter":
        return msg("{name} is missing.", name=hint)
    if type(error).__name__ == "NoSuchOption":
        return msg("There is no option {name}.", name=option)
    if option:
        return msg("{name} needs a value.", name=option)
    if parameter is None:
        # A command that is not there, or an argument too many: the word itself stands in Typer's sentence alone.
        said = _WORDS.search(error.format_message())
        words = (said[1] or said[2]) if said else ""
        return msg("There is no such command or argument: {words}", words=words)
    described = parameter.type_descriptor
    if names := list(_names(described.annotation)):
        return msg("{name}: this value is not possible. Use one of: {names}.", name=hint, names=", ".join(names))
    lowest, highest = (getattr(described.parameter_info, end, None) for end in ("min", "max"))
    if lowest is not None and highest is not None:
        return msg("{name}: a number from {lowest} to {highest} is needed.", name=hint, lowest=lowest, highest=highest)
    return msg("{name}: this value is not possible.", name=hint)


def _names(annotation: object) -> Iterator[str]:
    """Yield the words that an annotation leaves to choose from."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        yield from (str(one.value) for one in annotation)
    elif get_origin(annotation) is Literal:
        yield from map(str, get_args(annotation))
    else:
        for one in get_args(annotation):
            yield from _names(one)
