"""The program that is shipped beside an export checks it, and proofs, with the standard library and cryptography."""

import ast
import base64
import json
import re
import subprocess
import sys
from email.message import EmailMessage
from importlib import resources

import pytest
from fakes import NOW
from hypothesis import given
from hypothesis import strategies as st

from smbot.audit.checkpoint import public_half, read_notes, sign, signed_note, verifier_key
from smbot.audit.export import export_lines, verify_export
from smbot.audit.offline import WORDS, check, pasted, read_key, say
from smbot.audit.offline import read_notes as offline_notes
from smbot.audit.proof import Levels, Proof, dump
from smbot.audit.record import make_record
from smbot.audit.tree import append, leaf_hash, root
from smbot.audit.verify import StoredRecord
from smbot.core.events import Act, Event

KEY = bytes(range(32))
PUBLIC = public_half(KEY)
PROGRAM = resources.files("smbot.audit").joinpath("offline.py")


def a_log(size, signed_at):
    records, frontier, checkpoints = [], (), []
    for seq in range(size):
        event = Event(act=Act.MENTION_CLAIMED, actor="Zoé\u2028", subject=f"m-{seq}", detail={"n": seq})
        made = make_record(seq, NOW, event)
        frontier = append(frontier, seq, made.leaf)
        records.append(
            StoredRecord(
                seq=seq, at=NOW, act=event.act, actor=event.actor, subject=event.subject, body=made.body, leaf=made.leaf
            )
        )
        if seq + 1 in signed_at:
            checkpoints.append(sign(seq + 1, root(frontier), KEY))
    return records, checkpoints


@pytest.fixture
def an_export(tmp_path):
    file = tmp_path / "log.jsonl"
    records, checkpoints = a_log(7, {3, 7})
    file.write_bytes("".join(f"{line}\n" for line in export_lines(records, checkpoints, KEY)).encode())
    return file


def a_proof(seq=2, size=7):
    records, checkpoints = a_log(size, {size})
    levels = Levels([record.leaf for record in records])
    return Proof(
        seq=seq, body=records[seq].body, size=size, root=levels.root, path=levels.path(seq), signed=checkpoints[0]
    )


def found(file, *anchors, key=PUBLIC):
    return [name for name, _ in check(file, key, anchors)[0]]


def test_an_honest_export_holds(an_export):
    assert check(an_export, PUBLIC, []) == ([], ("log-holds", {"size": 7, "signed": 2, "anchored": 0}))


def test_both_verifiers_take_a_line_to_end_where_the_export_ends_it(an_export):
    lines = an_export.read_text("utf-8").removesuffix("\n").split("\n")

    assert verify_export(lines, PUBLIC).verified
    assert len(an_export.read_text("utf-8").splitlines()) > len(lines)  # the actor's name holds a line separator


def changed(file, change):
    lines = file.read_bytes().removesuffix(b"\n").split(b"\n")
    file.write_bytes(b"\n".join(change(lines)) + b"\n")


DAMAGES = {
    "an edit": (lambda lines: [lines[0].replace(b"m-0", b"m-9"), *lines[1:]], "changed"),
    "one left out": (lambda lines: [*lines[:4], *lines[5:]], "gap"),
    "two exchanged": (lambda lines: [lines[1], lines[0], *lines[2:]], "gap"),
    "the newest left out": (lambda lines: [*lines[:6], lines[7]], "cut"),
    "another field": (lambda lines: [lines[0].replace(b'"seq"', b'"sneaky":1,"seq"'), *lines[1:]], "unreadable"),
    "no signature": (lambda lines: [*lines[:-1], _without_signatures(lines[-1])], "unsigned"),
    "a space in the end": (lambda lines: [*lines[:-1], lines[-1].replace(b": 7", b":  7")], "rewritten-end"),
}


def _without_signatures(line):
    return json.dumps(json.loads(line) | {"checkpoints": []}).encode()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_changed_export_is_told_by_both_verifiers(an_export, damage):
    change, told = DAMAGES[damage]
    changed(an_export, change)
    lines = an_export.read_text("utf-8").removesuffix("\n").split("\n")

    assert told in found(an_export)
    assert damage == "another field" or not verify_export(lines, PUBLIC).verified


