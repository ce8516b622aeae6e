"""Pack files into an archive with the list of what was packed, and read an archive back."""

import gzip
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, cast

from smbot.core.errors import SealError
from smbot.core.messages import msg
from smbot.vault.archive import OpeningReader, SealingWriter, opened, read_head

MANIFEST: Final = "manifest.json"
Files = Mapping[str, Path]


def pack(out: IO[bytes], manifest: Mapping[str, object], files: Files, step: Callable[[int], None]) -> None:
    """Pack files, and last of all the list of what was packed: some of them grow or go meanwhile."""
    packed_files: dict[str, object] = {}
    with (
        gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        for name, file in files.items():
            with suppress(FileNotFoundError), file.open("rb") as content:
                # What is appended from here on is left out: such a file is good at each length that it ever had.
                packed_files[name] = _add(tar, name, content, os.fstat(content.fileno()).st_size, step)
        told = json.dumps({**manifest, "files": packed_files}, sort_keys=True).encode()
        _add(tar, MANIFEST, io.BytesIO(told), len(told), step)


def _add(
    tar: tarfile.TarFile, name: str, content: IO[bytes], size: int, step: Callable[[int], None]
) -> dict[str, object]:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    counted = _Counted(content, step)
    tar.addfile(entry, cast("IO[bytes]", counted))
    return {"sha256": counted.digest, "bytes": size}


class _Counted:
    """A file that tells how much of it was read, and the SHA-256 of that."""

    def __init__(self, file: IO[bytes], step: Callable[[int], None]) -> None:
        self._file = file
        self._step = step
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._step(len(data))
        self._digest.update(data)
        return data

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


def read_back(path: Path, written: SealingWriter) -> None:
    """Open what was written with its own key, which is forgotten then, and compare: a bad disk is noticed today.

    Raises:
        SealError: It does not open, holds something else, or does not hold what its list says.
    """
    plain = hashlib.sha256()

    def counted(pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            plain.update(piece)
            yield piece

    found: dict[str, object] = {}
    manifest: Mapping[str, object] = {}
    with path.open("rb") as file:
        reader = OpeningReader(counted(opened(file, read_head(file), written.stream_key)))
        with tarfile.open(fileobj=cast("IO[bytes]", reader), mode="r|gz") as tar:
            for entry in tar:
                content = cast("IO[bytes]", tar.extractfile(entry))
                if entry.name == MANIFEST:
                    manifest = json.loads(content.read())
                else:
                    digest = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
                    found[entry.name] = {"sha256": digest, "bytes": entry.size}
        while reader.read(1 << 16):
            pass
    if plain.hexdigest() != written.plain_digest or _sha256(path) != written.digest or found != manifest.get("files"):
        raise SealError(msg("The backup reads back differently from what was written."), where=path.name)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
