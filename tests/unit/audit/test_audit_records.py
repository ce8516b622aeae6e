"""What a record looks like, and what an export holds."""

import base64
import json
from datetime import UTC, datetime

from fakes import NOW

from smbot.audit.checkpoint import Checkpoint, holds, sign
from smbot.audit.export import export_lines
from smbot.audit.record import make_record
from smbot.audit.tree import append, leaf_hash, root
from smbot.audit.verify import StoredRecord
from smbot.core.events import Act, Event

EVENT = Event(act=Act.REPLY_SENT, actor="Rita", subject="m-1", detail={"b": 2, "a": "é", "list": ["x"], "no": None})


def test_a_record_is_canonical_json():
    record = make_record(7, datetime(2026, 11, 2, 14, 0, 0, 123456, tzinfo=UTC), EVENT)

    assert record.body.decode() == (
        '{"act":"reply.sent","actor":"Rita","at":"2026-11-02T14:00:00.123+00:00",'
        '"detail":{"a":"é","b":2,"list":["x"],"no":null},"seq":7,"subject":"m-1"}'
    )
    assert record.leaf == leaf_hash(record.body)


def test_the_order_in_which_details_were_given_does_not_matter():
    other = Event(act=Act.REPLY_SENT, actor="Rita", subject="m-1", detail=dict(reversed(EVENT.detail.items())))

    assert make_record(7, NOW, EVENT).body == make_record(7, NOW, other).body


def test_an_export_can_be_checked_with_nothing_but_its_lines():
    key = bytes(range(32))
    stored, frontier = [], ()
    for seq in range(3):
        record = make_record(seq, NOW, EVENT)
        frontier = append(frontier, seq, record.leaf)
        stored.append(
            StoredRecord(
                seq=seq, at=NOW, act="reply.sent", actor="Rita", subject="m-1", body=record.body, leaf=record.leaf
            )
        )

    *lines, last = export_lines(stored, [sign(3, root(frontier), key)], key)
    head = json.loads(last)

    again = ()
    for seq, line in enumerate(lines):
        again = append(again, seq, leaf_hash(line.encode()))
    [signed] = head["checkpoints"]
    checkpoint = Checkpoint(size=signed["size"], root=signed["root"], signature=base64.b64decode(signed["signature"]))
    assert head["records"] == 3
    assert root(again) == checkpoint.root
    assert holds(checkpoint, base64.b64decode(head["public_key"]))
