"""X's sender keeps the contracts of its ports, through tweepy, against the local X server."""

import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from smbot.core.attempt import attempt
from smbot.core.clock import FrozenClock
from smbot.core.errors import AccountProblem, ConfigurationError, DeliveryInDoubt, Refused, Unavailable
from smbot.core.handle import PlatformHandle
from smbot.core.platform_rules import PlatformRules
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.platforms.x import ADAPTER
from smbot.platforms.x.settings import XSettings
from smbot.send.ports import Sender
from smbot.testing.contracts.capability_suites import HidesSuite, LooksSuite, RemovesSuite
from smbot.testing.contracts.sender_suite import REPLY, SenderSuite, WriteFault
from smbot.testing.x import Fault, XServer, XWorld

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
CREATE = "POST /2/tweets"
OWN = "GET /2/users/{id}/tweets"
DELETE = "DELETE /2/tweets/{id}"
ENDPOINT = {
    Purpose.VISIBILITY: "PUT /2/tweets/{tweet_id}/hidden",
    Purpose.REMOVAL: DELETE,
    Purpose.LOOK: "GET /2/tweets/{id}",
}
SECRETS = {
    "consumer_key": "not-a-real-key",
    "consumer_secret": "not-a-real-secret",
    "access_token": "not-a-real-token",
    "access_token_secret": "not-a-real-token-secret",
}
FAULTS = {
    WriteFault.THROTTLED_UNTIL: Fault.RATE_LIMITED,
    WriteFault.THROTTLED: Fault.RATE_LIMITED_WITHOUT_RESET,
    WriteFault.CREDENTIALS: Fault.UNAUTHORIZED,
    WriteFault.CREDIT: Fault.CREDITS_DEPLETED,
    WriteFault.DROPPED_AFTER_COMMIT: Fault.DROP_AFTER_COMMIT,
    WriteFault.ERROR_AFTER_COMMIT: Fault.ERROR_AFTER_COMMIT,
    WriteFault.TRUNCATED_AFTER_COMMIT: Fault.TRUNCATED_JSON,
    WriteFault.SILENT: Fault.SLOW_TO_HANDLE,
    WriteFault.ERROR_BEFORE: Fault.SERVER_ERROR,
    WriteFault.NOT_AN_ANSWER: Fault.HTML,
    WriteFault.RESET: Fault.RESET_BEFORE,
}


class _OnX:
    """A small X, and the hooks that all suites share."""

    @pytest.fixture(autouse=True)
    def _a_small_x(self) -> Iterator[None]:
        self.clock = FrozenClock(NOW)
        self.world = XWorld(self.clock)
        with XServer(self.world, slow_seconds=1.6) as server:
            self.server = server
            yield
        assert server.crashes == []

    def settings(self, url: str) -> XSettings:
        us = self.world.us
        return XSettings(enabled=True, user_id=us.id, username=us.handle, api_url=url, timeout_seconds=1)

    def rules(self) -> PlatformRules:
        return ADAPTER.rules

    def sender(self) -> Sender:
        return ADAPTER.sender(self.settings(self.server.url), SECRETS, self.clock)

    def delete(self, post: PlatformHandle) -> None:
        self.world.delete(post.post_id)

    def published(self) -> list[str]:
        return [post.id for post in self.world.replies_of("servicenord")]

    def now(self) -> datetime:
        return self.clock.now()


