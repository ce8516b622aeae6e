"""JSON read record by record: one object a line, or the elements of one long array (X's archive)."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from smbot.core.messages import Message, msg
from smbot.platforms.files.records import MAX_RECORD_BYTES, Line, Record, too_long

_CHUNK = 1 << 16
_OUTSIDE = re.compile(rb'["{}\[\],]')
_IN_STRING = re.compile(rb'["\\\n]')


def read_object(content: bytes, encoding: str) -> Mapping[str, object] | Message:
    """Read one JSON object, or say why it is none."""
    if b"\0" in content:
        return msg("It holds a NUL character.")
    try:
        found: object = json.loads(content.decode(encoding))
    except UnicodeDecodeError:
        return msg("It holds bytes that are no character in the file's encoding.")
    except (ValueError, RecursionError):  # ValueError also stands for a number of too many digits
        return msg("It is not valid JSON.")
    if not isinstance(found, dict):
        return msg("It is not a JSON object.")
    return found


def read_json_lines(lines: Iterator[Line], encoding: str) -> Iterator[Record]:
    """Yield one record for each line that is not blank."""
    for line in lines:
        if line.whole and not line.content.strip():
            continue
        content = read_object(line.content, encoding) if line.whole else too_long()
        yield Record(line=line.number, last_line=line.number, end=line.end, content=content)


def read_json_array(stream: BinaryIO, encoding: str) -> Iterator[Record]:
    """Yield one record for each element of the first array in the file.

    The elements are cut apart by their brackets before they are parsed, so that a broken one costs only
    itself; what follows the array (but for ``;``) counts as one record more.

    Raises:
        OSError: The file cannot be read.
    """
    cutter = _Cutter()
    for chunk in iter(lambda: stream.read(_CHUNK), b""):
        for piece in cutter.cut(chunk):
            yield _element(piece, encoding)
    rest = cutter.rest()
    if rest is not None:
        yield _element(rest, encoding)


@dataclass(kw_only=True, slots=True, repr=False)
class _Piece:
    """The bytes of one element as they come in."""

    content: bytearray = field(default_factory=bytearray)
    line: int = 0
    last_line: int = 0
    end: int = 0
    whole: bool = True


def _element(piece: _Piece, encoding: str) -> Record:
    content = read_object(bytes(piece.content), encoding) if piece.whole else too_long()
    return Record(line=piece.line, last_line=piece.last_line, end=piece.end, content=content)


class _Cutter:
    """Cuts a stream of bytes at the commas of its outermost array. All it looks for is ASCII."""

    def __init__(self) -> None:
        self._piece = _Piece()
        self._depth = 0
        self._started = self._closed = False
        self._in_string = self._escaped = False
        self._line, self._offset = 1, 0

    def cut(self, chunk: bytes) -> Iterator[_Piece]:
        """Yield the elements that end within `chunk`."""
        at = 0
        while at < len(chunk):
            if self._escaped:
                self._escaped = False
                self._keep(chunk[at : at + 1])
                at += 1
                continue
            found = (_IN_STRING if self._in_string else _OUTSIDE).search(chunk, at)
            stop = found.start() if found else len(chunk)
            self._keep(chunk[at:stop])
            if found is None:
                return
            at = stop + 1
            ends = self._step(found[0])
            if ends and self._piece.line:
                yield self._piece
            if ends:
                self._piece = _Piece()

    def rest(self) -> _Piece | None:
        """Return what stands after the last element, if anything does."""
        if not self._piece.line or (self._closed and not self._piece.content.strip(b"; \t\r\n")):
            return None
        return self._piece

    def _step(self, mark: bytes) -> bool:
        """Take one byte that has a meaning; say whether the element ends before it."""
        if self._closed:
            self._keep(mark)
            return False
        if self._in_string:
            # A string holds no raw line end: the element is broken, and the next one need not be.
            self._in_string = mark == b"\\"
            self._escaped = mark == b"\\"
        elif mark == b'"':
            self._in_string = self._started
        elif mark in b"{[":
            self._depth += 1
            if not self._started:
                self._started = True
                self._skip(mark)
                return True
        elif mark in b"}]":
            self._depth -= 1
            if self._depth == 0:
                self._closed = True
                self._skip(mark)
                return True
        elif self._depth == 1:
            self._skip(mark)
            return True
        self._keep(mark)
        return False

    def _skip(self, mark: bytes) -> None:
        self._offset += len(mark)

    def _keep(self, part: bytes) -> None:
        """Add `part` to the element that is open; before the array starts there is none."""
        piece = self._piece
        if part and self._started:
            blank_before = len(part) - len(part.lstrip())
            if not piece.line and blank_before < len(part):
                piece.line = self._line + part.count(b"\n", 0, blank_before)
            if piece.line:
                inked = len(part.rstrip())
                if inked:
                    piece.last_line = self._line + part.count(b"\n", 0, inked)
                    piece.end = self._offset + inked
                if len(piece.content) + len(part) <= MAX_RECORD_BYTES:
                    piece.content += part
                else:
                    piece.whole = False
        self._line += part.count(b"\n")
        self._offset += len(part)
