"""X's collectors keep the contract of `Collector`, through tweepy, against the local X server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from smbot.collect.ports import Collector, Page
from smbot.core.clock import FrozenClock
from smbot.core.errors import AccountProblem
from smbot.core.handle import PlatformHandle
from smbot.platforms.x import ADAPTER
from smbot.platforms.x.cursor import read_cursor
from smbot.platforms.x.settings import XMonitor, XSettings
from smbot.raw.opening import open_raw
from smbot.testing.contracts.collector_suite import (
    CollectorSuite,
    EditsSuite,
    LongPostsSuite,
    OwnPostsSuite,
    ReadFault,
)
from smbot.testing.x import Fault, XServer, XWorld
from smbot.testing.x.nouns import Page as WebPage

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
SECRETS = {
    "bearer_token": "not-a-real-bearer",
    "consumer_key": "not-a-real-key",
    "consumer_secret": "not-a-real-secret",
    "access_token": "not-a-real-token",
    "access_token_secret": "not-a-real-token-secret",
}
MENTIONS = "GET /2/users/{id}/mentions"
SEARCH = "GET /2/tweets/search/recent"
FAULTS = {
    ReadFault.THROTTLED_UNTIL: Fault.RATE_LIMITED,
    ReadFault.THROTTLED: Fault.USAGE_CAPPED,
    ReadFault.CREDENTIALS: Fault.UNAUTHORIZED,
    ReadFault.CREDIT: Fault.CREDITS_DEPLETED,
    ReadFault.SERVER_ERROR: Fault.UNAVAILABLE,
    ReadFault.NOT_AN_ANSWER: Fault.HTML,
    ReadFault.TRUNCATED: Fault.TRUNCATED_JSON,
    ReadFault.BROKEN_OFF: Fault.BROKEN_OFF,
    ReadFault.SILENT: Fault.SLOW_TO_HANDLE,
    ReadFault.DRIPPING: Fault.SLOW_BODY,
    ReadFault.RESET: Fault.RESET_BEFORE,
}


def settings(server: XServer, **changes: object) -> XSettings:
    """An account that asks for ten posts at a time and gives up after a second."""
    us = server.world.us
    values = {"enabled": True, "user_id": us.id, "username": us.handle, "api_url": server.url}
    return XSettings.model_validate(values | {"timeout_seconds": 1, "page_size": 10} | changes)


class _OnX:
    """The hooks that both collectors share."""

    endpoint: str
    page_size = 10

    @pytest.fixture(autouse=True)
    def _a_small_x(self) -> Iterator[None]:
        self.clock = FrozenClock(NOW)
        self.world = XWorld(self.clock)
        with XServer(self.world, slow_seconds=2.5) as server:
            self.server = server
            yield
        assert server.crashes == []

    def go_wrong(self, fault: ReadFault, after: int = 0) -> None:
        self.server.faults.next(self.endpoint, *[None] * after, FAULTS[fault])

    def spoil_an_item(self) -> None:
        self.server.faults.next(self.endpoint, Fault.MALFORMED_ITEM)

    def now(self) -> datetime:
        return self.clock.now()

    def publish(self, text: str) -> str:
        self.clock.advance(seconds=1)
        return self.world.post("amelie", f"@servicenord {text} ferry", language="en")

    def publish_as_us(self, text: str) -> str:
        self.clock.advance(seconds=1)
        return self.world.post("servicenord", f"@servicenord {text} ferry")

    def edit(self, post_id: str, text: str) -> None:
        self.clock.advance(seconds=1)
        self.world.edit(post_id, f"@servicenord {text} ferry")


class TestMentions(_OnX, CollectorSuite, OwnPostsSuite, EditsSuite, LongPostsSuite):
    """The mentions timeline."""

    endpoint = MENTIONS

    def collector(self) -> Collector:
        return ADAPTER.collectors(settings(self.server), SECRETS, self.clock)[0].collector

    def test_every_page_is_asked_for_with_the_same_since_id(self) -> None:
        self.publish("before")
        cursor = list(self.collector().pages(None))[-1].cursor
        for n in range(23):
            self.publish(f"Question {n}")
        self.server.received.clear()

        pages = list(self.collector().pages(cursor))

        asked = [request.query.get("since_id") for request in self.server.received]
        assert len(pages) == 3
        assert asked == [read_cursor(cursor).since] * 3
        newest = [read_cursor(page.cursor).newest for page in pages]
        assert newest[0] == newest[1] != read_cursor(cursor).since
        assert read_cursor(pages[-1].cursor).since == newest[0]

    def test_an_expired_paging_token_starts_the_run_again(self) -> None:
        published = [self.publish(f"Question {n}") for n in range(13)]
        first = next(iter(self.collector().pages(None)))
        expired = first.cursor.replace(read_cursor(first.cursor).token or "?", "ZXhwaXJlZA")

        pages = list(self.collector().pages(expired))

        assert sorted(self.ids(pages)) == sorted(published)
        assert read_cursor(pages[-1].cursor).since == published[-1]

    def test_a_mention_summons_us_and_carries_its_author(self) -> None:
        self.world.add_user("benoit", "Benoît T.")
        self.world.post("benoit", "@servicenord Où est le traversier ? A & B < C", language="fr")

        (post,) = self.posts()

        assert post.summoned
        assert (post.handle.author_handle, post.handle.author_name) == ("benoit", "Benoît T.")
        assert post.language == "fr"
        assert open_raw(post.text) == "@servicenord Où est le traversier ? A & B < C"

    def test_everything_that_a_post_carries_arrives(self) -> None:
        self.world.add_user("zed", "Zed Quux")
        first = self.world.post("zed", "What a mess", pictures=["A torn form"])
        address = "https://example.org/late?for=zed"
        self.world.post(
            "benoit",
            f"@servicenord look {address} https://x.com/zed/status/{first}",
            quotes=first,
            pictures=["A letter to Zed", ""],
            poll=["Oui", "Non"],
            pages={address: WebPage(title="Late again", description="Zed waits")},
        )

        (post,) = self.posts()

        assert [(part.kind.value, open_raw(part.value)) for part in post.parts] == [
            ("quoted", "What a mess"),
            ("picture", "A torn form"),
            ("picture", "A letter to Zed"),
            ("link-title", "Late again"),
            ("link-text", "Zed waits"),
            ("link", address),
            ("poll", "Oui"),
            ("poll", "Non"),
        ]
        assert [(person.name, person.handle) for person in post.people] == [("Zed Quux", "zed")]
        assert [part.post_id for part in post.parts] == [first, first, "", "", "", "", "", ""]
        assert post.handle.quoted_id == first

    def test_beside_the_words_nothing_is_read_where_the_settings_say_so(self) -> None:
        first = self.world.post("zed", "What a mess", pictures=["A torn form"])
        address = "https://example.org/late"
        self.world.post("benoit", f"@servicenord look {address}", quotes=first, pictures=["A letter"], poll=["Oui"])
        words_alone = settings(self.server, read_beside="off")

        (page,) = ADAPTER.collectors(words_alone, SECRETS, self.clock)[0].collector.pages(None)

        assert [(part.kind.value, open_raw(part.value)) for part in page.posts[0].parts] == [("link", address)]
        assert page.cost_micros == 5_000 + 10_000
        assert len(self.server.received) == 1

    def test_what_a_post_answers_is_not_read_and_what_it_quotes_is_read_once(self) -> None:
        first = self.world.post("zed", "What a mess")
        self.world.post("benoit", "@servicenord why?", reply_to=first)
        self.world.post("amelie", "@servicenord see", quotes=first)
        self.world.post("benoit", "@servicenord see again", quotes=first)

        (page,) = self.collector().pages(None)

        answer, *quoting = sorted(page.posts, key=lambda post: post.handle.post_id)
        assert (answer.parts, answer.people) == ((), ())
        assert [[open_raw(part.value) for part in post.parts] for post in quoting] == [["What a mess"]] * 2
        assert page.cost_micros == (3 + 1) * 5_000 + 3 * 10_000
        assert self.world.spent_micros == 3 * 1_000 + 5_000  # by X's list, mentions of the account that owns the app

    def test_a_quoted_post_that_is_gone_leaves_the_post_without_it(self) -> None:
        first = self.world.post("zed", "What a mess")
        self.world.post("benoit", "@servicenord see", quotes=first)
        self.world.delete(first)

        (post,) = self.posts()

        assert post.parts == ()

    def test_what_was_read_today_is_not_counted_again(self) -> None:
        self.publish("A question")
        mentions = self.collector()

        costs = [sum(page.cost_micros for page in mentions.pages(None)) for _ in range(2)]
        self.clock.advance(days=1)
        tomorrow = sum(page.cost_micros for page in mentions.pages(None))

        assert (costs, tomorrow) == ([15_000, 0], 15_000)

    def test_owned_reads_are_a_fifth_of_the_price_and_need_the_users_own_keys(self) -> None:
        self.publish("A question")

        def cost(secrets: dict[str, str], *, owns_app: bool) -> int:
            chosen = settings(self.server, owns_app=owns_app)
            return next(iter(ADAPTER.collectors(chosen, secrets, self.clock)[0].collector.pages(None))).cost_micros

        app_only = {"bearer_token": "not-a-real-bearer"}
        assert cost(SECRETS, owns_app=True) == 1_000 + 10_000
        assert cost(SECRETS, owns_app=False) == 5_000 + 10_000
        assert cost(app_only, owns_app=True) == 5_000 + 10_000
        assert [request.auth for request in self.server.received] == ["OAuth", "OAuth", "Bearer"]

    def test_the_cost_of_a_page_is_never_below_what_x_bills(self) -> None:
        for n in range(23):
            self.world.post(f"person{n % 5}", f"@servicenord question {n}")

        pages = list(self.collector().pages(None))

        assert self.world.spent_micros <= sum(page.cost_micros for page in pages)

    def test_an_account_that_x_does_not_know_needs_a_person(self) -> None:
        stranger = settings(self.server, user_id="42")

        with pytest.raises(AccountProblem):
            next(iter(ADAPTER.collectors(stranger, SECRETS, self.clock)[0].collector.pages(None)))


class TestMonitors(_OnX, CollectorSuite, OwnPostsSuite, EditsSuite, LongPostsSuite):
    """A saved search."""

    endpoint = SEARCH

    def collector(self) -> Collector:
        monitor = XMonitor(name="ferries", query="ferry -is:retweet")
        other = XMonitor(name="roads", query="road")
        chosen = settings(self.server, monitors=(monitor, other))
        return ADAPTER.collectors(chosen, SECRETS, self.clock)[1].collector

    def test_its_name_tells_the_monitor(self) -> None:
        assert self.collector().name == "x:monitor:ferries"

    def test_who_did_not_name_us_did_not_summon_us(self) -> None:
        self.world.post("amelie", "the ferry is late again")
        self.world.post("amelie", "@ServiceNord the ferry is late again")

        assert [post.summoned for post in self.posts()] == [True, False]

    def test_a_since_id_out_of_reach_becomes_a_time_on_every_page(self) -> None:
        self.publish("an old one")
        cursor = list(self.collector().pages(None))[-1].cursor
        self.clock.advance(days=8)
        published = [self.publish(f"Question {n}") for n in range(13)]
        self.server.received.clear()

        pages = list(self.collector().pages(cursor))

        assert sorted(self.ids(pages)) == sorted(published)
        assert {"since_id" in request.query for request in self.server.received} == {False}
        assert len({request.query["start_time"] for request in self.server.received}) == 1
        assert read_cursor(pages[-1].cursor).since == published[-1]
        assert read_cursor(pages[-1].cursor).start is None

    def test_a_since_id_that_x_finds_too_old_becomes_a_time(self) -> None:
        self.publish("an old one")
        cursor = list(self.collector().pages(None))[-1].cursor
        self.clock.advance(days=7, seconds=-30)
        new = self.publish("a new one")
        slow = FrozenClock(self.clock.now() - timedelta(minutes=20))  # our clock is behind X's
        monitor = XMonitor(name="ferries", query="ferry")
        behind = ADAPTER.collectors(settings(self.server, monitors=(monitor,)), SECRETS, slow)[1].collector
        self.clock.advance(minutes=2)

        pages = list(behind.pages(cursor))

        assert self.ids(pages) == [new]

    def test_a_run_that_is_taken_up_when_its_start_is_out_of_reach_begins_anew(self) -> None:
        self.publish("an old one")
        cursor = list(self.collector().pages(None))[-1].cursor
        self.clock.advance(days=8)
        published = [self.publish(f"Question {n}") for n in range(13)]
        first = next(iter(self.collector().pages(cursor)))
        self.clock.advance(hours=2)

        pages = list(self.collector().pages(first.cursor))

        assert sorted(self.ids(pages)) == sorted(published)

    def test_retweets_are_left_out_and_still_move_the_cursor(self) -> None:
        original = self.publish("A question")
        self.clock.advance(seconds=1)
        repost = self.world.repost("benoit", original)
        monitor = XMonitor(name="ferries", query="ferry")
        found = ADAPTER.collectors(settings(self.server, monitors=(monitor,)), SECRETS, self.clock)[1].collector

        pages = list(found.pages(None))

        assert self.ids(pages) == [original]
        assert read_cursor(pages[-1].cursor).since == repost

    def test_estimates_come_from_the_counts_of_the_past_week(self) -> None:
        for n in range(12):
            self.publish(f"Question {n}")
        off = XMonitor(name="roads", query="road")
        on = XMonitor(name="ferries", query="ferry")

        estimates = ADAPTER.estimates(settings(self.server, monitors=(off, on)), SECRETS, self.clock)

        assert [(e.monitor, e.posts_per_week) for e in estimates] == [("roads", 0), ("ferries", 12)]
        assert estimates[0].micros_per_month == 0
        assert estimates[1].micros_per_month == pytest.approx(12 * 4.348 * 35_000, rel=0.001)


class TestOwnPosts(_OnX):
    """Our own timeline."""

    def pages(self, cursor: str | None = None, **changes: object) -> list[Page]:
        collectors = ADAPTER.collectors(settings(self.server, **changes), SECRETS, self.clock)
        (own,) = [planned.collector for planned in collectors if planned.collector.name == "x:own"]
        return list(own.pages(cursor))

    def own(self, pages: list[Page]) -> list[str]:
        assert not [post for page in pages for post in page.posts]
        return [own.handle.post_id for page in pages for own in page.own]

    def answer_by_hand(self, text: str, to: str) -> str:
        self.clock.advance(seconds=1)
        return self.world.post("servicenord", text, reply_to=to)

    def test_an_answer_written_by_hand_is_joined_to_the_post_it_answers(self) -> None:
        asked = self.publish("Is it running?")
        answered = self.answer_by_hand("It is, every hour.", asked)

        (page,) = self.pages()

        (own,) = page.own
        assert (own.handle.post_id, own.handle.parent_id, own.handle.conversation_id) == (answered, asked, asked)
        assert own.posted_at == self.clock.now()

    def test_what_smbot_posted_itself_comes_back_under_the_id_it_was_given(self) -> None:
        asked = self.publish("Is it running?")
        sender = ADAPTER.sender(settings(self.server), SECRETS, self.clock)
        assert sender is not None
        reply_id = sender.reply(PlatformHandle(post_id=asked, first_id=asked, author_id="1"), "Please write to us.")

        assert self.own(self.pages()) == [reply_id]

    def test_several_pages_bring_each_once_and_the_cursor_only_what_is_newer(self) -> None:
        there = [self.publish_as_us(f"Notice {n}") for n in range(23)]
        first = self.pages()
        newer = self.publish_as_us("One more")

        second = self.pages(first[-1].cursor)

        assert len(first) == 3
        assert sorted(self.own(first)) == there
        assert self.own(second) == [newer]

    def test_the_first_run_goes_back_a_week_and_leaves_out_reposts(self) -> None:
        self.world.post("servicenord", "An old notice", at=NOW - timedelta(days=8))
        recent = self.publish_as_us("A notice")
        self.world.repost("servicenord", self.publish("A question"))

        assert self.own(self.pages()) == [recent]

    def test_an_account_that_posted_nothing_yet_is_no_error_and_still_asks_by_time(self) -> None:
        (empty,) = self.pages()
        self.clock.advance(days=30)
        posted = self.publish_as_us("A notice")

        assert self.own([empty]) == []
        assert self.own(self.pages(empty.cursor)) == [posted]

    def test_it_costs_what_an_owned_post_costs_and_no_user(self) -> None:
        for n in range(3):
            self.publish_as_us(f"Notice {n}")

        assert sum(page.cost_micros for page in self.pages(owns_app=True)) == self.world.spent_micros == 3 * 1_000
        assert sum(page.cost_micros for page in self.pages()) == 3 * 5_000

    def test_neither_the_words_of_a_long_notice_nor_its_author_are_asked_for(self) -> None:
        self.publish_as_us("A notice")
        self.server.received.clear()

        self.pages()

        (request,) = self.server.received
        assert "note_tweet" not in request.query["tweet.fields"]
        assert "expansions" not in request.query
        assert request.auth == "OAuth"
