"""Wires the private zone: the team's side, the person's side, the door, and the channels out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from smbot.bootstrap.foundation import Foundation
from smbot.cases.ports import Overheard, PrivateWord
from smbot.core.errors import NotAllowed
from smbot.core.ids import CaseId
from smbot.core.messages import msg
from smbot.core.purposes import Purpose
from smbot.core.roles import Member
from smbot.handoff.codes import shown
from smbot.handoff.desk import PrivateDesk
from smbot.handoff.entry import Entry
from smbot.handoff.model import Channel, Direction
from smbot.handoff.notices import tell_due
from smbot.handoff.opening import open_private
from smbot.handoff.passphrase import Deriver
from smbot.handoff.ports import Assignees, ChannelOut, NotCarried, Word
from smbot.handoff.thread import Deletion, PersonsThread
from smbot.handoff.webhook import WebhookOut
from smbot.notify.mail import DEAD_LETTER, MailReader, MailServer
from smbot.notify.ports import NotTold
from smbot.playbooks.fields import CASE_CODE
from smbot.registry import load_platform, platform_names
from smbot.review.ports import Filled, QueueItem

BY_WEBHOOK = (Channel.TEXT, Channel.CALL_BACK, Channel.VIDEO, Channel.VISIT)


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


def filled_by(application: Foundation) -> Filled:
    """Return what puts the code of a mention's case where a text names its field, made where none is there to give.

    A private message where links may stand gets the address of the secure page with it.
    """
    half = timedelta(days=application.settings.handoff.code_days) / 2

    def filled(member: Member, item: QueueItem, text: str, purpose: Purpose) -> str:
        if CASE_CODE not in text:
            return text
        with application.store.read() as tx:
            case = next((case for case in tx.cases_of_mention(item.id) if not case.ended), None)
            codes = tx.codes_of(case.id) if case is not None else []
        if case is None:
            raise NotAllowed(
                msg("No open case has this post, so that there is no code to give."),
                where=item.id,
                mend=msg("Open a case with “smbot case open”, or take {field} out.", field=CASE_CODE),
            )
        lasting = application.clock.now() + half
        unused = [code for code in codes if code.is_open(lasting) and not code.claimed]
        code = shown((unused[-1] if unused else private_desk(application).make_code(case.id, member)).code)
        url = application.settings.citizen.public_url
        linked = purpose == Purpose.PRIVATE and url and _private_links(item.platform)
        return text.replace(CASE_CODE, f"{code} ({url})" if linked else code)

    return filled


def writes_privately(platform: str) -> bool:
    """Say whether a platform lets us write in private."""
    return platform in platform_names() and Purpose.PRIVATE in load_platform(platform).rules.purposes


def _private_links(platform: str) -> bool:
    return platform in platform_names() and load_platform(platform).rules.private_links


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


def overheard_of(application: Foundation) -> Overheard:
    """Return what tells who wrote a message of the secure page: the person of its case, or nobody knows who."""

    def overheard(reference: str) -> PrivateWord | None:
        with application.store.read() as tx:
            message = tx.private_message(reference)
        if message is None or message.direction != Direction.IN or message.by_code:
            return None
        return PrivateWord(case=CaseId(message.case))

    return overheard


def _own_assignees(application: Foundation) -> Assignees:
    def assignee(case: str) -> str:
        with application.store.read() as tx:
            known = tx.private_case(case)
        return known.assignee if known else ""

    return assignee
