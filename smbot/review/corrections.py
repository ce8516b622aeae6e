"""What an officer says of masks: one is right, hides something else, hides nothing personal, or is missing.

Each act checks the permission and the version that the officer saw, and writes what it changes, its digests, its
example and its audit event in one transaction. The event tells entity and counts, never a value.
"""

from dataclasses import dataclass, replace

from smbot.core.clock import Clock
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.redacted import RedactedText
from smbot.core.roles import Member, Permission, demand
from smbot.core.spans import Mask
from smbot.redact.correct import Redrawn, renamed, same_value, settled, value_tokens
from smbot.redact.entities import ENTITIES
from smbot.redact.officer_marks import LONGEST
from smbot.redact.operators import value_key
from smbot.review.correction_ports import (
    NAMED_ANEW,
    UNKNOWN_VALUE,
    CorrectionStore,
    CorrectionTransaction,
    Kept,
    Kind,
    Making,
    Named,
    Proof,
)
from smbot.review.missed import Masking
from smbot.review.ports import QueueItem
from smbot.review.redrawing import redrawn, stands_inside


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """The acts. Those on a mask take `at`, its place among all of a post; all of its number go with it."""

    store: CorrectionStore
    clock: Clock
    making: Making

    def missed(self, member: Member, mention: MentionId, value: str, entity: str, *, seen_version: int) -> None:
        """Mask a stretch of the visible text, and what repeats it in the conversation.

        Raises:
            NotAllowed: It does not stand there, or the entity is none.
            Conflict: The post changed, or a reply that holds it is leaving now.
        """
        _check_entity(entity)
        _check_length(value)
        with self.store.write() as tx:
            item = _seen(tx, member, mention, seen_version)
            inside = stands_inside(item, value)
            if inside is None:
                raise NotAllowed(
                    msg("These words do not stand in the visible text, outside of its masks."),
                    where=mention,
                    mend=msg("Copy them exactly as they stand there."),
                )
            masking = Masking(tx=tx, making=self.making, chosen=item, value=value, entity=entity, inside=inside)
            named = masking.run()
            self._keep(tx, member, masking.corrected, Kind.MISSED, named=named, surrogate=masking.surrogate)
            tx.record(Event(act=Act.MASK_ADDED, actor=member.name, subject=mention, detail=masking.detail()))

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
            unknown = f"{NAMED_ANEW}{mention} {at} {item.version}"
            number = tx.number_value(item.conversation, entity, unknown)

            def named_anew(text: RedactedText) -> Redrawn:
                return renamed(text, same_value(text, before), entity=entity, number=number)

            after = _rewrite(tx, item, redrawn(item, named_anew))
            self._keep(tx, member, after, Kind.OTHER_KIND, named=(entity, number), before=before.entity)
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
            self._settle(tx, member, item, _mask(item, at), disputed=False)

    def looked_at(self, member: Member, mention: MentionId, *, seen_version: int) -> None:
        """Say of a post that was edited after it had been corrected that nothing is missing in it.

        Raises:
            NotAllowed: It does not wait for that.
            Conflict: The post changed.
        """
        with self.store.write() as tx:
            item = _seen(tx, member, mention, seen_version)
            if not item.recheck:
                raise NotAllowed(msg("Nobody needs to look at this post again."), where=mention)
            _rewrite(tx, item, item)
            tx.record(Event(act=Act.MASK_CONFIRMED, actor=member.name, subject=mention, detail={"edited": True}))

    def not_personal(self, member: Member, mention: MentionId, at: int, *, seen_version: int, value: str = "") -> bool:
        """Say that the masks of one value hide nothing personal; they stay, marked as disputed.

        `value` is what they hide, as far as the officer knows: it is compared by its keyed digests, and not kept.
        Return whether that proves it; a wrong one is recorded as such, without the value.

        Raises:
            NotAllowed: There is no such mask, or it hides something else than `value`.
            Conflict: The post changed.
        """
        given = value.strip()
        _check_length(given)
        with self.store.write() as tx:
            item = _seen(tx, member, mention, seen_version)
            mask = _mask(item, at)
            proof = self._compared(tx, item, mask, given) if given else None
            if proof == Proof.DIFFERS:
                detail: dict[str, Detail] = {"entity": mask.entity, "value": proof}
                tx.record(Event(act=Act.MASK_DISPUTED, actor=member.name, subject=mention, detail=detail))
            else:
                self._settle(tx, member, item, mask, disputed=True, proof=proof)
        if proof == Proof.DIFFERS:
            raise NotAllowed(
                msg("This is not what the mask hides. The attempt is in the audit log, what you typed is not."),
                where=mention,
            )
        return proof == Proof.MATCHES

    def _settle(
        self,
        tx: CorrectionTransaction,
        member: Member,
        item: QueueItem,
        mask: Mask,
        *,
        disputed: bool,
        proof: Proof | None = None,
    ) -> None:
        def after_all(text: RedactedText) -> Redrawn:
            return Redrawn(text=settled(text, same_value(text, mask), disputed=disputed), edits=())

        after = _rewrite(tx, item, redrawn(item, after_all))
        kind, act = (Kind.NOT_PERSONAL, Act.MASK_DISPUTED) if disputed else (Kind.RIGHT, Act.MASK_CONFIRMED)
        self._keep(tx, member, after, kind, named=(mask.entity, mask.number))
        detail: dict[str, Detail] = {"entity": mask.entity, **({"value": proof} if proof else {})}
        tx.record(Event(act=act, actor=member.name, subject=item.id, detail=detail))

    def _compared(self, tx: CorrectionTransaction, item: QueueItem, mask: Mask, value: str) -> Proof:
        known = tx.numbered_value(item.conversation, mask.entity, mask.number)
        if known and not known.startswith(UNKNOWN_VALUE):
            given = self.making.digest_value(item.conversation, mask.entity, value_key(value))
            return Proof.MATCHES if given == known else Proof.DIFFERS
        # Of a mask without a number, of one named anew and of those from before numbers no digest is known. The
        # conversation's tokens can say that a value was never masked here; which mask hides it, they cannot.
        tokens = {self.making.digest_token(item.conversation, token) for token in value_tokens(value)}
        return Proof.UNPROVEN if tokens and tx.known_tokens(item.conversation, tokens) == tokens else Proof.DIFFERS

    def _keep(
        self,
        tx: CorrectionTransaction,
        member: Member,
        item: QueueItem,
        kind: Kind,
        *,
        named: Named,
        before: str = "",
        surrogate: str = "",
    ) -> None:
        known = tx.surrogates(item.conversation)
        made = self.making.example(item, {**known, named: surrogate} if surrogate else known)
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


def _check_length(value: str) -> None:
    if len(value) > LONGEST:
        raise NotAllowed(msg("Mark at most {limit} characters at once.", limit=LONGEST))


def _mask(item: QueueItem, at: int) -> Mask:
    masks = item.all_masks()
    if not 0 <= at < len(masks):
        raise NotAllowed(msg("There is no such mask in this post."), where=item.id)
    return masks[at]


def _rewrite(tx: CorrectionTransaction, item: QueueItem, after: QueueItem) -> QueueItem:
    """Put a corrected mention in the place of the one that was read; whoever corrects it has looked at it."""
    after = replace(after, recheck=False)
    if not tx.rewrite(item, after):
        raise Conflict(msg("Somebody changed this first. Look at it again."), where=item.id)
    return after
