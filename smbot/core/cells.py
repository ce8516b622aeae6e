"""Tables for spreadsheets: comma-separated values of which no spreadsheet takes a cell for a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

Cell = str | int | float | bool | None

COMMANDS: Final = "=+-@\t\r\n|%"
"""What spreadsheets take for the beginning of a formula or a command (OWASP, "CSV Injection")."""
SEPARATORS: Final = ";\t\r\n|"
"""Where a spreadsheet may see another cell begin in our text: one set up for French Canada separates by semicolons."""


def safe_cell(value: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula, whatever it separates by.

    An apostrophe stands before each sign of a command with which the text, or what follows a separator in it, begins.
    """
    if not isinstance(value, str):
        return value
    told: list[str] = []
    begins = True
    for sign in value:
        seen = unicodedata.normalize("NFKC", sign)
        control = unicodedata.category(sign) == "Cc"
        first, separates = not told, seen in SEPARATORS
        # A break or a tab within a text only begins another line; as the first sign it is a command.
        if begins and (seen[0] in COMMANDS or control) and (first or not sign.isspace()):
            told.append("'")
            begins = False
        told.append("\ufffd" if sign == "\0" else sign)
        begins = separates or (begins and (seen.isspace() or seen == '"' or unicodedata.category(sign) == "Cf"))
    return "".join(told)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, line_end: str = "\r\n") -> str:
    """Return a table as comma-separated values, every cell of it safe."""
    return "".join(csv_lines(columns, rows, line_end=line_end))


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, line_end: str = "\r\n") -> Iterator[str]:
    """Return the same line by line, however many there are."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=line_end)
    for row in chain([columns], rows):
        writer.writerow([safe_cell(cell) for cell in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
