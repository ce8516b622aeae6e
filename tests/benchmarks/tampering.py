"""Tamper with audit logs, exports, proofs and kept checkpoints in every way known, and verify a long log.

    python -m tests.benchmarks.tampering [--trials 100000] [--events 1000000] [--first 0]

Each trial makes an honest log, checks that it verifies, changes one thing at random and asks the verifiers: the one of
`smbot audit verify` and the program `verify.py` that is shipped beside an export. Then one export of `--events` records
is written and verified by both, timed. Prints one JSON object; ends with 1 where a change went unnoticed or where an
honest log did not verify.
"""

import argparse
import base64
import io
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from smbot.audit import offline
from smbot.audit.checkpoint import Checkpoint, public_half, read_notes, sign, signed_note
from smbot.audit.export import export_lines, verify_export
from smbot.audit.proof import Levels, Proof, dump, is_proved, load
from smbot.audit.record import make_record
from smbot.audit.tree import append, leaf_hash, root
from smbot.audit.verify import StoredRecord, verify
from smbot.core.errors import InputError
from smbot.core.events import Act, Event

KEY, OTHER_KEY = bytes(range(32)), bytes(range(32, 64))
PUBLIC = public_half(KEY)
START = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
SIZES = (2, 3, 7, 8, 13, 20)
LIMIT_S = 60.0


@dataclass(frozen=True, kw_only=True)
class Log:
    """An honest log, or one that somebody changed; `kept` are the checkpoints of another machine."""

    records: tuple[StoredRecord, ...]
    head: tuple[int, str]
    checkpoints: tuple[Checkpoint, ...]
    kept: tuple[Checkpoint, ...]

    def holds(self) -> bool:
        """Say whether `smbot audit verify` finds nothing."""
        return verify(
            self.records,
            head_size=self.head[0],
            head_root=self.head[1],
            checkpoints=[*self.checkpoints, *self.kept],
            public_key=PUBLIC,
        ).verified


def stored(seq: int, event: Event) -> StoredRecord:
    """Return the row of an event."""
    made = make_record(seq, START + timedelta(seconds=seq), event)
    return StoredRecord(
        seq=seq,
        at=made.at,
        act=event.act.value,
        actor=event.actor,
        subject=event.subject,
        body=made.body,
        leaf=made.leaf,
    )


def root_of(records: Sequence[StoredRecord]) -> str:
    """Return the root over records as they stand."""
    frontier: tuple[str, ...] = ()
    for size, record in enumerate(records):
        frontier = append(frontier, size, leaf_hash(record.body))
    return root(frontier)


