"""Questions at a terminal, in the reader's language: a password, a yes or no."""

import sys
from getpass import getpass

import typer

from smbot.cli.output import harmless, tell, tr
from smbot.core.errors import InputError
from smbot.core.messages import msg

_YES = frozenset({"y", "yes", "o", "oui"})
"""In either language, whichever the question was in."""


def agree(question: str) -> None:
    """Ask for a yes; Enter means no.

    Raises:
        InputError: Nobody can be asked.
        typer.Abort: It was not a yes.
    """
    if not sys.stdin.isatty():
        raise InputError(msg("Without a terminal nobody can be asked."), mend=msg("Add --yes."))
    sys.stderr.write(harmless(tr("{question} [y/N]: ", question=question)))
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in _YES:
        raise typer.Abort


def new_password() -> str:
    """Ask for a password until one will do and was typed twice; nothing is shown.

    Raises:
        typer.Abort: The person left.
    """
    from smbot.members.passwords import check_password

    while True:
        try:
            typed = getpass(tr("Password (not shown while you type): "), sys.stderr)
            check_password(typed)
            if typed == getpass(tr("The same again: "), sys.stderr):
                return typed
            tell(msg("The two are not the same."))
        except InputError as error:
            tell(error.what)
            if error.mend:
                tell(error.mend)
        except (EOFError, KeyboardInterrupt):
            sys.stderr.write("\n")
            raise typer.Abort from None
