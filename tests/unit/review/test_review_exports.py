"""What is taken out is safe in a spreadsheet, and its manifest proves each file."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.review.exports import (
    COLUMNS,
    MANIFEST,
    ExportFormat,
    ExportKind,
    Making,
    Request,
    as_csv,
    write,
)

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
REQUEST = Request(kind=ExportKind.MENTIONS, first_day=date(2026, 3, 1), last_day=date(2026, 3, 4))


def a_making(**changes):
    values = {"at": NOW, "by": "chloe", "version": "1", "zone": "UTC", "log": {"size": 3}, "proofs": {}}
    return Making(**(values | changes))


def written(form, rows, **changes):
    """Return what was made, the archive, and its files by name."""
    out = io.BytesIO()
    made = write(out, REQUEST, form, rows, folder="export", making=a_making(**changes))
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as whole:
        return made, out.getvalue(), {name.removeprefix("export/"): whole.read(name) for name in whole.namelist()}


@given(
    st.lists(st.fixed_dictionaries({"id": st.integers(), "text": st.text(st.characters(codec="utf-8"))}), min_size=1)
)
def test_csv_keeps_every_row_and_column(rows):
    read = list(csv.reader(io.StringIO(as_csv(rows).decode("utf-8-sig"), newline="")))

    at = read[0].index("text")
    assert sorted(read[0]) == ["id", "text"]
    assert [row[at].replace("'", "") for row in read[1:]] == [
        row["text"].replace("\0", "\ufffd").replace("'", "") for row in rows
    ]


@pytest.mark.parametrize("form", list(ExportFormat))
@pytest.mark.parametrize("rows", [[], [{"id": "m-1", "text": "<b>=1</b>"}]])
def test_the_manifest_holds_the_digest_of_every_file(form, rows):
    made, _, found = written(form, rows, proofs={0: ("aa",)})

    told = json.loads(found[MANIFEST])
    assert {each["name"]: (each["bytes"], each["sha256"]) for each in told["files"]} == {
        name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in found.items() if name != MANIFEST
    }
    assert made.files == tuple(found)
    assert (told["rows"], told["proved"], told["redacted"], told["made_by"]) == (len(rows), 1, True, "chloe")
    assert told["filters"] == {"first_day": "2026-03-01", "last_day": "2026-03-04", "time_zone": "UTC"}
    assert made.manifest == hashlib.sha256(found[MANIFEST]).hexdigest()
    assert made.records == len(rows)
    assert json.loads(found["proofs.json"]) == {"log": {"size": 3}, "proofs": [{"seq": 0, "path": ["aa"]}]}
    if form != ExportFormat.CSV:
        assert json.loads(found["mentions.json"]) == rows


@given(st.lists(st.fixed_dictionaries({"seq": st.integers(), "text": st.text() | st.none()})))
def test_json_is_what_one_piece_would_be_whatever_stands_in_a_text(rows):
    _, _, found = written(ExportFormat.JSON, rows)

    whole = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    assert found["mentions.json"] == whole.encode("utf-8", "replace")


def test_the_page_shows_no_markup_of_a_post():
    _, _, made = written(ExportFormat.HTML, [{"id": "m-1", "text": "<script>alert(1)</script>"}])

    for language in ("en", "fr"):
        assert b"<script" not in made[f"mentions.{language}.html"]
        assert b"&lt;script&gt;" in made[f"mentions.{language}.html"]


def test_the_archive_is_the_same_for_the_same_files():
    _, packed, _ = written(ExportFormat.CSV, [{"id": "m-1"}])

    assert packed == written(ExportFormat.CSV, [{"id": "m-1"}])[1]


def test_each_column_has_a_title():
    assert all(COLUMNS[name].template for name in ("id", "text", "leaf", "due"))
