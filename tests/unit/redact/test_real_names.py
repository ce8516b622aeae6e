"""Marks of names in posts that lie elsewhere: read only over the very texts that were marked, and counted as said."""

import json
import re
from pathlib import Path

import pytest

from smbot.core.spans import Span
from smbot.training.posts import GoldPost
from tests.benchmarks.real_names import (
    CAPITALS,
    FILES,
    LOWER,
    MARKS,
    NORMAL,
    PRIVATE,
    TOGETHER,
    Marked,
    digest,
    form_of,
    read_marks,
    read_posts,
    report,
)

TWEETS, FORUM = "xlmt_sentiment_en.csv", "toxifrench_balanced.csv"
TEXTS = ("Zed Quux called, said zoé", 'a "quoted" one,\non two lines by ODILE', "nobody here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = "".join('pos,"{}"\n'.format(text.replace('"', '""')) for text in TEXTS)
    (tmp_path / TWEETS).write_text(f"sentiment,text\n{rows}", "utf-8", newline="")
    return tmp_path


def marked(row: int, *names: tuple[int, int], file: str = TWEETS, private: tuple[int, ...] = ()) -> Marked:
    return Marked(file=file, row=row, digest=digest(TEXTS[row]), names=names, private=private)


def masked(start: int, end: int, entity: str = "PERSON") -> Span:
    return Span(start=start, end=end, entity=entity, score=1.0, recognizer="a test")


def named(posts: list[GoldPost]) -> list[list[str]]:
    return [[post.text[name.start : name.end] for name in post.spans] for post in posts]


def test_marks_are_read_past_the_remarks():
    line = json.dumps({"file": TWEETS, "row": 0, "digest": "0123456789ab", "names": [[0, 8], [22, 25]], "private": [1]})

    marks = read_marks(["# a remark", line])

    assert marks == [
        Marked(file=TWEETS, row=0, digest="0123456789ab", names=((0, 8), (22, 25)), private=(1,)),
    ]


def test_places_are_those_of_the_text_that_csv_gives(folder):
    posts = read_posts(folder, [marked(1, (32, 37)), marked(0, (0, 8), (22, 25), private=(1,)), marked(2)])

    assert named(posts) == [["ODILE"], ["Zed Quux", "zoé"], []]
    assert [name.forms for name in posts[1].spans] == [(), (PRIVATE,)]
    assert {post.lang for post in posts} == {"en"}


def test_another_text_than_was_marked_is_refused_with_its_row(folder):
    other = Marked(file=TWEETS, row=2, digest=digest("somebody here"), names=())

    with pytest.raises(SystemExit, match=rf"{re.escape(TWEETS)}, row 2: this is not the text that was marked"):
        read_posts(folder, [other])


@pytest.mark.parametrize("row", [-1, 3])
def test_a_row_that_the_file_does_not_have_is_refused(folder, row):
    with pytest.raises(SystemExit, match=f"row {row}: this is not the text that was marked"):
        read_posts(folder, [Marked(file=TWEETS, row=row, digest=digest(TEXTS[2]), names=())])


def test_a_missing_file_is_named(folder):
    with pytest.raises(SystemExit, match=f"{re.escape(FORUM)} cannot be read: FOLDER must hold"):
        read_posts(folder, [marked(0, file=FORUM)])


def test_a_file_without_the_column_is_named(folder):
    (folder / FORUM).write_text("text\nsomething\n", "utf-8")

    with pytest.raises(SystemExit, match=f"{re.escape(FORUM)} has no column `content`"):
        read_posts(folder, [marked(0, file=FORUM)])


@pytest.mark.parametrize("names", [[(4, 4)], [(4, 2)], [(-1, 3)], [(20, 26)], [(0, 8), (4, 8)], [(22, 25), (0, 8)]])
def test_a_mark_that_cannot_be_is_refused(folder, names):
    with pytest.raises(SystemExit, match="row 0: a mark is empty, lies outside the text or overlaps another"):
        read_posts(folder, [marked(0, *names)])


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("thanks Zed Quux!", "Zed Quux", NORMAL),
        ("thanks Zed's aunt", "Zed", NORMAL),
        ("KD did it", "KD", NORMAL),
        ("thanks zed", "zed", LOWER),
        ("ZED QUUX AGAIN", "ZED QUUX", CAPITALS),
        ("so #zed", "zed", TOGETHER),
        ("#ThankYouQuux", "Quux", TOGETHER),
        ("onZED now", "ZED", TOGETHER),
        ("Quux2024", "Quux", TOGETHER),
    ],
)
def test_a_name_has_one_form(text, name, form):
    start = text.index(name)

    assert form_of(text, start, start + len(name)) == form


def test_names_masks_and_alarms_are_counted(folder):
    posts = read_posts(folder, [marked(0, (0, 8), (22, 25), private=(1,)), marked(1, (32, 37)), marked(2)])
    found = [[masked(0, 3), masked(9, 15)], [masked(32, 37), masked(0, 1, "URL")], [masked(0, 6), masked(7, 11, "URL")]]

    figures = report(posts, found)

    def values(part: str) -> tuple[object, object, object]:
        of = figures[part]
        return of["names"], of["found"]["value"], of["found exactly"]["value"]

    assert (figures["posts"], figures["posts with names"]) == (3, 2)
    assert values("all") == (3, 0.667, 0.333)
    assert values("language en") == (3, 0.667, 0.333)
    assert values(NORMAL) == (1, 1.0, 0.0)
    assert values(CAPITALS) == (1, 1.0, 1.0)
    assert values(LOWER) == values(PRIVATE) == (1, 0.0, 0.0)
    assert figures["precision"]["value"] == 0.5
    assert figures["alarms in 100 posts without names"]["value"] == 100.0


def test_where_there_is_nothing_to_judge_nothing_is_told(folder):
    figures = report(read_posts(folder, [marked(0, (0, 8))]), [[]])

    assert figures["all"]["found"]["value"] == 0.0
    assert figures["precision"] is None
    assert figures["alarms in 100 posts without names"] is None


def test_the_marks_that_ship_name_known_files_and_hold_no_text():
    lines = MARKS.read_text("utf-8").splitlines()
    marks = read_marks(lines)

    assert {frozenset(json.loads(line)) - {"private"} for line in lines if not line.startswith("#")} == {
        frozenset({"file", "row", "digest", "names"})
    }
    assert {mark.file for mark in marks} == set(FILES)
    assert all(re.fullmatch("[0-9a-f]{12}", mark.digest) for mark in marks)
    assert len({(mark.file, mark.row) for mark in marks}) == len(marks)
    assert sum(bool(mark.names) for mark in marks) == 300
    assert all(set(mark.private) <= set(range(len(mark.names))) for mark in marks)
