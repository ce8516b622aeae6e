"""What every `Sender` must do, as tests to inherit; an adapter fills in the hooks.

A sender never repeats a request by itself: each test counts what the platform received.
"""

# ruff: noqa: S101 - these are tests, shipped for others to inherit

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum

import pytest

from smbot.core.errors import (
    AccountProblem,
    DeliveryInDoubt,
    PlatformError,
    Refused,
    Throttled,
    Unavailable,
)
from smbot.core.handle import PlatformHandle
from smbot.core.platform_rules import PlatformRules
from smbot.core.purposes import Purpose
from smbot.send.ports import Corrects, Hides, Looks, Removes, Sender, WritesPrivately

REPLY = "Thank you for writing. Please use the message button, and give code K7QX."
CAPABILITIES: Mapping[Purpose, type] = {
    Purpose.PRIVATE: WritesPrivately,
    Purpose.VISIBILITY: Hides,
    Purpose.CORRECTION: Corrects,
    Purpose.REMOVAL: Removes,
    Purpose.LOOK: Looks,
}
"""What a sender must fill to serve each purpose beside `PUBLIC`."""


class WriteFault(Enum):
    """How the next reply can go wrong; the adapter's server carries it out."""

    THROTTLED_UNTIL = "too many requests, with the time to come back"
    THROTTLED = "too many requests, without a time"
    CREDENTIALS = "the credentials are refused"
    CREDIT = "no credit left"
    DROPPED_AFTER_COMMIT = "posted, and the connection is dropped"
    ERROR_AFTER_COMMIT = "posted, and the answer is an error of the server"
    TRUNCATED_AFTER_COMMIT = "posted, and the answer cannot be read"
    SILENT = "posted, and no answer within the time"
    ERROR_BEFORE = "not posted, and the answer is an error of the server"
    NOT_AN_ANSWER = "not posted, and the answer is a page of HTML"
    RESET = "not posted, and the connection is reset after the request"


