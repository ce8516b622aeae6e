"""Facebook's sender keeps the contract of `Sender` and of every capability, against the local Graph server."""

import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from smbot.core.clock import FrozenClock
from smbot.core.errors import AccountProblem, ConfigurationError, DeliveryInDoubt, PlatformError, Refused, Throttled
from smbot.core.handle import PlatformHandle
from smbot.core.platform_rules import PlatformRules
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.platforms.facebook import ADAPTER
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.send.ports import Sender
from smbot.testing.contracts.capability_suites import (
    CorrectsSuite,
    HidesSuite,
    LooksSuite,
    PrivateReplySuite,
    PrivateSuite,
    RemovesSuite,
    own,
)
from smbot.testing.contracts.sender_suite import REPLY, SenderSuite, WriteFault
from smbot.testing.facebook import FacebookServer, FacebookWorld, Fault

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
REPLYING = "POST /{object}/comments"
OWN = "GET /{object}/comments"
ENDPOINTS = {
    Purpose.VISIBILITY: "POST /{object}",
    Purpose.CORRECTION: "POST /{object}",
    Purpose.REMOVAL: "DELETE /{object}",
    Purpose.LOOK: "GET /{object}",
    Purpose.PRIVATE: "POST /{page}/messages",
}
FAULTS = {
    WriteFault.THROTTLED_UNTIL: Fault.THROTTLED,
    WriteFault.THROTTLED: Fault.THROTTLED_WITHOUT_TIME,
    WriteFault.CREDENTIALS: Fault.PASSWORD_CHANGED,
    WriteFault.CREDIT: Fault.POLICY_BLOCK,  # Facebook is free of charge; what stops all sending there is a block
    WriteFault.DROPPED_AFTER_COMMIT: Fault.DROP_AFTER_COMMIT,
    WriteFault.ERROR_AFTER_COMMIT: Fault.ERROR_AFTER_COMMIT,
    WriteFault.TRUNCATED_AFTER_COMMIT: Fault.TRUNCATED_JSON,
    WriteFault.SILENT: Fault.SLOW_TO_HANDLE,
    WriteFault.ERROR_BEFORE: Fault.SERVICE_ERROR,
    WriteFault.NOT_AN_ANSWER: Fault.HTML,
    WriteFault.RESET: Fault.RESET_BEFORE,
}