def test_another_key_finds_no_genuine_signature(an_export):
    assert {"signature", "other-key"} <= set(found(an_export, key=public_half(bytes(32))))


def test_what_another_machine_kept_is_compared(an_export):
    _, checkpoints = a_log(7, {5})
    _, later = a_log(9, {9})
    forged = sign(5, "00" * 32, KEY)

    assert found(an_export, signed_note(checkpoints[0], PUBLIC)) == []
    assert "cut" in found(an_export, signed_note(later[0], PUBLIC))
    assert "anchor" in found(an_export, signed_note(forged, PUBLIC))
    assert "signature" in found(an_export, signed_note(checkpoints[0], public_half(bytes(32))))
    assert "no-anchor" in found(an_export, "nothing")


def test_a_log_written_anew_with_the_machines_own_key_is_found_by_the_other_machine(tmp_path):
    _, honest = a_log(5, {5})
    records, _ = a_log(7, set())
    other = make_record(2, NOW, Event(act=Act.MENTION_CLAIMED, actor="somebody else", subject="m-2"))
    records[2] = StoredRecord(
        seq=2, at=NOW, act=other.event.act, actor="somebody else", subject="m-2", body=other.body, leaf=other.leaf
    )
    levels = Levels([record.leaf for record in records])
    file = tmp_path / "log.jsonl"
    file.write_text("".join(f"{line}\n" for line in export_lines(records, [sign(7, levels.root, KEY)], KEY)), "utf-8")

    assert found(file) == []
    assert found(file, signed_note(honest[0], PUBLIC)) == ["anchor"]


def test_a_proof_holds_and_shows_no_other_record(tmp_path):
    file = tmp_path / "proof.json"
    file.write_bytes(dump(a_proof(), PUBLIC))

    assert check(file, PUBLIC, []) == ([], ("proof-holds", {"seq": 2, "size": 7}))
    assert "m-3" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("record", '{"seq":2}', "path"),
        ("seq", 3, "unreadable"),
        ("size", 8, "signature"),
        ("root", "00" * 32, "path"),
        ("path", [], "path"),
        ("checkpoint", None, "signature"),
        ("public_key", "AAAA", "other-key"),
        ("leaf", "00" * 32, "unreadable"),
    ],
)
def test_a_changed_proof_proves_nothing(tmp_path, field, value, told):
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(json.loads(dump(a_proof(), PUBLIC)) | {field: value}, indent=2))

    assert told in found(file)


def test_the_key_is_read_in_both_forms():
    assert read_key(base64.b64encode(PUBLIC).decode() + "\n") == read_key(verifier_key(PUBLIC)) == PUBLIC
    with pytest.raises(ValueError, match="length"):
        read_key("AAAA")


def test_a_signed_note_is_as_c2sp_writes_it():
    _, [checkpoint] = a_log(7, {7})

    note = signed_note(checkpoint, PUBLIC)

    text, _, signature = note.partition("\n\n")
    assert text.splitlines()[:2] == ["smbot audit log", "7"]
    assert signature.startswith("— smbot-audit-log ")
    assert len(base64.b64decode(signature.split()[2])) == 4 + 64
    assert list(read_notes(f"{note}\nrubbish\n{note}", PUBLIC)) == [checkpoint, checkpoint]


def test_the_program_runs_alone_and_speaks_both_languages(an_export, tmp_path):
    program = tmp_path / "alone" / "verify.py"
    program.parent.mkdir()
    program.write_text(PROGRAM.read_text("utf-8"), "utf-8")
    run = [sys.executable, "-I", program, an_export, "--key", base64.b64encode(PUBLIC).decode()]

    done = subprocess.run(run, capture_output=True, text=True, check=False, env={"SMBOT_LANG": "fr"})

    assert (done.returncode, done.stdout) == (
        0,
        "7 événements, 2 points de contrôle signés, 0 gardés ailleurs\u00a0: intact.\n",
    )


def test_the_program_needs_the_standard_library_and_cryptography_alone():
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(PROGRAM.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }

    assert imported - set(sys.stdlib_module_names) == {"cryptography"}


