"""Mask what was missed, wherever its conversation says it: in posts, in what quotes them, in our own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from smbot.core.errors import Conflict
from smbot.core.events import Act, Detail, Event
from smbot.core.messages import msg
from smbot.core.purposes import Seen
from smbot.core.states import ReplyState
from smbot.redact.correct import kept_tokens, tells
from smbot.redact.officer_marks import occurrences
from smbot.redact.operators import value_key
from smbot.review.correction_ports import CorrectionTransaction, Making, Named
from smbot.review.ports import QueueItem, ReplyStatus
from smbot.review.redrawing import covered_item, is_out, may_be_leaving, without, words_of_ours

ECHO: Final = "echo"
"""The guard's word for a reply that repeats what is personal (see `smbot.guard.echo`)."""


@dataclass(kw_only=True)
class Masking:
    """One value that an officer marked in a post, and what masking it changed so far.

    `inside` says that it was a piece of a longer word. `logged` counts records that hold the value (a log that nobody
    can change keeps the reasons of colleagues), `out` messages of ours that hold it on the platform.
    """

    tx: CorrectionTransaction
    making: Making
    chosen: QueueItem
    value: str
    entity: str
    inside: bool
    corrected: QueueItem = field(init=False)
    surrogate: str = field(init=False, default="")
    masks: int = 0
    posts: int = 0
    logged: int = 0
    out: int = 0

    def run(self) -> Named:
        """Mask the value in its conversation, in those that quote it from there, and those it is quoted from.

        Return the mask of the chosen post.

        Raises:
            Conflict: A post changed, or a reply that holds the value may be leaving now.
        """
        conversations = [self.chosen.conversation]
        for conversation in conversations:  # it grows meanwhile
            number = self._remember(conversation)
            surrogates = {**self.tx.surrogates(conversation), (self.entity, number): self._surrogate(number)}
            items = self.tx.conversation_items(conversation)
            quoting = [item for item in self.tx.quoting_items(conversation) if self._covered(item, 1) != item]
            near = [item.conversation for item in quoting]
            for item in filter(self._quotes, items):
                near += self.tx.quoted_conversations(item.id)
            for item in items:
                self._mask(item, number, surrogates)
            self.tx.rewrite_notes(conversation, partial(without, value=self.value, shown=f"[{self.entity} {number}]"))
            conversations += dict.fromkeys(each for each in near if each not in conversations)
        return self.entity, self._number(self.chosen.conversation)

    def detail(self) -> dict[str, Detail]:
        """Return what the event tells."""
        told: dict[str, Detail] = {"entity": self.entity, "masks": self.masks, "posts": self.posts}
        return told | {name: count for name, count in (("logged", self.logged), ("out", self.out)) if count}

    def _number(self, conversation: str) -> int:
        digest = self.making.digest_value(conversation, self.entity, value_key(self.value))
        return self.tx.number_value(conversation, self.entity, digest)

    def _surrogate(self, number: int) -> str:
        """Return the value's invented one: drawn for the chosen post, where it is kept, and the same everywhere."""
        if not self.surrogate:
            seed = f"{self.chosen.id} {self.entity} {number}"
            self.surrogate = self.making.invent(self.value, self.entity, self.chosen.language, seed)
        return self.surrogate

    def _remember(self, conversation: str) -> int:
        tokens = kept_tokens(self.value, self.entity, inside=self.inside)
        self.tx.keep_tokens(conversation, [self.making.digest_token(conversation, token) for token in tokens])
        self.tx.count_correction(conversation)
        return self._number(conversation)

    def _covered(self, item: QueueItem, number: int) -> QueueItem:
        chosen = item.id == self.chosen.id
        return covered_item(item, self.value, self.entity, number, inside=self.inside, chosen=chosen)

    def _quotes(self, item: QueueItem) -> bool:
        """Say whether the value stands in words that a mention carries of another post."""
        parts = zip(item.parts, self._covered(item, 1).parts, strict=True)
        return any(before.post and before != after for before, after in parts)

    def _mask(self, item: QueueItem, number: int, surrogates: Mapping[Named, str]) -> None:
        after = self._covered(item, number)
        self._rewrite_words(item, f"[{self.entity} {number}]")
        if tells(self.value):
            self.logged += sum(bool(occurrences(body.decode(), self.value)) for body in self.tx.audit_of(item.id))
        if item.id == self.chosen.id:
            self.corrected = after = replace(after, recheck=False)
        elif after == item:
            return
        if not self.tx.rewrite(item, after):
            raise Conflict(msg("Somebody changed this first. Look at it again."), where=item.id)
        more = len(after.all_masks()) - len(item.all_masks())
        self.masks, self.posts = self.masks + more, self.posts + (more > 0)
        if item.id != self.chosen.id:  # an example that was kept of it loses the value too
            made = self.making.example(after, surrogates)
            self.tx.keep_example(item.id, made.line, made.found)

    def _rewrite_words(self, item: QueueItem, shown: str) -> None:
        for reply, is_message in words_of_ours(item):
            text, seen = without(reply.text, self.value, shown), without(reply.seen_text, self.value, shown)
            if (text, seen) == (reply.text, reply.seen_text):
                continue
            if may_be_leaving(reply):
                raise Conflict(
                    msg("A reply of ours that holds these words may be leaving now."),
                    where=item.id,
                    mend=msg("Try again when it is settled."),
                )
            after = replace(reply, text=text, seen_text=seen)
            if is_message and is_out(reply):
                after = replace(after, seen=Seen.EXPOSES)
                self.out += 1
            elif reply.state == ReplyState.PENDING:
                after = replace(after, state=ReplyState.REFUSED, code=ECHO)
            self._keep(item, reply, after)

    def _keep(self, item: QueueItem, reply: ReplyStatus, after: ReplyStatus) -> None:
        if not self.tx.rewrite_reply(reply, after):
            raise Conflict(msg("Somebody changed this first. Look at it again."), where=item.id)
        if after.state != reply.state:
            self.tx.record(Event(act=Act.REPLY_STOPPED, subject=item.id, detail={"code": after.code}))
