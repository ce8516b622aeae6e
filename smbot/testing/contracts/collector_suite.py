"""What every `Collector` must do, as tests to inherit; an adapter fills in the hooks.

    class TestBoardCollector(CollectorSuite):
        def collector(self) -> Collector: ...
        def publish(self, text: str) -> str: ...
        ...

pytest collects the tests of the subclass. `OwnPostsSuite`, `EditsSuite` and `LongPostsSuite` are for platforms
that show our own posts, have edits and have long posts: add them as further bases.
"""

# ruff: noqa: S101 - these are tests, shipped for others to inherit

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from itertools import pairwise

import pytest

from smbot.collect.ports import Collector, Page
from smbot.core.errors import AccountProblem, Throttled, Unavailable
from smbot.raw.post import RawPost


class ReadFault(Enum):
    """How the next request to read can go wrong; the adapter's server carries it out."""

    THROTTLED_UNTIL = "too many requests, with the time to come back"
    THROTTLED = "too many requests, without a time"
    CREDENTIALS = "the credentials are refused"
    CREDIT = "no credit left"
    SERVER_ERROR = "an error of the server"
    NOT_AN_ANSWER = "status 200 with a page of HTML"
    TRUNCATED = "half an answer"
    BROKEN_OFF = "the connection ends in the middle of the answer"
    SILENT = "no answer within the time"
    DRIPPING = "an answer so slow that the time is up"
    RESET = "the connection is reset"


class _Hooks(ABC):
    """What an adapter's test fills in. Every test gets a new instance, and so a new platform."""

    page_size: int = 10
    """Posts in a full page of the collector that `collector` returns."""

    @abstractmethod
    def collector(self) -> Collector:
        """Return a new collector of the same account, as after a restart."""

    @abstractmethod
    def publish(self, text: str) -> str:
        """Have a stranger publish a post that the collector must find, newer than the last; return its id."""

    @abstractmethod
    def publish_as_us(self, text: str) -> str:
        """Have our own account publish one that the collector would find; return its id."""

    @abstractmethod
    def go_wrong(self, fault: ReadFault, after: int = 0) -> None:
        """Let the request to read that comes after `after` good ones go wrong, once."""

    @abstractmethod
    def spoil_an_item(self) -> None:
        """Let one item of the next page be something that is not a post."""

    @abstractmethod
    def now(self) -> datetime:
        """Return the time by the clock that the collector was given."""

    def ids(self, pages: Sequence[Page]) -> list[str]:
        """Return the ids of all posts in `pages`, in order."""
        return [post.handle.post_id for page in pages for post in page.posts]

    def posts(self) -> list[RawPost]:
        """Read from the beginning and return the posts."""
        return [post for page in self.collector().pages(None) for post in page.posts]

    def first_page(self) -> Page:
        """Read one page from the beginning."""
        return next(iter(self.collector().pages(None)))


