"""One act on many mentions: each goes or stays by itself, with the reason, and those that went can be taken back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from smbot.core.errors import Conflict, NotAllowed
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg
from smbot.core.roles import Member, Permission
from smbot.review.aside import CHANGED, Aside
from smbot.review.aside_ports import Act, AsideStore, Stayed
from smbot.review.aside_ports import Together as Done
from smbot.review.desk import Desk
from smbot.review.labels import LabelCorrections
from smbot.review.queue import demand

MOST = 200
"""So many mentions at once; a page of the queue has fifty."""


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
        with self.store.write() as tx:
            if not tx.end_together(number):
                raise NotAllowed(msg("This is taken back already."))
        inverse: dict[Act, Callable[[MentionId], object]] = {
            Act.CLAIM: partial(self.desk.release, member),
            Act.NO_REPLY: partial(self.desk.reopen, member),
            Act.SNOOZE: partial(self.aside.wake, member),
            Act.ASSIGN: lambda mention: self.aside.assign(member, mention, ""),
            Act.LABEL: partial(self.labels.undo, member),
        }
        return self._all(member, done.act, done.went, inverse[done.act], undone=True)

    def _act(self, member: Member, asked: Asked) -> Callable[[MentionId], object]:
        if asked.act == Act.SNOOZE:
            until = asked.until
            if until is None:
                raise NotAllowed(msg("Say until when."))
            return lambda mention: self.aside.snooze(member, mention, until)
        if asked.act == Act.ASSIGN:
            if not asked.to:
                raise NotAllowed(msg("Say to whom."))
            return partial(self._assign, member, asked.to)
        if asked.act == Act.LABEL:
            if not asked.label:
                raise NotAllowed(msg("Choose a label."))
            return lambda mention: self.labels.correct(member, mention, [asked.label])
        return partial(self.desk.claim if asked.act == Act.CLAIM else self.desk.no_reply, member)

    def _assign(self, member: Member, to: str, mention: MentionId) -> None:
        # So that taking it back knows who had it: nobody.
        if has := self.desk.item(member, mention).assigned_to:
            raise NotAllowed(msg("{name} has it already.", name=has), where=mention)
        self.aside.assign(member, mention, to)

    def _all(
        self,
        member: Member,
        act: Act,
        seen: Mapping[MentionId, int],
        do: Callable[[MentionId], object],
        *,
        undone: bool = False,
    ) -> int:
        went: dict[MentionId, int] = {}
        stayed: list[Stayed] = []
        for mention, version in seen.items():
            try:
                if self.desk.item(member, mention).version != version:
                    raise Conflict(CHANGED, where=mention)
                do(mention)
                went[mention] = self.desk.item(member, mention).version
            except NotAllowed as error:
                stayed.append(Stayed(mention=mention, why=error.what))
        with self.store.write() as tx:
            return tx.keep_together(Done(member=member.name, act=act, went=went, stayed=stayed, undone=undone))


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