@lru_cache
def honest(size: int) -> Log:
    """Return an honest log, signed in its middle and at its end."""
    acts = list(Act)
    records = tuple(
        stored(
            seq,
            Event(
                act=acts[seq % len(acts)], actor=f"member {seq}", subject=f"m-{seq:016x}", detail={"n": seq, "é": "ü"}
            ),
        )
        for seq in range(size)
    )
    middle = sign(size // 2, root_of(records[: size // 2]), KEY)
    end = sign(size, root_of(records), KEY)
    return Log(records=records, head=(size, end.root), checkpoints=(middle, end), kept=(end,))


def anew(log: Log, records: Sequence[StoredRecord], key: bytes) -> Log:
    """Return a log whose tree, head and signatures were all made anew for other records."""
    told = tuple(
        stored(seq, Event(act=Act(each.act), actor=each.actor, subject=each.subject, detail={}))
        for seq, each in enumerate(records)
    )
    top = sign(len(told), root_of(told), key)
    return replace(log, records=told, head=(len(told), top.root), checkpoints=(top,))


def _edit(log: Log, rng: random.Random, **changes: Callable[[StoredRecord], object]) -> Log:
    at = rng.randrange(len(log.records))
    record = log.records[at]
    changed = replace(record, **{name: change(record) for name, change in changes.items()})  # type: ignore[arg-type]
    return replace(log, records=(*log.records[:at], changed, *log.records[at + 1 :]))


def _flipped(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) * 8)
    return bytes([*content[: at // 8], content[at // 8] ^ 1 << at % 8, *content[at // 8 + 1 :]])


def _bit(log: Log, rng: random.Random) -> Log:
    return _edit(log, rng, body=lambda record: _flipped(record.body, rng))


def _bit_and_leaf(log: Log, rng: random.Random) -> Log:
    changed = _bit(log, rng)
    return replace(changed, records=tuple(replace(each, leaf=leaf_hash(each.body)) for each in changed.records))


def _removed(log: Log, rng: random.Random) -> Log:
    at = rng.randrange(len(log.records))
    return replace(log, records=(*log.records[:at], *log.records[at + 1 :]))


def _removed_with_head(log: Log, rng: random.Random) -> Log:
    changed = _removed(log, rng)
    return replace(changed, head=(len(changed.records), root_of(changed.records)))


def _doubled(log: Log, rng: random.Random) -> Log:
    at = rng.randrange(len(log.records))
    return replace(log, records=(*log.records[: at + 1], *log.records[at:]))


def _exchanged(log: Log, rng: random.Random) -> Log:
    one, other = rng.sample(range(len(log.records)), 2)
    records = list(log.records)
    records[one], records[other] = records[other], records[one]
    return replace(log, records=tuple(records))


def _cut(log: Log, rng: random.Random) -> Log:
    return anew(log, log.records[: rng.randrange(len(log.records))], KEY) if rng.random() < 0.5 else _cut_back(log, rng)


def _cut_back(log: Log, rng: random.Random) -> Log:
    left = log.records[: rng.randrange(len(log.records))]
    signed = tuple(each for each in log.checkpoints if each.size <= len(left))
    return replace(log, records=left, head=(len(left), root_of(left)), checkpoints=signed)


def _another_actor(log: Log, rng: random.Random) -> list[StoredRecord]:
    at = rng.randrange(len(log.records))
    return [replace(each, actor="somebody else") if place == at else each for place, each in enumerate(log.records)]


def _forged_checkpoint(log: Log, _: random.Random) -> Log:
    return replace(log, checkpoints=(*log.checkpoints, sign(*log.head, OTHER_KEY)))


def _changed_checkpoint(log: Log, rng: random.Random) -> Log:
    one = rng.choice(log.checkpoints)
    spoilt = rng.choice(
        [
            replace(one, signature=_flipped(one.signature, rng)),
            replace(one, size=one.size + 1),
            replace(one, root=_flipped(bytes.fromhex(one.root), rng).hex()),
        ]
    )
    return replace(log, checkpoints=tuple(spoilt if each is one else each for each in log.checkpoints))


LOG_CHANGES: dict[str, Callable[[Log, random.Random], Log]] = {
    "a bit of a record": _bit,
    "a bit of a record, hashed anew": _bit_and_leaf,
    "the column of numbers": lambda log, rng: _edit(log, rng, seq=lambda r: r.seq + rng.choice((-1, 1, 1000))),
    "the column of times": lambda log, rng: _edit(
        log, rng, at=lambda r: r.at + timedelta(seconds=rng.randrange(1, 99))
    ),
    "the column of acts": lambda log, rng: _edit(log, rng, act=lambda r: f"{r.act}x"),
    "the column of actors": lambda log, rng: _edit(log, rng, actor=lambda r: f"{r.actor}x"),
    "the column of subjects": lambda log, rng: _edit(log, rng, subject=lambda r: f"{r.subject}x"),
    "the column of hashes": lambda log, rng: _edit(log, rng, leaf=lambda r: leaf_hash(r.body + b"x")),
    "a record removed": _removed,
    "a record removed, head made anew": _removed_with_head,
    "a record doubled": _doubled,
    "two records exchanged": _exchanged,
    "the end cut off": _cut,
    "written anew, signed with another key": lambda log, rng: anew(log, _another_actor(log, rng), OTHER_KEY),
    "written anew, signed with our key": lambda log, rng: anew(log, _another_actor(log, rng), KEY),
    "written anew, no signature": lambda log, rng: replace(anew(log, _another_actor(log, rng), KEY), checkpoints=()),
    "a checkpoint of another key": _forged_checkpoint,
    "a checkpoint changed": _changed_checkpoint,
}


def exported(log: Log) -> bytes:
    """Return a log's export as it lies in a file."""
    return "".join(f"{line}\n" for line in export_lines(log.records, log.checkpoints, KEY)).encode()


def _export_holds(content: bytes, kept: Sequence[Checkpoint]) -> tuple[bool, bool]:
    """Say what the verifier of smbot and the shipped program find in an export's bytes."""
    ours = theirs = False
    with suppress(InputError, UnicodeDecodeError):
        ours = verify_export(content.decode().removesuffix("\n").split("\n"), PUBLIC).verified
    notes = "\n".join(signed_note(each, PUBLIC) for each in kept)
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        theirs = not offline.check_export(io.BytesIO(content), PUBLIC, [notes] if kept else [])[0]
    return ours, theirs


def _lines(content: bytes) -> list[bytes]:
    return content.removesuffix(b"\n").split(b"\n")


def _file(lines: Sequence[bytes]) -> bytes:
    return b"\n".join(lines) + b"\n"


def _export_bit(content: bytes, rng: random.Random) -> bytes:
    return _flipped(content[:-1], rng) + b"\n"


def _export_line_gone(content: bytes, rng: random.Random) -> bytes:
    lines = _lines(content)
    del lines[rng.randrange(len(lines))]
    return _file(lines)


def _export_lines_exchanged(content: bytes, rng: random.Random) -> bytes:
    lines = _lines(content)
    one, other = rng.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return _file(lines)


def _export_cut(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content) - 1)]


def _export_line_more(content: bytes, rng: random.Random) -> bytes:
    lines = _lines(content)
    lines.insert(rng.randrange(len(lines)), rng.choice([b"", b"{}", b" ", *lines]))
    return _file(lines)


def _export_signatures_gone(content: bytes, rng: random.Random) -> bytes:
    *lines, end = _lines(content)
    told = json.loads(end)
    told["checkpoints"] = told["checkpoints"][: rng.randrange(len(told["checkpoints"]))]
    return _file([*lines, json.dumps(told).encode()])


def _export_of_a_forger(content: bytes, rng: random.Random) -> bytes:
    log = anew(honest(len(_lines(content)) - 1), _another_actor(honest(len(_lines(content)) - 1), rng), OTHER_KEY)
    lines = _lines("".join(f"{line}\n" for line in export_lines(log.records, log.checkpoints, OTHER_KEY)).encode())
    told = json.loads(lines[-1])
    if rng.random() < 0.5:
        told["public_key"] = base64.b64encode(PUBLIC).decode()
    return _file([*lines[:-1], json.dumps(told).encode()])


EXPORT_CHANGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "export: a bit": _export_bit,
    "export: a line gone": _export_line_gone,
    "export: two lines exchanged": _export_lines_exchanged,
    "export: cut off": _export_cut,
    "export: a line more": _export_line_more,
    "export: signatures gone": _export_signatures_gone,
    "export: written anew by a forger": _export_of_a_forger,
}


