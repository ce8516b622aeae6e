"""The paging loop against answers that X should not give: circles, tokens without end, odd pages."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from smbot.core.clock import FrozenClock
from smbot.core.errors import AccountProblem, PlatformError, Unavailable
from smbot.platforms.x.budget import Bill
from smbot.platforms.x.collector import PAGES_PER_RUN, XCollector
from smbot.platforms.x.cursor import Cursor, read_cursor
from smbot.platforms.x.errors import BadCursor
from smbot.platforms.x.to_post import Us

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
Answer = dict[str, object]


class FakeSource:
    """Answers from a function and keeps the cursors it was asked for."""

    name = "x"
    addressed = True
    owned = False

    def __init__(self, answer: Callable[[Cursor], Answer]) -> None:
        self.asked: list[Cursor] = []
        self._answer = answer

    def ask(self, cursor: Cursor) -> Answer:
        self.asked.append(cursor)
        return self._answer(cursor)

    def reachable(self, cursor: Cursor) -> Cursor:
        return cursor


def a_collector(source: FakeSource) -> XCollector:
    return XCollector(source, Us(user_id="100", username="us"), FrozenClock(NOW), Bill(FrozenClock(NOW)))


def an_answer(newest: int, token: str | None) -> Answer:
    item = {"id": str(newest), "text": "hello", "author_id": "7", "created_at": "2026-09-01T13:00:00Z"}
    meta: Answer = {"result_count": 1, "newest_id": str(newest)}
    return {"data": [item], "meta": meta if token is None else {**meta, "next_token": token}}


def test_tokens_without_end_end_a_run_in_its_middle() -> None:
    source = FakeSource(lambda cursor: an_answer(9, f"t{int((cursor.token or 't0')[1:]) + 1}"))

    pages = list(a_collector(source).pages(None))

    assert len(pages) == PAGES_PER_RUN
    assert read_cursor(pages[-1].cursor) == Cursor(newest="9", token=f"t{PAGES_PER_RUN}")


def test_a_circle_of_tokens_ends_the_run() -> None:
    source = FakeSource(lambda cursor: an_answer(9, {None: "a", "a": "b", "b": "a"}[cursor.token]))

    pages = list(a_collector(source).pages(None))

    assert len(pages) == 3
    assert read_cursor(pages[-1].cursor) == Cursor(since="9")


def test_a_run_asks_with_one_since_id_and_keeps_the_newest_of_its_first_page() -> None:
    tokens = {None: "a", "a": "b", "b": None}
    newest = {None: 30, "a": 20, "b": 10}
    source = FakeSource(lambda cursor: an_answer(newest[cursor.token], tokens[cursor.token]))

    pages = list(a_collector(source).pages(Cursor(since="5").as_text()))

    assert [cursor.since for cursor in source.asked] == ["5", "5", "5"]
    assert read_cursor(pages[-1].cursor) == Cursor(since="30")


def test_an_empty_page_in_the_middle_does_not_end_the_run() -> None:
    answers = {None: {"meta": {"result_count": 0, "next_token": "a"}}, "a": an_answer(9, None)}
    source = FakeSource(lambda cursor: answers[cursor.token])

    pages = list(a_collector(source).pages(None))

    assert [len(page.posts) for page in pages] == [0, 1]


def test_without_a_newest_id_the_largest_of_the_page_counts() -> None:
    answer = an_answer(9, None)
    source = FakeSource(lambda _: {"data": answer["data"], "meta": {"result_count": 1}})

    (page,) = a_collector(source).pages(None)

    assert read_cursor(page.cursor).since == "9"


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"data": []},
        {"data": {}, "meta": {}},
        {"meta": []},
        {"meta": {"result_count": 3}},
        {"meta": {"result_count": 0, "newest_id": "9"}},
    ],
)
def test_what_is_no_page_never_moves_the_cursor(answer: Answer) -> None:
    with pytest.raises(Unavailable):
        next(a_collector(FakeSource(lambda _: answer)).pages(None))


def test_errors_in_place_of_posts_need_a_person() -> None:
    answer: Answer = {"errors": [{"title": "Not Found Error"}], "meta": {"result_count": 0}}

    with pytest.raises(AccountProblem):
        next(a_collector(FakeSource(lambda _: answer)).pages(None))


@pytest.mark.parametrize("token", [True, False])
def test_a_place_that_x_refuses_again_and_again_needs_a_person(token: bool) -> None:
    def refuse(_: Cursor) -> Answer:
        raise BadCursor(token=token)

    source = FakeSource(refuse)

    with pytest.raises(PlatformError) as caught:
        next(a_collector(source).pages(Cursor(since="5", newest="9", token="a").as_text()))

    assert type(caught.value) is AccountProblem
    assert len(source.asked) == 3
    assert source.asked[1].since == "5"
    assert source.asked[1].token is None
