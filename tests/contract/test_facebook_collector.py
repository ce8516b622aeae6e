"""Facebook's collectors keep the contract of `Collector`, through facebook-sdk, against the local Graph server."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from smbot.collect.ports import Collector, Noticed
from smbot.core.clock import FrozenClock
from smbot.core.errors import AccountProblem, Throttled
from smbot.core.post_kinds import PostKind
from smbot.platforms.facebook import ADAPTER
from smbot.platforms.facebook.following import POSTS_PER_RUN, read_rota
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.raw.opening import open_raw
from smbot.testing.contracts.collector_suite import (
    CollectorSuite,
    EditsSuite,
    LongPostsSuite,
    OwnPostsSuite,
    ReadFault,
)
from smbot.testing.facebook import FacebookServer, FacebookWorld, Fault
from smbot.testing.facebook.nouns import Attachment

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
FEED = "GET /{page}/feed"
COMMENTS = "GET /{object}/comments"
MESSAGES = "GET /{conversation}/messages"
FAULTS = {
    ReadFault.THROTTLED_UNTIL: Fault.THROTTLED,
    ReadFault.THROTTLED: Fault.THROTTLED_WITHOUT_TIME,
    ReadFault.CREDENTIALS: Fault.PASSWORD_CHANGED,
    ReadFault.CREDIT: Fault.NO_PERMISSION,  # Facebook is free of charge; what is withheld there is permission
    ReadFault.SERVER_ERROR: Fault.SERVICE_ERROR,
    ReadFault.NOT_AN_ANSWER: Fault.HTML,
    ReadFault.TRUNCATED: Fault.TRUNCATED_JSON,
    ReadFault.BROKEN_OFF: Fault.BROKEN_OFF,
    ReadFault.SILENT: Fault.SLOW_TO_HANDLE,
    ReadFault.DRIPPING: Fault.SLOW_BODY,
    ReadFault.RESET: Fault.RESET_BEFORE,
}


def settings(server: FacebookServer, **changes: object) -> FacebookSettings:
    """A page that is read ten items at a time, by a client that gives up after a second."""
    world = server.world
    values = {
        "enabled": True,
        "page_id": world.page.id,
        "app_id": world.tokens.app_id,
        "graph_url": server.url,
        "timeout_seconds": 1,
        "page_size": 10,
    }
    return FacebookSettings.model_validate(values | changes)


def secrets(world: FacebookWorld) -> dict[str, str]:
    return {
        "page_token": world.tokens.page,
        "app_secret": world.tokens.app_secret,
        "verify_token": world.webhooks.verify_token,
    }


class _OnFacebook:
    """The hooks that all collectors share."""

    endpoint: str
    name: str
    page_size = 10

    @pytest.fixture(autouse=True)
    def _a_small_facebook(self) -> Iterator[None]:
        self.clock = FrozenClock(NOW)
        self.world = FacebookWorld(self.clock)
        self.world.tokens.proof_required = True
        self.ours = self.world.post("The office is closed on Monday.")
        with FacebookServer(self.world, slow_seconds=2.5) as server:
            self.server = server
            yield
        assert server.crashes == []

    def collector(self) -> Collector:
        planned = ADAPTER.collectors(settings(self.server), secrets(self.world), self.clock)
        return next(one.collector for one in planned if one.collector.name == self.name)

    def go_wrong(self, fault: ReadFault, after: int = 0) -> None:
        self.server.faults.next(self.endpoint, *[None] * after, FAULTS[fault])

    def spoil_an_item(self) -> None:
        self.server.faults.next(self.endpoint, Fault.MALFORMED_ITEM)

    def now(self) -> datetime:
        return self.clock.now()

    def edit(self, post_id: str, text: str) -> None:
        self.clock.advance(seconds=1)
        self.world.edit(post_id, text)

    def calls(self, endpoint: str) -> int:
        return self.world.calls[endpoint]


class _OwnPosts(OwnPostsSuite):
    """The page's first post is ours too."""

    def test_our_own_posts_come_apart(self) -> None:
        self.publish("A question")
        ours = self.publish_as_us("Our answer")

        found = [own.handle for page in self.collector().pages(None) for own in page.own]

        assert ours in [handle.post_id for handle in found]
        assert {handle.author_id for handle in found} == {self.world.page.id}


