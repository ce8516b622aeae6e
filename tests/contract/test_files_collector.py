"""The files platform as a collector: cursors, repeats, growth, and what it tells of itself."""

import csv
import errno
import io
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from smbot.collect.ports import Collector, Page
from smbot.core.clock import FrozenClock
from smbot.core.errors import InputError, Unavailable
from smbot.platforms.files import FileCollector, open_file
from smbot.raw.opening import open_raw
from smbot.testing.contracts.collector_suite import CollectorSuite, ReadFault

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
Write = Callable[..., Path]


def opened(path: Path, *assignments: str) -> FileCollector:
    return open_file(path, assignments, FrozenClock(NOW))


def ids(pages: Iterable[Page]) -> list[str]:
    return [post.handle.post_id for page in pages for post in page.posts]


def texts(pages: Iterable[Page]) -> list[str]:
    return [open_raw(post.text) for page in pages for post in page.posts]


@pytest.fixture
def a_table(tmp_path: Path) -> Write:
    def write(rows: Iterable[tuple[str, ...]], name: str = "export.csv", header: str = "id,text") -> Path:
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(header.split(","))
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def some_lines(tmp_path: Path) -> Write:
    def write(records: Iterable[object], name: str = "export.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        return path

    return write


HEADER = "id,text,author,permalink,platform\n"


class FailingPath(type(Path())):
    """A path on a disk or share that goes away: reading fails with `error` once past byte `good`."""

    error: OSError | None = None
    good = 0

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return FailingFile(self) if self.error else super().open(*args, **kwargs)


class FailingFile(io.BufferedReader):
    def __init__(self, path: FailingPath) -> None:
        super().__init__(io.FileIO(str(path)))
        self.path = path

    def readline(self, size: int | None = -1, /) -> bytes:
        if self.path.error and self.tell() >= self.path.good:
            error, self.path.error = self.path.error, None
            raise error
        return super().readline(size)


class TestFileCollector(CollectorSuite):
    """The suite of all collectors, on a CSV that grows. A file neither throttles nor asks for credentials."""

    page_size = 100

    @pytest.fixture(autouse=True)
    def a_growing_file(self, tmp_path: Path) -> None:
        self.path = FailingPath(tmp_path / "growing.csv")
        self.path.write_text(HEADER, encoding="utf-8")
        self.reading = FailingPath(self.path)
        self.count = 0

    def collector(self) -> FileCollector:
        looked_at = open_file(Path(self.path), [], FrozenClock(NOW))
        return FileCollector(
            path=self.reading,
            layout=looked_at.layout,
            mapping=looked_at.mapping,
            clock=FrozenClock(NOW),
            own_authors=frozenset({"@CityOfExample"}),
        )

    def publish(self, text: str) -> str:
        return self._append(text, "alex")

    def publish_as_us(self, text: str) -> str:
        return self._append(text, "cityofexample")

    def _append(self, text: str, author: str) -> str:
        self.count += 1
        with self.path.open("a", newline="", encoding="utf-8") as out:
            row = (self.count, text, author, f"https://social.example/{self.count}", "x")
            csv.writer(out).writerow(row)
        return str(self.count)

    def go_wrong(self, fault: ReadFault, after: int = 0) -> None:
        errors = {ReadFault.SILENT: TimeoutError(), ReadFault.RESET: ConnectionResetError()}
        self.reading.error = errors.get(fault, OSError(errno.EIO, "zanzibar", "zanzibar.csv"))
        lines = self.path.read_bytes().splitlines(keepends=True)
        self.reading.good = sum(map(len, lines[: 1 + self.page_size * after]))

    def spoil_an_item(self) -> None:
        lines = self.path.read_text(encoding="utf-8").splitlines()
        self.path.write_text("\n".join([*lines[:3], '3,"spoilt', *lines[4:]]) + "\n", encoding="utf-8")

    def now(self) -> datetime:
        return NOW

    test_being_throttled_says_until_when = None
    test_being_throttled_without_a_time_says_so = None
    test_credentials_and_credit_need_a_person = None

    @pytest.mark.parametrize("fault", [ReadFault.SERVER_ERROR, ReadFault.BROKEN_OFF, ReadFault.SILENT, ReadFault.RESET])
    def test_what_is_not_an_answer_is_unavailable_and_the_next_run_finds_all(self, fault: ReadFault) -> None:
        super().test_what_is_not_an_answer_is_unavailable_and_the_next_run_finds_all(fault)


def test_it_is_a_collector(a_table):
    collector: Collector = opened(a_table([("1", "a")], name="Archive of 2026 (final).csv"))

    assert collector.name == "file:Archive-of-2026-final-"


def test_pages_hold_a_hundred_records_refused_ones_included(a_table):
    rows = [(str(n), "" if n % 10 == 0 else f"post {n}") for n in range(250)]

    pages = list(opened(a_table(rows)).pages(None))

    assert [len(p.posts) + len(p.refused) for p in pages] == [100, 100, 50]
    assert [len(p.refused) for p in pages] == [10, 10, 5]
    assert pages[0].refused[0].where == "line 2"
    assert str(pages[0].refused[0].why) == "Its text is empty."


def test_every_cursor_goes_on_exactly_behind_its_page(a_table):
    path = a_table((str(n), f"post {n}\nline two") for n in range(350))
    pages = list(opened(path).pages(None))

    for number, page in enumerate(pages):
        rest = list(opened(path).pages(page.cursor))

        assert ids(rest) == ids(pages[number + 1 :])
        assert [p.cursor for p in rest] == [p.cursor for p in pages[number + 1 :]]


def test_an_import_that_died_between_pages_loses_and_repeats_nothing(a_table):
    path = a_table(((f"post {n % 7}",) for n in range(230)), header="text")
    run = opened(path).pages(None)
    first = next(run)
    run.close()

    rest = list(opened(path).pages(first.cursor))

    assert ids([first, *rest]) == ids(opened(path).pages(None))
    assert len(set(ids([first, *rest]))) == 230


def test_the_last_cursor_yields_nothing_more(a_table):
    path = a_table(("1", "a") for _ in range(1))
    (page,) = opened(path).pages(None)

    assert list(opened(path).pages(page.cursor)) == []


def test_the_same_file_read_twice_names_its_posts_alike(a_table):
    path = a_table([("same",), ("other",), ("same",)], header="text")

    first, second = ids(opened(path).pages(None)), ids(opened(path).pages(None))

    assert first == second
    assert len(set(first)) == 3


def test_a_copy_under_another_name_holds_the_same_posts(a_table):
    rows = [("1", "a"), ("2", "b")]

    assert ids(opened(a_table(rows)).pages(None)) == ids(opened(a_table(rows, name="copy.csv")).pages(None))


@pytest.mark.parametrize("with_cursor", [True, False])
def test_a_file_that_grew_adds_only_what_is_new(a_table, with_cursor):
    path = a_table([("same",), ("same",)], header="text")
    (page,) = opened(path).pages(None)
    with path.open("a", encoding="utf-8") as out:
        out.write("same\nnew\n")

    grown = list(opened(path).pages(page.cursor if with_cursor else None))

    assert len(set(ids(grown)) - set(ids([page]))) == 2
    assert len(ids(grown)) == (2 if with_cursor else 4)


def test_a_last_line_without_its_line_end_is_not_read_again_when_it_gets_one(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(b"text\r\na\r\nb")
    (page,) = opened(path).pages(None)
    path.write_bytes(b"text\r\na\r\nb\r\nc\r\n")

    rest = list(opened(path).pages(page.cursor))

    assert texts([page]) == ["a", "b"]
    assert texts(rest) == ["c"]


def test_a_last_line_that_was_cut_off_is_read_again_once_it_is_whole(tmp_path):
    path = tmp_path / "export.jsonl"
    path.write_text('{"text":"a"}\n{"text":"b', encoding="utf-8")
    (page,) = opened(path).pages(None)
    path.write_text('{"text":"a"}\n{"text":"b"}\n', encoding="utf-8")

    rest = list(opened(path).pages(page.cursor))

    assert [item.where for item in page.refused] == ["line 2"]
    assert texts(rest) == ["b"]


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "[]", "null", "{}", '{"bytes":1}', '{"bytes":true,"sha256":""}', '{"bytes":-1,"sha256":0}'],
)
def test_a_cursor_that_is_none_of_ours_begins_at_the_beginning(a_table, cursor):
    assert len(ids(opened(a_table([("1", "a")])).pages(cursor))) == 1


