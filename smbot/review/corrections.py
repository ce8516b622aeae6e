"""What an officer says of masks: one is right, hides something else, hides nothing personal, or is missing.

Each act checks the permission and the version that the officer saw, and writes what it changes, its digests, its
example and its audit event in one transaction. The event tells entity and counts, never a value.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from smbot.core.clock import Clock
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.events import SYSTEM, Act, Detail, Event
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.redacted import RedactedText
from smbot.core.roles import Member, Permission
from smbot.core.spans import Mask
from smbot.core.states import ReplyState
from smbot.redact.correct import (
    LONGEST,
    Redrawn,
    covered,
    judged,
    kept_tokens,
    renamed,
    repeats,
    same_value,
    stretches,
    value_tokens,
    written_over,
)
from smbot.redact.entities import ENTITIES
from smbot.redact.operators import value_key
from smbot.review.correction_ports import (
    CorrectionStore,
    CorrectionTransaction,
    Example,
    Kept,
    Kind,
    Named,
    Surrogates,
)
from smbot.review.ports import QueueItem, ReplyStatus
from smbot.review.queue import demand

ECHO: Final = "echo"
"""The guard's word for a reply that repeats what is personal (see `smbot.guard.echo`)."""

NAMED_ANEW: Final = "named-anew "
"""Begins what stands in the place of a digest where an officer named a value's masks anew: nobody knows the value."""


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """The acts; `at` names a mask by its place among all of a post, and all that show the same go with it.

    `digest_token` keys a token of a conversation, `digest_value` an entity's canonical value in a conversation.
    `invent` makes a value like one, for an entity, a language and a seed.

    `example` makes a post with invented values, of which it is given those that were invented before.
    """

    store: CorrectionStore
    clock: Clock
    digest_token: Callable[[str, str], str]
    digest_value: Callable[[str, str, str], str]
    invent: Callable[[str, str, str, str], str]
    example: Callable[[QueueItem, Surrogates], Example]

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
            item = _seen(tx, member, mention, seen_version)
            if not any(stretches(text, value) for text in _texts(item)):
                raise NotAllowed(
                    msg("These words do not stand in the visible text, outside of its masks."),
                    where=mention,
                    mend=msg("Copy them exactly as they stand there."),
                )
            number = tx.number_value(item.conversation, entity, self._value(item, entity, value))
            surrogate = self.invent(value, entity, item.language, f"{mention} {entity} {number}")
            surrogates = {**tx.surrogates(item.conversation), (entity, number): surrogate}
            masks = posts = logged = 0
            corrected = item
            for each in tx.conversation_items(item.conversation):
                after = _covered(each, value, entity, number, chosen=each.id == mention)
                self._rewrite_replies(tx, each, value, f"[{entity} {number}]")
                # Reasons that colleagues gave are in the audit log, which nobody can change: it is told at least.
                logged += sum(bool(repeats(body.decode(), value)) for body in tx.audit_of(each.id))
                if after == each:
                    continue
                _rewrite(tx, each, after)
                more = len(after.all_masks()) - len(each.all_masks())
                masks, posts = masks + more, posts + (more > 0)
                if each.id == mention:
                    corrected = after
                else:  # an example that was kept of it loses the value too
                    made = self.example(after, surrogates)
                    tx.keep_example(each.id, made.line, made.found)
            tokens = kept_tokens(value, entity)
            tx.keep_tokens(item.conversation, [self.digest_token(item.conversation, token) for token in tokens])
            self._keep(
                tx, member, corrected, Kind.MISSED, named=(entity, number), surrogates=surrogates, surrogate=surrogate
            )
            detail: dict[str, Detail] = {"entity": entity, "masks": masks, "posts": posts}
            if logged:
                detail["logged"] = logged
            tx.record(Event(act=Act.MASK_ADDED, actor=member.name, subject=mention, detail=detail))
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
            item = _seen(tx, member, mention, seen_version)
            before = _mask(item, at)
            if entity == before.entity:
                raise NotAllowed(msg("The mask is of this kind already."), where=mention)
            number = tx.number_value(item.conversation, entity, f"{NAMED_ANEW}{mention} {before.shown} {item.version}")

            def named_anew(text: RedactedText) -> Redrawn:
                return renamed(text, same_value(text, before), entity=entity, number=number)

            after = _redrawn(item, named_anew)
            _rewrite(tx, item, after)
            surrogates = tx.surrogates(item.conversation)
            self._keep(
                tx, member, after, Kind.OTHER_KIND, named=(entity, number), surrogates=surrogates, before=before.entity
            )
            detail = {"entity": entity, "before": before.entity}
            tx.record(Event(act=Act.MASK_CHANGED, actor=member.name, subject=mention, detail=detail))

    def right(self, member: Member, mention: MentionId, at: int, *, seen_version: int) -> None:
        """Say that the masks of one value are right: they are in doubt no longer, and not disputed.

        Raises:
            NotAllowed: There is no such mask.
            Conflict: The post changed.
        """
        with self.store.write() as tx:
            item = _seen(tx, member, mention, seen_version)
            self._judge(tx, member, item, _mask(item, at), disputed=False)

    def not_personal(self, member: Member, mention: MentionId, at: int, *, seen_version: int, value: str = "") -> bool:
        """Say that the masks of one value hide nothing personal; they stay, marked as disputed.

        `value` is what they hide, as far as the officer knows: it is compared by its keyed digests, and not kept.
        Return whether it was given and is right; a wrong one is recorded as such, without the value.

        Raises:
            NotAllowed: There is no such mask, or it hides something else than `value`.
            Conflict: The post changed.
        """
        with self.store.write() as tx:
            item = _seen(tx, member, mention, seen_version)
            mask = _mask(item, at)
            given = value.strip()
            differs = bool(given) and not self._is_hidden(tx, item, mask, given)
            if differs:
                detail = {"entity": mask.entity, "value": "differs"}
                tx.record(Event(act=Act.MASK_DISPUTED, actor=member.name, subject=mention, detail=detail))
            else:
                self._judge(tx, member, item, mask, disputed=True, value="matches" if given else "")
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
        mask: Mask,
        *,
        disputed: bool,
        value: str = "",
    ) -> None:
        def after_all(text: RedactedText) -> Redrawn:
            return Redrawn(text=judged(text, same_value(text, mask), disputed=disputed), edits=())

        after = _redrawn(item, after_all)
        _rewrite(tx, item, after)
        kind, act = (Kind.NOT_PERSONAL, Act.MASK_DISPUTED) if disputed else (Kind.RIGHT, Act.MASK_CONFIRMED)
        named, surrogates = (mask.entity, mask.number), tx.surrogates(item.conversation)
        self._keep(tx, member, after, kind, named=named, surrogates=surrogates)
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

    def _keep(
        self,
        tx: CorrectionTransaction,
        member: Member,
        item: QueueItem,
        kind: Kind,
        *,
        named: Named,
        surrogates: Surrogates,
        before: str = "",
        surrogate: str = "",
    ) -> None:
        made = self.example(item, surrogates)
        tx.keep_correction(
            Kept(
                mention=item.id,
                conversation=item.conversation,
                at=self.clock.now(),
                by=member.name,
                kind=kind,
                entity=named[0],
                number=named[1],
                before=before,
                surrogate=surrogate,
                example=made.line,
                found=made.found,
            )
        )

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


