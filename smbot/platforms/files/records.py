"""One record of a file: where it stands, and what it holds or why it cannot be read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from smbot.core.messages import Message, msg

MAX_RECORD_BYTES = 1 << 20
"""A post with all that X knows of it takes some 50 kB; what is longer is no post. It bounds the memory."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Record:
    """A record between two physical lines (both counted from 1, both included).

    `end` is the byte just after it, its line end left out, so that it stays the same when the file grows.
    """

    line: int
    last_line: int
    end: int
    content: Mapping[str, object] | Message


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Line:
    """One physical line without its end. A line over `MAX_RECORD_BYTES` is not kept: `whole` is False."""

    number: int
    end: int
    content: bytes
    whole: bool


def read_lines(stream: BinaryIO) -> Iterator[Line]:
    """Yield the physical lines from the stream's beginning, a byte-order mark left out; memory stays bounded.

    Raises:
        OSError: The file cannot be read.
    """
    offset = number = 0
    while piece := stream.readline(MAX_RECORD_BYTES):
        number += 1
        offset += len(piece)
        rest = piece
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_RECORD_BYTES)
            offset += len(rest)
        if not piece.endswith(b"\n") and len(piece) == MAX_RECORD_BYTES:
            yield Line(number=number, end=offset - rest.endswith(b"\n"), content=b"", whole=False)
            continue
        content = piece.removesuffix(b"\n").removesuffix(b"\r")
        end = offset - (len(piece) - len(content))
        if number == 1:
            content = content.removeprefix(b"\xef\xbb\xbf")
        yield Line(number=number, end=end, content=content, whole=True)


def flaw(text: str) -> Message | None:
    """Say why characters of `text` cannot be kept: NUL, or bytes or escapes that are no character."""
    if "\0" in text:
        return msg("It holds a NUL character.")
    if _SURROGATE.search(text):
        return msg("It holds bytes that are no character in the file's encoding.")
    return None


def too_long() -> Message:
    """Say that a record is over `MAX_RECORD_BYTES`."""
    return msg("The record is longer than {limit} bytes.", limit=MAX_RECORD_BYTES)