def test_a_cursor_of_a_changed_file_or_of_other_columns_begins_at_the_beginning(a_table):
    path = a_table([("1", "a", "A"), ("2", "b", "B")], header="id,text,summary")
    (page,) = opened(path).pages(None)

    other = list(opened(path, "text=summary").pages(page.cursor))
    changed = list(opened(a_table([("1", "a", "A"), ("2", "c", "B")], header="id,text,summary")).pages(page.cursor))

    assert texts(other) == ["A", "B"]
    assert texts(changed) == ["a", "c"]
    assert list(opened(path).pages(changed[-1].cursor)) == []


def test_a_run_begun_anew_over_a_changed_file_can_itself_be_gone_on_with(a_table):
    old = list(opened(a_table((str(n), f"post {n}") for n in range(150))).pages(None))
    path = a_table((str(n), f"note {n}") for n in range(150))

    anew = next(opened(path).pages(old[-1].cursor))
    rest = list(opened(path).pages(anew.cursor))

    assert len(ids([anew])) == 100
    assert len(ids(rest)) == 50


def test_an_array_that_was_exported_again_with_more_in_it_adds_only_that(tmp_path):
    path = tmp_path / "export.json"
    path.write_text(json.dumps([{"text": "a"}, {"text": "b"}]), encoding="utf-8")
    (page,) = opened(path).pages(None)
    path.write_text(json.dumps([{"text": "a"}, {"text": "b"}, {"text": "c"}]), encoding="utf-8")

    rest = list(opened(path).pages(page.cursor))

    assert texts(rest) == ["c"]


