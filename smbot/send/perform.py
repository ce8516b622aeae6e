"""Carry out one order through a sender, and look whether one in doubt was carried out."""

from dataclasses import dataclass
from datetime import datetime

from smbot.core.codes import Code
from smbot.core.errors import Refused
from smbot.core.handle import PlatformHandle
from smbot.core.messages import msg
from smbot.core.purposes import Purpose, Seen, Visibility
from smbot.send.outbox import OutboxReply
from smbot.send.ports import Corrects, Hides, Looks, OwnReplies, Removes, Sender, WritesPrivately


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of it: the new reply's id, or how our reply was found, with its text as the platform has it."""

    reply_id: str = ""
    seen: str = ""
    seen_text: str = ""


def perform(order: OutboxReply, to: PlatformHandle, own: PlatformHandle | None, said: str, sender: Sender) -> Done:
    """Carry out `order` about the post `to`; `own` is our public reply to it, which says `said`.

    Raises:
        PlatformError: As `Sender.reply`; `Refused` where the platform has no such thing.
    """
    match order.purpose:
        case Purpose.PUBLIC:
            return Done(reply_id=sender.reply(to, order.text))
        case Purpose.PRIVATE if isinstance(sender, WritesPrivately):
            return Done(reply_id=sender.write_privately(to, order.text))
        case Purpose.VISIBILITY if isinstance(sender, Hides):
            sender.hide(to, hidden=order.text == Visibility.HIDDEN)
            return Done()
        case Purpose.CORRECTION if own is not None and isinstance(sender, Corrects):
            sender.correct(own, order.text)
            return Done()
        case Purpose.REMOVAL if own is not None and isinstance(sender, Removes):
            sender.remove(own)
            return Done()
        case Purpose.LOOK if own is not None and isinstance(sender, Looks):
            found = sender.look(own)
            if found is None:
                return Done(seen=Seen.GONE)
            return Done(seen=Seen.THERE if sender.same_text(said, found.text) else Seen.CHANGED, seen_text=found.text)
    raise Refused(Code.UNSUPPORTED, msg("This platform has no such thing."))


def look_for(order: OutboxReply, to: PlatformHandle, since: datetime, sender: Sender) -> OwnReplies:
    """Read what we said about the post `to` where `order` would have said it.

    Raises:
        PlatformError: It could not be read.
    """
    if order.purpose == Purpose.PRIVATE and isinstance(sender, WritesPrivately):
        return sender.own_messages(to, since)
    return sender.own_replies(to, since)
