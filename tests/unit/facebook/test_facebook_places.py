"""Places in Graph's lists: nothing is lost and nothing read twice, whatever comes late, changes or is cut off."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.core.clock import FrozenClock
from smbot.core.errors import ConfigurationError
from smbot.core.handle import PlatformHandle
from smbot.platforms.facebook.collector import feed
from smbot.platforms.facebook.conversations import Inbox, read_inbox
from smbot.platforms.facebook.following import POSTS_PER_RUN, SHARE_OF_AGE, Followed, Rota, read_rota
from smbot.platforms.facebook.place import OVERLAP, Place, read_place, seconds
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.platforms.facebook.to_post import Item
from smbot.raw.box import RawText
from smbot.raw.post import RawPost

EPOCH = datetime(2026, 9, 1, tzinfo=UTC)
START = seconds(EPOCH)


def an_item(name: str, at: int, mark: str = "a") -> Item:
    moment = EPOCH + timedelta(seconds=at)
    handle = PlatformHandle(post_id=name, first_id=name, author_id="1")
    post = RawPost(platform="facebook", account="facebook", handle=handle, text=RawText("x"), posted_at=moment)
    return Item(found=post, at=moment, mark=mark)


def names(items: Sequence[Item]) -> list[str]:
    return [item.handle.post_id for item in items]


def read_to_the_end(place: Place, there: Sequence[Item], size: int = 3) -> tuple[list[str], Place]:
    """Read a list of the newest first, in pages, as the collector does; a place is kept as JSON between pages."""
    newest_first = sorted(there, key=lambda item: item.at, reverse=True)
    asked = [item for item in newest_first if seconds(item.at) >= place.lower]
    found: list[str] = []
    for start in range(0, max(len(asked), 1), size):
        page = asked[start : start + size]
        found += names(place.fresh(page))
        after = str(start) if start + size < len(asked) else None
        place = read_place(json.loads(json.dumps(place.after_page(page, after).as_json())))
    return found, place


@given(st.lists(st.lists(st.integers(0, OVERLAP - 1), max_size=8), max_size=5))
def test_what_comes_up_to_an_hour_late_is_read_once(rounds: list[list[int]]) -> None:
    place, there, found = Place(since=START), [], []
    for number, lateness in enumerate(rounds):
        now = number * 600
        there += [an_item(f"{number}_{n}", now - late) for n, late in enumerate(lateness)]
        new, place = read_to_the_end(place, there)
        found += new

    assert sorted(found) == sorted(names(there))


def test_a_change_within_the_hour_is_read_again_and_only_once() -> None:
    _, place = read_to_the_end(Place(since=START), [an_item("a", 0), an_item("b", 10)])

    changed, place = read_to_the_end(place, [an_item("a", 0, "changed"), an_item("b", 10)])
    again, _ = read_to_the_end(place, [an_item("a", 0, "changed"), an_item("b", 10)])

    assert (changed, again) == (["a"], [])


def test_a_place_keeps_ids_of_the_last_hour_only() -> None:
    _, place = read_to_the_end(Place(since=START), [an_item(f"n{n}", n * 60) for n in range(600)], size=50)

    assert len(place.known) <= 61


def test_a_run_begun_again_keeps_its_lower_end() -> None:
    place = Place(since=START, newest=START + 9, after="token", known={"a": (START, "a")})

    assert place.restarted() == Place(since=START, newest=START + 9, known={"a": (START, "a")})


class FakeGraph:
    """A Graph that pages, and does not care for `since`."""

    def __init__(self, count: int) -> None:
        self.calls = 0
        times = [EPOCH + timedelta(minutes=n) for n in range(count)]
        self._items = [{"id": f"1_{n}", "created_time": at.isoformat()} for n, at in enumerate(times, start=1)][::-1]

    def read(self, _path: str, *, after: str = "0", limit: int, **_others: object) -> dict[str, object]:
        self.calls += 1
        start, end = int(after), int(after) + limit
        paging = {"cursors": {"after": str(end)}, "next": "x"} if end < len(self._items) else {}
        return {"data": self._items[start:end], "paging": paging}


def test_a_list_that_does_not_care_for_the_time_is_left_where_it_reaches_what_is_stored() -> None:
    settings = FacebookSettings(enabled=True, page_id="1", app_id="2", page_size=10)
    graph = FakeGraph(200)
    reading = feed(graph, settings, FrozenClock(EPOCH + timedelta(days=1)))  # type: ignore[arg-type]
    cursor = list(reading.pages(None))[-1].cursor
    first, graph.calls = graph.calls, 0

    again = list(reading.pages(cursor))

    assert first == 20
    assert graph.calls == 7  # an hour's 60 posts, and the page that reaches past them
    assert [page.posts for page in again] == [()] * 7


@pytest.mark.parametrize(
    "cursor", ["", "[]", "5", '{"posts": 3}', '{"place": {}}', '{"since": "x"}', '{"queue": ["1"], "posts": {}}', "{"]
)
def test_a_foreign_cursor_is_a_mistake_to_mend(cursor: str) -> None:
    with pytest.raises(ConfigurationError, match="cursor"):
        read_rota(cursor)
    with pytest.raises(ConfigurationError, match="cursor"):
        read_inbox(cursor, START)


def test_rota_and_inbox_are_read_as_they_were_written() -> None:
    place = Place(since=5, newest=6, after="x", known={"1_2": (5, "a")})
    rota = Rota(posts={"1_1": Followed(made=1, updated=2, asked=3, place=place)}, queue=("1_1",))
    inbox = Inbox(place=place, seen={"t_1": 4}, queue=(("t_2", 5, "https://x"),))

    assert read_rota(rota.as_text()) == rota
    assert read_inbox(inbox.as_text(), 0) == inbox


def test_who_has_news_comes_first_and_then_who_waits_longest() -> None:
    day = 86_400
    now = 40 * day
    rota = Rota(
        posts={
            "quiet": Followed(made=now - 10 * day, asked=now - 5 * 3600),
            "waits": Followed(made=now - 10 * day, asked=now - 20 * 3600),
            "rested": Followed(made=now - 10 * day, asked=now - 600),
        }
    )
    listed = {
        "quiet": (now - 10 * day, now - 10 * day),
        "waits": (now - 10 * day, now - 10 * day),
        "rested": (now - 10 * day, now - 10 * day),
        "updated": (now - 20 * day, now - 60),
        "new": (now - 30, now - 30),
    }

    queue = rota.listed(listed, now).queue

    assert set(queue[:2]) == {"updated", "new"}
    assert queue[2:] == ("waits", "quiet")


def test_what_is_no_longer_listed_is_no_longer_followed() -> None:
    rota = Rota(posts={"old": Followed(made=1)}, queue=("old",))

    assert rota.listed({}, 100) == Rota()


@given(st.lists(st.integers(0, 30 * 86_400), min_size=1, max_size=120))
def test_every_post_gets_its_turn(ages: list[int]) -> None:
    start = 100 * 86_400
    listed = {f"1_{n}": (start - age, start - age) for n, age in enumerate(ages)}
    rota, asked = Rota(), set()
    for run in range(5):
        now = start + run * 300
        rota = rota.listed(listed, now)
        assert len(rota.queue) <= POSTS_PER_RUN
        while rota.queue:
            asked.add(rota.queue[0])
            rota = rota.after_page(rota.queue[0], Place(), now)

    assert asked == set(listed)


def test_a_turn_comes_each_time_a_post_has_aged_by_its_share() -> None:
    post = Followed(made=0, updated=0, asked=100_000)

    assert post.urgency(100_000 + 100_000 // SHARE_OF_AGE - 1) < 1
    assert post.urgency(103_000) >= 1