class TestXSender(_OnX, SenderSuite):
    """Replies through `POST /2/tweets`."""

    def unreachable_sender(self) -> Sender:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
        return ADAPTER.sender(self.settings(f"http://127.0.0.1:{port}"), SECRETS, self.clock)

    def a_post(self) -> PlatformHandle:
        self.clock.advance(seconds=1)
        post_id = self.world.post("amelie", f"@servicenord question of {self.clock.now():%H:%M:%S}")
        post = self.world.latest(post_id)
        return PlatformHandle(post_id=post_id, first_id=post_id, author_id=post.author_id)

    def go_wrong(self, fault: WriteFault) -> None:
        self.server.faults.next(CREATE, FAULTS[fault])

    def break_reading(self) -> None:
        self.server.faults.next(OWN, Fault.UNAVAILABLE)

    def requests_to_reply(self) -> int:
        return self.world.calls[CREATE]

    def wait_until_posted(self) -> None:
        end = time.monotonic() + 5
        while not self.published() and time.monotonic() < end:
            time.sleep(0.01)

    def test_the_reply_carries_the_button_to_a_private_message(self) -> None:
        self.sender().reply(self.a_post(), REPLY)

        (reply,) = self.world.replies_of("servicenord")
        assert reply.dm_link == f"https://twitter.com/messages/compose?recipient_id={self.world.us.id}"

    def test_the_mentions_that_x_adds_do_not_hide_our_reply(self) -> None:
        post, sender = self.a_post(), self.sender()
        sender.reply(post, "Détails & heures de visite : écrivez-nous < 24 h")

        (found,) = sender.own_replies(post, self.now()).replies

        assert found.text.startswith("@amelie ")
        assert sender.same_text("Détails & heures de visite : écrivez-nous < 24 h", found.text)

    def test_who_did_not_summon_us_cannot_be_answered(self) -> None:
        post_id = self.world.post("amelie", "the ferry is late again")
        stranger = PlatformHandle(post_id=post_id, first_id=post_id, author_id="1")

        with pytest.raises(Refused):
            self.sender().reply(stranger, REPLY)

    def test_a_duplicate_is_in_doubt_since_it_tells_that_the_text_is_there(self) -> None:
        post, sender = self.a_post(), self.sender()
        sender.reply(post, REPLY)

        with pytest.raises(DeliveryInDoubt) as caught:
            sender.reply(post, REPLY)

        assert caught.value.code == "403 duplicate"

    def test_a_reply_that_x_does_not_show_yet_is_not_found_by_a_complete_reading(self) -> None:
        self.world.read_lag = timedelta(seconds=30)
        post, sender = self.a_post(), self.sender()
        sender.reply(post, REPLY)

        early = sender.own_replies(post, self.now())
        self.clock.advance(seconds=31)
        late = sender.own_replies(post, self.now() - timedelta(minutes=1))

        assert (len(early.replies), len(late.replies)) == (0, 1)

    def test_more_of_our_posts_than_are_read_make_the_answer_incomplete(self) -> None:
        post = self.a_post()
        for n in range(501):
            self.world.post("servicenord", f"announcement {n}")

        found = self.sender().own_replies(post, NOW)

        assert not found.complete

    def test_a_malformed_item_makes_the_answer_incomplete(self) -> None:
        post, sender = self.a_post(), self.sender()
        sender.reply(post, REPLY)
        self.server.faults.next(OWN, Fault.MALFORMED_ITEM)

        assert not sender.own_replies(post, self.now()).complete

    def test_an_app_without_the_right_to_write_needs_a_person(self) -> None:
        limited = {**SECRETS, "bearer_token": "AAAAAAAA-not-real"}
        sender = ADAPTER.sender(self.settings(self.server.url), limited, self.clock)
        self.world.spending_limit_micros = 0

        with pytest.raises(AccountProblem):
            sender.reply(self.a_post(), REPLY)

    def test_with_a_bearer_token_alone_x_is_only_read(self) -> None:
        assert ADAPTER.sender(self.settings(self.server.url), {"bearer_token": "x"}, self.clock) is None

    def test_three_of_the_four_keys_are_a_mistake_to_mend(self) -> None:
        three = {name: value for name, value in SECRETS.items() if name != "access_token_secret"}

        with pytest.raises(ConfigurationError, match="own keys and tokens"):
            ADAPTER.sender(self.settings(self.server.url), {**three, "bearer_token": "x"}, self.clock)


