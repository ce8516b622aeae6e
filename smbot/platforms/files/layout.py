"""How a file is written (format, encoding, delimiter, columns), told from its beginning and its bytes."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from smbot.core.errors import InputError
from smbot.core.messages import Message, msg
from smbot.platforms.files.csv_records import read_csv, read_rows
from smbot.platforms.files.json_records import read_json_array, read_json_lines
from smbot.platforms.files.mapping import leaf_paths
from smbot.platforms.files.records import Line, Record, read_lines

_HEAD = 1 << 16
_SAMPLE = 100
_DELIMITERS = ",;\t|"
_X_ARCHIVE = re.compile(rb"window\.YTD\.\w+\.part\d+\s*=\s*\[")
_SEPARATOR_LINE = re.compile(rb'"?sep=([,;\t|])"?')
_BY_SUFFIX = {
    **dict.fromkeys((".csv", ".tsv", ".tab"), "csv"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
}


class Format(StrEnum):
    """The formats that can be read."""

    CSV = "csv"
    JSON_LINES = "jsonl"
    JSON_ARRAY = "json"


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What a reader must know of a file. `columns` are a CSV's names, or the paths seen in JSON."""

    format: Format
    encoding: str
    delimiter: str = ","
    columns: tuple[str, ...] = ()


def inspect(path: Path, where: str) -> Layout:
    """Tell how the file is written, without keeping any of it.

    Raises:
        InputError: Not there, not to be read, or no format of ours; `where` names the file in it.
    """
    try:
        if not path.is_file():
            raise InputError(msg("There is no such file."), where=where, mend=msg("Check the path."))
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            _refuse_what_is_no_text(head, where)
            kind = _format(path, head.removeprefix(codecs.BOM_UTF8).lstrip())
            encoding = _encoding(stream)
            delimiter = ","
            if kind is Format.CSV:
                delimiter = _delimiter(stream, head, encoding)
                columns = _header(stream, encoding, delimiter, where)
            else:
                layout = Layout(format=kind, encoding=encoding)
                columns = _keys(islice(read_records(stream, layout), _SAMPLE), where)
    except OSError as error:
        raise InputError(
            msg("The file cannot be read ({cause}).", cause=type(error).__name__),
            where=where,
            mend=msg("Check that you may read it."),
        ) from None
    return Layout(format=kind, encoding=encoding, delimiter=delimiter, columns=columns)


def read_records(stream: BinaryIO, layout: Layout) -> Iterator[Record]:
    """Yield every record of the file from its beginning; blank lines are none.

    Raises:
        OSError: The file cannot be read.
    """
    stream.seek(0)
    if layout.format is Format.JSON_ARRAY:
        return read_json_array(stream, layout.encoding)
    if layout.format is Format.JSON_LINES:
        return read_json_lines(read_lines(stream), layout.encoding)
    return read_csv(_without_separator_line(stream), layout.encoding, layout.delimiter)


def _refuse_what_is_no_text(head: bytes, where: str) -> None:
    why: Message | None = None
    mend = msg("Save it as CSV (UTF-8) and import that.")
    if not head.strip():
        why, mend = msg("The file is empty."), msg("Check that the export came to its end.")
    elif head.startswith(b"PK\x03\x04"):
        why = msg("The file is a workbook or a ZIP archive.")
    elif head.startswith(b"\x1f\x8b"):
        why, mend = msg("The file is compressed."), msg("Unpack it first.")
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        why = msg("The file is in UTF-16.")
    elif b"\r" in head and b"\n" not in head:
        why = msg("The file's lines end as on old Macintosh computers.")
    if why is not None:
        raise InputError(why, where=where, mend=mend)


def _format(path: Path, head: bytes) -> Format:
    """Go by the suffix where it says enough, else by the first characters."""
    if known := _BY_SUFFIX.get(path.suffix.lower()):
        return Format(known)
    if head.startswith(b"[") or _X_ARCHIVE.match(head):
        return Format.JSON_ARRAY
    return Format.JSON_LINES if head.startswith(b"{") else Format.CSV


def _encoding(stream: BinaryIO) -> str:
    """Return ``utf-8``, or ``cp1252`` where more lines fail as UTF-8 than hold it beyond ASCII.

    So a UTF-8 file with a few damaged lines loses those lines only.
    """
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in iter(lambda: stream.read(_HEAD), b""):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "utf-8" if _mostly_utf8(stream) else "cp1252"
    return "utf-8"


def _mostly_utf8(stream: BinaryIO) -> bool:
    stream.seek(0)
    balance = 0
    for line in iter(lambda: stream.readline(_HEAD), b""):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            balance -= 1
        else:
            balance += not line.isascii()
    return balance >= 0


def _delimiter(stream: BinaryIO, head: bytes, encoding: str) -> str:
    """Return the delimiter that most of the first records agree on with the first line."""
    if told := _SEPARATOR_LINE.fullmatch(head.removeprefix(codecs.BOM_UTF8).split(b"\n", 1)[0].strip(b"\r")):
        return told[1].decode()

    def agreement(delimiter: str) -> tuple[int, int]:
        stream.seek(0)
        rows = islice(read_rows(read_lines(stream), encoding, delimiter), _SAMPLE)
        widths = [len(row.cells) if isinstance(row.cells, list) else 0 for row in rows]
        first = widths[0] if widths else 0
        return (widths.count(first), first) if first > 1 else (0, 0)

    return max(_DELIMITERS, key=agreement)


def _without_separator_line(stream: BinaryIO) -> Iterator[Line]:
    """Leave out the line ``sep=;`` that spreadsheets write and read."""
    for line in read_lines(stream):
        if line.number > 1 or not _SEPARATOR_LINE.fullmatch(line.content):
            yield line


def _header(stream: BinaryIO, encoding: str, delimiter: str, where: str) -> tuple[str, ...]:
    stream.seek(0)
    header = next(read_rows(_without_separator_line(stream), encoding, delimiter), None)
    cells = header.cells if header is not None else msg("Put a line with column names first.")
    if isinstance(cells, Message):
        raise InputError(msg("The first line cannot be read as column names."), where=where, mend=cells)
    return tuple(name.strip() for name in cells)


def _keys(records: Iterator[Record], where: str) -> tuple[str, ...]:
    """Return every path that the sample has, in the order of first sight."""
    paths: dict[str, None] = {}
    for record in records:
        if not isinstance(record.content, Message):
            paths.update(dict.fromkeys(leaf_paths(record.content)))
    if not paths:
        raise InputError(
            msg("None of the file's first {count} records is a JSON object.", count=_SAMPLE),
            where=where,
            mend=msg("JSON Lines holds one object a line; for a table, let the name end in .csv"),
        )
    return tuple(paths)
