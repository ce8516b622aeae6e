"""The log's tree agrees with RFC 6962 read literally, and no change of a log goes unnoticed."""

import hashlib
from dataclasses import replace
from datetime import timedelta

from fakes import NOW
from hypothesis import given
from hypothesis import strategies as st

from smbot.audit.checkpoint import Checkpoint, public_half, sign
from smbot.audit.record import make_record
from smbot.audit.tree import append, leaf_hash, root
from smbot.audit.verify import StoredRecord, verify
from smbot.core.events import Act, Event

KEY = bytes(range(32))


def naive_root(records):
    """RFC 6962, section 2.1, as it stands there."""
    if not records:
        return hashlib.sha256(b"").digest()
    if len(records) == 1:
        return hashlib.sha256(b"\x00" + records[0]).digest()
    k = 1
    while k * 2 < len(records):
        k *= 2
    return hashlib.sha256(b"\x01" + naive_root(records[:k]) + naive_root(records[k:])).digest()


@given(st.lists(st.binary(max_size=4), max_size=70))
def test_appending_gives_the_root_of_the_whole(records):
    frontier = ()
    for size, record in enumerate(records):
        frontier = append(frontier, size, leaf_hash(record))

    assert root(frontier) == naive_root(records).hex()
    assert len(frontier) == len(records).bit_count()


def a_log(size, signed_at):
    """Return an honest log of `size` records with checkpoints."""
    records, frontier, checkpoints = [], (), []
    for seq in range(size):
        event = Event(act=Act.MENTION_CLAIMED, actor=f"member {seq}", subject=f"m-{seq}", detail={"n": seq})
        made = make_record(seq, NOW + timedelta(seconds=seq), event)
        frontier = append(frontier, seq, made.leaf)
        records.append(
            StoredRecord(
                seq=seq,
                at=made.at,
                act=event.act.value,
                actor=event.actor,
                subject=event.subject,
                body=made.body,
                leaf=made.leaf,
            )
        )
        if seq + 1 in signed_at:
            checkpoints.append(sign(seq + 1, root(frontier), KEY))
    return records, root(frontier), checkpoints


def check(records, head_root, checkpoints, *, head_size=None):
    size = len(records) if head_size is None else head_size
    return verify(records, head_size=size, head_root=head_root, checkpoints=checkpoints, public_key=public_half(KEY))


LOGS = st.integers(2, 20).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(1, n), max_size=3)))


@given(LOGS)
def test_an_honest_log_verifies(log):
    records, head, checkpoints = a_log(*log)

    verdict = check(records, head, checkpoints)

    assert verdict.verified
    assert (verdict.events, verdict.root, verdict.checkpoints) == (len(records), head, len(checkpoints))


COLUMNS = {
    "seq": lambda r: r.seq + 1,
    "at": lambda r: r.at + timedelta(days=1),
    "act": lambda _: "mention.released",
    "actor": lambda r: r.actor + "x",
    "subject": lambda r: r.subject + "x",
    "body": lambda r: r.body.replace(b"member", b"person"),
    "leaf": lambda _: leaf_hash(b"other"),
}


@given(LOGS, st.data(), st.sampled_from(sorted(COLUMNS)))
def test_an_edit_of_any_column_is_found(log, data, column):
    records, head, checkpoints = a_log(*log)
    place = data.draw(st.integers(0, len(records) - 1))
    records[place] = replace(records[place], **{column: COLUMNS[column](records[place])})

    assert not check(records, head, checkpoints).verified


@given(LOGS, st.data())
def test_a_flipped_bit_of_a_body_is_found(log, data):
    records, head, checkpoints = a_log(*log)
    place = data.draw(st.integers(0, len(records) - 1))
    body = bytearray(records[place].body)
    bit = data.draw(st.integers(0, len(body) * 8 - 1))
    body[bit // 8] ^= 1 << bit % 8
    records[place] = replace(records[place], body=bytes(body))

    assert not check(records, head, checkpoints).verified


@given(LOGS, st.data())
def test_a_record_taken_out_is_found_whatever_the_head_says(log, data):
    records, head, checkpoints = a_log(*log)
    full = len(records)
    del records[data.draw(st.integers(0, full - 1))]

    assert not check(records, head, checkpoints).verified
    assert not check(records, head, checkpoints, head_size=full).verified


@given(LOGS, st.data())
def test_records_in_another_order_are_found(log, data):
    records, head, checkpoints = a_log(*log)
    one, other = data.draw(st.lists(st.integers(0, len(records) - 1), min_size=2, max_size=2, unique=True))
    records[one], records[other] = records[other], records[one]

    assert not check(records, head, checkpoints).verified


@given(st.integers(2, 20), st.data())
def test_a_log_cut_short_with_its_head_is_found_by_what_was_signed(size, data):
    _, _, checkpoints = a_log(size, {size})
    shorter, head, _ = a_log(data.draw(st.integers(0, size - 1)), set())

    verdict = check(shorter, head, checkpoints)

    assert not verdict.verified


@given(st.integers(2, 20), st.data())
def test_a_log_written_anew_is_found_by_what_was_signed(size, data):
    place = data.draw(st.integers(0, size - 1))
    _, _, checkpoints = a_log(size, {size})
    rewritten, frontier = [], ()
    for record in a_log(size, set())[0]:
        if record.seq == place:
            event = Event(act=Act.MENTION_CLAIMED, actor="somebody else", subject=record.subject)
            made = make_record(place, record.at, event)
            record = replace(record, actor=event.actor, body=made.body, leaf=made.leaf)  # noqa: PLW2901
        rewritten.append(record)
        frontier = append(frontier, record.seq, record.leaf)

    verdict = check(rewritten, root(frontier), checkpoints)

    assert not verdict.verified
    assert check(rewritten, root(frontier), []).verified  # without a signature held elsewhere nobody could tell


@given(LOGS, st.binary(min_size=32, max_size=32).filter(lambda key: key != KEY))
def test_a_forged_checkpoint_is_found(log, other_key):
    records, head, _ = a_log(*log)

    verdict = check(records, head, [sign(len(records), head, other_key)])

    assert not verdict.verified


@given(LOGS, st.text(max_size=5), st.binary(max_size=70))
def test_any_rubbish_as_a_checkpoint_is_a_finding_and_no_crash(log, rubbish_root, signature):
    records, head, checkpoints = a_log(*log)
    rubbish = Checkpoint(size=len(records), root=rubbish_root, signature=signature)

    assert not check(records, head, [*checkpoints, rubbish]).verified


@given(LOGS, st.data())
def test_a_gap_is_told_by_its_number(log, data):
    records, head, checkpoints = a_log(*log)
    gap = data.draw(st.integers(0, len(records) - 2))
    del records[gap]

    said = [str(problem) for problem in check(records, head, checkpoints).problems]

    assert f"Record {gap} is missing: {gap + 1} stands in its place." in said
