"""What an officer says of masks: one is right, hides something else, hides nothing personal, or is missing.

Each act checks the permission and the version that the officer saw, and writes what it changes, its digests, its
example and its audit event in one transaction. The event tells entity and counts, never a value.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from smbot.core.clock import Clock
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.events import SYSTEM, Act, Event
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.redacted import RedactedText
from smbot.core.roles import Member, Permission
from smbot.core.spans import Evidence, Mask
from smbot.core.states import ReplyState
from smbot.redact.correct import (
    LONGEST,
    Redrawn,
    covered,
    judged,
    renamed,
    repeats,
    same_value,
    stretches,
    value_tokens,
    written_over,
)
from smbot.redact.entities import ENTITIES
from smbot.redact.operators import value_key
from smbot.review.ports import QueueItem, ReplyStatus
from smbot.review.queue import demand

ECHO: Final = "echo"
"""The guard's word for a reply that repeats what is personal (see `smbot.guard.echo`)."""

NAMED_ANEW: Final = "named-anew "
"""Begins what stands in the place of a digest where an officer named a value's masks anew: nobody knows the value."""

Named = tuple[str, int]
"""The masks of one value in a post: their entity and number."""
Surrogates = Mapping[Named, str]


class Kind(StrEnum):
    """What an officer can say."""

    MISSED = "missed"
    OTHER_KIND = "other-kind"
    NOT_PERSONAL = "not-personal"
    RIGHT = "right"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A correction as it is kept; see `CorrectionRow`."""

    mention: MentionId
    conversation: str
    at: datetime
    by: str
    kind: Kind
    entity: str
    number: int
    before: str = ""
    surrogate: str = ""
    example: str = ""
    found: int = 0


@dataclass(frozen=True, kw_only=True)
class Example:
    """A post with invented values, as a line of a gold file; `found` counts what else the rules take for personal."""

    line: str
    found: int


class CorrectionTransaction(Protocol):
    """What corrections need of a transaction."""

    def item(self, mention: MentionId) -> QueueItem | None: ...  # noqa: D102
    def conversation_items(self, conversation: str) -> list[QueueItem]: ...  # noqa: D102
    def number_value(self, conversation: str, entity: str, digest: str) -> int: ...  # noqa: D102
    def numbered_value(self, conversation: str, entity: str, number: int) -> str: ...  # noqa: D102
    def rewrite(  # noqa: D102
        self, item: QueueItem, text: RedactedText, evidence: Sequence[Evidence], draft: str
    ) -> bool: ...
    def rewrite_reply(self, reply: str, text: str, seen_text: str, *, stopped: str = "") -> None: ...  # noqa: D102
    def keep_tokens(self, conversation: str, tokens: Iterable[str]) -> None: ...  # noqa: D102
    def known_tokens(self, conversation: str, digests: Iterable[str]) -> frozenset[str]: ...  # noqa: D102
    def surrogates(self, conversation: str) -> dict[Named, str]: ...  # noqa: D102
    def keep_correction(self, kept: Kept) -> None: ...  # noqa: D102
    def keep_example(self, mention: MentionId, example: str, found: int) -> None: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class CorrectionStore(Protocol):
    """Opens transactions for corrections."""

    def write(self) -> AbstractContextManager[CorrectionTransaction]: ...  # noqa: D102
    def truncate_log(self) -> None: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """The acts; `at` names a mask by its place in the ledger, and all that show the same go with it.

    `digest_token` keys a token of a conversation, `digest_value` an entity's canonical value in a conversation.
    `invent` makes a value like one, for an entity, a language and a seed.

    `example` makes a post with invented values, of which it is given those that were invented before.
    """

    store: CorrectionStore
    clock: Clock
    digest_token: Callable[[str, str], str]
    digest_value: Callable[[str, str, str], str]
    invent: Callable[[str, str, str, str], str]
    example: Callable[[QueueItem, RedactedText, Surrogates], Example]

    def missed(self, member: Member, mention: MentionId, value: str, entity: str, *, seen_version: int) -> int:
        """Mask a stretch of the visible text, and what repeats it in the conversation; return how many masks.

        Raises:
            NotAllowed: It does not stand there, or the entity is none.
            Conflict: The post changed, or a reply that holds it is leaving now.
        """
        _check_entity(entity)
        if len(value) > LONGEST:
            raise NotAllowed(msg("Mark at most {limit} characters at once.", limit=LONGEST), where=mention)
        with self.store.write() as tx:
            item, text = _seen(tx, member, mention, seen_version)
            if not stretches(text, value):
                raise NotAllowed(
                    msg("These words do not stand in the visible text, outside of its masks."),
                    where=mention,
                    mend=msg("Copy them exactly as they stand there."),
                )
            number = tx.number_value(item.conversation, entity, self._value(item, entity, value))
            shown = f"[{entity} {number}]"
            surrogate = self.invent(value, entity, item.language, f"{mention} {entity} {number}")
            surrogates = {**tx.surrogates(item.conversation), (entity, number): surrogate}
            masks = posts = 0
            corrected = text
            for each in tx.conversation_items(item.conversation):
                places = _places(each, value, chosen=each.id == mention)
                after = None
                if places and each.text is not None:
                    after = covered(each.text, places, entity=entity, number=number)
                draft = _without(each.draft, value, shown) if each.drafted_by != SYSTEM else each.draft
                self._rewrite_replies(tx, each, value, shown)
                if after is None and draft == each.draft:
                    continue
                _rewrite(tx, each, after, draft)
                masks, posts = masks + len(places), posts + (after is not None)
                if each.id == mention and after is not None:
                    corrected = after.text
                elif after is not None:
                    self._renew(tx, each, after.text, surrogates)
            tx.keep_tokens(item.conversation, [self.digest_token(item.conversation, t) for t in value_tokens(value)])
            kept = self._kept(member, item, Kind.MISSED, (entity, number))
            self._keep(tx, replace(kept, surrogate=surrogate), item, corrected, surrogates)
            tx.record(
                Event(
                    act=Act.MASK_ADDED,
                    actor=member.name,
                    subject=mention,
                    detail={"entity": entity, "masks": masks, "posts": posts},
                )
            )
        self.store.truncate_log()
        return masks

    def other_kind(self, member: Member, mention: MentionId, at: int, entity: str, *, seen_version: int) -> None:
        """Say what kind of personal information the masks of one value hide.

        Raises:
            NotAllowed: There is no such mask, the entity is none, or it is that already.
            Conflict: The post changed.
        """
        _check_entity(entity)
        with self.store.write() as tx:
            item, text = _seen(tx, member, mention, seen_version)
            of, before = _masks(text, at, mention)
            if entity == before.entity:
                raise NotAllowed(msg("The mask is of this kind already."), where=mention)
            number = tx.number_value(item.conversation, entity, f"{NAMED_ANEW}{mention} {before.shown} {item.version}")
            after = renamed(text, of, entity=entity, number=number)
            _rewrite(tx, item, after, item.draft)
            kept = self._kept(member, item, Kind.OTHER_KIND, (entity, number))
            self._keep(tx, replace(kept, before=before.entity), item, after.text, tx.surrogates(item.conversation))
            detail = {"entity": entity, "before": before.entity}
            tx.record(Event(act=Act.MASK_CHANGED, actor=member.name, subject=mention, detail=detail))

    def right(self, member: Member, mention: MentionId, at: int, *, seen_version: int) -> None:
        """Say that the masks of one value are right: they are in doubt no longer, and not disputed.

        Raises:
            NotAllowed: There is no such mask.
            Conflict: The post changed.
        """
        with self.store.write() as tx:
            item, text = _seen(tx, member, mention, seen_version)
            self._judge(tx, member, item, text, at, disputed=False)

    def not_personal(self, member: Member, mention: MentionId, at: int, *, seen_version: int, value: str = "") -> bool:
        """Say that the masks of one value hide nothing personal; they stay, marked as disputed.

        `value` is what they hide, as far as the officer knows: it is compared by its keyed digests, and not kept.
        Return whether it was given and is right; a wrong one is recorded as such, without the value.

        Raises:
            NotAllowed: There is no such mask, or it hides something else than `value`.
            Conflict: The post changed.
        """
        with self.store.write() as tx:
            item, text = _seen(tx, member, mention, seen_version)
            _, mask = _masks(text, at, mention)
            given = value.strip()
            differs = bool(given) and not self._is_hidden(tx, item, mask, given)
            if differs:
                detail = {"entity": mask.entity, "value": "differs"}
                tx.record(Event(act=Act.MASK_DISPUTED, actor=member.name, subject=mention, detail=detail))
            else:
                self._judge(tx, member, item, text, at, disputed=True, value="matches" if given else "")
        if differs:
            raise NotAllowed(
                msg("This is not what the mask hides. The attempt is in the audit log, what you typed is not."),
                where=mention,
            )
        return bool(given)

    def _judge(
        self,
        tx: CorrectionTransaction,
        member: Member,
        item: QueueItem,
        text: RedactedText,
        at: int,
        *,
        disputed: bool,
        value: str = "",
    ) -> None:
        of, mask = _masks(text, at, item.id)
        after = judged(text, of, disputed=disputed)
        _rewrite(tx, item, Redrawn(text=after, edits=()), item.draft)
        kind, act = (Kind.NOT_PERSONAL, Act.MASK_DISPUTED) if disputed else (Kind.RIGHT, Act.MASK_CONFIRMED)
        self._keep(
            tx,
            self._kept(member, item, kind, (mask.entity, mask.number)),
            item,
            after,
            tx.surrogates(item.conversation),
        )
        detail = {"entity": mask.entity} | ({"value": value} if value else {})
        tx.record(Event(act=act, actor=member.name, subject=item.id, detail=detail))

    def _is_hidden(self, tx: CorrectionTransaction, item: QueueItem, mask: Mask, value: str) -> bool:
        known = tx.numbered_value(item.conversation, mask.entity, mask.number) if mask.number else ""
        if known and not known.startswith(NAMED_ANEW):
            return known == self._value(item, mask.entity, value)
        # Without a digest of the whole value, each of its words and numbers must be one that the conversation hides.
        digests = {self.digest_token(item.conversation, token) for token in value_tokens(value)}
        return bool(digests) and tx.known_tokens(item.conversation, digests) == digests

    def _value(self, item: QueueItem, entity: str, value: str) -> str:
        return self.digest_value(item.conversation, entity, value_key(value))

    def _kept(self, member: Member, item: QueueItem, kind: Kind, of: Named) -> Kept:
        return Kept(
            mention=item.id,
            conversation=item.conversation,
            at=self.clock.now(),
            by=member.name,
            kind=kind,
            entity=of[0],
            number=of[1],
        )

    def _keep(
        self, tx: CorrectionTransaction, kept: Kept, item: QueueItem, text: RedactedText, surrogates: Surrogates
    ) -> None:
        made = self.example(item, text, surrogates)
        tx.keep_correction(replace(kept, example=made.line, found=made.found))

    def _renew(self, tx: CorrectionTransaction, item: QueueItem, text: RedactedText, surrogates: Surrogates) -> None:
        """Let an example that was kept of another post lose the value too."""
        made = self.example(item, text, surrogates)
        tx.keep_example(item.id, made.line, made.found)

    def _rewrite_replies(self, tx: CorrectionTransaction, item: QueueItem, value: str, shown: str) -> None:
        playbooks = item.draft if item.drafted_by == SYSTEM else None
        for reply in (item.reply, *item.orders.values()):
            if reply is None or reply.text == playbooks:
                continue
            text, seen = _without(reply.text, value, shown), _without(reply.seen_text, value, shown)
            if (text, seen) == (reply.text, reply.seen_text):
                continue
            stopped = _stopped(reply, item.id)
            tx.rewrite_reply(reply.id, text, seen, stopped=stopped)
            if stopped:
                tx.record(Event(act=Act.REPLY_STOPPED, subject=item.id, detail={"code": stopped}))


def _stopped(reply: ReplyStatus, mention: MentionId) -> str:
    """Return why a reply that holds the value no longer leaves, or nothing where it does not wait to.

    Raises:
        Conflict: It may be leaving now; without its words nobody could look whether it is out.
    """
    if reply.state in {ReplyState.SENDING, ReplyState.UNKNOWN} or (
        reply.state == ReplyState.PENDING and reply.attempts
    ):
        raise Conflict(
            msg("A reply of ours that holds these words may be leaving now."),
            where=mention,
            mend=msg("Try again when it is settled."),
        )
    return ECHO if reply.state == ReplyState.PENDING else ""


def _seen(
    tx: CorrectionTransaction, member: Member, mention: MentionId, version: int
) -> tuple[QueueItem, RedactedText]:
    demand(member, Permission.CORRECT_MASKS)
    item = tx.item(mention)
    if item is None:
        raise NotAllowed(msg("There is no mention of this id."), where=mention)
    if item.version != version:
        raise Conflict(msg("Somebody changed this first. Look at it again."), where=mention)
    if item.text is None:
        raise NotAllowed(msg("The text of this post is withheld: open it on its platform."), where=mention)
    return item, item.text


def _check_entity(entity: str) -> None:
    if entity not in ENTITIES:
        raise NotAllowed(
            msg("There is no kind of personal information of this name."),
            mend=msg("Use one of: {names}.", names=", ".join(ENTITIES)),
        )


def _masks(text: RedactedText, at: int, mention: MentionId) -> tuple[frozenset[int], Mask]:
    if not 0 <= at < len(text.masks):
        raise NotAllowed(msg("There is no such mask in this post."), where=mention)
    return same_value(text, at), text.masks[at]


def _places(item: QueueItem, value: str, *, chosen: bool) -> list[tuple[int, int]]:
    if item.text is None:
        return []
    here = stretches(item.text, value) if chosen else []
    closed = [*((mask.start, mask.end) for mask in item.text.masks), *here]
    return sorted([*here, *repeats(item.text.text, value, closed)])


def _without(text: str, value: str, shown: str) -> str:
    return written_over(text, repeats(text, value), shown)


def _rewrite(tx: CorrectionTransaction, item: QueueItem, after: Redrawn | None, draft: str) -> None:
    if item.text is None:
        return
    text, evidence = item.text, list(item.evidence)
    if after is not None:
        text = after.text
        for index, each in enumerate(evidence):
            start, end = after.moved(each.start, each.end)
            evidence[index] = replace(each, start=start, end=end)
    if not tx.rewrite(item, text, evidence, draft):
        raise Conflict(msg("Somebody changed this first. Look at it again."), where=item.id)
