"""What people say of a mention's labels, and which of it training may learn from.

A correction changes the mention at once. It enters training only when an officer who may correct masks has approved
it: another person than made it, unless there is no other. No text is kept with it: training reads the post where it
lies, masked, so that what is purged there is learnt from no more.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from smbot.core.clock import Clock
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import MentionId
from smbot.core.labels import ACCESS, NONE
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission, demand
from smbot.review.label_ports import LabelCorrection, LabelStore, LabelTransaction, Standing
from smbot.review.ports import QueueItem

CHANGED = msg("Somebody changed this first. Look at it again.")


@dataclass(frozen=True, kw_only=True)
class LabelCorrections:
    """The acts. `names` are all labels in their order; `officers` names who may approve now.

    `requested` puts a mention that a person calls an access request onto the docket, in the same transaction.
    """

    store: LabelStore
    clock: Clock
    names: Sequence[str]
    officers: Callable[[], frozenset[str]]
    requested: Callable[[LabelTransaction, MentionId, str], object] = lambda _tx, _mention, _by: None

    def correct(
        self, member: Member, mention: MentionId, labels: Iterable[str], *, seen_version: int | None = None
    ) -> LabelCorrection:
        """Give a mention other labels.

        Raises:
            NotAllowed: A label is none of ours, “none” does not stand alone, or these are its labels already.
            Conflict: The mention changed since `seen_version`.
        """
        _demand_proposing(member)
        after = self._in_order(labels)
        alone = self._is_lone_officer(member)
        with self.store.write() as tx:
            item = _seen(tx, mention, seen_version)
            return self._correct(tx, member, item, after, alone=alone)

    def undo(self, member: Member, mention: MentionId, *, seen_version: int | None = None) -> LabelCorrection:
        """Set the labels back to what they were before the newest correction.

        Raises:
            NotAllowed: There is nothing to set back.
            Conflict: The mention changed since `seen_version`.
        """
        _demand_proposing(member)
        with self.store.write() as tx:
            item = _seen(tx, mention, seen_version)
            newest = tx.newest_label_correction(mention)
            if newest is None or newest.after != item.labels:
                raise NotAllowed(msg("Nobody has changed these labels."), where=mention)
            self._set_back(tx, member, item, newest)
            return newest

    def approve(self, officer: Member, number: int) -> LabelCorrection:
        """Let training learn from a correction.

        Raises:
            NotAllowed: It does not wait, or is the officer's own while there is another officer.
        """
        demand(officer, Permission.CORRECT_MASKS)
        others = self.officers() - {officer.name}
        with self.store.write() as tx:
            correction = _waiting(tx, number)
            if correction.by == officer.name and others:
                raise NotAllowed(
                    msg("This correction is your own: another officer must approve it."), where=str(number)
                )
            item = tx.item(correction.mention)
            if item is not None and item.labels == correction.after:
                self._answered_otherwise(tx, officer, correction)
            return self._decide(tx, officer, correction, Standing.APPROVED, Act.LABELS_APPROVED)

    def decline(self, officer: Member, number: int) -> LabelCorrection:
        """Keep a correction out of training; the mention keeps its labels.

        Raises:
            NotAllowed: It does not wait.
        """
        demand(officer, Permission.CORRECT_MASKS)
        with self.store.write() as tx:
            return self._decide(tx, officer, _waiting(tx, number), Standing.DECLINED, Act.LABELS_DECLINED)

    def waiting(self, officer: Member) -> list[tuple[LabelCorrection, QueueItem]]:
        """Return the corrections that wait for approval, oldest first, with their mentions."""
        demand(officer, Permission.CORRECT_MASKS)
        with self.store.read() as tx:
            pairs = [(each, tx.item(each.mention)) for each in tx.label_corrections(Standing.WAITING)]
        return [(correction, item) for correction, item in pairs if item is not None]

    def standing(self, item: QueueItem) -> LabelCorrection | None:
        """Return the correction from which a mention has its labels; None where they are the machine's."""
        with self.store.read() as tx:
            newest = tx.newest_label_correction(item.id)
        return newest if newest is not None and newest.after == item.labels else None

    def answer(self, officer: Member, mention: MentionId, *, is_request: bool, seen_version: int | None = None) -> None:
        """Say whether a drawn post asks for records; if it does, that is a correction of its labels.

        Nothing else answers for a drawn post: were corrections to count, what people come upon would be found more
        often than it is there. An answer that was given follows what an officer says of the labels later.

        Raises:
            NotAllowed: It was not drawn, or is answered.
            Conflict: The mention changed since `seen_version`.
        """
        demand(officer, Permission.CORRECT_MASKS)
        alone = self._is_lone_officer(officer)
        with self.store.write() as tx:
            item = _seen(tx, mention, seen_version)
            if mention not in {drawn.mention for drawn in tx.drawn_to_answer()}:
                raise NotAllowed(msg("This post waits for no answer in a sample."), where=mention)
            if is_request and ACCESS not in item.labels:
                labels = self._in_order({ACCESS, *item.labels} - {NONE})
                made = self._correct(tx, officer, item, labels, alone=alone)
                kept = tx.answer_drawn(mention, officer.name, answer=True, correction=made.number)
            else:
                kept = tx.answer_drawn(mention, officer.name, answer=is_request)
            if kept:
                _record_answer(tx, officer, mention, answer=is_request)

    def take_back(self, officer: Member, mention: MentionId) -> None:
        """Let a drawn post wait again for an answer; labels that the answer gave it are set back.

        Raises:
            NotAllowed: Nobody has answered for it.
            Conflict: Somebody changed its labels since.
        """
        demand(officer, Permission.CORRECT_MASKS)
        with self.store.write() as tx:
            answered = tx.answer_of(mention)
            if answered is None:
                raise NotAllowed(msg("Nobody has answered for this post in a sample."), where=mention)
            if answered.correction is not None:
                item, newest = _seen(tx, mention, None), tx.newest_label_correction(mention)
                if newest is None or newest.number != answered.correction or newest.after != item.labels:
                    raise Conflict(CHANGED, where=mention)
                self._set_back(tx, officer, item, newest)
            tx.take_back_answer(mention)
            tx.record(Event(act=Act.SAMPLE_TAKEN_BACK, actor=officer.name, subject=mention))

    def _set_back(self, tx: LabelTransaction, member: Member, item: QueueItem, newest: LabelCorrection) -> None:
        _settle(tx, newest, Standing.UNDONE, member)
        self._relabel(tx, item, newest.before)
        tx.reopen_drawn(newest.number)
        detail = _detail(newest, before=newest.after, after=newest.before)
        tx.record(Event(act=Act.LABELS_UNDONE, actor=member.name, subject=item.id, detail=detail))

    def _correct(
        self, tx: LabelTransaction, member: Member, item: QueueItem, after: tuple[str, ...], *, alone: bool
    ) -> LabelCorrection:
        if after == item.labels:
            raise NotAllowed(msg("These are its labels already."), where=item.id)
        self._relabel(tx, item, after)
        now = self.clock.now()
        correction = LabelCorrection(
            mention=item.id,
            at=now,
            by=member.name,
            before=item.labels,
            after=after,
            classifier=item.classifier,
            standing=Standing.APPROVED if alone else Standing.WAITING,
            settled_by=member.name if alone else "",
            settled_at=now if alone else None,
        )
        correction = replace(correction, number=tx.keep_label_correction(correction))
        detail = {**_detail(correction), "correction": correction.number, "standing": correction.standing.value}
        tx.record(Event(act=Act.LABELS_CORRECTED, actor=member.name, subject=item.id, detail=detail))
        if ACCESS in after and ACCESS not in item.labels:
            self.requested(tx, item.id, member.name)
        if member.may(Permission.CORRECT_MASKS):
            self._answered_otherwise(tx, member, correction)
        return correction

    def _answered_otherwise(self, tx: LabelTransaction, officer: Member, correction: LabelCorrection) -> None:
        mention, number, answer = correction.mention, correction.number, ACCESS in correction.after
        if tx.answer_otherwise(mention, officer.name, answer=answer, correction=number):
            _record_answer(tx, officer, mention, answer=answer)

    def _decide(
        self, tx: LabelTransaction, officer: Member, correction: LabelCorrection, standing: Standing, act: Act
    ) -> LabelCorrection:
        _settle(tx, correction, standing, officer)
        detail = {**_detail(correction), "correction": correction.number, "by": correction.by}
        tx.record(Event(act=act, actor=officer.name, subject=correction.mention, detail=detail))
        return correction

    def _relabel(self, tx: LabelTransaction, item: QueueItem, labels: tuple[str, ...]) -> None:
        if not tx.relabel(item, labels, self.names.index(labels[0])):
            raise Conflict(CHANGED, where=item.id)

    def _in_order(self, labels: Iterable[str]) -> tuple[str, ...]:
        given = set(labels)
        if unknown := sorted(given - set(self.names)):
            raise NotAllowed(
                msg("There is no label of this name."),
                where=unknown[0][:40],
                mend=msg("Use one of: {names}.", names=", ".join(self.names)),
            )
        if not given or (NONE in given and len(given) > 1):
            raise NotAllowed(msg("Give labels, or “none” alone."))
        return tuple(name for name in self.names if name in given)

    def _is_lone_officer(self, member: Member) -> bool:
        return member.may(Permission.CORRECT_MASKS) and not self.officers() - {member.name}


