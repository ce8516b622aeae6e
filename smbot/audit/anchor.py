"""Signed checkpoints outside the database: whoever rewrites the log there does not reach them.

One file lies beside the keys. Another may lie in a folder of another machine (`[audit] anchor_folder`): whoever holds
this machine, its database and its keys can rewrite no further back than to the last line there.
"""

import base64
import json
import os
from pathlib import Path

from smbot.audit.checkpoint import Checkpoint, read_notes, signed_note

FILE_NAME = "audit-checkpoints.jsonl"
OUTSIDE_NAME = "smbot-audit-checkpoints.txt"
_ENOUGH = 4096
"""Bytes that hold several checkpoints."""


def append(folder: Path, checkpoint: Checkpoint) -> None:
    """Add a checkpoint to the file in `folder`, which is owner-only and only ever grows."""
    line = json.dumps(
        {
            "size": checkpoint.size,
            "root": checkpoint.root,
            "signature": base64.b64encode(checkpoint.signature).decode(),
        }
    )
    _grow(folder / FILE_NAME, line + "\n")


def append_outside(folder: Path, checkpoint: Checkpoint, public_key: bytes) -> None:
    """Add a checkpoint, as a signed note, to the file in a folder that another machine keeps.

    Raises:
        OSError: The folder is not there or cannot be written. It is never made: a mount that is off would hide it.
    """
    # It begins with a line end: what a crash cut short must not swallow it.
    _grow(folder / OUTSIDE_NAME, "\n" + signed_note(checkpoint, public_key))


def read(folder: Path) -> list[Checkpoint]:
    """Return the checkpoints of the file, oldest first; a line cut short by a crash is left out."""
    path = folder / FILE_NAME
    if not path.exists():
        return []
    found = []
    for line in path.read_text("ascii", "replace").splitlines():
        try:
            entry = json.loads(line)
            found.append(
                Checkpoint(
                    size=int(entry["size"]),
                    root=str(entry["root"]),
                    signature=base64.b64decode(entry["signature"]),
                )
            )
        except (ValueError, KeyError, TypeError):
            continue
    return found


def read_outside(folder: Path, public_key: bytes) -> list[Checkpoint]:
    """Return the checkpoints that another machine keeps, oldest first; none where nothing was written yet.

    Raises:
        OSError: The folder is not there or cannot be read.
    """
    if OUTSIDE_NAME not in os.listdir(folder):  # noqa: PTH208 - raises where the folder is not there
        return []
    return list(read_notes((folder / OUTSIDE_NAME).read_text("utf-8", "replace"), public_key))


def last_outside(folder: Path, public_key: bytes) -> Checkpoint | None:
    """Return the newest checkpoint that another machine keeps, reading no more than the end of its file.

    Raises:
        OSError: The folder is not there or cannot be read.
    """
    if OUTSIDE_NAME not in os.listdir(folder):  # noqa: PTH208 - raises where the folder is not there
        return None
    with (folder / OUTSIDE_NAME).open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _ENOUGH))
        found = list(read_notes(file.read().decode("utf-8", "replace"), public_key))
    return found[-1] if found else None


def _grow(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)
