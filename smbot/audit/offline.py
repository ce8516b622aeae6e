"""Checks an export of smbot's audit log, or the proof of one record, on a machine without smbot and without a network.

    python verify.py EXPORT.jsonl --key KEY [--anchor FILE …]
    python verify.py PROOF.json --key KEY

KEY is the public key that you noted when the log began ("smbot audit key"): the one inside the file proves nothing.
FILE holds signed checkpoints that another machine kept ("smbot-audit-checkpoints.txt"), or an e-mail that brought one:
saved, or its text pasted into a file. Needs Python 3.11 and the package "cryptography". Ends with 0 where everything
holds, with 1 where it does not.

The log is a Merkle tree (RFC 6962): leaf = SHA-256(00 || record), node = SHA-256(01 || left || right). A checkpoint is
a C2SP signed note; its signature is Ed25519 over origin, number of records and root, one a line.
"""

import argparse
import base64
import binascii
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ORIGIN: Final = "smbot audit log"
SIGNER: Final = "smbot-audit-log"
PROOF: Final = "smbot proof of one record 1"
KEY_BYTES: Final = 32
MOST_TOLD: Final = 20
_FIELDS: Final = {"act", "actor", "at", "detail", "seq", "subject"}
_NOTE = re.compile(rf"^{ORIGIN}\n(\d+)\n(\S+)\n\n((?:\u2014 \S+ \S+\n)+)", re.MULTILINE)
_GAP = r"[\s>]"
_SIGNATURE = rf"[\u2014\u2013\ufffd-]{{1,3}}{_GAP}+([^\s>]+){_GAP}+((?:[A-Za-z0-9+/]{_GAP}*){{91}}=)"
_MAILED = re.compile(rf"{ORIGIN}{_GAP}+(\d+){_GAP}+([A-Za-z0-9+/]{{43}}=){_GAP}+((?:{_SIGNATURE}{_GAP}*)+)")
"""A signed note in a text that was quoted and wrapped: 43 and 91 characters with their "=" are 32 and 68 bytes."""

WORDS: Final = {
    "no-export": (
        "This is no export of an audit log, or its end is missing.",
        "Ce n’est pas une exportation d’un journal d’audit, ou la fin manque.",
    ),
    "no-proof": ("This is no proof of a record.", "Ce n’est pas la preuve d’un enregistrement."),
    "no-key": ("This is no public key.", "Ce n’est pas une clé publique."),
    "other-key": (
        "The file names another public key than yours.",
        "Le fichier nomme une autre clé publique que la vôtre.",
    ),
    "rewritten-end": ("The last line was changed.", "La dernière ligne a été modifiée."),
    "unreadable": ("Record {seq} cannot be read.", "L’enregistrement {seq} est illisible."),
    "gap": (
        "Record {seq} is missing or stands elsewhere.",
        "L’enregistrement {seq} manque ou se trouve ailleurs.",
    ),
    "count": (
        "There are {size} records, the last line says {head}.",
        "Il y a {size} enregistrements, la dernière ligne en dit {head}.",
    ),
    "root": (
        "The root of the log is not the one in the last line.",
        "La racine du journal n’est pas celle de la dernière ligne.",
    ),
    "signature": (
        "The signature at {size} records is not genuine.",
        "La signature à {size} enregistrements n’est pas authentique.",
    ),
    "changed": (
        "Records before number {size} were changed after they were signed.",
        "Des enregistrements avant le numéro {size} ont été modifiés après leur signature.",
    ),
    "cut": (
        "{signed} records were signed, {size} are here.",
        "{signed} enregistrements ont été signés, il y en a {size} ici.",
    ),
    "unsigned": (
        "No signature covers all {size} records.",
        "Aucune signature ne couvre les {size} enregistrements.",
    ),
    "anchor": (
        "The checkpoint that was kept elsewhere at {size} records does not agree: those records were changed since.",
        "Le point de contrôle gardé ailleurs à {size} enregistrements ne concorde pas\u00a0: ceux-ci ont été modifiés.",
    ),
    "no-anchor": (
        "What --anchor names holds no checkpoint.",
        "Ce que nomme --anchor ne contient aucun point de contrôle.",
    ),
    "path": (
        "The way from the record to the root does not hold.",
        "Le chemin de l’enregistrement à la racine ne tient pas.",
    ),
    "log-holds": (
        "{size} events, {signed} signed checkpoints, {anchored} kept elsewhere: unbroken.",
        "{size} événements, {signed} points de contrôle signés, {anchored} gardés ailleurs\u00a0: intact.",
    ),
    "proof-holds": (
        "Record {seq} stands in the log of {size} records that was signed.",
        "L’enregistrement {seq} se trouve dans le journal signé de {size} enregistrements.",
    ),
    "and-more": ("… and {count} more.", "… et {count} de plus."),
}

