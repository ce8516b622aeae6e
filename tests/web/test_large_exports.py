"""Exports of more records than memory should hold: whole, proved, and in no more memory than small ones."""

import csv
import hashlib
import io
import json
import tracemalloc
import zipfile
from datetime import date

import pytest
from sqlmodel import insert
from web.making import NOW

from smbot.audit.proof import root_from
from smbot.bootstrap.exports import make_export
from smbot.core.events import Act, Event
from smbot.review.exports import ExportFormat, ExportKind, Request
from smbot.storage.tables import MentionRow

MANY = 21_000
DAY = date(2026, 3, 4)
ROW = {
    "platform": "x",
    "account": "x:mentions",
    "conversation": "c",
    "handle": b"h",
    "posted_at": NOW,
    "collected_at": NOW,
    "language": "en",
    "summoned": True,
    "state": "no-reply",
    "text": "Week nine and my card is still not here. " * 5,
    "masks": [],
    "parts": [],
    "labels": ["complaint"],
    "top_label": "complaint",
    "scores": {},
    "evidence": [],
    "draft": "",
}


def add_mentions(desk, count):
    with desk.application.store.write() as tx:
        for start in range(0, count, 1000):
            some = range(start, min(count, start + 1000))
            tx.session.execute(insert(MentionRow), [ROW | {"id": f"m-{n:06}", "pseudonym": str(n)} for n in some])


def made(desk, kind, form, out, member="chloe"):
    request = Request(kind=kind, first_day=DAY, last_day=DAY)
    return make_export(desk.application, desk.members[member], request, form, out, folder="all")


def test_a_day_of_many_thousand_posts_is_handed_out_whole(desk, an_officer):
    add_mentions(desk, MANY)
    period = {"kind": "mentions", "first": DAY.isoformat(), "last": DAY.isoformat()}
    assert "Download 21,000 records" in an_officer.get("/compliance/exports", params=period).text

    answer = an_officer.post("/compliance/exports", period | {"form": "csv"})

    assert int(answer.headers["content-length"]) == len(answer.content)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        found = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    manifest = json.loads(found["manifest.json"])
    [told] = [each for each in manifest["files"] if each["name"] == "mentions.csv"]
    assert manifest["rows"] == MANY
    assert (told["bytes"], told["sha256"]) == (
        len(found["mentions.csv"]),
        hashlib.sha256(found["mentions.csv"]).hexdigest(),
    )
    rows = csv.DictReader(io.StringIO(found["mentions.csv"].decode("utf-8-sig"), newline=""))
    assert [row["id"] for row in rows] == [f"m-{n:06}" for n in range(MANY)]
    with desk.application.store.read() as tx:
        [event] = [json.loads(body) for body in tx.audit_newest(3) if b"export.made" in body]
    assert event["detail"]["records"] == MANY
    assert event["detail"]["manifest"] == hashlib.sha256(found["manifest.json"]).hexdigest()


def peak(desk, count, tmp_path):
    """Return how many bytes were in use at most while an export was written, beyond those before."""
    with (tmp_path / str(count)).open("wb") as out:
        tracemalloc.start()
        try:
            assert made(desk, ExportKind.MENTIONS, ExportFormat.JSON, out).records == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_memory_does_not_grow_with_the_records(desk, tmp_path):
    add_mentions(desk, 1500)
    peak(desk, 1500, tmp_path)  # what a first export loads and keeps
    few = peak(desk, 1500, tmp_path)

    with desk.application.store.write() as tx:
        tx.session.connection().exec_driver_sql("DELETE FROM mention")
    add_mentions(desk, 6000)

    many = peak(desk, 6000, tmp_path)
    assert (tmp_path / "6000").stat().st_size > 0
    assert many < few * 1.5


@pytest.mark.parametrize("form", list(ExportFormat))
def test_each_of_many_records_of_the_log_is_proved(desk, form):
    with desk.application.store.write() as tx:
        for number in range(1200):
            tx.record(Event(act=Act.SENDING_PAUSED, actor="paul", detail={"number": number}))
    out = io.BytesIO()

    report = made(desk, ExportKind.EVENTS, form, out)

    with zipfile.ZipFile(out) as packed:
        proofs = json.loads(packed.read("all/proofs.json"))
        manifest = json.loads(packed.read("all/manifest.json"))
    with desk.application.store.read() as tx:
        leaves = list(tx.leaves(report.records))
    assert report.records >= 1200
    assert manifest["rows"] == manifest["proved"] == len(proofs["proofs"]) == report.records
    size, root = proofs["log"]["size"], proofs["log"]["root"]
    for each in proofs["proofs"]:
        assert root_from(leaves[each["seq"]], each["seq"], size, each["path"]) == root


def test_nothing_of_an_export_stays_on_disk_and_a_broken_off_one_is_not_logged(desk, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    add_mentions(desk, 10)

    class Full(io.BytesIO):
        def write(self, _):
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        made(desk, ExportKind.MENTIONS, ExportFormat.HTML, Full())

    assert list(tmp_path.glob("smbot-export-*")) == []
    with desk.application.store.read() as tx:
        assert not any(b"export.made" in body for body in tx.audit_newest(50))
    assert made(desk, ExportKind.MENTIONS, ExportFormat.HTML, io.BytesIO()).records == 10
