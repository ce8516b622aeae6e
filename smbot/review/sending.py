"""What a person says of sending: pause and resume it all, and what became of a reply in doubt."""

from smbot.core.errors import Conflict, NotAllowed
from smbot.core.events import Act, Event
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission, demand
from smbot.core.states import MentionState, ReplyState
from smbot.core.switches import OFF, ON, SENDING_PAUSED
from smbot.review.ports import RESOLUTIONS, Change, QueueItem
from smbot.review.queue import Queue, alter, found, record


class Sending(Queue):
    """The queue, with the switch and the answers to doubts."""

    def resolve(self, member: Member, mention: MentionId, state: ReplyState) -> QueueItem:
        """Say what became of a reply in doubt: it is there (`SENT`), send again (`PENDING`), drop it (`RETRACTED`)."""
        demand(member, Permission.APPROVE)
        if state not in RESOLUTIONS:
            raise NotAllowed(msg("A person cannot put a reply into the state “{state}”.", state=state), where=mention)
        with self._store.write() as tx:
            item = found(tx, mention)
            if item.reply is None or item.reply.state != ReplyState.NEEDS_PERSON:
                raise NotAllowed(msg("This reply does not wait for a person."), where=mention)
            if not tx.resolve_reply(mention, item.reply_purpose, state):
                raise Conflict(msg("Somebody changed this first. Look at it again."), where=mention)
            if state == ReplyState.SENT:
                alter(tx, item, Change(state=MentionState.ANSWERED))
            record(tx, Act.REPLY_RESOLVED, member, item, state=state.value)
        return self.item(member, mention)

    def opt_out(self, member: Member, mention: MentionId, reason: str, *, lifted: bool = False) -> QueueItem:
        """Note that the author asked us not to write to them, or that they may be written to again, and why.

        Raises:
            Conflict: That is known.
        """
        demand(member, Permission.WORK_QUEUE)
        if not reason.strip():
            raise NotAllowed(msg("Say why, in a few words."))
        masked = self._mask(self.item(member, mention), reason.strip())
        with self._store.write() as tx:
            item = found(tx, mention)
            if not (tx.lift_opt_out(mention) if lifted else tx.opt_out(mention, member.name, masked)):
                raise Conflict(
                    msg("The author did not ask us to stop.") if lifted else msg("This is noted already."),
                    where=mention,
                )
            record(tx, Act.AUTHOR_OPTED_IN if lifted else Act.AUTHOR_OPTED_OUT, member, item, reason=masked)
        return self.item(member, mention)

    def pause(self, member: Member, *, paused: bool) -> None:
        """Stop or resume all sending at once."""
        if not (member.may(Permission.APPROVE) or member.may(Permission.CONFIGURE)):
            raise NotAllowed(msg("Your role does not permit this."))
        with self._store.write() as tx:
            if (tx.switch(SENDING_PAUSED) == ON) == paused:
                return
            tx.throw_switch(SENDING_PAUSED, ON if paused else OFF, member.name)
            tx.record(Event(act=Act.SENDING_PAUSED if paused else Act.SENDING_RESUMED, actor=member.name))

    def paused(self) -> bool:
        """Say whether sending is paused."""
        with self._store.read() as tx:
            return tx.switch(SENDING_PAUSED) == ON