def _demand_proposing(member: Member) -> None:
    if not (member.may(Permission.WORK_QUEUE) or member.may(Permission.CORRECT_MASKS)):
        raise NotAllowed(msg("Your role does not permit this."))


def _seen(tx: LabelTransaction, mention: MentionId, version: int | None) -> QueueItem:
    item = tx.item(mention)
    if item is None:
        raise NotAllowed(msg("There is no mention of this id."), where=mention)
    if version is not None and item.version != version:
        raise Conflict(CHANGED, where=mention)
    if item.text is None:
        raise NotAllowed(msg("This post has no text here: its labels cannot be judged."), where=mention)
    if not item.labels:
        raise NotAllowed(msg("This post has no labels yet."), where=mention)
    return item


def _waiting(tx: LabelTransaction, number: int) -> LabelCorrection:
    correction = tx.label_correction(number)
    if correction is None or correction.standing != Standing.WAITING:
        raise NotAllowed(
            msg("There is no correction of this number that waits."),
            where=str(number),
            mend=msg("See “smbot labels waiting”."),
        )
    return correction


def _record_answer(tx: LabelTransaction, officer: Member, mention: MentionId, *, answer: bool) -> None:
    detail: dict[str, Detail] = {ACCESS: answer}
    tx.record(Event(act=Act.SAMPLE_ANSWERED, actor=officer.name, subject=mention, detail=detail))


def _settle(tx: LabelTransaction, correction: LabelCorrection, standing: Standing, member: Member) -> None:
    if not tx.settle_label_correction(correction, standing, member.name):
        raise Conflict(CHANGED, where=correction.mention)


def _detail(
    correction: LabelCorrection, before: tuple[str, ...] | None = None, after: tuple[str, ...] | None = None
) -> dict[str, Detail]:
    return {
        "before": list(correction.before if before is None else before),
        "after": list(correction.after if after is None else after),
        "classifier": correction.classifier,
    }
