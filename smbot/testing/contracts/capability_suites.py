"""What a sender's further capabilities must do, as tests to inherit beside `SenderSuite`.

    class TestBoardSender(SenderSuite, HidesSuite, RemovesSuite):
        ...

Each suite is for the protocol of its name in `smbot.send.ports`.
"""

# ruff: noqa: S101 - these are tests, shipped for others to inherit

from abc import ABC, abstractmethod
from datetime import datetime, timedelta

import pytest

from smbot.core.errors import AccountProblem, DeliveryInDoubt, PlatformError, Refused, Throttled
from smbot.core.handle import PlatformHandle
from smbot.core.purposes import Purpose
from smbot.send.ports import Corrects, Hides, Looks, Removes, Sender, WritesPrivately
from smbot.testing.contracts.sender_suite import REPLY, WriteFault

LOST = (WriteFault.DROPPED_AFTER_COMMIT, WriteFault.ERROR_AFTER_COMMIT, WriteFault.TRUNCATED_AFTER_COMMIT)
"""Done, and the answer never came."""


def own(reply_id: str) -> PlatformHandle:
    """Return the handle under which the dispatcher keeps a reply of ours."""
    return PlatformHandle(post_id=reply_id, first_id=reply_id, author_id="")


class _Hooks(ABC):
    """What `SenderSuite` asks of a test too, and one hook more."""

    @abstractmethod
    def sender(self) -> Sender:
        """Return a new sender of our account."""

    @abstractmethod
    def a_post(self) -> PlatformHandle:
        """Have a stranger write to us, and return their post's handle."""

    @abstractmethod
    def delete(self, post: PlatformHandle) -> None:
        """Have the author delete the post."""

    @abstractmethod
    def published(self) -> list[str]:
        """Return the ids of the replies that are really there, oldest first."""

    @abstractmethod
    def now(self) -> datetime:
        """Return the time by the clock that the sender was given."""

    @abstractmethod
    def go_wrong_with(self, purpose: Purpose, fault: WriteFault) -> None:
        """Let the next request that serves a purpose go wrong, once."""

    def a_reply(self) -> PlatformHandle:
        """Have our account answer somebody, and return the reply's handle."""
        return own(self.sender().reply(self.a_post(), REPLY))


class HidesSuite(_Hooks):
    """For a `Hides`: `a_post` must be one that can be hidden."""

    @abstractmethod
    def is_hidden(self, post: PlatformHandle) -> bool:
        """Say whether others do not see the post."""

    def hider(self) -> Hides:
        """Return the sender as what it is here."""
        sender = self.sender()
        assert isinstance(sender, Hides)
        return sender

    def test_a_post_is_hidden_and_shown_again(self) -> None:
        """The plain case."""
        post = self.a_post()

        self.hider().hide(post, hidden=True)
        hidden = self.is_hidden(post)
        self.hider().hide(post, hidden=False)

        assert (hidden, self.is_hidden(post)) == (True, False)

    @pytest.mark.parametrize("hidden", [True, False])
    def test_hiding_what_is_so_already_is_no_error(self, hidden: bool) -> None:
        """It is tried again after a doubt."""
        post = self.a_post()

        for _ in range(2):
            self.hider().hide(post, hidden=hidden)

        assert self.is_hidden(post) is hidden

    def test_a_deleted_post_cannot_be_hidden(self) -> None:
        """A definite no."""
        post = self.a_post()
        self.delete(post)

        with pytest.raises(Refused):
            self.hider().hide(post, hidden=True)

    @pytest.mark.parametrize("fault", LOST)
    def test_a_lost_answer_to_hiding_is_in_doubt_and_trying_again_settles_it(self, fault: WriteFault) -> None:
        """Doing it twice is as good as once."""
        post = self.a_post()
        self.go_wrong_with(Purpose.VISIBILITY, fault)

        with pytest.raises(DeliveryInDoubt):
            self.hider().hide(post, hidden=True)
        self.hider().hide(post, hidden=True)

        assert self.is_hidden(post)

    def test_hiding_while_throttled_waits(self) -> None:
        """Nothing is done."""
        post = self.a_post()
        self.go_wrong_with(Purpose.VISIBILITY, WriteFault.THROTTLED_UNTIL)

        with pytest.raises(Throttled):
            self.hider().hide(post, hidden=True)

        assert not self.is_hidden(post)

    def test_hiding_without_credentials_needs_a_person(self) -> None:
        """Nothing is done."""
        post = self.a_post()
        self.go_wrong_with(Purpose.VISIBILITY, WriteFault.CREDENTIALS)

        with pytest.raises(AccountProblem):
            self.hider().hide(post, hidden=True)

        assert not self.is_hidden(post)


