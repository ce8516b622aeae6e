"""Every record of a file is either a post or refused, whatever bytes the file holds."""

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from smbot.core.clock import FrozenClock
from smbot.core.errors import InputError
from smbot.core.messages import Message
from smbot.platforms.files import FileCollector, open_file
from smbot.platforms.files.csv_records import read_csv
from smbot.platforms.files.fields import Fields, read_fields
from smbot.platforms.files.json_records import read_json_array, read_json_lines
from smbot.platforms.files.mapping import ColumnMapping, Field
from smbot.platforms.files.records import Record, read_lines
from smbot.raw.opening import open_raw

CLOCK = FrozenClock(datetime(2026, 3, 2, 17, 0, tzinfo=UTC))
ENCODINGS = ("utf-8", "cp1252")

SPICE = [b'"', b'""', b",", b";", b"\n", b"\r\n", b"\r", b"\0", b"{", b"}", b"[", b"]", b"\\", b":", b" "]
SPICE += [
    b"\xef\xbb\xbf",
    b"\xe9",
    "é".encode(),
    b'{"text":"a"}',
    b'"text"',
    b"1",
    b"text",
    b"\\u0000",
    b"\\ud800",
]
HOSTILE = st.lists(st.sampled_from(SPICE) | st.binary(max_size=6), max_size=60).map(b"".join)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
)


@contextmanager
def a_file(content: bytes, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        yield path


def inked_lines(content: bytes) -> list[int]:
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return [number for number, line in enumerate(lines, 1) if line.strip()]


def lines_of(records: list[Record]) -> list[int]:
    return [number for r in records for number in range(r.line, r.last_line + 1)]


@given(HOSTILE, st.sampled_from(ENCODINGS))
def test_json_lines_give_one_record_for_each_line_that_is_not_blank(content, encoding):
    records = list(read_json_lines(read_lines(io.BytesIO(content)), encoding))

    assert [r.line for r in records] == inked_lines(content)


@given(HOSTILE, st.sampled_from(ENCODINGS), st.sampled_from(",;\t|"))
@example(b'a,b\n1,"x\n\n2,"y\n', "utf-8", ",")
def test_csv_records_cover_each_line_that_is_not_blank_once_and_in_order(content, encoding, delimiter):
    content = b"first,line\n" + content.removeprefix(b"\xef\xbb\xbf")

    records = list(read_csv(read_lines(io.BytesIO(content)), encoding, delimiter))

    covered = lines_of(records)
    assert covered == sorted(set(covered))
    assert set(inked_lines(content)) - {1} <= set(covered)
    assert all(r.end <= len(content) for r in records)


@given(HOSTILE, st.sampled_from(ENCODINGS))
def test_array_elements_are_in_order_and_their_ends_lie_in_the_file(content, encoding):
    content = b"[" + content

    records = list(read_json_array(io.BytesIO(content), encoding))

    ends = [r.end for r in records]
    assert ends == sorted(ends)
    assert all(0 < end <= len(content) for end in ends)
    assert all(1 <= r.line <= r.last_line <= content.count(b"\n") + 1 for r in records)
    if not content.strip(b"[], ;\t\r\n\x0b\x0c{}"):
        return
    assert records, "something stood in the array and nothing was told of it"


@given(HOSTILE, st.sampled_from(["a.csv", "a.jsonl", "a.json", "a.txt"]))
def test_whatever_the_bytes_a_file_is_refused_or_each_record_is_accounted_for(content, name):
    with a_file(content, name) as path:
        try:
            collector = open_file(path, [], CLOCK)
        except InputError:
            return
        pages = list(collector.pages(None))

        posts = [post for page in pages for post in page.posts]
        refused = [item for page in pages for item in page.refused]
        records = count_records(collector, path)
        assert len(posts) + len(refused) == records == collector.progress.records
        assert len({(p.platform, p.handle.post_id) for p in posts}) == len(posts)
        assert collector.progress.bytes_read == len(content)
        for post in posts:
            open_raw(post.text).encode()


def count_records(collector: FileCollector, path: Path) -> int:
    from smbot.platforms.files.layout import read_records

    with path.open("rb") as stream:
        return sum(1 for _ in read_records(stream, collector.layout))


@given(st.lists(TEXTS, min_size=1, max_size=12), st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]))
def test_texts_come_back_from_csv_as_they_were_written(texts, delimiter, line_end):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "text"), *((str(n), text) for n, text in enumerate(texts))])

    with a_file(out.getvalue().encode(), "a.csv") as path:
        pages = list(open_file(path, [], CLOCK).pages(None))

    assert [open_raw(p.text) for page in pages for p in page.posts] == texts


