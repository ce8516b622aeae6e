"""Write the log for somebody else: one canonical JSON record a line, then the head and its signed checkpoints."""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence

from smbot.audit.checkpoint import Checkpoint, public_half
from smbot.audit.verify import StoredRecord


def export_lines(records: Iterable[StoredRecord], checkpoints: Sequence[Checkpoint], key: bytes) -> Iterator[str]:
    """Yield the lines of an export. Each record's line is exactly the bytes that its leaf hashes."""
    count = 0
    for record in records:
        count += 1
        yield record.body.decode()
    yield json.dumps(
        {
            "records": count,
            "public_key": base64.b64encode(public_half(key)).decode(),
            "checkpoints": [
                {"size": c.size, "root": c.root, "signature": base64.b64encode(c.signature).decode()}
                for c in checkpoints
            ],
        }
    )
