"""Signed checkpoints outside the database: whoever rewrites the log there does not reach them."""

import base64
import json
import os
from pathlib import Path

from smbot.audit.checkpoint import Checkpoint

FILE_NAME = "audit-checkpoints.jsonl"


def append(folder: Path, checkpoint: Checkpoint) -> None:
    """Add a checkpoint to the file in `folder`, which is owner-only and only ever grows."""
    line = json.dumps(
        {
            "size": checkpoint.size,
            "root": checkpoint.root,
            "signature": base64.b64encode(checkpoint.signature).decode(),
        }
    )
    descriptor = os.open(folder / FILE_NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(descriptor)


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