def test_progress_ends_with_every_byte_and_every_record(a_table):
    path = a_table((str(n), "" if n == 3 else f"post {n}") for n in range(150))
    collector = opened(path)

    run = collector.pages(None)
    first = next(run)
    midway = collector.progress
    rest = list(run)

    assert 0 < midway.bytes_read < midway.bytes_total == path.stat().st_size
    assert (midway.records, midway.refused) == (100, 1)
    assert collector.progress.bytes_read == collector.progress.bytes_total
    assert (collector.progress.posts, collector.progress.refused) == (149, 1)
    assert len(ids([first, *rest])) == 149


def test_progress_of_a_run_that_goes_on_counts_what_it_skips(a_table):
    path = a_table((str(n), f"post {n}") for n in range(150))
    first = next(opened(path).pages(None))
    collector = opened(path)

    list(collector.pages(first.cursor))

    assert (collector.progress.skipped, collector.progress.posts) == (100, 50)
    assert collector.progress.records == 150


def test_a_run_that_goes_on_tells_again_what_was_refused_before(a_table):
    path = a_table((str(n), "" if n == 7 else f"post {n}") for n in range(150))
    first = next(opened(path).pages(None))
    collector = opened(path)

    rest = list(collector.pages(first.cursor))

    assert [item.where for item in collector.refused_before] == [item.where for item in first.refused]
    assert not any(page.refused for page in rest)


def test_a_record_of_x_keeps_all_that_it_tells(some_lines):
    record = {
        "id_str": "1050118621198921728",
        "text": "cut off…",
        "full_text": "the whole of it",
        "created_at": "Wed Oct 10 20:20:20 +0000 2018",
        "lang": "en",
        "user": {"id_str": "42", "screen_name": "alex_example", "name": "Alex Example"},
        "conversation_id_str": "1050118621198921700",
        "platform": "Twitter",
        "permalink": "https://social.example/alex_example/1",
    }

    ((post,),) = [page.posts for page in opened(some_lines([record])).pages(None)]

    assert open_raw(post.text) == "the whole of it"
    assert (post.platform, post.account, post.summoned) == ("x", "file:export", False)
    assert (post.language, post.posted_at) == ("en", datetime(2018, 10, 10, 20, 20, 20, tzinfo=UTC))
    handle = post.handle
    assert (handle.post_id, handle.first_id) == ("1050118621198921728", "1050118621198921728")
    assert (handle.author_id, handle.author_handle, handle.author_name) == (
        "42",
        "alex_example",
        "Alex Example",
    )
    assert handle.conversation_id == "1050118621198921700"
    assert handle.permalink == "https://social.example/alex_example/1"


def test_posts_without_a_date_get_the_moment_of_the_import(a_table):
    ((post,),) = [page.posts for page in opened(a_table([("1", "a")])).pages(None)]

    assert post.posted_at == NOW


def test_posts_without_author_or_conversation_are_not_lumped_together(a_table):
    ((one, two),) = [page.posts for page in opened(a_table([("1", "a"), ("2", "b")])).pages(None)]

    assert one.handle.author_id != two.handle.author_id
    assert one.handle.conversation_id != two.handle.conversation_id
    assert one.handle.author_handle == two.handle.author_handle == ""


