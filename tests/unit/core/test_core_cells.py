"""No spreadsheet takes a cell of a table for a formula, whatever it separates by."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.core.cells import csv_text, safe_cell

DANGEROUS = "=+-@|%\0"


def read_back(text, separator):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def as_shown(cell):
    return "".join(sign for sign in unicodedata.normalize("NFKC", cell) if unicodedata.category(sign) != "Cf").lstrip()


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-2",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1+1",
        "\ufeff=1",
        "\u200b=1",
        "\0=1",
        "|x",
        "  ＠a",
    ],
)
def test_what_a_spreadsheet_would_execute_is_text(cell):
    assert as_shown(str(safe_cell(cell))).startswith("'")


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "A plain sentence.",
        "1+1=2",
        "’tis",
        "[PHONE_NUMBER 1]",
        "été",
        "a;b",
        "one\n\ntwo",
        "So, @ville",
        7,
        -0.5,
        None,
        True,
    ],
)
def test_what_is_harmless_stays_as_it_is(cell):
    assert safe_cell(cell) == cell


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Bonjour;=HYPERLINK(1)", "Bonjour;'=HYPERLINK(1)"),
        ("Bonjour; =1", "Bonjour; '=1"),
        ("a\t@SUM(1)", "a\t'@SUM(1)"),
        ("a\n-1", "a\n'-1"),
        ('a;"=1', "a;\"'=1"),
        ("a;\u200b＝1", "a;\u200b'＝1"),
        ("a;b;+1", "a;b;'+1"),
    ],
)
def test_what_follows_a_separator_within_a_cell_is_text_too(cell, told):
    assert safe_cell(cell) == told


cells = st.text(st.sampled_from("aé ;,|\t\r\n\"'=+-@%＝\u200b\0") | st.characters(codec="utf-8"), max_size=12)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@given(rows=st.lists(st.tuples(cells, cells, st.integers(min_value=0), cells), max_size=4))
def test_read_with_any_separator_no_cell_begins_like_a_formula(separator, rows):
    table = read_back(csv_text(["id", "text", "count", "name"], rows), separator)

    assert [cell for row in table for cell in row if as_shown(cell)[:1] and as_shown(cell)[0] in DANGEROUS] == []


@given(rows=st.lists(st.tuples(cells, st.integers()), max_size=4))
def test_a_table_keeps_every_row_and_all_but_apostrophes(rows):
    table = read_back(csv_text(["text", "count"], rows), ",")

    assert [(text.replace("'", ""), count) for text, count in table[1:]] == [
        (text.replace("'", "").replace("\0", "\ufffd"), str(count)) for text, count in rows
    ]
