"""A clock that stands in a file: every process of a rehearsal reads it, and only the rehearsal moves it."""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

_MICROSECONDS = struct.Struct("<q")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class SharedClock:
    """Says what the file says. Whoever was stopped meanwhile finds that time has passed."""

    def __init__(self, file: Path, start: datetime | None = None) -> None:
        if start is not None:
            file.write_bytes(_MICROSECONDS.pack(0))
        with file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), _MICROSECONDS.size)
        if start is not None:
            self.set(start)

    def now(self) -> datetime:
        """Return the time of the file."""
        (microseconds,) = _MICROSECONDS.unpack_from(self._shared)
        return _EPOCH + timedelta(microseconds=microseconds)

    def set(self, now: datetime) -> None:
        """Let it be `now` for every process."""
        _MICROSECONDS.pack_into(self._shared, 0, (now - _EPOCH) // timedelta(microseconds=1))
