"""One act on many mentions: each goes or stays by itself, with the reason, and those that went can be taken back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from smbot.core.errors import Conflict, NotAllowed, SmbotError
from smbot.core.events import SYSTEM
from smbot.core.events import Act as Trace
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg
from smbot.core.roles import Member, Permission, demand
from smbot.review.aside import CHANGED, Aside
from smbot.review.aside_ports import Act, AsideStore, Before, Stayed, Went
from smbot.review.aside_ports import Together as Done
from smbot.review.desk import Desk
from smbot.review.labels import LabelCorrections
from smbot.review.ports import QueueItem
from smbot.review.queue import found, record

MOST = 200
"""So many mentions at once; a page of the queue has fifty."""
UNREACHED = msg("Something failed before this one was reached: try again.")
BACK: Mapping[Act, Trace] = {
    Act.CLAIM: Trace.MENTION_RELEASED,
    Act.NO_REPLY: Trace.MENTION_REOPENED,
    Act.SNOOZE: Trace.MENTION_WOKEN,
}
"""What the log calls taking an act back, where mentions stand as before it again."""

Doing = Callable[[QueueItem], int]
"""An act on a mention as it was read; returns the version after it."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be done: with `label`, until `until`, to whom, where the act asks for it."""

    act: Act
    label: str = ""
    until: datetime | None = None
    to: str = ""


@dataclass(frozen=True, kw_only=True)
class Together:
    """The acts on many. Each mention is a transaction of its own: one that stays keeps none of the others back."""

    store: AsideStore
    desk: Desk
    aside: Aside
    labels: LabelCorrections

    def do(self, member: Member, asked: Asked, seen: Mapping[MentionId, int]) -> int:
        """Do something with many mentions, as they were seen; return the number under which it is kept.

        Raises:
            NotAllowed: Nothing is chosen, too much, or the act lacks what it asks for.
        """
        demand(member, Permission.WORK_QUEUE)
        if not seen:
            raise NotAllowed(msg("Choose mentions in the list first."))
        if len(seen) > MOST:
            raise NotAllowed(msg("Choose at most {count} mentions.", count=MOST))
        act = self._act(member, asked)
        return self._all(member, asked.act, seen, act)

    def done(self, member: Member, number: int) -> Done | None:
        """Return an act on many of this member's."""
        with self.store.read() as tx:
            done = tx.together(number)
        return done if done is not None and done.member == member.name else None

    def undo(self, member: Member, number: int) -> int:
        """Take back an act on many, where nobody changed a mention since; return the number of that.

        Raises:
            NotAllowed: There is none of this number, or it is taken back.
        """
        demand(member, Permission.WORK_QUEUE)
        done = self.done(member, number)
        if done is None:
            raise NotAllowed(msg("There is nothing to take back."))
        if done.undone:
            raise NotAllowed(msg("This is taken back already."))
        acts: dict[Act, Doing] = {
            Act.ASSIGN: lambda item: self.aside.assign(member, item.id, "", seen_version=item.version).version,
            Act.LABEL: partial(self._unlabel, member),
        }
        restoring = acts.get(done.act, lambda item: self._restore(member, done, item))
        seen = {mention: went.version for mention, went in done.went.items()}
        if done.act == Act.LABEL:
            seen |= self._only_followed(done)
        return self._all(member, done.act, seen, restoring, ends=number)

    def _only_followed(self, done: Done) -> Mapping[MentionId, int]:
        """Return the versions now of mentions on which nobody acted: smbot itself chose a playbook by the new label."""
        with self.store.read() as tx:
            items = [item for mention in done.went if (item := tx.item(mention)) is not None]
        return {item.id: item.version for item in items if not item.claimed_by and item.drafted_by in {"", SYSTEM}}

    def _restore(self, member: Member, done: Done, item: QueueItem) -> int:
        with self.store.write() as tx:
            if not tx.restore(item, done.went[item.id].before):
                raise Conflict(CHANGED, where=item.id)
            record(tx, BACK[done.act], member, item)
            return found(tx, item.id).version

    def _unlabel(self, member: Member, item: QueueItem) -> int:
        self.labels.undo(member, item.id, seen_version=item.version)
        return item.version + 1

    def _act(self, member: Member, asked: Asked) -> Doing:
        until, to, label = asked.until, asked.to, asked.label
        if asked.act == Act.SNOOZE:
            if until is None:
                raise NotAllowed(msg("Say until when."))
            return lambda item: self.aside.snooze(member, item.id, until, seen_version=item.version).version
        if asked.act == Act.ASSIGN:
            if not to:
                raise NotAllowed(msg("Say to whom."))
            return partial(self._assign, member, to)
        if asked.act == Act.LABEL:
            if not label:
                raise NotAllowed(msg("Choose a label."))
            return partial(self._label, member, label)
        act = self.desk.claim if asked.act == Act.CLAIM else self.desk.no_reply
        return lambda item: act(member, item.id, seen_version=item.version).version

    def _assign(self, member: Member, to: str, item: QueueItem) -> int:
        # So that taking it back knows who had it: nobody.
        if has := item.assigned_to:
            raise NotAllowed(msg("{name} has it already.", name=has), where=item.id)
        return self.aside.assign(member, item.id, to, seen_version=item.version).version

    def _label(self, member: Member, label: str, item: QueueItem) -> int:
        self.labels.correct(member, item.id, [label], seen_version=item.version)
        return item.version + 1

    def _all(
        self, member: Member, act: Act, seen: Mapping[MentionId, int], do: Doing, *, ends: int | None = None
    ) -> int:
        """Do it with each, and keep what went and what stayed, also where something fails midway.

        What takes back the act of number `ends` ends it with its own result, so that what failed can be tried again.
        """
        went: dict[MentionId, Went] = {}
        stayed: list[Stayed] = []
        whole = False
        try:
            for mention, version in seen.items():
                try:
                    item = self.desk.item(member, mention)
                    if item.version != version:
                        raise Conflict(CHANGED, where=mention)
                    went[mention] = Went(version=do(item), before=_before(item, self.aside.clock.now()))
                except SmbotError as error:
                    stayed.append(Stayed(mention=mention, why=error.what))
            whole = True
        finally:
            reached = went.keys() | {each.mention for each in stayed}
            stayed += [Stayed(mention=each, why=UNREACHED) for each in seen if each not in reached]
            undone = ends is not None
            with self.store.write() as tx:
                if ends is not None and whole:
                    tx.end_together(ends)
                kept = Done(member=member.name, act=act, went=went, stayed=stayed, undone=undone)
                number = tx.keep_together(kept)
        return number


def _before(item: QueueItem, now: datetime) -> Before:
    return Before(
        at=now,
        state=item.state,
        claimed_by=item.claimed_by,
        claimed_until=item.claimed_until,
        escalated_to=item.escalated_to,
        first_approver=item.first_approver,
        assigned_to=item.assigned_to,
        snoozed_until=item.snoozed_until,
    )


def grouped(stayed: Iterable[Stayed]) -> Sequence[tuple[Message, list[MentionId]]]:
    """Return each reason once, with the mentions that stayed for it."""
    found: list[tuple[Message, list[MentionId]]] = []
    for each in stayed:
        for why, mentions in found:
            if why == each.why:
                mentions.append(each.mention)
                break
        else:
            found.append((each.why, [each.mention]))
    return found