class TestFeed(_OnFacebook, CollectorSuite, EditsSuite, LongPostsSuite, _OwnPosts):
    """The page's feed."""

    endpoint, name = FEED, "facebook"

    @pytest.fixture(autouse=True)
    def _without_the_first_post(self, _a_small_facebook: None) -> None:
        self.world.delete(self.ours)

    def publish(self, text: str) -> str:
        self.clock.advance(seconds=1)
        return self.world.visitor_post("amelie", text)

    def publish_as_us(self, text: str) -> str:
        self.clock.advance(seconds=1)
        return self.world.post(text)

    def test_a_visitors_post_carries_all_that_is_needed_to_answer_it(self) -> None:
        self.world.add_person("benoit", "Benoît T.")
        post_id = self.world.visitor_post("benoit", "Où est le traversier ? 🚢 A & B < C")

        (post,) = self.posts()

        assert (post.handle.post_id, post.handle.first_id, post.handle.conversation_id) == (post_id,) * 3
        assert (post.handle.kind, post.handle.author_name) == (PostKind.POST, "Benoît T.")
        assert (post.handle.author_id, post.handle.parent_id) == (self.world.person_named("benoit").id, "")
        assert (post.platform, post.summoned, post.language) == ("facebook", True, None)
        assert open_raw(post.text) == "Où est le traversier ? 🚢 A & B < C"

    def test_everything_that_a_post_carries_arrives(self) -> None:
        self.world.add_person("zed", "Zed Quux")
        post_id = self.world.visitor_post("amelie", "Look, Zed Quux")
        self.world.attach(
            post_id,
            Attachment(title="Late again", description="Zed waits", address="https://example.org/late"),
            Attachment(description="A torn form"),
            tags=["zed"],
        )

        (post,) = self.posts()

        assert [(part.kind.value, open_raw(part.value)) for part in post.parts] == [
            ("link-title", "Late again"),
            ("link-text", "Zed waits"),
            ("link", "https://example.org/late"),
            ("picture", "A torn form"),
        ]
        assert [person.name for person in post.people] == ["Zed Quux"]

    def test_the_words_of_a_post_that_is_shared_are_quoted(self) -> None:
        first = self.world.tag("zed", "Service Nord, what a mess")
        post_id = self.world.visitor_post("amelie", "Look")
        self.world.attach(post_id, Attachment(description="What a mess"), shares=first)

        post = {open_raw(post.text): post for post in self.posts()}["Look"]

        assert [(part.kind.value, open_raw(part.value)) for part in post.parts] == [("quoted", "What a mess")]
        assert [(part.post_id, part.conversation_id) for part in post.parts] == [(first, first)]

    def test_who_hides_their_name_is_read_without_it(self) -> None:
        self.world.visitor_post("benoit", "Who am I?")
        self.world.hide_name("benoit")

        (post,) = self.posts()

        assert (post.handle.author_id, post.handle.author_name) == ("", "")

    def test_a_first_reading_goes_back_as_far_as_posts_are_followed(self) -> None:
        self.world.visitor_post("amelie", "long ago", at=NOW - timedelta(days=31))
        recent = self.world.visitor_post("amelie", "not so long ago", at=NOW - timedelta(days=29))

        assert [post.handle.post_id for post in self.posts()] == [recent]

    def test_an_edit_within_the_hour_is_seen_without_asking_for_the_post(self) -> None:
        post_id = self.publish("A qestion")
        cursor = list(self.collector().pages(None))[-1].cursor
        self.edit(post_id, "A question")

        pages = list(self.collector().pages(cursor))

        assert self.ids(pages) == [post_id]

    def test_a_post_that_shows_up_late_is_found(self) -> None:
        cursor = list(self.collector().pages(None))[-1].cursor
        self.publish("the newest")
        cursor = list(self.collector().pages(cursor))[-1].cursor
        late = self.world.visitor_post("amelie", "held back", at=self.clock.now() - timedelta(minutes=40))

        pages = list(self.collector().pages(cursor))

        assert self.ids(pages) == [late]

    def test_a_paging_cursor_that_is_no_longer_good_starts_the_run_again(self) -> None:
        published = [self.publish(f"Question {n}") for n in range(13)]
        first = next(iter(self.collector().pages(None)))
        place = json.loads(first.cursor) | {"after": "ZXhwaXJlZA"}

        pages = list(self.collector().pages(json.dumps(place)))

        assert set(self.ids([first, *pages])) == set(published)

    def test_reading_rests_by_itself_before_the_quota_is_used_up(self) -> None:
        self.world.engaged_users = 1
        self.publish("A question")
        collector = self.collector()
        for _ in range(4_800 * 90 // 100):
            self.server._quota.count()
        list(collector.pages(None))
        before = sum(self.world.calls.values())

        with pytest.raises(Throttled) as caught:
            list(collector.pages(None))

        assert sum(self.world.calls.values()) == before
        assert caught.value.code == "quota"
        assert caught.value.retry_at is not None
        assert caught.value.retry_at > self.clock.now()

    def test_a_page_that_facebook_does_not_know_needs_a_person(self) -> None:
        stranger = settings(self.server, page_id="42")

        with pytest.raises(AccountProblem):
            next(iter(ADAPTER.collectors(stranger, secrets(self.world), self.clock)[0].collector.pages(None)))

    def test_every_call_brings_its_proof_and_the_version_of_the_settings(self) -> None:
        self.publish("A question")
        list(self.collector().pages(None))

        assert {(request.proof, request.version) for request in self.server.received} == {(True, "v26.0")}


class TestComments(_OnFacebook, CollectorSuite, EditsSuite, LongPostsSuite, _OwnPosts):
    """Comments below the page's posts."""

    endpoint, name = COMMENTS, "facebook:comments"

    def publish(self, text: str) -> str:
        self.clock.advance(seconds=1)
        return self.world.comment("amelie", self.ours, text)

    def publish_as_us(self, text: str) -> str:
        self.clock.advance(seconds=1)
        return self.world.reply_by_hand(self.ours, text)

    def test_answers_to_comments_and_what_facebook_holds_back_are_read(self) -> None:
        comment = self.publish("A question")
        answer = self.world.comment("benoit", comment, "I ask that too")
        held = self.world.comment("claude", self.ours, "a word of their list", filtered=True)

        pages = list(self.collector().pages(None))
        posts = {post.handle.post_id: post.handle for page in pages for post in page.posts}

        assert set(posts) == {comment, answer, held}
        assert {handle.kind for handle in posts.values()} == {PostKind.COMMENT}
        assert (posts[comment].parent_id, posts[answer].parent_id) == (self.ours, comment)
        assert {handle.conversation_id for handle in posts.values()} == {self.ours}
        notices = [(n.what, n.handle.post_id) for page in pages for n in page.notices]
        assert notices == [(Noticed.HIDDEN, held)]

    def test_a_comment_brings_its_attachment_and_whom_it_answers(self) -> None:
        self.world.add_person("zed", "Zed Quux")
        comment = self.world.comment("zed", self.ours, "A question")
        answer = self.world.comment("amelie", comment, "I ask that too")
        self.world.attach(answer, Attachment(title="A form", description="torn"))

        found = {open_raw(post.text): post for post in self.posts()}["I ask that too"]

        assert [(part.kind.value, open_raw(part.value)) for part in found.parts] == [
            ("picture", "A form"),
            ("picture", "torn"),
        ]
        assert [person.name for person in found.people] == ["Zed Quux"]

    def test_our_answer_by_hand_names_what_it_answers(self) -> None:
        comment = self.publish("A question")
        by_hand = self.world.reply_by_hand(comment, "Our answer")

        own = [own.handle for page in self.collector().pages(None) for own in page.own]

        assert [(handle.post_id, handle.parent_id, handle.conversation_id) for handle in own] == [
            (by_hand, comment, self.ours)
        ]

    def test_comments_on_an_older_post_are_found_in_time(self) -> None:
        newer = [self.world.post(f"News {n}") for n in range(5)]
        cursor = list(self.collector().pages(None))[-1].cursor
        self.clock.advance(days=20)
        cursor = list(self.collector().pages(cursor))[-1].cursor
        late = self.world.comment("amelie", newer[0], "only now")

        found: list[str] = []
        for _ in range(3):
            self.clock.advance(hours=5)
            pages = list(self.collector().pages(cursor))
            cursor = pages[-1].cursor
            found += self.ids(pages)

        assert found == [late]

    def test_no_post_starves_and_no_run_asks_too_many(self) -> None:
        posts = [self.world.post(f"News {n}", at=NOW - timedelta(days=n % 28)) for n in range(80)]
        for post in posts:
            self.world.comment("amelie", post, "A question")
        cursor, found, most = None, [], 0
        for _ in range(5):
            before = self.calls(COMMENTS)
            pages = list(self.collector().pages(cursor))
            cursor = pages[-1].cursor
            found += self.ids(pages)
            most = max(most, self.calls(COMMENTS) - before)
            self.clock.advance(minutes=5)

        assert most <= POSTS_PER_RUN
        assert len(found) == len(set(found)) == 80

    def test_a_quiet_month_of_posts_costs_few_calls(self) -> None:
        for day in range(30):
            self.world.post(f"News of day {day}", at=NOW - timedelta(days=day, hours=2))
        cursor = None
        for _ in range(4):  # the first reading of all
            cursor = list(self.collector().pages(cursor))[-1].cursor
            self.clock.advance(minutes=5)
        before = sum(self.world.calls.values())
        for _ in range(288):
            cursor = list(self.collector().pages(cursor))[-1].cursor
            self.clock.advance(minutes=5)

        assert sum(self.world.calls.values()) - before < 1_000

    def test_a_post_that_is_not_there_any_more_does_not_end_the_run(self) -> None:
        other = self.world.post("Other news")
        theirs = self.world.comment("amelie", other, "A question")
        self.server.faults.next(COMMENTS, Fault.GONE)

        pages = list(self.collector().pages(None))

        assert self.ids(pages) in ([theirs], [])
        assert len(read_rota(pages[-1].cursor).posts) == 1
        later = list(self.collector().pages(pages[-1].cursor))
        assert {theirs} == set(self.ids([*pages, *later]))

    def test_showing_a_comment_again_is_noticed(self) -> None:
        comment = self.publish("A question")
        self.world.hide(comment)
        cursor = list(self.collector().pages(None))[-1].cursor
        self.world.hide(comment, hidden=False)

        pages = list(self.collector().pages(cursor))

        assert [(n.what, n.handle.post_id) for page in pages for n in page.notices] == [(Noticed.SHOWN, comment)]


class TestMessages(_OnFacebook, CollectorSuite, LongPostsSuite, _OwnPosts):
    """Private messages. They cannot be edited here."""

    endpoint, name = MESSAGES, "facebook:messages"
    long_text = "All of this matters. " * 90

    def publish(self, text: str) -> str:
        self.clock.advance(seconds=1)
        return self.world.message("amelie", text)

    def publish_as_us(self, text: str) -> str:
        self.clock.advance(seconds=1)
        return self.world.message_by_hand("amelie", text)

    def test_messages_of_many_people_are_read_once_each(self) -> None:
        sent = [self.world.message(f"person{n % 7}", f"Question {n}") for n in range(25)]
        pages = list(self.collector().pages(None))
        before = self.calls(MESSAGES)
        again = list(self.collector().pages(pages[-1].cursor))

        assert sorted(self.ids(pages)) == sorted(sent)
        assert self.ids(again) == []
        assert self.calls(MESSAGES) == before

    def test_names_of_files_and_shared_links_arrive(self) -> None:
        message = self.publish("Here")
        shared = Attachment(title="Late", description="again", address="https://example.org/late")
        self.world.attach(message, Attachment(name="zed_quux.pdf"), shared)

        (post,) = self.posts()

        assert [(part.kind.value, open_raw(part.value)) for part in post.parts] == [
            ("file", "zed_quux.pdf"),
            ("link-title", "Late"),
            ("link-text", "again"),
            ("link", "https://example.org/late"),
        ]

    def test_a_conversation_is_the_persons(self) -> None:
        self.world.message("amelie", "Où est mon dossier ? 📁")
        ours = self.world.message_by_hand("amelie", "Ici.")

        pages = list(self.collector().pages(None))
        (post,) = [post for page in pages for post in page.posts]
        (own,) = [own for page in pages for own in page.own]

        person = self.world.person_named("amelie").id
        assert (post.handle.kind, post.handle.author_id, post.handle.conversation_id) == (
            PostKind.MESSAGE,
            person,
            person,
        )
        assert (own.handle.post_id, own.handle.conversation_id) == (ours, person)

    def test_without_the_permission_messages_alone_need_a_person(self) -> None:
        self.world.tokens.revoke("pages_messaging")
        planned = ADAPTER.collectors(settings(self.server), secrets(self.world), self.clock)

        with pytest.raises(AccountProblem):
            list(self.collector().pages(None))
        assert all(list(one.collector.pages(None)) for one in planned if one.collector.name != self.name)


class TestTagged(_OnFacebook, CollectorSuite, EditsSuite, LongPostsSuite):
    """Posts of others that tag the page."""

    endpoint, name = "GET /{page}/tagged", "facebook:tagged"

    def publish(self, text: str) -> str:
        self.clock.advance(seconds=1)
        return self.world.tag("amelie", f"Service Nord {text}")

    def publish_as_us(self, text: str) -> str:
        return self.world.post(text)


class TestReviews(_OnFacebook, CollectorSuite, EditsSuite, LongPostsSuite):
    """Recommendations and ratings."""

    endpoint, name = "GET /{page}/ratings", "facebook:reviews"

    def publish(self, text: str) -> str:
        self.clock.advance(seconds=1)
        return self.world.review("amelie", text)

    def publish_as_us(self, text: str) -> str:
        return self.world.post(text)

    def test_a_review_is_one_by_its_kind(self) -> None:
        self.publish("Friendly people")

        assert [post.handle.kind for post in self.posts()] == [PostKind.REVIEW]


class TestVisitors(_OnFacebook, CollectorSuite, EditsSuite, LongPostsSuite):
    """Visitors' posts by themselves."""

    endpoint, name = "GET /{page}/visitor_posts", "facebook:visitors"

    def publish(self, text: str) -> str:
        self.clock.advance(seconds=1)
        return self.world.visitor_post("amelie", text)

    def publish_as_us(self, text: str) -> str:
        return self.world.post(text)


def test_facebook_is_read_without_a_budget_and_each_list_by_itself() -> None:
    world = FacebookWorld(FrozenClock(NOW))
    chosen = FacebookSettings(enabled=True, page_id="1", app_id="2", messages=False, poll_minutes=3)

    planned = ADAPTER.collectors(chosen, secrets(world), world.clock)

    assert {one.budget_usd for one in planned} == {None}
    assert {one.needs_switch for one in planned} == {False}
    assert {one.collector.name: one.every.total_seconds() / 60 for one in planned} == {
        "facebook": 3,
        "facebook:comments": 3,
        "facebook:visitors": 12,
        "facebook:tagged": 12,
        "facebook:reviews": 12,
    }