class _OnFacebook:
    """The hooks that all suites share: somebody comments below our post."""

    @pytest.fixture(autouse=True)
    def _a_small_facebook(self) -> Iterator[None]:
        self.clock = FrozenClock(NOW)
        self.world = FacebookWorld(self.clock)
        self.world.tokens.proof_required = True
        self.ours = self.world.post("The office is closed on Monday.")
        with FacebookServer(self.world, slow_seconds=1.6) as server:
            self.server = server
            yield
        assert server.crashes == []

    def settings(self, url: str) -> FacebookSettings:
        return FacebookSettings(
            enabled=True,
            page_id=self.world.page.id,
            app_id=self.world.tokens.app_id,
            graph_url=url,
            timeout_seconds=1,
        )

    def rules(self) -> PlatformRules:
        return ADAPTER.rules

    def sender(self) -> Sender:
        return self.sender_at(self.server.url)

    def sender_at(self, url: str) -> Sender:
        secrets = {"page_token": self.world.tokens.page, "app_secret": self.world.tokens.app_secret}
        sender = ADAPTER.sender(self.settings(url), secrets, self.clock)
        assert sender is not None
        return sender

    def unreachable_sender(self) -> Sender:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
        return self.sender_at(f"http://127.0.0.1:{port}")

    def a_post(self) -> PlatformHandle:
        self.clock.advance(seconds=1)
        name = self.world.comment("amelie", self.ours, f"question of {self.clock.now():%H:%M:%S}")
        return self.handle(name, PostKind.COMMENT, parent=self.ours)

    def handle(self, name: str, kind: PostKind, *, parent: str = "") -> PlatformHandle:
        entry = self.world.entry(name)
        assert entry is not None
        return PlatformHandle(
            post_id=name,
            first_id=name,
            author_id=entry.author_id,
            conversation_id=getattr(entry, "post_id", name),
            parent_id=parent,
            kind=kind,
        )

    def delete(self, post: PlatformHandle) -> None:
        self.world.delete(post.post_id)

    def go_wrong(self, fault: WriteFault) -> None:
        self.server.faults.next(REPLYING, FAULTS[fault])

    def go_wrong_with(self, purpose: Purpose, fault: WriteFault) -> None:
        self.server.faults.next(ENDPOINTS[purpose], FAULTS[fault])

    def break_reading(self) -> None:
        self.server.faults.next(OWN, Fault.SERVICE_ERROR)

    def published(self) -> list[str]:
        return [comment.id for comment in self.world.replies_by_us()]

    def requests_to_reply(self) -> int:
        return self.world.calls[REPLYING]

    def wait_until_posted(self) -> None:
        end = time.monotonic() + 5
        while not self.published() and time.monotonic() < end:
            time.sleep(0.01)

    def now(self) -> datetime:
        return self.clock.now()

    def is_hidden(self, post: PlatformHandle) -> bool:
        return bool(getattr(self.world.entry(post.post_id), "hidden", None))

    def remove_by_hand(self, reply: PlatformHandle) -> None:
        self.world.delete(reply.post_id)

    def text_of(self, reply: PlatformHandle) -> str:
        entry = self.world.entry(reply.post_id)
        assert entry is not None
        return entry.text

    def received(self, post: PlatformHandle) -> list[str]:
        return [message.text for message in self.world.messages_to("amelie")]

    def let_the_window_close(self) -> None:
        self.clock.advance(days=7, seconds=1)

    def take_no_messages(self, post: PlatformHandle) -> None:
        self.world.block_us("amelie")