class RemovesSuite(_Hooks):
    """For a `Removes`."""

    def remover(self) -> Removes:
        """Return the sender as what it is here."""
        sender = self.sender()
        assert isinstance(sender, Removes)
        return sender

    def test_our_reply_is_removed(self) -> None:
        """The plain case."""
        reply = self.a_reply()

        self.remover().remove(reply)

        assert self.published() == []

    def test_a_reply_that_is_gone_already_is_no_error(self) -> None:
        """A colleague may have deleted it by hand."""
        reply = self.a_reply()

        for _ in range(2):
            self.remover().remove(reply)

        assert self.published() == []

    @pytest.mark.parametrize("fault", LOST)
    def test_a_lost_answer_to_removing_is_in_doubt_and_trying_again_settles_it(self, fault: WriteFault) -> None:
        """Doing it twice is as good as once."""
        reply = self.a_reply()
        self.go_wrong_with(Purpose.REMOVAL, fault)

        with pytest.raises(DeliveryInDoubt):
            self.remover().remove(reply)
        self.remover().remove(reply)

        assert self.published() == []

    def test_removing_without_credentials_needs_a_person(self) -> None:
        """The reply stays."""
        reply = self.a_reply()
        self.go_wrong_with(Purpose.REMOVAL, WriteFault.CREDENTIALS)

        with pytest.raises(AccountProblem):
            self.remover().remove(reply)

        assert self.published() == [reply.post_id]


class LooksSuite(_Hooks):
    """For a `Looks`."""

    @abstractmethod
    def remove_by_hand(self, reply: PlatformHandle) -> None:
        """Have a colleague delete our reply on the platform."""

    def looker(self) -> Looks:
        """Return the sender as what it is here."""
        sender = self.sender()
        assert isinstance(sender, Looks)
        return sender

    def test_our_reply_is_seen_as_the_platform_has_it(self) -> None:
        """Its words are ours, by `same_text`."""
        reply = self.a_reply()

        seen = self.looker().look(reply)

        assert seen is not None
        assert seen.reply_id == reply.post_id
        assert self.sender().same_text(REPLY, seen.text)
        assert abs(seen.created_at - self.now()) < timedelta(minutes=5)

    def test_a_reply_that_is_gone_is_seen_as_none(self) -> None:
        """The platform's "not there" is an answer."""
        reply = self.a_reply()
        self.remove_by_hand(reply)

        assert self.looker().look(reply) is None

    @pytest.mark.parametrize(
        "fault", [WriteFault.ERROR_BEFORE, WriteFault.NOT_AN_ANSWER, WriteFault.CREDENTIALS, WriteFault.THROTTLED]
    )
    def test_a_failed_look_is_an_error_and_does_not_say_that_it_is_gone(self, fault: WriteFault) -> None:
        """None would end in the record that our reply was deleted."""
        reply = self.a_reply()
        self.go_wrong_with(Purpose.LOOK, fault)

        with pytest.raises(PlatformError):
            self.looker().look(reply)


class CorrectsSuite(_Hooks):
    """For a `Corrects`."""

    better: str = "Thank you for writing. The office is open on Monday; give code K7QX."

    @abstractmethod
    def text_of(self, reply: PlatformHandle) -> str:
        """Return the words of our reply as others read them."""

    @abstractmethod
    def remove_by_hand(self, reply: PlatformHandle) -> None:
        """Have a colleague delete our reply on the platform."""

    def corrector(self) -> Corrects:
        """Return the sender as what it is here."""
        sender = self.sender()
        assert isinstance(sender, Corrects)
        return sender

    def test_our_reply_is_changed_in_place(self) -> None:
        """It keeps its id."""
        reply = self.a_reply()

        self.corrector().correct(reply, self.better)

        assert self.published() == [reply.post_id]
        assert self.text_of(reply) == self.better

    @pytest.mark.parametrize("fault", LOST)
    def test_a_lost_answer_to_correcting_is_in_doubt_and_the_same_words_again_are_no_error(
        self, fault: WriteFault
    ) -> None:
        """Doing it twice is as good as once."""
        reply = self.a_reply()
        self.go_wrong_with(Purpose.CORRECTION, fault)

        with pytest.raises(DeliveryInDoubt):
            self.corrector().correct(reply, self.better)
        self.corrector().correct(reply, self.better)

        assert self.text_of(reply) == self.better

    def test_a_reply_that_is_gone_cannot_be_corrected(self) -> None:
        """A definite no."""
        reply = self.a_reply()
        self.remove_by_hand(reply)

        with pytest.raises(Refused):
            self.corrector().correct(reply, self.better)

        assert self.published() == []


