"""How commands speak: data on stdout, prose on stderr, the reader's language, and exit codes."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from smbot.core.errors import ConfigurationError, InputError, NotAllowed, PlatformError, SmbotError
from smbot.core.messages import LANGUAGES, Message, msg, say

EXIT_CHECK_FAILED = 1
EXIT_USAGE = 2
EXIT_CONFIGURATION = 3
EXIT_UPSTREAM = 4

_COMMANDS = dict.fromkeys(
    [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd"
)
"""Control characters but tab and line feed, and those that turn the direction of what follows."""


def language(environment: Mapping[str, str] = os.environ) -> str:
    """Return the reader's language: SMBOT_LANG, else the locale's, else English."""
    for name in ("SMBOT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")[:2].lower()
        if value in LANGUAGES:
            return value
        if value and name != "SMBOT_LANG":
            break
    return "en"


def speak(lang: str) -> None:
    """Speak `lang` from here on, as the option ``--lang`` says; nothing where it is "".

    Raises:
        InputError: We do not speak it.
    """
    if lang and lang not in LANGUAGES:
        raise InputError(msg("Use en or fr."), where="--lang")
    if lang:
        os.environ["SMBOT_LANG"] = lang


def create_file(file: Path) -> int:
    """Make a file that did not exist and that its owner alone can read; return its descriptor.

    Raises:
        InputError: It exists, or cannot be written.
    """
    try:
        return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise InputError(
            msg("The file cannot be written ({error}).", error=type(error).__name__),
            where=str(file),
            mend=msg("Name a file that does not exist yet, in a folder that is yours."),
        ) from None


def tr(template: str, **values: object) -> str:
    """Translate a sentence of the command line at once."""
    return say(Message(template, values), language())


def harmless(text: str) -> str:
    """Return `text` without what commands a terminal: posts are written by strangers."""
    return text.translate(_COMMANDS)


def named(name: str, what: str) -> str:
    """Put a name before what is said of it, with the colon of the reader's language."""
    return tr("{name}: {what}", name=name, what=what)


def tell(message: Message) -> None:
    """Say something on stderr."""
    sys.stderr.write(harmless(say(message, language())) + "\n")


def show(text: str) -> None:
    """Write a line of data to stdout."""
    sys.stdout.write(harmless(text) + "\n")


def show_json(value: object) -> None:
    """Write one JSON value to stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


def fail(error: SmbotError) -> NoReturn:
    """Say what is wrong, where and how to mend it, and leave with the matching code."""
    what = say(error.what, language())
    told = named(error.where, what) if error.where else what
    mend = f"\n  → {say(error.mend, language())}" if error.mend else ""
    sys.stderr.write(f"{told}{mend}\n")
    raise SystemExit(exit_code(error))


def exit_code(error: SmbotError) -> int:
    """Return the exit code of an error."""
    if isinstance(error, ConfigurationError):
        return EXIT_CONFIGURATION
    if isinstance(error, PlatformError):
        return EXIT_UPSTREAM
    if isinstance(error, InputError):
        return EXIT_USAGE
    if isinstance(error, NotAllowed):
        return EXIT_CHECK_FAILED
    return EXIT_CHECK_FAILED


def moment(at: datetime | None) -> str:
    """Return a time to the minute, in UTC, or nothing."""
    return at.strftime("%Y-%m-%d %H:%M UTC") if at else ""


def read_text(file: Path) -> str:
    """Return what a file named on the command line holds.

    Raises:
        InputError: It cannot be read, or is not UTF-8.
    """
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            msg("The file cannot be read ({error}).", error=type(error).__name__), where=str(file)
        ) from None


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show rows under column names; on a terminal as a table, else with tabs between."""
    if not sys.stdout.isatty():
        for row in rows:
            show("\t".join(row))
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    shown = Table(*columns)
    for row in rows:
        shown.add_row(*(escape(harmless(cell)) for cell in row))
    Console().print(shown)


__all__ = [
    "EXIT_CHECK_FAILED",
    "EXIT_CONFIGURATION",
    "EXIT_UPSTREAM",
    "EXIT_USAGE",
    "fail",
    "language",
    "moment",
    "msg",
    "named",
    "read_text",
    "show",
    "show_json",
    "table",
    "tell",
    "tr",
]