Problem = tuple[str, dict[str, object]]
"""The name of a finding among `WORDS`, and what stands in it."""
Signed = tuple[int, bytes, bytes]
"""A checkpoint: number of records, root, signature."""


class Tree:
    """The roots of the perfect subtrees that make up a log, largest first: all that appending needs."""

    def __init__(self) -> None:
        self.size = 0
        self._frontier: list[bytes] = []

    def append(self, record: bytes) -> None:
        """Take in one record."""
        frontier, size = self._frontier, self.size
        top = hashlib.sha256(b"\x00" + record).digest()
        while size & 1:
            top = hashlib.sha256(b"\x01" + frontier.pop() + top).digest()
            size >>= 1
        frontier.append(top)
        self.size += 1

    def root(self) -> bytes:
        """Return the root over everything so far."""
        if not self._frontier:
            return hashlib.sha256(b"").digest()
        *rest, top = self._frontier
        for subtree in reversed(rest):
            top = hashlib.sha256(b"\x01" + subtree + top).digest()
        return top


def note(size: int, root: bytes) -> bytes:
    """Return what a checkpoint's signature covers."""
    return f"{ORIGIN}\n{size}\n{base64.b64encode(root).decode()}\n".encode()


def genuine(key: bytes, size: int, root: bytes, signature: bytes) -> bool:
    """Say whether this key signed this size and root."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, note(size, root))
    except (InvalidSignature, ValueError):
        return False
    return True


def read_key(text: str) -> bytes:
    """Read a public key: base64, or the form that tools for signed notes take.

    Raises:
        ValueError: It is none.
    """
    given = text.strip()
    if "+" in given and given.startswith(f"{SIGNER}+"):
        raw = base64.b64decode(given.split("+", 2)[2], validate=True)[1:]
    else:
        raw = base64.b64decode(given, validate=True)
    if len(raw) != KEY_BYTES:
        raise ValueError("length")
    return raw


def read_notes(text: str, key: bytes) -> Iterator[Signed]:
    """Yield size, root and signature of each signed note in a text; an empty signature where the key signed none."""
    known = hashlib.sha256(SIGNER.encode() + b"\n\x01" + key).digest()[:4]
    for size, root, signatures in _NOTE.findall(text):
        try:
            top = base64.b64decode(root, validate=True)
            lines = [base64.b64decode(line.split(" ")[2], validate=True) for line in signatures.splitlines()]
        except binascii.Error:
            top, lines = b"", []
        yield int(size), top, next((line[4:] for line in lines if line[:4] == known), b"")


def pasted(data: bytes) -> str:
    """Return a file of checkpoints as smbot wrote them, though mail programs encoded, quoted or wrapped them since."""
    text = data.decode("utf-8", "replace")
    if not _MAILED.search(text):
        text = _body(data) or text
    return _MAILED.sub(_as_signed, text)


def _body(data: bytes) -> str:
    """Return the text of a message that a mail program saved; nothing where it is none."""
    try:
        body = message_from_bytes(data, policy=default).get_body(("plain",))
        return str(body.get_content()) if body is not None else ""
    except (LookupError, ValueError):
        return ""


def _as_signed(found: re.Match[str]) -> str:
    size, root, signatures = found[1], found[2], re.findall(_SIGNATURE, found[3])
    lines = "".join(f"\u2014 {name} {re.sub(_GAP, '', signature)}\n" for name, signature in signatures)
    return f"\n{ORIGIN}\n{size}\n{root}\n\n{lines}"


@dataclass(frozen=True, kw_only=True)
class End:
    """What the last line of an export says; `signed` are sizes, roots and signatures."""

    line: bytes
    size: int
    root: bytes
    key: str
    signed: tuple[Signed, ...]

    def as_written(self) -> bytes:
        """Return the one way in which smbot writes this, so that not a byte of it can be changed."""
        told = {
            "records": self.size,
            "root": self.root.hex(),
            "public_key": self.key,
            "checkpoints": [
                {"size": size, "root": root.hex(), "signature": base64.b64encode(signature).decode()}
                for size, root, signature in self.signed
            ],
        }
        return json.dumps(told).encode()


def check_export(file: BinaryIO, key: bytes, anchors: Sequence[str] = ()) -> tuple[list[Problem], dict[str, object]]:
    """Walk an export once; return what is wrong with it, and what it holds.

    Raises:
        ValueError: The file is no export.
    """
    end = _end_of(file)
    kept = [found for text in anchors for found in read_notes(text, key)]
    tree, problems = _walk(file, end, kept)
    if base64.b64encode(key).decode() != end.key:
        problems.append(("other-key", {}))
    if end.as_written() != end.line:
        problems.append(("rewritten-end", {}))
    if tree.size != end.size:
        problems.append(("count", {"size": tree.size, "head": end.size}))
    if tree.root() != end.root:
        problems.append(("root", {}))
    if not any(place == tree.size for place, _, _ in end.signed):
        problems.append(("unsigned", {"size": tree.size}))
    if anchors and not kept:
        problems.append(("no-anchor", {}))
    for place, top, signature in [*end.signed, *kept]:
        if not genuine(key, place, top, signature):
            problems.append(("signature", {"size": place}))
        if place > tree.size:
            problems.append(("cut", {"signed": place, "size": tree.size}))
    return problems, {"size": tree.size, "signed": len(end.signed), "anchored": len(kept)}


def _walk(file: BinaryIO, end: End, kept: Sequence[Signed]) -> tuple[Tree, list[Problem]]:
    """Build the tree from every record; return it with the records and the roots that are wrong."""
    due: dict[int, list[tuple[str, bytes]]] = {}
    for kind, found in (("changed", end.signed), ("anchor", kept)):
        for place, top, _ in found:
            due.setdefault(place, []).append((kind, top))
    problems: list[Problem] = []
    tree = Tree()
    for line in _records(file, end.line):
        if wrong := _wrong_with(line, tree.size):
            problems.append((wrong, {"seq": tree.size}))
        tree.append(line)
        if tree.size in due:
            now = tree.root()
            problems += [(kind, {"size": tree.size}) for kind, top in due[tree.size] if top != now]
    return tree, problems


def check_proof(told: dict[str, object], key: bytes) -> tuple[list[Problem], dict[str, object]]:
    """Check that one record stands in the signed log, without any other record.

    Raises:
        ValueError: This is no proof.
    """
    try:
        record, signed = str(told["record"]).encode(), told["checkpoint"]
        seq, size = int(str(told["seq"])), int(str(told["size"]))
        root = bytes.fromhex(str(told["root"]))
        way = [bytes.fromhex(each) for each in _texts(told["path"])]
        signature = base64.b64decode(str(signed["signature"])) if isinstance(signed, dict) else b""
        noted = str(signed["note"]).encode() if isinstance(signed, dict) else b""
        place = json.loads(record)["seq"]
    except (KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise ValueError("no proof") from error
    problems: list[Problem] = []
    if told.get("public_key") != base64.b64encode(key).decode():
        problems.append(("other-key", {}))
    if place != seq or told.get("leaf") != hashlib.sha256(b"\x00" + record).hexdigest():
        problems.append(("unreadable", {"seq": seq}))
    if _leads_to(record, seq, size, way) != root:
        problems.append(("path", {}))
    if noted != note(size, root) or not genuine(key, size, root, signature):
        problems.append(("signature", {"size": size}))
    return problems, {"seq": seq, "size": size}


def _leads_to(record: bytes, seq: int, size: int, way: Sequence[bytes]) -> bytes:
    """Return the root that a path leads to (RFC 9162, section 2.1.3.2); nothing where the path cannot be one."""
    if not 0 <= seq < size:
        return b""
    at, last, reached = seq, size - 1, hashlib.sha256(b"\x00" + record).digest()
    for sibling in way:
        if last == 0:
            return b""
        if at % 2 or at == last:
            reached = hashlib.sha256(b"\x01" + sibling + reached).digest()
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            reached = hashlib.sha256(b"\x01" + reached + sibling).digest()
        at, last = at // 2, last // 2
    return reached if last == 0 else b""


def _texts(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError("path")
    return [str(each) for each in value]


def _end_of(file: BinaryIO) -> End:
    """Read the last line, and go back to the first.

    Raises:
        ValueError: It is not what an export ends with.
    """
    end = file.seek(0, os.SEEK_END)
    step, tail = 1 << 16, b""
    while b"\n" not in tail.removesuffix(b"\n") and len(tail) < end:
        start = max(0, end - len(tail) - step)
        file.seek(start)
        tail = file.read(end - len(tail) - start) + tail
        step *= 2
    file.seek(0)
    line = tail.removesuffix(b"\n").rpartition(b"\n")[2]
    try:
        head = json.loads(line)
        signed = tuple(
            (int(c["size"]), bytes.fromhex(c["root"]), base64.b64decode(c["signature"])) for c in head["checkpoints"]
        )
        return End(
            line=line,
            size=int(head["records"]),
            root=bytes.fromhex(head["root"]),
            key=str(head["public_key"]),
            signed=signed,
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no export") from error


def _records(file: BinaryIO, end: bytes) -> Iterator[bytes]:
    """Yield every line but the last."""
    before: bytes | None = None
    for line in file:
        if before is not None:
            yield before
        before = line.removesuffix(b"\n")
    if before != end:
        raise ValueError("the file changed while it was read")


def _wrong_with(line: bytes, expected: int) -> str:
    try:
        record = json.loads(line)
        datetime.fromisoformat(record["at"])
        if record.keys() != _FIELDS or type(record["seq"]) is not int:
            return "unreadable"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "unreadable"
    return "" if record["seq"] == expected else "gap"


def check(file: Path, key: bytes, anchors: Sequence[str]) -> tuple[list[Problem], Problem]:
    """Check a file of either kind; return what is wrong with it, and what to say where nothing is.

    Raises:
        ValueError: It is neither.
        OSError: It cannot be read.
    """
    with file.open("rb") as opened:
        if opened.read(2) == b"{\n":
            problems, held = check_proof(json.loads(file.read_bytes()), key)
            return problems, ("proof-holds", held)
        problems, held = check_export(opened, key, anchors)
        return problems, ("log-holds", held)


def say(problem: Problem, french: bool) -> str:
    """Return a finding in words."""
    name, values = problem
    return WORDS[name][french].format(**values)


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> int:
    """Check what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", required=True)
    parser.add_argument("--anchor", type=Path, action="append", default=[], metavar="FILE")
    given = parser.parse_args()
    french = os.environ.get("SMBOT_LANG", os.environ.get("LANG", "")).startswith("fr")
    try:
        key = read_key(given.key)
    except ValueError:
        _tell(say(("no-key", {}), french))
        return 1
    try:
        anchors = [pasted(path.read_bytes()) for path in given.anchor]
        problems, holds = check(given.file, key, anchors)
    except OSError as error:
        _tell(f"{error.filename}: {error.strerror}")
        return 1
    except (ValueError, KeyError, TypeError, RecursionError):
        problems, holds = [("no-export", {})], ("", {})
    for problem in problems[:MOST_TOLD]:
        _tell(say(problem, french))
    if len(problems) > MOST_TOLD:
        _tell(say(("and-more", {"count": len(problems) - MOST_TOLD}), french))
    if not problems:
        _tell(say(holds, french))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