class PrivateSuite(_Hooks):
    """For a `WritesPrivately`: `a_post` must be one whose author can be written to."""

    @abstractmethod
    def received(self, post: PlatformHandle) -> list[str]:
        """Return the texts that the post's author received from us in private, oldest first."""

    @abstractmethod
    def let_the_window_close(self) -> None:
        """Let so much time go by that the platform takes no private message about earlier posts."""

    @abstractmethod
    def take_no_messages(self, post: PlatformHandle) -> None:
        """Have the post's author block our account."""

    def private(self) -> WritesPrivately:
        """Return the sender as what it is here."""
        sender = self.sender()
        assert isinstance(sender, WritesPrivately)
        return sender

    def test_the_author_gets_one_message_and_its_id_is_returned(self) -> None:
        """The plain case; nothing appears in public."""
        post = self.a_post()

        message_id = self.private().write_privately(post, REPLY)

        assert message_id
        assert self.received(post) == [REPLY]
        assert self.published() == []

    def test_after_the_window_it_is_refused(self) -> None:
        """A definite no."""
        post = self.a_post()
        self.let_the_window_close()

        with pytest.raises(Refused):
            self.private().write_privately(post, REPLY)

        assert self.received(post) == []

    def test_who_takes_no_messages_gets_none(self) -> None:
        """A definite no to one message, and no problem of the account."""
        post = self.a_post()
        self.take_no_messages(post)

        with pytest.raises(Refused):
            self.private().write_privately(post, REPLY)

        assert self.received(post) == []

    @pytest.mark.parametrize("fault", LOST)
    def test_a_lost_answer_to_a_message_is_in_doubt_and_the_message_is_found_again(self, fault: WriteFault) -> None:
        """A person decides; the machine only looks."""
        post = self.a_post()
        self.go_wrong_with(Purpose.PRIVATE, fault)

        with pytest.raises(DeliveryInDoubt):
            self.private().write_privately(post, REPLY)
        found = self.private().own_messages(post, self.now() - timedelta(minutes=5))

        assert self.received(post) == [REPLY]
        assert [self.sender().same_text(REPLY, message.text) for message in found.replies] == [True]

    def test_an_error_before_anything_was_sent_is_in_doubt_and_nothing_is_found(self) -> None:
        """From here it looks like the other."""
        post = self.a_post()
        self.go_wrong_with(Purpose.PRIVATE, WriteFault.ERROR_BEFORE)

        with pytest.raises(DeliveryInDoubt):
            self.private().write_privately(post, REPLY)
        found = self.private().own_messages(post, self.now() - timedelta(minutes=5))

        assert (found.replies, found.complete) == ((), True)

    def test_writing_while_throttled_sends_nothing(self) -> None:
        """It waits in the outbox."""
        post = self.a_post()
        self.go_wrong_with(Purpose.PRIVATE, WriteFault.THROTTLED_UNTIL)

        with pytest.raises(Throttled):
            self.private().write_privately(post, REPLY)

        assert self.received(post) == []

    def test_errors_of_private_messages_say_nothing_of_them(self) -> None:
        """Their text goes to logs and pages."""
        post = self.a_post()
        self.go_wrong_with(Purpose.PRIVATE, WriteFault.DROPPED_AFTER_COMMIT)

        with pytest.raises(DeliveryInDoubt) as caught:
            self.private().write_privately(post, REPLY)

        said = f"{caught.value} {caught.value!r} {caught.value.code}"
        assert "K7QX" not in said
        assert post.author_id not in said
        assert caught.value.__context__ is None


class PrivateReplySuite(PrivateSuite):
    """For private answers to what was written in public: one for each post, and none once it is deleted."""

    def test_a_second_message_is_refused(self) -> None:
        """Also after a restart, when nobody here knows of the first."""
        post = self.a_post()
        self.private().write_privately(post, REPLY)

        with pytest.raises(Refused):
            self.private().write_privately(post, "Once more.")

        assert self.received(post) == [REPLY]

    def test_a_deleted_post_gets_no_private_answer(self) -> None:
        """A definite no."""
        post = self.a_post()
        self.delete(post)

        with pytest.raises(Refused):
            self.private().write_privately(post, REPLY)