def test_an_author_known_by_name_only_is_one_author_however_the_name_is_written(a_table):
    table = a_table([("a", "@Alex"), ("b", "alex")], header="text,author")

    ((one, two),) = [page.posts for page in opened(table).pages(None)]

    assert one.handle.author_id == two.handle.author_id == "alex"


def test_our_own_posts_are_refused_with_that_reason_by_handle_or_id(a_table):
    rows = [("a", "alex", "1"), ("b", "CityOfExample", "2"), ("c", "renamed", "99")]
    path = a_table(rows, header="text,author,author_id")

    (page,) = open_file(path, [], FrozenClock(NOW), own_authors=["@cityofexample", "99"]).pages(None)

    assert texts([page]) == ["a"]
    assert [(i.where, str(i.why)) for i in page.refused] == [
        ("line 3", "It was written by our own account."),
        ("line 4", "It was written by our own account."),
    ]


def test_a_file_in_windows_1252_is_read_with_a_note(tmp_path):
    path = tmp_path / "old.csv"
    path.write_bytes("text\nÀ bientôt\n".encode("cp1252"))

    collector = opened(path)

    assert texts(collector.pages(None)) == ["À bientôt"]
    assert "Windows-1252" in str(collector.notes[0])


def test_a_file_in_utf_8_has_no_note(a_table):
    assert opened(a_table([("1", "é")])).notes == ()


def test_an_unclear_text_column_stops_before_anything_is_read_and_the_mend_works(a_table):
    table = a_table([("a", "b")], header="content,body")

    with pytest.raises(InputError, match="More than one column could be the text"):
        opened(table)

    assert texts(opened(table, "text=body").pages(None)) == ["b"]


def test_a_file_that_went_away_is_unavailable_and_its_path_is_not_told(a_table):
    path = a_table([("1", "a")])
    collector = opened(path)
    path.unlink()

    with pytest.raises(Unavailable) as error:
        list(collector.pages(None))

    assert str(path) not in str(error.value)


def test_neither_reasons_nor_reprs_repeat_what_a_record_says(tmp_path):
    canary = "canary604"
    lines = [
        f'{{"text": "{canary}"',
        f'["{canary}"]',
        json.dumps({"text": canary, "date": canary}),
        json.dumps({"text": [canary], "id": canary}),
        json.dumps({"text": canary, "url": canary}),
        json.dumps({"text": canary + "\0"}),
        json.dumps({"text": canary, "author": [canary]}),
        json.dumps({"text": canary, "id": canary, "author": canary, "date": "2026-01-01", "url": "https://a.example"}),
    ]
    path = tmp_path / "export.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    collector = opened(path)

    pages = list(collector.pages(None))

    assert [len(p.refused) for p in pages] == [7]
    assert canary not in repr(pages)
    assert canary not in "".join(str(item.why) for p in pages for item in p.refused)
    assert canary not in f"{collector!r} {collector.progress} {collector.layout} {collector.mapping}"


def test_what_a_record_carries_beside_its_text_is_read(some_lines: Write) -> None:
    record = {
        "id": "1",
        "text": "Look at this",
        "alt_text": ["A letter", "A card"],
        "quoted_status": {"full_text": "What a mess", "user": {"screen_name": "zed", "name": "Zed Quux"}},
        "link_url": "https://example.org/a",
        "link_title": "Late again",
        "file_name": "letter.pdf",
        "poll_options": ["Oui", "Non"],
    }

    [page] = opened(some_lines([record])).pages(None)

    [post] = page.posts
    assert [(part.kind.value, open_raw(part.value)) for part in post.parts] == [
        ("quoted", "What a mess"),
        ("picture", "A letter"),
        ("picture", "A card"),
        ("link-title", "Late again"),
        ("link", "https://example.org/a"),
        ("file", "letter.pdf"),
        ("poll", "Oui"),
        ("poll", "Non"),
    ]
    assert [(person.name, person.handle) for person in post.people] == [("Zed Quux", "zed")]


def test_a_column_is_told_to_be_the_quoted_text(a_table: Write) -> None:
    path = a_table([("1", "Look", "What a mess")], header="id,text,before")

    [page] = opened(path, "quoted_text=before").pages(None)

    assert [open_raw(part.value) for part in page.posts[0].parts] == ["What a mess"]