class CollectorSuite(_Hooks):
    """Paging, resuming, own posts, odd items, and every way of not getting an answer."""

    def test_its_name_stays_the_same(self) -> None:
        """The name is the key of the cursor."""
        assert self.collector().name == self.collector().name != ""

    def test_a_post_arrives_whole(self) -> None:
        """Every field that later stages need is there."""
        post_id = self.publish("Is the ferry running? Thanks")

        (post,) = self.posts()

        assert post.handle.post_id == post_id
        assert post.handle.first_id
        assert post.handle.author_id
        assert post.handle.permalink.startswith("https://")
        assert post.account == self.collector().name
        assert post.posted_at.utcoffset() is not None
        assert len(post.text) >= len("Is the ferry running? Thanks")

    def test_several_pages_bring_every_post_once(self) -> None:
        """Two full pages and a bit."""
        published = [self.publish(f"Question {n}") for n in range(2 * self.page_size + 3)]

        pages = list(self.collector().pages(None))

        assert len(pages) >= 3
        assert sorted(self.ids(pages)) == sorted(published)

    def test_the_last_cursor_brings_only_what_is_newer(self) -> None:
        """A second run reads nothing twice."""
        for n in range(self.page_size + 3):
            self.publish(f"Question {n}")
        cursor = list(self.collector().pages(None))[-1].cursor
        new = [self.publish("One more"), self.publish("And another")]

        pages = list(self.collector().pages(cursor))

        assert sorted(self.ids(pages)) == sorted(new)

    def test_a_crash_between_two_pages_loses_nothing(self) -> None:
        """Whatever the page after which the process died, the rest comes from that page's cursor."""
        published = [self.publish(f"Question {n}") for n in range(2 * self.page_size + 3)]
        whole = list(self.collector().pages(None))

        for stored in range(1, len(whole)):
            rest = list(self.collector().pages(whole[stored - 1].cursor))
            assert set(self.ids(whole[:stored])) | set(self.ids(rest)) == set(published)

    def test_posts_that_arrive_in_the_middle_of_a_run_come_with_the_next(self) -> None:
        """The cursor at the end of a run must not skip what appeared while it went on."""
        before = [self.publish(f"Question {n}") for n in range(2 * self.page_size + 3)]
        running = iter(self.collector().pages(None))
        pages = [next(running)]
        meanwhile = self.publish("In the meantime")
        pages += list(running)

        later = list(self.collector().pages(pages[-1].cursor))

        assert set(self.ids(pages)) | set(self.ids(later)) == {*before, meanwhile}

    def test_nothing_to_read_gives_no_posts_and_keeps_the_place(self) -> None:
        """An empty answer neither fails nor moves the cursor."""
        self.publish("The first")
        cursor = list(self.collector().pages(None))[-1].cursor

        pages = list(self.collector().pages(cursor))
        new = self.publish("The second")
        later = list(self.collector().pages(pages[-1].cursor if pages else cursor))

        assert self.ids(pages) == []
        assert self.ids(later) == [new]

    def test_an_account_nobody_wrote_to_is_no_error(self) -> None:
        """The very first run may find nothing, and the one after it something."""
        pages = list(self.collector().pages(None))
        new = self.publish("Hello")

        later = list(self.collector().pages(pages[-1].cursor if pages else None))

        assert self.ids(pages) == []
        assert self.ids(later) == [new]

    def test_our_own_posts_are_not_among_the_others(self) -> None:
        """Our replies come back in the same timeline."""
        theirs = self.publish("A question")
        self.publish_as_us("Our answer")

        assert [post.handle.post_id for post in self.posts()] == [theirs]

    def test_one_malformed_item_does_not_lose_the_page(self) -> None:
        """It is reported with its place, never with its words."""
        published = [self.publish(f"Question {n}") for n in range(5)]
        self.spoil_an_item()

        page = self.first_page()

        assert len(page.refused) == 1
        assert page.refused[0].where
        assert len(page.posts) == len(published) - 1
        assert {post.handle.post_id for post in page.posts} < set(published)

    def test_being_throttled_says_until_when(self) -> None:
        """The time lies ahead, and within a day."""
        self.publish("A question")
        self.go_wrong(ReadFault.THROTTLED_UNTIL)

        with pytest.raises(Throttled) as caught:
            self.first_page()

        assert caught.value.retry_at is not None
        assert 0 <= (caught.value.retry_at - self.now()).total_seconds() <= 86_400

    def test_being_throttled_without_a_time_says_so(self) -> None:
        """The caller backs off by itself."""
        self.publish("A question")
        self.go_wrong(ReadFault.THROTTLED)

        with pytest.raises(Throttled) as caught:
            self.first_page()

        assert caught.value.retry_at is None

    @pytest.mark.parametrize("fault", [ReadFault.CREDENTIALS, ReadFault.CREDIT])
    def test_credentials_and_credit_need_a_person(self, fault: ReadFault) -> None:
        """Trying again would change nothing."""
        self.publish("A question")
        self.go_wrong(fault)

        with pytest.raises(AccountProblem):
            self.first_page()

    @pytest.mark.parametrize(
        "fault",
        [
            ReadFault.SERVER_ERROR,
            ReadFault.NOT_AN_ANSWER,
            ReadFault.TRUNCATED,
            ReadFault.BROKEN_OFF,
            ReadFault.SILENT,
            ReadFault.DRIPPING,
            ReadFault.RESET,
        ],
    )
    def test_what_is_not_an_answer_is_unavailable_and_the_next_run_finds_all(self, fault: ReadFault) -> None:
        """Nothing is taken for an empty page."""
        post_id = self.publish("A question")
        self.go_wrong(fault)

        with pytest.raises(Unavailable):
            self.first_page()

        assert [post.handle.post_id for post in self.posts()] == [post_id]

    def test_a_failure_on_the_second_page_keeps_the_first(self) -> None:
        """What was stored stays stored, and the run goes on from there."""
        published = [self.publish(f"Question {n}") for n in range(2 * self.page_size + 3)]
        self.go_wrong(ReadFault.SERVER_ERROR, after=1)
        running = iter(self.collector().pages(None))
        first = next(running)

        with pytest.raises(Unavailable):
            next(running)
        rest = list(self.collector().pages(first.cursor))

        assert set(self.ids([first, *rest])) == set(published)

    def test_cursors_of_one_run_differ(self) -> None:
        """Each page moves the place, or a crash would read from the start."""
        for n in range(2 * self.page_size + 3):
            self.publish(f"Question {n}")

        cursors = [page.cursor for page in self.collector().pages(None)]

        assert all(before != after for before, after in pairwise(cursors))

    def test_errors_say_nothing_of_a_post(self) -> None:
        """Their text goes to logs and pages."""
        self.publish("The secret word is zanzibar")
        self.go_wrong(ReadFault.TRUNCATED)

        with pytest.raises(Unavailable) as caught:
            self.first_page()

        assert "zanzibar" not in f"{caught.value} {caught.value!r} {caught.value.code}"
        assert caught.value.__context__ is None


class OwnPostsSuite(_Hooks):
    """For platforms that show what our own account posted, by smbot or by hand."""

    def test_our_own_posts_come_apart(self) -> None:
        """With their place, so that a mention answered by hand is not answered again."""
        self.publish("A question")
        ours = self.publish_as_us("Our answer")

        found = [own for page in self.collector().pages(None) for own in page.own]

        assert [own.handle.post_id for own in found] == [ours]
        assert found[0].posted_at.utcoffset() is not None


class EditsSuite(_Hooks):
    """For platforms on which a post can be edited after it was read."""

    @abstractmethod
    def edit(self, post_id: str, text: str) -> None:
        """Have its author change a post."""

    def test_an_edited_post_keeps_its_first_id(self) -> None:
        """Duplicates are told by the first id."""
        post_id = self.publish("A qestion")
        (before,) = self.posts()
        self.edit(post_id, "A question, with all its letters")

        (after,) = self.posts()

        assert after.handle.first_id == before.handle.first_id
        assert after.revision != before.revision
        assert len(after.text) > len(before.text)


class LongPostsSuite(_Hooks):
    """For platforms that cut long posts in lists."""

    long_text: str = "All of this matters. " * 60

    def test_a_long_post_arrives_uncut(self) -> None:
        """What stands at the end may be the request."""
        self.publish(self.long_text)

        (post,) = self.posts()

        assert len(post.text) >= len(self.long_text.strip())