class SenderSuite(ABC):
    """Posted once, refused, throttled, in doubt, unreachable; found again; never repeated."""

    @abstractmethod
    def sender(self) -> Sender:
        """Return a new sender of our account."""

    @abstractmethod
    def rules(self) -> PlatformRules:
        """Return what the platform says of itself."""

    @abstractmethod
    def unreachable_sender(self) -> Sender:
        """Return a sender for an address at which nobody listens."""

    @abstractmethod
    def a_post(self) -> PlatformHandle:
        """Have a stranger write to us, and return their post's handle."""

    @abstractmethod
    def delete(self, post: PlatformHandle) -> None:
        """Have the author delete the post."""

    @abstractmethod
    def go_wrong(self, fault: WriteFault) -> None:
        """Let the next reply go wrong, once."""

    @abstractmethod
    def break_reading(self) -> None:
        """Let the next reading of our own replies end in an error of the server."""

    @abstractmethod
    def published(self) -> list[str]:
        """Return the ids of the replies that are really there, oldest first."""

    @abstractmethod
    def requests_to_reply(self) -> int:
        """Return how many requests to reply the platform received."""

    @abstractmethod
    def wait_until_posted(self) -> None:
        """Wait until a reply is there that is posted after its sender gave up."""

    @abstractmethod
    def now(self) -> datetime:
        """Return the time by the clock that the sender was given."""

    def test_a_reply_is_posted_once_and_its_id_returned(self) -> None:
        """The plain case."""
        post = self.a_post()

        reply_id = self.sender().reply(post, REPLY)

        assert self.published() == [reply_id]
        assert self.requests_to_reply() == 1

    def test_the_sender_fills_what_its_platforms_rules_name(self) -> None:
        """A purpose that nothing serves would be offered to people; one that the rules leave out, never."""
        sender = self.sender()

        filled = {purpose for purpose, port in CAPABILITIES.items() if isinstance(sender, port)}

        assert filled | {Purpose.PUBLIC} == self.rules().purposes

    def test_a_call_takes_a_bounded_time(self) -> None:
        """The lease of a reply is computed from it."""
        assert 0 < self.sender().timeout_seconds < 3_600

    def test_a_deleted_post_is_refused_and_not_retried(self) -> None:
        """A definite no."""
        post = self.a_post()
        self.delete(post)

        with pytest.raises(Refused):
            self.sender().reply(post, REPLY)

        assert self.requests_to_reply() == 1
        assert self.published() == []

    def test_being_throttled_says_until_when_and_posts_nothing(self) -> None:
        """It waits in the outbox."""
        post = self.a_post()
        self.go_wrong(WriteFault.THROTTLED_UNTIL)

        with pytest.raises(Throttled) as caught:
            self.sender().reply(post, REPLY)

        assert caught.value.retry_at is not None
        assert 0 <= (caught.value.retry_at - self.now()).total_seconds() <= 86_400
        assert (self.requests_to_reply(), self.published()) == (1, [])

    def test_being_throttled_without_a_time_says_so(self) -> None:
        """The caller backs off by itself."""
        post = self.a_post()
        self.go_wrong(WriteFault.THROTTLED)

        with pytest.raises(Throttled) as caught:
            self.sender().reply(post, REPLY)

        assert caught.value.retry_at is None
        assert (self.requests_to_reply(), self.published()) == (1, [])

    @pytest.mark.parametrize("fault", [WriteFault.CREDENTIALS, WriteFault.CREDIT])
    def test_credentials_and_credit_need_a_person(self, fault: WriteFault) -> None:
        """Nothing is lost: the reply stays in the outbox."""
        post = self.a_post()
        self.go_wrong(fault)

        with pytest.raises(AccountProblem):
            self.sender().reply(post, REPLY)

        assert (self.requests_to_reply(), self.published()) == (1, [])

    @pytest.mark.parametrize(
        "fault",
        [
            WriteFault.DROPPED_AFTER_COMMIT,
            WriteFault.ERROR_AFTER_COMMIT,
            WriteFault.TRUNCATED_AFTER_COMMIT,
            WriteFault.SILENT,
        ],
    )
    def test_a_lost_answer_is_in_doubt_and_the_reply_is_found_again(self, fault: WriteFault) -> None:
        """Never sent twice by itself; reading our own replies tells what became of it."""
        post = self.a_post()
        self.go_wrong(fault)
        sender = self.sender()

        with pytest.raises(DeliveryInDoubt):
            sender.reply(post, REPLY)
        self.wait_until_posted()
        replies = sender.own_replies(post, self.now() - timedelta(minutes=5))

        assert self.requests_to_reply() == 1
        assert [reply.reply_id for reply in replies.replies] == self.published()
        assert len(replies.replies) == 1
        assert sender.same_text(REPLY, replies.replies[0].text)

    @pytest.mark.parametrize("fault", [WriteFault.ERROR_BEFORE, WriteFault.NOT_AN_ANSWER, WriteFault.RESET])
    def test_an_answer_that_tells_nothing_is_in_doubt_even_if_nothing_was_posted(self, fault: WriteFault) -> None:
        """From here the two cases look alike; a complete reading that finds none tells them apart."""
        post = self.a_post()
        self.go_wrong(fault)
        sender = self.sender()

        with pytest.raises(DeliveryInDoubt):
            sender.reply(post, REPLY)
        replies = sender.own_replies(post, self.now() - timedelta(minutes=5))

        assert self.requests_to_reply() == 1
        assert replies.complete
        assert replies.replies == ()
        assert self.published() == []

    def test_an_address_nobody_listens_at_is_unavailable(self) -> None:
        """Not a byte was written, so it can be sent again later."""
        post = self.a_post()

        with pytest.raises(Unavailable):
            self.unreachable_sender().reply(post, REPLY)

    def test_the_same_text_again_is_not_posted_twice(self) -> None:
        """Where the platform refuses duplicates, that is a sign that the first one is there."""
        post = self.a_post()
        sender = self.sender()
        sender.reply(post, REPLY)

        with pytest.raises((DeliveryInDoubt, Refused)):
            sender.reply(post, REPLY)

        assert len(self.published()) == 1

    def test_replies_to_other_posts_are_not_taken_for_ours_to_this_one(self) -> None:
        """Reconciliation goes by the parent."""
        first, second = self.a_post(), self.a_post()
        sender = self.sender()
        sender.reply(first, f"{REPLY} (1)")
        reply_id = sender.reply(second, f"{REPLY} (2)")

        found = sender.own_replies(second, self.now() - timedelta(minutes=5))

        assert [reply.reply_id for reply in found.replies] == [reply_id]
        assert found.complete

    def test_a_failed_reading_of_our_replies_is_an_error_not_an_empty_list(self) -> None:
        """An empty list would lead to a second reply."""
        post = self.a_post()
        sender = self.sender()
        sender.reply(post, REPLY)
        self.break_reading()

        with pytest.raises(PlatformError):
            sender.own_replies(post, self.now() - timedelta(minutes=5))

    def test_a_text_is_the_same_as_itself_and_not_as_another(self) -> None:
        """The least that `same_text` must know."""
        sender = self.sender()

        assert sender.same_text(REPLY, REPLY)
        assert not sender.same_text(REPLY, REPLY.replace("K7QX", "K7QY"))

    def test_errors_say_nothing_of_the_reply(self) -> None:
        """Their text goes to logs and pages."""
        post = self.a_post()
        self.go_wrong(WriteFault.DROPPED_AFTER_COMMIT)

        with pytest.raises(DeliveryInDoubt) as caught:
            self.sender().reply(post, REPLY)

        assert "K7QX" not in f"{caught.value} {caught.value!r} {caught.value.code}"
        assert post.post_id not in f"{caught.value} {caught.value!r} {caught.value.code}"
        assert caught.value.__context__ is None
