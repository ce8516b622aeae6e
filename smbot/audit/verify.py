"""Check a log against its own hashes, its head and its signed checkpoints. Pure: values in, findings out."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from smbot.audit.checkpoint import Checkpoint, holds
from smbot.audit.record import instant
from smbot.audit.tree import append, leaf_hash, root
from smbot.core.messages import Message, msg


@dataclass(frozen=True, kw_only=True)
class StoredRecord:
    """A row as it stands in the table. All columns but `body` are copies for searching and must agree with it."""

    seq: int
    at: datetime
    act: str
    actor: str
    subject: str
    body: bytes
    leaf: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`events` records were read; `problems` is empty where the log is whole."""

    events: int
    root: str
    checkpoints: int
    problems: tuple[Message, ...]

    @property
    def verified(self) -> bool:
        """Say whether nothing was found."""
        return not self.problems


def verify(
    records: Iterable[StoredRecord],
    *,
    head_size: int,
    head_root: str,
    checkpoints: Sequence[Checkpoint],
    public_key: bytes,
) -> Verdict:
    """Walk the whole log once."""
    problems: list[Message] = []
    due: dict[int, list[Checkpoint]] = {}
    for checkpoint in checkpoints:
        due.setdefault(checkpoint.size, []).append(checkpoint)
    frontier: tuple[str, ...] = ()
    size = 0
    for record in records:
        problems.extend(_wrong_with(record, size))
        frontier = append(frontier, size, leaf_hash(record.body))
        size += 1
        if any(checkpoint.root != root(frontier) for checkpoint in due.get(size, ())):
            problems.append(msg("Records before number {size} were changed after they were signed.", size=size))
    top = root(frontier)
    if (size, top) != (head_size, head_root):
        problems.append(
            msg("The log holds {size} records, its head says {head}.", size=size, head=head_size)
            if size != head_size
            else msg("The root of the log does not agree with its head.")
        )
    for checkpoint in checkpoints:
        if not holds(checkpoint, public_key):
            problems.append(msg("The signature at {size} records is not genuine.", size=checkpoint.size))
        if checkpoint.size > size:
            problems.append(msg("{signed} records were signed, {size} are left.", signed=checkpoint.size, size=size))
    return Verdict(events=size, root=top, checkpoints=len(checkpoints), problems=tuple(problems))


def _wrong_with(record: StoredRecord, expected: int) -> list[Message]:
    problems: list[Message] = []
    if record.seq != expected:
        problems.append(
            msg("Record {expected} is missing: {seq} stands in its place.", expected=expected, seq=record.seq)
        )
    if leaf_hash(record.body) != record.leaf:
        problems.append(msg("Record {seq} does not match its hash.", seq=record.seq))
    try:
        body = json.loads(record.body)
        copies = (body["seq"], body["at"], body["act"], body["actor"], body["subject"])
    except (ValueError, KeyError, TypeError):
        return [*problems, msg("Record {seq} cannot be read.", seq=record.seq)]
    if copies != (record.seq, instant(record.at), record.act, record.actor, record.subject):
        problems.append(msg("The columns of record {seq} differ from its signed body.", seq=record.seq))
    return problems
