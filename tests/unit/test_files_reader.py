"""Files as people have them: formats, encodings, delimiters, and the damage they come with."""

import csv
import io
import json
from pathlib import Path

import pytest

from smbot.core.errors import InputError
from smbot.core.messages import Message
from smbot.platforms.files.layout import Format, Layout, inspect, read_records
from smbot.platforms.files.records import MAX_RECORD_BYTES, Record


def read(path: Path) -> tuple[Layout, list[Record]]:
    layout = inspect(path, path.name)
    with path.open("rb") as stream:
        return layout, list(read_records(stream, layout))


@pytest.fixture
def a_file(tmp_path):
    def write(content: str | bytes, name: str = "posts.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def seen(records: list[Record]) -> list[tuple[int, object]]:
    return [(r.line, str(r.content) if isinstance(r.content, Message) else dict(r.content)) for r in records]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_though_texts_hold_all_the_others(a_file, delimiter):
    out = io.StringIO()
    rows = [["id", "text"], ["1", "a, b; c | d"], ["2", "une, deux; trois\tquatre"], ["3", "x,y,z"]]
    csv.writer(out, delimiter=delimiter).writerows(rows)

    layout, records = read(a_file(out.getvalue()))

    assert layout.delimiter == delimiter
    assert [r.content for r in records] == [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_quoted_line_ends_stay_in_the_text_and_lines_are_counted_as_an_editor_does(a_file):
    _, records = read(a_file('id,text\r\n1,"one\r\ntwo"\r\n\r\n2,three\r\n'))

    assert seen(records) == [(2, {"id": "1", "text": "one\ntwo"}), (5, {"id": "2", "text": "three"})]
    assert records[0].last_line == 3


def test_a_byte_order_mark_is_no_part_of_the_first_name(a_file):
    layout, _ = read(a_file(b"\xef\xbb\xbftext,id\nBonjour,1\n"))

    assert layout.columns == ("text", "id")


def test_a_separator_line_of_a_spreadsheet_is_obeyed_and_left_out(a_file):
    layout, records = read(a_file("sep=;\nid;text\n1;a,b,c\n"))

    assert layout.delimiter == ";"
    assert seen(records) == [(3, {"id": "1", "text": "a,b,c"})]


def test_windows_1252_is_read_where_utf_8_does_not_hold(a_file):
    layout, records = read(a_file("id,text\n1,Où êtes-vous\u202f?\n".replace("\u202f", "\u00a0").encode("cp1252")))

    assert layout.encoding == "cp1252"
    assert records[0].content == {"id": "1", "text": "Où êtes-vous\u00a0?"}


def test_a_damaged_line_in_a_file_of_utf_8_costs_that_line_only(a_file):
    layout, records = read(a_file("id,text\n1,été\n".encode() + b"2,\xe9t\xe9\n" + "3,été\n".encode()))

    assert layout.encoding == "utf-8"
    assert [isinstance(r.content, Message) for r in records] == [False, True, False]


def test_one_quotation_mark_that_nobody_closes_costs_one_line(a_file):
    _, records = read(a_file('id,text\n1,"oops\n2,fine\n3,"also, fine"\n4,good\n'))

    assert [(line, isinstance(found, str)) for line, found in seen(records)] == [
        (2, True),
        (3, False),
        (4, False),
        (5, False),
    ]


def test_a_quotation_mark_left_open_at_the_end_of_a_long_file_costs_one_line(a_file):
    rest = "".join(f"{n},fine\n" for n in range(3000))

    _, records = read(a_file('id,text\n0,"oops\n' + rest))

    assert len(records) == 3001
    assert [r.line for r in records if isinstance(r.content, Message)] == [2]


def test_a_record_with_a_nul_inside_quotes_is_refused_whole(a_file):
    _, records = read(a_file(b'id,text\n1,"one\ntw\x00o\nthree"\n2,fine\n'))

    assert [(r.line, r.last_line, isinstance(r.content, Message)) for r in records] == [
        (2, 4, True),
        (5, 5, False),
    ]


def test_too_many_and_too_few_columns_are_told_with_their_numbers(a_file):
    _, records = read(a_file("id,text\n1\n1,2,3\n"))

    assert [found for _, found in seen(records)] == [
        "Columns found: 1; the first line names 2.",
        "Columns found: 3; the first line names 2.",
    ]


def test_json_lines_refuse_what_is_no_object_line_by_line(a_file):
    lines = ['{"text":"a"}', "", "{broken", "[1]", '"a"', "null", '{"text":"b\\u0000"}', "\0", "1" * 5000]

    _, records = read(a_file("\n".join(lines), "posts.jsonl"))

    assert [(line, found if isinstance(found, str) else "read") for line, found in seen(records)] == [
        (1, "read"),
        (3, "It is not valid JSON."),
        (4, "It is not a JSON object."),
        (5, "It is not a JSON object."),
        (6, "It is not a JSON object."),
        (7, "read"),
        (8, "It holds a NUL character."),
        (9, "It is not valid JSON."),
    ]


def test_json_nested_beyond_reason_is_refused_and_the_rest_read(a_file):
    _, records = read(a_file("[" * 200_000 + '\n{"text":"a"}\n', "posts.jsonl"))

    assert isinstance(records[0].content, Message)
    assert records[1].content == {"text": "a"}


@pytest.mark.parametrize("name", ["posts.jsonl", "posts.csv"])
def test_a_line_of_many_megabytes_is_refused_without_being_held(a_file, name):
    head = b'{"text":"a"}\n' if name.endswith("jsonl") else b"text\n"
    tail = b'{"text":"b"}\n' if name.endswith("jsonl") else b"b\n"

    _, records = read(a_file(head + b"x" * (3 * MAX_RECORD_BYTES) + b"\n" + tail, name))

    refused = [r for r in records if isinstance(r.content, Message)]
    assert [str(r.content) for r in refused] == [f"The record is longer than {MAX_RECORD_BYTES} bytes."]
    assert records[-1].content == {"text": "b"}


def test_x_s_archive_is_read_element_by_element(a_file):
    posts = [{"tweet": {"id_str": str(n), "full_text": 'a "b" ]}, [{ \\ é ' + str(n)}} for n in range(5)]
    script = "window.YTD.tweets.part0 = " + json.dumps(posts, indent=2, ensure_ascii=False) + "\n"

    layout, records = read(a_file(script, "tweets.js"))

    assert layout.format is Format.JSON_ARRAY
    assert [r.content for r in records] == posts
    assert [r.line for r in records] == [2, 8, 14, 20, 26]


def test_one_broken_element_of_an_array_costs_itself(a_file):
    _, records = read(a_file('[{"text":"a"},\n{"text":"b,\n},\n{"text":"c"}, 7, {"text": oops}];\n', "a.json"))

    assert [(line, found if isinstance(found, dict) else "refused") for line, found in seen(records)] == [
        (1, {"text": "a"}),
        (2, "refused"),
        (4, {"text": "c"}),
        (4, "refused"),
        (4, "refused"),
    ]


def test_an_array_that_breaks_off_and_one_with_something_after_it_say_so(a_file):
    _, cut = read(a_file('[{"text":"a"},{"text":"b', "a.json"))
    _, more = read(a_file('[{"text":"a"}]\n{"text":"b"}', "b.json"))

    assert [isinstance(r.content, Message) for r in cut] == [False, True]
    assert [(r.line, isinstance(r.content, dict)) for r in more] == [(1, True), (2, True)]


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.csv", "empty"),
        (b"\n \n", "a.csv", "empty"),
        (b"PK\x03\x04....", "a.xlsx", "workbook"),
        (b"\x1f\x8b....", "a.csv.gz", "compressed"),
        ("text\na\n".encode("utf-16"), "a.csv", "UTF-16"),
        (b"text\ra\rb\r", "a.csv", "Macintosh"),
        (b'"text\na\n', "a.csv", "first line"),
        (b"text,\x00\na\n", "a.csv", "first line"),
        (b"hello\nworld\n", "a.jsonl", "JSON object"),
        (b"[1, 2]", "a.json", "JSON object"),
    ],
)
def test_files_of_no_use_are_refused_with_a_mend(a_file, content, name, why):
    with pytest.raises(InputError, match=why) as error:
        inspect(a_file(content, name), name)

    assert error.value.where == name
    assert error.value.mend is not None


@pytest.mark.parametrize("path", [Path("nowhere.csv"), Path()])
def test_a_path_without_a_file_is_refused(path):
    with pytest.raises(InputError, match="no such file"):
        inspect(path, "nowhere.csv")
