"""CSV read record by record: one broken quotation mark costs one line, never the rest of the file."""

import csv
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from smbot.core.messages import Message, msg
from smbot.platforms.files.records import MAX_RECORD_BYTES, Line, Record, flaw, too_long

MAX_RECORD_LINES = 1000
"""A quoted text over more physical lines is taken for a quotation mark that nobody closed."""


class _Unclosed(Exception):
    """A quoted field runs on past what a post can be."""


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Row:
    """The cells of one record, or why they cannot be told apart."""

    line: int
    last_line: int
    end: int
    cells: list[str] | Message


def read_rows(lines: Iterator[Line], encoding: str, delimiter: str) -> Iterator[Row]:
    """Yield one row for each record. Blank lines between records are none.

    Quoting is held to RFC 4180 strictly: a lenient reading glues the posts of two people together when a
    quotation mark is missing. Where it does not hold, the first line is refused and reading goes on with
    the second.
    """
    waiting: deque[Line] = deque()

    def take() -> Line | None:
        return waiting.popleft() if waiting else next(lines, None)

    while (first := take()) is not None:
        if first.whole and not first.content.strip():
            continue
        taken = [first]
        cells = _cells(taken, take, encoding, delimiter) if first.whole else too_long()
        if isinstance(cells, Message):
            waiting.extendleft(reversed(taken[1:]))
            del taken[1:]
        else:
            cells = flaw("".join(cells)) or cells
        yield Row(line=first.number, last_line=taken[-1].number, end=taken[-1].end, cells=cells)


def _cells(taken: list[Line], take: Callable[[], Line | None], encoding: str, delimiter: str) -> list[str] | Message:
    """Parse one record; every line it needs after the first is added to `taken`."""

    def feed() -> Iterator[str]:
        size = 0
        line: Line | None = taken[0]
        while line is not None:
            size += len(line.content)
            if not line.whole or size > MAX_RECORD_BYTES or len(taken) > MAX_RECORD_LINES:
                raise _Unclosed
            # Bytes that do not decode are kept apart until the record's end is known; `flaw` finds them.
            yield line.content.decode(encoding, "surrogateescape") + "\n"
            line = take()
            if line is not None:
                taken.append(line)

    try:
        return next(csv.reader(feed(), delimiter=delimiter, strict=True))
    except _Unclosed:
        return msg("A quotation mark is opened and not closed.")
    except csv.Error as error:
        if "field larger" in str(error):
            return msg("A field is longer than {limit} characters.", limit=csv.field_size_limit())
        return msg(
            "Its quotation marks do not follow CSV: one inside a quoted field is written twice, "
            "and each one opened is closed."
        )


def read_csv(lines: Iterator[Line], encoding: str, delimiter: str) -> Iterator[Record]:
    """Yield the records under the header."""
    rows = read_rows(lines, encoding, delimiter)
    header = next(rows, None)
    names = header.cells if header is not None and isinstance(header.cells, list) else []
    names = [name.strip() for name in names]
    for row in rows:
        content: dict[str, object] | Message
        if isinstance(row.cells, Message):
            content = row.cells
        elif len(row.cells) != len(names):
            content = msg(
                "Columns found: {found}; the first line names {expected}.",
                found=len(row.cells),
                expected=len(names),
            )
        else:
            # Of two columns with one name the first counts; a mapping onto such a name is refused before.
            content = dict(zip(reversed(names), reversed(row.cells), strict=True))
        yield Record(line=row.line, last_line=row.last_line, end=row.end, content=content)
