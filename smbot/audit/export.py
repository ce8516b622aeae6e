"""An export of the log: one canonical JSON record a line, then its root and signed checkpoints; and its check."""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from smbot.audit.checkpoint import Checkpoint, public_half
from smbot.audit.tree import append, leaf_hash, root
from smbot.audit.verify import StoredRecord, Verdict, verify
from smbot.core.errors import InputError
from smbot.core.messages import msg


def export_lines(records: Iterable[StoredRecord], checkpoints: Sequence[Checkpoint], key: bytes) -> Iterator[str]:
    """Yield the lines of an export. Each record's line is exactly the bytes that its leaf hashes."""
    size = 0
    frontier: tuple[str, ...] = ()
    for record in records:
        frontier = append(frontier, size, leaf_hash(record.body))
        size += 1
        yield record.body.decode()
    yield _last_line(size, root(frontier), public_half(key), checkpoints)


def _last_line(size: int, root: str, public_key: bytes, checkpoints: Sequence[Checkpoint]) -> str:
    told = {
        "records": size,
        "root": root,
        "public_key": base64.b64encode(public_key).decode(),
        "checkpoints": [
            {"size": c.size, "root": c.root, "signature": base64.b64encode(c.signature).decode()} for c in checkpoints
        ],
    }
    return json.dumps(told)


def verify_export(lines: Sequence[str], public_key: bytes, kept: Sequence[Checkpoint] = ()) -> Verdict:
    """Check an export against a public key that its reader had before: the one inside proves nothing.

    `kept` are checkpoints that were kept elsewhere.

    Raises:
        InputError: This is no export, or it was cut off.
    """
    try:
        trailer = json.loads(lines[-1])
        checkpoints = [
            Checkpoint(size=int(c["size"]), root=str(c["root"]), signature=base64.b64decode(c["signature"]))
            for c in trailer["checkpoints"]
        ]
        head_size, head_root = int(trailer["records"]), str(trailer["root"])
    except (IndexError, ValueError, KeyError, TypeError):
        raise InputError(
            msg("This is no export of an audit log, or its end is missing."),
            mend=msg("Make a new one with “smbot audit export”."),
        ) from None
    verdict = verify(
        (_as_stored(line, seq) for seq, line in enumerate(lines[:-1])),
        head_size=head_size,
        head_root=head_root,
        checkpoints=[*checkpoints, *kept],
        public_key=public_key,
    )
    more = []
    # Whoever may change a file may take its signatures out: an export is signed to its last record, or proves nothing.
    if not any(checkpoint.size == verdict.events for checkpoint in checkpoints):
        more.append(msg("No signature covers all {size} records.", size=verdict.events))
    if _last_line(head_size, head_root, public_key, checkpoints) != lines[-1]:
        more.append(msg("The last line was changed, or is signed with another key."))
    return replace(verdict, problems=(*verdict.problems, *more))


def _as_stored(line: str, seq: int) -> StoredRecord:
    """Return a line as a row whose columns agree with it: in an export the line is all there is."""
    body = line.encode()
    try:
        fields = json.loads(line)
        seq, at = int(fields["seq"]), datetime.fromisoformat(fields["at"])
        act, actor, subject = str(fields["act"]), str(fields["actor"]), str(fields["subject"])
    except (ValueError, KeyError, TypeError):
        at, act, actor, subject = datetime.min.replace(tzinfo=UTC), "", "", ""
    return StoredRecord(seq=seq, at=at, act=act, actor=actor, subject=subject, body=body, leaf=leaf_hash(body))