def test_every_finding_has_words_in_both_languages():
    values = {"seq": 1, "size": 2, "head": 3, "signed": 4, "anchored": 5, "count": 6}

    for name, words in WORDS.items():
        assert len(words) == 2
        assert say((name, values), french=False) != say((name, values), french=True)


@pytest.mark.parametrize("content", [b"", b"\n", b"[]", b"{\n}", b"{}\n", b"\xff\xfe", b"[" * 100_000])
def test_what_is_neither_is_refused(tmp_path, content):
    file = tmp_path / "file"
    file.write_bytes(content)

    with pytest.raises((ValueError, KeyError, TypeError, RecursionError)):
        check(file, PUBLIC, [])


def test_a_leaf_is_hashed_as_in_the_log():
    records, _ = a_log(1, set())

    assert records[0].leaf == leaf_hash(records[0].body)


def _quoted(text):
    return "On Monday the archivist wrote:\r\n" + "".join(f">  {line}\r\n" for line in text.splitlines())


def _wrapped(text):
    return re.sub(r"(.{60})(?=.)", r"\1\n", text)


def _saved(text, encoding="base64"):
    message = EmailMessage()
    message["Subject"] = "signature"
    message.set_content(text, cte=encoding)
    return message.as_bytes()


MAILED = {
    "as it was": str.encode,
    "between other words": lambda text: f"Hello\n{text}\nBye".encode(),
    "quoted, with other ends of lines": lambda text: _quoted(text).encode(),
    "wrapped": lambda text: _wrapped(text).encode(),
    "wrapped, then quoted twice": lambda text: _quoted(_quoted(_wrapped(text))).encode(),
    "without empty lines": lambda text: text.replace("\n\n", "\n").encode(),
    "with another dash": lambda text: text.replace("\u2014", "-").encode(),
    "in another encoding": lambda text: text.encode("cp1252"),
    "saved as a message": _saved,
    "saved as a message in another encoding": lambda text: _saved(text, "quoted-printable"),
    "a saved message that quotes it": lambda text: _saved(_quoted(text)),
}


@pytest.mark.parametrize("way", MAILED)
def test_a_checkpoint_that_was_mailed_is_read_however_mail_programs_left_it(way):
    _, [checkpoint] = a_log(7, {5})

    text = pasted(MAILED[way](signed_note(checkpoint, PUBLIC)))

    assert list(read_notes(text, PUBLIC)) == [checkpoint]
    assert [(size, root.hex()) for size, root, _ in offline_notes(text, PUBLIC)] == [(5, checkpoint.root)]


def test_several_pasted_into_one_file_are_all_read():
    _, checkpoints = a_log(7, {3, 5})
    notes = [signed_note(each, PUBLIC) for each in checkpoints]

    text = pasted((_quoted(notes[0]) + notes[1]).encode())

    assert list(read_notes(text, PUBLIC)) == checkpoints


NO_CHECKPOINTS = [
    b"",
    b"hello",
    b"Subject: x\nContent-Type: text/plain; charset=nonsense\n\n\xff",
    b"\xff" * 99,
    f"smbot audit log\n1\n{'A' * 43}=\n- {'>' * 300_000}".encode(),  # what would keep a careless pattern busy for ever
]


@pytest.mark.parametrize("data", NO_CHECKPOINTS)
def test_a_file_without_a_checkpoint_holds_none(data):
    assert list(read_notes(pasted(data), PUBLIC)) == []


@given(st.binary(max_size=300))
def test_no_file_makes_the_reader_fail(data):
    pasted(data + b"smbot audit log\n>")


def test_one_changed_character_of_a_mailed_checkpoint_is_told(an_export):
    _, [checkpoint] = a_log(7, {5})
    note = signed_note(checkpoint, PUBLIC)
    place = note.index(" smbot-audit-log ") + 30
    other = note[:place] + ("A" if note[place] != "A" else "B") + note[place + 1 :]

    assert found(an_export, pasted(_quoted(note).encode())) == []
    assert found(an_export, pasted(_quoted(other).encode())) == ["signature"]