def a_proof(log: Log, rng: random.Random) -> Proof:
    """Return the proof of one record of a log."""
    levels = Levels([record.leaf for record in log.records])
    seq = rng.randrange(len(log.records))
    return Proof(
        seq=seq,
        body=log.records[seq].body,
        size=len(log.records),
        root=levels.root,
        path=levels.path(seq),
        signed=log.checkpoints[-1],
    )


def _proof_holds(content: bytes) -> bool:
    """Say whether either verifier takes the proof."""
    ours = theirs = False
    with suppress(InputError, UnicodeDecodeError, AttributeError):
        ours = is_proved(load(content), PUBLIC)
    with suppress(ValueError, KeyError, TypeError, RecursionError, UnicodeDecodeError):
        theirs = not offline.check_proof(json.loads(content), PUBLIC)[0]
    return ours or theirs


def _proof_changed(content: bytes, rng: random.Random) -> bytes:
    """Change what a proof says: its record, places, hashes, path or signature."""
    told = json.loads(content)
    field = rng.choice(["record", "seq", "size", "root", "path", "checkpoint"])
    if field == "record":
        body = _flipped(told["record"].encode(), rng)
        told["record"] = body.decode("utf-8", "replace")
    elif field in {"seq", "size"}:
        told[field] += rng.choice((-1, 1, 7))
    elif field == "root":
        told["root"] = _flipped(bytes.fromhex(told["root"]), rng).hex()
    elif field == "path" and told["path"]:
        at = rng.randrange(len(told["path"]))
        told["path"][at] = _flipped(bytes.fromhex(told["path"][at]), rng).hex()
    else:
        raw = _flipped(base64.b64decode(told["checkpoint"]["signature"]), rng)
        told["checkpoint"]["signature"] = base64.b64encode(raw).decode()
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _kept_changed(log: Log, rng: random.Random) -> tuple[Checkpoint, ...]:
    """Change a sign of what another machine keeps; return what is read of it, nothing where it is no note any more."""
    note = signed_note(log.kept[0], PUBLIC)
    at = rng.randrange(len(note))
    spoilt = note[:at] + chr((ord(note[at]) + 1) % 128 or 65) + note[at + 1 :]
    return tuple(read_notes(spoilt, PUBLIC))