class TestBelowAComment(
    _OnFacebook, SenderSuite, HidesSuite, RemovesSuite, LooksSuite, CorrectsSuite, PrivateReplySuite
):
    """Everything that can be done about a comment below our post."""

    def test_two_answers_with_one_text_below_two_comments_are_told_apart(self) -> None:
        first, second = self.a_post(), self.a_post()
        self.sender().reply(first, REPLY)

        found = self.sender().own_replies(second, self.now() - timedelta(minutes=5))

        assert (found.replies, found.complete) == ((), True)

    def test_an_answer_to_an_answer_is_found_again_though_facebook_hangs_it_higher(self) -> None:
        comment = self.a_post()
        nested = self.world.comment("benoit", comment.post_id, "me too")
        to = self.handle(nested, PostKind.COMMENT, parent=comment.post_id)
        reply_id = self.sender().reply(to, REPLY)

        found = self.sender().own_replies(to, self.now() - timedelta(minutes=5))

        assert [reply.reply_id for reply in found.replies] == [reply_id]

    def test_what_a_colleague_answered_by_hand_is_found_too(self) -> None:
        post = self.a_post()
        by_hand = self.world.reply_by_hand(post.post_id, REPLY)

        found = self.sender().own_replies(post, self.now() - timedelta(minutes=5))

        assert [reply.reply_id for reply in found.replies] == [by_hand]

    def test_a_stranger_without_a_name_who_repeats_our_words_is_not_taken_for_us(self) -> None:
        post = self.a_post()
        self.world.add_person("echo", hides_name=True)
        self.world.comment("echo", post.post_id, REPLY)

        found = self.sender().own_replies(post, self.now() - timedelta(minutes=5))

        assert (found.replies, found.complete) == ((), True)

    def test_a_duplicate_is_in_doubt_since_it_tells_that_the_text_is_there(self) -> None:
        post = self.a_post()
        self.sender().reply(post, REPLY)

        with pytest.raises(DeliveryInDoubt) as caught:
            self.sender().reply(post, REPLY)

        assert caught.value.code == "506 1455006 duplicate"

    def test_an_answer_that_facebook_shows_late_is_not_found_early(self) -> None:
        self.world.read_lag = timedelta(seconds=30)
        post, sender = self.a_post(), self.sender()
        sender.reply(post, REPLY)

        early = sender.own_replies(post, self.now())
        self.clock.advance(seconds=31)
        late = sender.own_replies(post, self.now() - timedelta(minutes=1))

        assert (len(early.replies), len(late.replies)) == (0, 1)

    def test_more_comments_than_are_read_make_the_answer_incomplete(self) -> None:
        post = self.a_post()
        for n in range(1_001):
            self.world.comment("claude", self.ours, f"crowd {n}")

        found = self.sender().own_replies(post, self.now() - timedelta(minutes=5))

        assert not found.complete

    def test_a_malformed_item_makes_the_answer_incomplete(self) -> None:
        post, sender = self.a_post(), self.sender()
        sender.reply(post, REPLY)
        self.server.faults.next(OWN, Fault.MALFORMED_ITEM)

        assert not sender.own_replies(post, self.now()).complete

    def test_comments_that_are_out_of_sight_are_not_taken_for_none(self) -> None:
        post = self.a_post()
        self.server.faults.next(OWN, Fault.GONE)

        with pytest.raises(PlatformError):
            self.sender().own_replies(post, self.now())

    def test_a_comment_that_cannot_be_hidden_is_refused_before_it_is_tried(self) -> None:
        post = self.a_post()
        self.world.forbid_hiding(post.post_id)

        with pytest.raises(Refused) as caught:
            self.sender().hide(post, hidden=True)

        assert caught.value.code == "can_hide"
        assert self.world.calls["POST /{object}"] == 0

    def test_a_second_private_reply_is_refused_before_it_is_tried(self) -> None:
        post = self.a_post()
        self.sender().write_privately(post, REPLY)

        with pytest.raises(Refused) as caught:
            self.sender().write_privately(post, REPLY)

        assert caught.value.code == "can_reply_privately"
        assert self.world.calls["POST /{page}/messages"] == 1

    def test_a_block_by_policy_needs_a_person_and_says_where_to_look(self) -> None:
        post = self.a_post()
        self.server.faults.next(REPLYING, Fault.POLICY_BLOCK)

        with pytest.raises(AccountProblem, match="blocked") as caught:
            self.sender().reply(post, REPLY)

        assert caught.value.code == "368"

    def test_a_review_is_answered_in_public_and_not_in_private(self) -> None:
        story = self.world.review("amelie", "Friendly people")
        review = self.handle(story, PostKind.REVIEW)

        reply_id = self.sender().reply(review, REPLY)
        found = self.sender().own_replies(review, self.now() - timedelta(minutes=5))

        assert [reply.reply_id for reply in found.replies] == [reply_id]
        with pytest.raises(Refused):
            self.sender().write_privately(review, REPLY)
        with pytest.raises(Refused):
            self.sender().hide(review, hidden=True)

    @pytest.mark.parametrize("name", ["review-0123456789abcdef01234567", "me/feed", "", "1_2_3_4", "m_1"])
    def test_an_id_that_is_none_of_facebooks_never_gets_into_a_path(self, name: str) -> None:
        odd = PlatformHandle(post_id=name, first_id=name, author_id="1", kind=PostKind.COMMENT)

        for act in (
            lambda s: s.reply(odd, REPLY),
            lambda s: s.hide(odd, hidden=True),
            lambda s: s.write_privately(odd, REPLY),
            lambda s: s.correct(odd, REPLY),
            lambda s: s.remove(odd),
            lambda s: s.look(odd),
        ):
            with pytest.raises(Refused):
                act(self.sender())
        assert sum(self.world.calls.values()) == 0

    def test_our_answer_has_no_markup_and_keeps_accents_and_emoji(self) -> None:
        post = self.a_post()
        text = "Où êtes-vous ? 🚢 « ici » & <là>\nDeuxième ligne"

        reply_id = self.sender().reply(post, text)

        assert self.text_of(own(reply_id)) == text
        seen = self.sender().look(own(reply_id))
        assert seen is not None
        assert self.sender().same_text(text, seen.text)

    def test_sending_goes_on_when_reading_rests_and_stops_before_the_end(self) -> None:
        self.world.engaged_users = 1
        post, sender = self.a_post(), self.sender()
        for _ in range(4_800 * 92 // 100):
            self.server._quota.count()

        reply = own(sender.reply(post, REPLY))
        sender.correct(reply, "Corrected.")
        for _ in range(4_800 * 7 // 100):
            self.server._quota.count()
        sender.correct(reply, "Corrected again.")

        with pytest.raises(Throttled):
            sender.remove(reply)
        assert self.published() == [reply.post_id]

    def test_without_the_pages_token_facebook_is_not_answered(self) -> None:
        assert ADAPTER.sender(self.settings(self.server.url), {"app_secret": "x"}, self.clock) is None

    def test_a_token_without_the_apps_secret_is_a_mistake_to_mend(self) -> None:
        with pytest.raises(ConfigurationError, match="credentials"):
            ADAPTER.sender(self.settings(self.server.url), {"page_token": "x"}, self.clock)


class TestBelowAVisitorsPost(_OnFacebook, SenderSuite, PrivateReplySuite):
    """A post that somebody wrote on our page."""

    def a_post(self) -> PlatformHandle:
        self.clock.advance(seconds=1)
        name = self.world.visitor_post("amelie", f"question of {self.clock.now():%H:%M:%S}")
        return self.handle(name, PostKind.POST)

    def test_facebook_hides_comments_only(self) -> None:
        with pytest.raises(Refused):
            self.sender().hide(self.a_post(), hidden=True)

    def test_answers_of_ours_to_comments_below_are_not_taken_for_answers_to_the_post(self) -> None:
        post = self.a_post()
        comment = self.world.comment("benoit", post.post_id, "me too")
        self.world.reply_by_hand(comment, REPLY)

        found = self.sender().own_replies(post, self.now() - timedelta(minutes=5))

        assert (found.replies, found.complete) == ((), True)


class TestAnsweringAMessage(_OnFacebook, PrivateSuite):
    """A message is answered within 24 hours of the person's last, as often as needed."""

    def a_post(self) -> PlatformHandle:
        self.clock.advance(seconds=1)
        name = self.world.message("amelie", "Où est mon dossier ?")
        person = self.world.person_named("amelie").id
        return PlatformHandle(
            post_id=name, first_id=name, author_id=person, conversation_id=person, kind=PostKind.MESSAGE
        )

    def let_the_window_close(self) -> None:
        self.clock.advance(hours=24, seconds=1)

    def test_a_message_has_no_public_answer(self) -> None:
        with pytest.raises(Refused):
            self.sender().reply(self.a_post(), REPLY)

    def test_the_tag_that_is_for_people_is_never_used(self) -> None:
        self.world.human_agent = True
        post = self.a_post()
        self.sender().write_privately(post, REPLY)
        self.let_the_window_close()

        with pytest.raises(Refused):
            self.sender().write_privately(post, REPLY)

        assert [message.tag for message in self.world.messages_to("amelie")] == [None]
        given = [request.given for request in self.server.received if request.endpoint == "POST /{page}/messages"]
        assert {one.get("messaging_type") for one in given} == {"RESPONSE"}

    def test_who_has_no_name_here_cannot_be_looked_up_and_that_is_said(self) -> None:
        nobody = PlatformHandle(post_id="m_1", first_id="m_1", author_id="", kind=PostKind.MESSAGE)

        assert not self.sender().own_messages(nobody, NOW).complete
        with pytest.raises(Refused):
            self.sender().write_privately(nobody, REPLY)
