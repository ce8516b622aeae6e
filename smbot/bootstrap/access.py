"""What the docket of possible access requests works with on an installation."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from smbot import __version__
from smbot.access.acts import Docket
from smbot.access.bundle import Evidence, LogHead, Page, files
from smbot.access.clock import OVERDUE
from smbot.access.exhibit import Answer, Exhibit, MaskedText
from smbot.access.intake import Intake
from smbot.access.laws import Law, load_laws
from smbot.access.names import DocketAction, Element, Jurisdiction, Means, RequestKind
from smbot.access.ordering import Ordering
from smbot.access.passing import Passing
from smbot.access.ports import NotPassed
from smbot.access.standings import Standing
from smbot.access.webhook import SECRETS, Webhook
from smbot.bootstrap.cases import mask_words
from smbot.bootstrap.foundation import Foundation
from smbot.classify.access import access_request
from smbot.core.errors import ConfigurationError
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import DocketId, MentionId
from smbot.core.labels import ACCESS
from smbot.core.manifests import manifest_digest
from smbot.core.messages import LANGUAGES, msg
from smbot.core.redacted import RedactedText
from smbot.core.roles import Member
from smbot.notify.mail import DEAD_LETTER, MailReader, MailServer
from smbot.notify.ports import NotTold
from smbot.notify.vitals import Request
from smbot.review.ports import QueueItem


def zone_of(foundation: Foundation) -> ZoneInfo:
    """Return the body's time zone."""
    return ZoneInfo(foundation.settings.notifications.time_zone)


def laws_of(foundation: Foundation) -> tuple[Law, ...]:
    """Return the rows of laws that count here."""
    own = foundation.settings.access.laws
    return load_laws(foundation.configuration.file.parent / own if own else None)


def docket_of(foundation: Foundation) -> Docket:
    """Return the acts of the docket."""
    return Docket(
        store=foundation.store,
        clock=foundation.clock,
        laws=laws_of(foundation),
        zone=zone_of(foundation),
        alarm_days=foundation.settings.access.alarm_days,
        mask=mask_words(foundation),
    )


def requests_of(foundation: Foundation) -> list[Request]:
    """Return the entries that need an officer, for the alarms."""
    docket = docket_of(foundation)
    standings = {each.entry.id: each for each in docket.alarming()}
    given_up = docket.given_up()
    found = []
    for entry in dict.fromkeys([*standings, *given_up]):
        standing = standings.get(entry)
        found.append(
            Request(
                docket=entry,
                due=standing.clock.due if standing else None,
                stage=standing.alarm if standing else "",
                overdue=standing is not None and standing.alarm == OVERDUE,
                unseen=standing is not None and standing.unseen,
                not_passed=entry in given_up,
            )
        )
    return found


def intake_of(foundation: Foundation) -> Intake:
    """Return what puts posts onto the docket."""
    table = foundation.settings.access
    return Intake(clock=foundation.clock, jurisdiction=Jurisdiction(table.jurisdiction), kind=RequestKind(table.kind))


def ordering_of(foundation: Foundation) -> Ordering:
    """Return what gives orders to pass entries on; it asks for no secret."""
    return Ordering(
        docket=docket_of(foundation),
        means=lambda: _means(foundation),
        undo=timedelta(seconds=foundation.settings.sending.undo_seconds),
    )


def _means(foundation: Foundation) -> Sequence[Means]:
    table = foundation.settings.access
    found = []
    if table.coordinator_email:
        _check_mail(foundation)
        found.append(Means.MAIL)
    if table.coordinator_webhook:
        found.append(Means.WEBHOOK)
    return found


def passing_of(foundation: Foundation) -> Passing:
    """Return what carries such orders out.

    Raises:
        ConfigurationError: The coordinator has an e-mail address, and there is no mail server.
    """
    table, first = foundation.settings.access, foundation.settings.organisation.first_language
    key = foundation.secrets("access", SECRETS["access"]).get("webhook_key", "")
    return Passing(
        docket=docket_of(foundation),
        mail=_mail(foundation) if table.coordinator_email else None,
        hook=Webhook(url=table.coordinator_webhook, key=key) if table.coordinator_webhook else None,
        desk=foundation.settings.web.public_url,
        labels=lambda mention: _labels(foundation, mention),
        languages=(first, *(language for language in LANGUAGES if language != first)),
    )