@pytest.mark.parametrize("ascii_only", [True, False])
@given(texts=st.lists(TEXTS, min_size=1, max_size=12), indent=st.sampled_from([None, 1]))
def test_texts_come_back_from_json_as_they_were_written(ascii_only, texts, indent):
    records = [{"tweet": {"full_text": text}} for text in texts]
    lines = "\n".join(json.dumps(r, ensure_ascii=ascii_only) for r in records)
    array = "window.YTD.tweets.part0 = " + json.dumps(records, ensure_ascii=ascii_only, indent=indent)

    for content, name in ((lines, "a.jsonl"), (array, "a.js")):
        with a_file(content.encode(), name) as path:
            pages = list(open_file(path, [], CLOCK).pages(None))

        assert [open_raw(p.text) for page in pages for p in page.posts] == texts


@given(st.lists(st.sampled_from(["a", "b", "", "c"]), min_size=1, max_size=30), st.integers(0, 30))
def test_growing_a_file_keeps_every_id_and_the_cursor_skips_what_is_known(texts, cut):
    assume(any(texts[:cut]))
    lines = [json.dumps({"text": text}) + "\n" for text in texts]
    with a_file("".join(lines[:cut]).encode(), "a.jsonl") as path:
        first = list(open_file(path, [], CLOCK).pages(None))
        path.write_text("".join(lines), encoding="utf-8")
        again = list(open_file(path, [], CLOCK).pages(None))
        rest = list(open_file(path, [], CLOCK).pages(first[-1].cursor))

    def ids(pages: list) -> list[str]:
        return [p.handle.post_id for page in pages for p in page.posts]

    assert ids(first) == ids(again)[: len(ids(first))]
    assert ids(first) + ids(rest) == ids(again)


@given(HOSTILE)
def test_no_reason_holds_a_run_of_the_record(content):
    canary = b"kanarie"
    lines = read_lines(io.BytesIO(b"a,b\n" + content.replace(b"\n", canary + b"\n")))

    for record in read_csv(lines, "utf-8", ","):
        if isinstance(record.content, Message):
            assert "kanarie" not in str(record.content)


BESIDE = (
    *(Field.ALT_TEXT, Field.LINK_TITLE, Field.LINK_TEXT, Field.LINK, Field.FILE_NAME, Field.POLL),
    *(Field.QUOTED, Field.QUOTED_AUTHOR, Field.QUOTED_NAME),
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=400),
    lambda inner: st.lists(inner, max_size=30) | st.dictionaries(st.text(max_size=5), inner, max_size=5),
    max_leaves=60,
)


@given(st.dictionaries(st.sampled_from([field.value for field in BESIDE]), JSON_VALUES))
@example({"link": ["https://example.org"] * 21, "quoted_author": {"name": "Zed"}, "alt_text": "a\0\ud800"})
def test_whatever_stands_beside_the_text_the_post_is_read(record):
    mapping = ColumnMapping(columns={field: (field.value,) for field in Field})

    found = read_fields({"text": "Bonjour", **record}, mapping)

    assert isinstance(found, Fields)
    for kind in {part.kind for part in found.parts}:
        assert sum(part.kind == kind for part in found.parts) <= 21
    for part in found.parts:
        assert part.withheld or part.text.encode()
    assert max(len(found.quoted_author), len(found.quoted_name)) <= 300
    (found.quoted_author + found.quoted_name).encode()