def trial(seed: int) -> tuple[str, str]:
    """Change one thing; return which, and what the verifiers said: "caught", "missed", or "dishonest" before it."""
    rng = random.Random(seed)  # noqa: S311 - a trial is found again by its seed
    log = honest(rng.choice(SIZES))
    kind = rng.choice([*LOG_CHANGES, *EXPORT_CHANGES, "a proof", "what another machine keeps"])
    if kind in LOG_CHANGES:
        changed = LOG_CHANGES[kind](log, rng)
        if not log.holds():
            return kind, "dishonest"
        return kind, _outcome(changed != log, changed.holds())
    if kind in EXPORT_CHANGES:
        content = exported(log)
        if _export_holds(content, log.kept) != (True, True):
            return kind, "dishonest"
        spoilt = EXPORT_CHANGES[kind](content, rng)
        return kind, _outcome(spoilt != content, any(_export_holds(spoilt, log.kept)))
    if kind == "a proof":
        proof = dump(a_proof(log, rng), PUBLIC)
        if not _proof_holds(proof):
            return kind, "dishonest"
        spoilt = _proof_changed(proof, rng)
        return kind, _outcome(json.loads(spoilt) != json.loads(proof), _proof_holds(spoilt))
    found = _kept_changed(log, rng)
    return kind, _outcome(found != log.kept, bool(found) and replace(log, kept=found).holds())


def _outcome(changed: bool, holds: bool) -> str:
    if not changed:
        return "nothing changed"
    return "missed" if holds else "caught"


def timed_long_log(events: int) -> dict[str, object]:
    """Write an export of so many records and verify it with both verifiers."""
    frontier: tuple[str, ...] = ()
    acts = list(Act)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "log.jsonl"
        checkpoints = []
        with file.open("w", encoding="utf-8") as out:
            for seq in range(events):
                event = Event(
                    act=acts[seq % len(acts)],
                    actor="member",
                    subject=f"m-{seq:016x}",
                    detail={"count": seq, "by": "work"},
                )
                made = make_record(seq, START + timedelta(seconds=seq), event)
                frontier = append(frontier, seq, made.leaf)
                out.write(made.body.decode() + "\n")
                if (seq + 1) % 10_000 == 0 or seq + 1 == events:
                    checkpoints.append(sign(seq + 1, root(frontier), KEY))
            *_, end = export_lines((), checkpoints, KEY)
            out.write(json.dumps(json.loads(end) | {"records": events, "root": root(frontier)}) + "\n")
        began = time.perf_counter()
        problems, _ = offline.check(file, PUBLIC, [])
        alone = time.perf_counter() - began
        began = time.perf_counter()
        whole = verify_export(file.read_text("utf-8").removesuffix("\n").split("\n"), PUBLIC).verified
        with_smbot = time.perf_counter() - began
    return {
        "records": events,
        "checkpoints": len(checkpoints),
        "whole": whole and not problems,
        "seconds, verify.py": round(alone, 1),
        "seconds, smbot audit verify": round(with_smbot, 1),
    }


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--first", type=int, default=0, metavar="SEED")
    arguments = parser.parse_args()
    done: Counter[str] = Counter()
    wrong: dict[str, list[int]] = {}
    unchanged = 0
    seed = arguments.first - 1
    while sum(done.values()) < arguments.trials:
        seed += 1
        kind, outcome = trial(seed)
        if outcome == "nothing changed":
            unchanged += 1
            continue
        done[kind] += 1
        if outcome in {"missed", "dishonest"}:
            wrong.setdefault(f"{outcome}: {kind}", []).append(seed)
    long_log = timed_long_log(arguments.events) if arguments.events else None
    slow = long_log is not None and (
        not long_log["whole"] or any(isinstance(took, float) and took > LIMIT_S for took in long_log.values())
    )
    print(
        json.dumps(
            {
                "trials": sum(done.values()),
                "caught": sum(done.values()) - sum(map(len, wrong.values())),
                "missed at most, 95 %": f"3 in {sum(done.values())}",
                "drawn without a change, not counted": unchanged,
                "by kind": dict(sorted(done.items())),
                "seeds of what was not caught": {name: seeds[:10] for name, seeds in wrong.items()},
                "long log": long_log,
            },
            indent=2,
            ensure_ascii=False,
        )
    )
    return 1 if wrong or slow else 0


if __name__ == "__main__":
    sys.exit(main())