def missing_elements(foundation: Foundation, standing: Standing) -> tuple[Element, ...]:
    """Return what none of an entry's posts says, of what is needed to find records.

    A person may have called a post a request where triage did not: its words are read all the same.
    """
    with foundation.store.read() as tx:
        items = [tx.item(each.mention) for each in standing.entry.mentions]
    asked = [request for item in items if item and (request := access_request((*item.labels, ACCESS), item.evidence))]
    said = {element.value for request in asked for element, places in request.said.items() if places}
    return tuple(element for element in Element if element.value not in said)


def export_evidence(
    foundation: Foundation, member: Member, docket: DocketId, languages: Sequence[str], page: Page
) -> dict[str, bytes]:
    """Return the files of an entry's evidence by name, and keep the digest of their manifest in the audit log.

    The log as the bundle shows it ends before that record: what tells of a bundle cannot stand in it.

    Raises:
        NotAllowed: There is no such entry, or the member is no compliance officer.
    """
    acts = docket_of(foundation)
    acts.may(member, docket, DocketAction.EXPORT)
    standing = acts.entry(member, docket)
    mentions = [each.mention for each in standing.entry.mentions]
    with foundation.store.read() as tx:
        found = [tx.item(mention) for mention in mentions]
        events = tx.audit_lines([docket, *mentions])
        size, root = tx.audit_head()
    made = files(
        Evidence(
            standing=standing,
            exhibits=[_exhibit(item) for item in found if item is not None],
            events=events,
            head=LogHead(size=size, root=root, public_key=base64.b64encode(foundation.keys.verifier()).decode()),
            made_at=foundation.clock.now(),
            made_by=member.name,
            version=__version__,
            zone=acts.zone,
        ),
        languages,
        page,
    )
    with foundation.store.write() as tx:
        detail: dict[str, Detail] = {"manifest": manifest_digest(made), "records": len(events)}
        tx.record(Event(act=Act.DOCKET_EXPORTED, actor=member.name, subject=docket, detail=detail))
    return made


@dataclass(frozen=True, kw_only=True)
class _CoordinatorMail:
    """E-mail to the coordinator, as the docket's port asks for it."""

    reader: MailReader

    def tell(self, subject: str, text: str) -> None:
        """See `Mail.tell`."""
        try:
            self.reader.tell(subject, text)
        except NotTold as error:
            raise NotPassed(error.code, certain=error.certain, for_good=error.code in DEAD_LETTER) from None


def _check_mail(foundation: Foundation) -> None:
    settings = foundation.settings
    if not (settings.mail.host and settings.mail.sender):
        raise ConfigurationError(
            msg("The access coordinator has an e-mail address, and there is no mail server."),
            where="mail.host",
            mend=msg("Set host and sender in [mail], or empty coordinator_email in [access]."),
        )


def _mail(foundation: Foundation) -> _CoordinatorMail:
    settings = foundation.settings
    _check_mail(foundation)
    password = foundation.secrets("mail", ("password",)).get("password", "")
    server = MailServer(table=settings.mail, clock=foundation.clock, password=password)
    reader = MailReader(
        name="coordinator",
        address=settings.access.coordinator_email,
        language=settings.organisation.first_language,
        server=server,
    )
    return _CoordinatorMail(reader=reader)


def _labels(foundation: Foundation, mention: MentionId) -> Sequence[str]:
    with foundation.store.read() as tx:
        item = tx.item(mention)
    return item.labels if item else ()


def _exhibit(item: QueueItem) -> Exhibit:
    replies = {**({item.reply_purpose: item.reply} if item.reply else {}), **item.orders}
    return Exhibit(
        mention=item.id,
        platform=item.platform,
        account=item.account,
        posted_at=item.posted_at,
        collected_at=item.collected_at,
        gone_at=item.gone_at,
        language=item.language,
        state=item.state.value,
        edited=item.edited,
        withheld=item.withheld,
        text=_text(item.text) if item.text else None,
        parts=tuple(_text(part.text) for part in item.parts if part.text),
        labels=item.labels,
        scores=tuple(item.scores.items()),
        evidence=item.evidence,
        classifier=item.classifier,
        playbook=item.playbook,
        playbook_version=item.playbook_version,
        answers=tuple(
            Answer(
                purpose=purpose.value,
                text=reply.text,
                language=reply.language,
                state=reply.state.value,
                approved_by=reply.approved_by,
                approved_at=reply.approved_at,
                sent_at=reply.sent_at,
            )
            for purpose, reply in replies.items()
        ),
    )


def _text(text: RedactedText) -> MaskedText:
    return MaskedText(text=text.text, masks=text.masks)