class TestXChanges(_OnX, HidesSuite, RemovesSuite, LooksSuite):
    """Hiding replies below our posts, and looking at and deleting our own."""

    def a_post(self) -> PlatformHandle:
        self.clock.advance(seconds=1)
        ours = self.world.post("servicenord", f"Notice of {self.clock.now():%H:%M:%S}")
        post_id = self.world.post("amelie", "rude words", reply_to=ours)
        return PlatformHandle(post_id=post_id, first_id=post_id, author_id="1", kind=PostKind.COMMENT)

    def a_mention(self) -> PlatformHandle:
        """Have a stranger begin a conversation of their own."""
        post_id = self.world.post("amelie", "@servicenord hello")
        return PlatformHandle(post_id=post_id, first_id=post_id, author_id="1")

    def go_wrong_with(self, purpose: Purpose, fault: WriteFault) -> None:
        self.server.faults.next(ENDPOINT[purpose], FAULTS[fault])

    def is_hidden(self, post: PlatformHandle) -> bool:
        return self.world.latest(post.post_id).hidden

    def remove_by_hand(self, reply: PlatformHandle) -> None:
        self.world.delete(reply.post_id)

    def test_what_stands_in_anothers_conversation_cannot_be_hidden_and_we_say_why(self) -> None:
        with pytest.raises(Refused, match="conversations that this account began") as caught:
            self.sender().hide(self.a_mention(), hidden=True)

        assert caught.value.code == "403"
        assert caught.value.__context__ is None

    def test_a_reply_that_x_calls_unknown_is_gone_already(self) -> None:
        reply = self.a_reply()
        self.server.faults.next(DELETE, Fault.NOT_FOUND)

        self.sender().remove(reply)

        assert self.world.calls[DELETE] == 1

    def test_anothers_post_is_not_removed(self) -> None:
        with pytest.raises(Refused, match="only posts of this account"):
            self.sender().remove(self.a_post())

    def test_a_reply_that_a_colleague_edited_on_x_is_looked_at_in_its_newest_words(self) -> None:
        reply = self.a_reply()
        newer = self.world.edit(reply.post_id, "@amelie Other words")

        seen = self.sender().look(reply)

        assert seen is not None
        assert (seen.reply_id, seen.text) == (newer, "@amelie Other words")

    def test_a_reply_that_x_does_not_show_to_us_is_not_called_gone(self) -> None:
        reply = self.a_reply()
        self.world.suspend("servicenord")

        with pytest.raises(Unavailable):
            self.sender().look(reply)

    @pytest.mark.parametrize("what", ["hide", "show", "remove", "look", "reply"])
    def test_an_id_that_is_none_of_xs_never_leaves(self, what: str) -> None:
        odd, sender = PlatformHandle(post_id="5/../6", first_id="5", author_id="1"), self.sender()
        act = {
            "hide": lambda: sender.hide(odd, hidden=True),
            "show": lambda: sender.hide(odd, hidden=False),
            "remove": lambda: sender.remove(odd),
            "look": lambda: sender.look(odd),
            "reply": lambda: sender.reply(odd, REPLY),
        }[what]

        with pytest.raises(Refused):
            act()

        assert list(self.server.received) == []

    def test_a_token_that_may_only_read_needs_a_person(self) -> None:
        comment, reply = self.a_post(), self.a_reply()
        self.world.access_level = "read"

        for act in (lambda: self.sender().hide(comment, hidden=True), lambda: self.sender().remove(reply)):
            with pytest.raises(AccountProblem):
                act()


def test_an_attempt_that_outlived_its_lease_writes_nothing():
    clock = FrozenClock(NOW)
    world = XWorld(clock)
    with XServer(world) as server:
        settings = XSettings(enabled=True, user_id=world.us.id, username=world.us.handle, api_url=server.url)
        sender = ADAPTER.sender(settings, SECRETS, clock)
        post = world.post("ann", "@servicenord when do you open?")
        to = PlatformHandle(post_id=post, first_id=post, author_id="7")

        with attempt(lambda: False), pytest.raises(Unavailable):
            sender.reply(to, "At nine.")

    assert world.calls.total() == 0