def _seen(tx: CorrectionTransaction, member: Member, mention: MentionId, version: int) -> QueueItem:
    demand(member, Permission.CORRECT_MASKS)
    item = tx.item(mention)
    if item is None:
        raise NotAllowed(msg("There is no mention of this id."), where=mention)
    if item.version != version:
        raise Conflict(msg("Somebody changed this first. Look at it again."), where=mention)
    if item.text is None:
        raise NotAllowed(msg("The text of this post is withheld: open it on its platform."), where=mention)
    return item


def _check_entity(entity: str) -> None:
    if entity not in ENTITIES:
        raise NotAllowed(
            msg("There is no kind of personal information of this name."),
            mend=msg("Use one of: {names}.", names=", ".join(ENTITIES)),
        )


def _mask(item: QueueItem, at: int) -> Mask:
    masks = item.all_masks()
    if not 0 <= at < len(masks):
        raise NotAllowed(msg("There is no such mask in this post."), where=item.id)
    return masks[at]


def _texts(item: QueueItem) -> list[RedactedText]:
    return [text for text in (item.text, *(part.text for part in item.parts)) if text is not None]


def _redrawn(item: QueueItem, redraw: Callable[[RedactedText], Redrawn]) -> QueueItem:
    """Return a mention with its text and parts redrawn; evidence moves with the text."""
    parts = tuple(replace(part, text=redraw(part.text).text) if part.text else part for part in item.parts)
    if item.text is None:
        return replace(item, parts=parts)
    drawn = redraw(item.text)
    evidence = []
    for each in item.evidence:
        start, end = drawn.moved(each.start, each.end)
        evidence.append(replace(each, start=start, end=end))
    return replace(item, text=drawn.text, parts=parts, evidence=tuple(evidence))


def _covered(item: QueueItem, value: str, entity: str, number: int, *, chosen: bool) -> QueueItem:
    def cover(text: RedactedText) -> Redrawn:
        here = stretches(text, value) if chosen else []
        closed = [*((mask.start, mask.end) for mask in text.masks), *here]
        return covered(text, [*here, *repeats(text.text, value, closed)], entity=entity, number=number)

    # A playbook's own words hold nothing of anybody, whatever somebody is called.
    draft = item.draft if item.drafted_by == SYSTEM else _without(item.draft, value, f"[{entity} {number}]")
    return replace(_redrawn(item, cover), draft=draft)


def _without(text: str, value: str, shown: str) -> str:
    return written_over(text, repeats(text, value), shown)


def _rewrite(tx: CorrectionTransaction, item: QueueItem, after: QueueItem) -> None:
    if not tx.rewrite(item, after):
        raise Conflict(msg("Somebody changed this first. Look at it again."), where=item.id)
