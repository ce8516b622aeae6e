"""Wires the private zone: the team's side, the person's side, the door, and the channels out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from smbot.bootstrap.foundation import Foundation
from smbot.handoff.desk import PrivateDesk
from smbot.handoff.entry import Entry
from smbot.handoff.model import Channel
from smbot.handoff.notices import tell_due
from smbot.handoff.opening import open_private
from smbot.handoff.passphrase import Deriver
from smbot.handoff.ports import Assignees, ChannelOut, NotCarried, Word
from smbot.handoff.thread import Deletion, PersonsThread
from smbot.handoff.webhook import WebhookOut
from smbot.notify.mail import MailReader, MailServer
from smbot.notify.ports import NotTold

BY_WEBHOOK = (Channel.TEXT, Channel.CALL_BACK, Channel.VIDEO, Channel.VISIT)
DEAD_LETTER = frozenset({"550", "551", "552", "553", "554"})
"""A mail server's replies about the recipient that no second try will change (RFC 5321, section 4.2.3)."""


@dataclass(frozen=True, kw_only=True)
class MailOut:
    """See `ChannelOut`: a word by e-mail."""

    server: MailServer

    def carry(self, word: Word) -> None:
        """See `ChannelOut.carry`."""
        reader = MailReader(name=word.notice, address=open_private(word.to), language=word.language, server=self.server)
        try:
            reader.tell(word.subject, word.text)
        except NotTold as error:
            raise NotCarried(error.code, for_good=error.code in DEAD_LETTER) from None
        except ValueError as error:
            # An address that no header can hold.
            raise NotCarried(type(error).__name__, for_good=True) from None


def private_desk(application: Foundation, assignee: Assignees | None = None) -> PrivateDesk:
    """Return the team's side. Without `assignee`, whose a case is stands in the private zone's own table."""
    return PrivateDesk(
        store=application.store,
        keys=application.private_keys,
        clock=application.clock,
        team=application.keys.public("private"),
        private=lambda: application.keys.private("private"),
        assignee=assignee or _own_assignees(application),
        token=application.digester.token,
        code_days=application.settings.handoff.code_days,
    )


def persons_thread(application: Foundation) -> PersonsThread:
    """Return the person's side; it asks for public keys alone."""
    return PersonsThread(
        store=application.store,
        keys=application.private_keys,
        clock=application.clock,
        team=application.keys.public("private"),
        dispatch=application.keys.public("dispatch"),
        token=application.digester.token,
        deletion=Deletion(application.settings.handoff.deletion),
    )


def private_entry(application: Foundation, derive: Deriver | None = None) -> Entry:
    """Return the door of the secure page."""
    table = application.settings.citizen
    return Entry(
        store=application.store,
        clock=application.clock,
        derive=derive or Deriver(),
        key=application.keys.secret("digest"),
        idle=timedelta(minutes=table.idle_minutes),
        longest=timedelta(minutes=table.session_minutes),
    )


def channels_out(application: Foundation) -> Mapping[Channel, ChannelOut]:
    """Return what carries the news of an answer: e-mail where there is a server, the webhook where there is one."""
    found: dict[Channel, ChannelOut] = {}
    table = application.settings
    if table.mail.host and table.mail.sender:
        password = application.secrets("mail", ("password",)).get("password", "")
        found[Channel.EMAIL] = MailOut(server=MailServer(table=table.mail, clock=application.clock, password=password))
    if table.handoff.webhook_url:
        key = application.secrets("handoff", ("webhook_key",)).get("webhook_key", "")
        if key:
            out = WebhookOut(table.handoff.webhook_url, key, application.clock)
            found |= dict.fromkeys(BY_WEBHOOK, out)
            found.setdefault(Channel.EMAIL, out)
    return found


def tell_persons(application: Foundation) -> int:
    """Tell every person whose notice is due; return how many were told. For the dispatcher, every half minute."""
    return tell_due(
        store=application.store,
        clock=application.clock,
        dispatch=application.keys.private("dispatch"),
        channels=channels_out(application),
        url=application.settings.citizen.public_url,
    )


def _own_assignees(application: Foundation) -> Assignees:
    def assignee(case: str) -> str:
        with application.store.read() as tx:
            known = tx.private_case(case)
        return known.assignee if known else ""

    return assignee
