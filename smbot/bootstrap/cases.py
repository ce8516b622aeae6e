"""What casework, calls to people on duty, and the survey work with on an installation."""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from smbot.bootstrap.foundation import Foundation
from smbot.cases.acts import Cases
from smbot.cases.asking import Survey
from smbot.cases.casework import CasePolicy
from smbot.cases.clock import Standard, standard_path
from smbot.cases.grouping import GroupingRules
from smbot.cases.hours import BusinessHours, CalendarHours, Counting
from smbot.cases.links import links_of
from smbot.cases.model import Kind
from smbot.cases.paging import OnCall, Paging, PagingRules
from smbot.cases.ports import Line, Overheard
from smbot.core.canon import tokens
from smbot.core.errors import ConfigurationError
from smbot.core.ids import CaseId, MentionId
from smbot.core.messages import LANGUAGES, msg
from smbot.core.roles import Permission
from smbot.handoff.ports import Assignees
from smbot.notify.mail import MailReader, MailServer
from smbot.notify.ports import Kind as Told
from smbot.notify.recipients import recipients
from smbot.notify.run import WEEKDAYS
from smbot.offices.model import Calendar
from smbot.offices.opening import holidays_of
from smbot.redact.scan import WITHHELD
from smbot.settings import Settings

log = structlog.get_logger()

PAGERS = "pagers"
"""Before the name of a secret with the targets of a member on call."""


def nothing_overheard(_reference: str) -> None:
    """Know of no private message beside mentions."""


def cases_of(foundation: Foundation, overheard: Overheard = nothing_overheard) -> Cases:
    """Return the acts on cases; `overheard` knows messages of the secure page."""
    return Cases(foundation.store, foundation.clock, case_policy(foundation, overheard))


def case_policy(foundation: Foundation, overheard: Overheard = nothing_overheard) -> CasePolicy:
    """Return what the organisation decided about cases."""
    table = foundation.settings.cases
    return CasePolicy(
        standards=standards_of(foundation.settings),
        grouping=GroupingRules(within=timedelta(hours=table.problem_hours), threshold=table.problem_threshold),
        mask=mask_words(foundation),
        overheard=overheard,
    )


def paging_of(foundation: Foundation) -> Paging:
    """Return what calls people.

    Raises:
        ConfigurationError: A key or a secret is missing, there is no mail server for an address, or Apprise does not
            know a target.
    """
    settings = foundation.settings
    told = recipients(
        settings,
        targets=foundation.secrets("notifications", ("targets",)).get("targets", ""),
        password=foundation.secrets("mail", ("password",)).get("password", ""),
        clock=foundation.clock,
    )
    return Paging(
        store=foundation.store,
        clock=foundation.clock,
        path=on_call_of(foundation),
        rooms=[each.channel for each in told if Told.ALARMS in each.kinds],
        rules=_paging_rules(settings),
        links=links_of(foundation.keys.secret("links")),
        desk=settings.web.public_url,
    )


def acknowledging_of(foundation: Foundation) -> Paging:
    """Return what takes calls and tells nobody of any: the desk needs no secret of whoever is on call."""
    return Paging(
        store=foundation.store,
        clock=foundation.clock,
        path=lambda: (),
        rooms=(),
        rules=_paging_rules(foundation.settings),
        links=links_of(foundation.keys.secret("links")),
        desk=foundation.settings.web.public_url,
    )


def survey_of(foundation: Foundation) -> Survey:
    """Return what asks after closed cases.

    Its links stand under the secret of digests: the secure page, which reads them, can make none that takes a call.
    """
    return Survey(
        store=foundation.store,
        clock=foundation.clock,
        links=links_of(foundation.keys.secret("digest")),
        asked_for=timedelta(days=foundation.settings.cases.survey_days),
    )


def assignee_of(foundation: Foundation) -> Assignees:
    """Return what says whose a case is, or nothing: the private zone opens to that member alone."""

    def assignee(case: str) -> str:
        with foundation.store.read() as tx:
            found = tx.case(CaseId(case))
        return found.assignee if found else ""

    return assignee


def standards_of(settings: Settings) -> dict[Kind, Standard]:
    """Return the service standard of each kind of case."""
    table = settings.cases
    countings: dict[str, Counting] = {"calendar": CalendarHours(), "business": cases_counting(settings)}
    of = {
        Kind.FEEDBACK: table.feedback,
        Kind.COMPLAINT: table.complaint,
        Kind.INCIDENT: table.incident,
        Kind.PROBLEM: table.problem,
    }
    return {
        kind: Standard(
            counting=countings[own.clock],
            allowance=timedelta(hours=own.hours),
            path=standard_path({role: float(hours) for role, hours in own.escalate.items()}),
        )
        for kind, own in of.items()
    }


def cases_counting(settings: Settings) -> BusinessHours:
    """Return what counts the hours in which cases are worked on."""
    table = settings.cases
    return BusinessHours(
        days=frozenset(WEEKDAYS.index(day) for day in table.days),
        opens=time.fromisoformat(table.opens),
        closes=time.fromisoformat(table.closes),
        zone=ZoneInfo(settings.notifications.time_zone),
        is_holiday=_holidays(settings.access.jurisdiction),
    )


def mask_words(foundation: Foundation) -> Callable[[Sequence[MentionId], str], str]:
    """Return what masks a colleague's words about a case: by the rules, and by what its conversations hide."""

    def mask(mentions: Sequence[MentionId], text: str) -> str:
        with foundation.store.read() as tx:
            facts = [tx.mention_facts(mention) for mention in mentions]
            conversations = {each.conversation for each in facts if each is not None}

            def hides(word: str) -> bool:
                return any(
                    bool(tx.known_tokens(here, [foundation.digester.token(here, token) for token in tokens(word)]))
                    for here in sorted(conversations)
                )

            return foundation.scanner.mask_words(text, lambda word: WITHHELD if hides(word) else word)

    return mask


def _holidays(jurisdiction: str) -> Callable[[date], bool]:
    """Return what knows holidays: those of a province, or the federal government's for "CA"."""
    calendar: Calendar = "federal" if jurisdiction == "CA" else "province"
    return lambda day: day in holidays_of(calendar, jurisdiction, day.year)


def _paging_rules(settings: Settings) -> PagingRules:
    table = settings.cases.paging
    return PagingRules(
        repeat=timedelta(minutes=table.repeat_minutes),
        following=timedelta(minutes=table.next_minutes),
        link_for=timedelta(hours=table.link_hours),
    )


def on_call_of(foundation: Foundation) -> Callable[[], Sequence[OnCall]]:
    """Return what reads who is on call: members who left, or may not work here, are passed over.

    Raises:
        ConfigurationError: There is no mail server for an address, or a member's targets are missing.
    """
    settings = foundation.settings
    table = settings.cases.on_call
    if any(each.address for each in table) and not (settings.mail.host and settings.mail.sender):
        raise ConfigurationError(
            msg("There are members on call, and no mail server to reach them."),
            where="mail.host",
            mend=msg("Set host and sender in [mail], or give them a target."),
        )
    password = foundation.secrets("mail", ("password",)).get("password", "")
    server = MailServer(table=settings.mail, clock=foundation.clock, password=password)
    targets = [_targets(foundation, each.target) if each.target else () for each in table]

    def path() -> Sequence[OnCall]:
        with foundation.store.read() as tx:
            members = {member.name.casefold(): member for member in tx.members()}
        found = []
        for number, (each, own) in enumerate(zip(table, targets, strict=True), 1):
            member = members.get(each.member.casefold())
            if member is None or not member.may(Permission.WORK_QUEUE):
                log.warning("call.passed-over", where=f"on call {number}")
                continue
            name = f"on call {number}"
            mail = MailReader(name=name, address=each.address, language=member.language, server=server)
            lines: list[Line] = [mail, *own] if each.address else [*own]
            found.append(OnCall(member=member.id, name=member.name, lines=lines))
        return found

    return path


def _targets(foundation: Foundation, name: str) -> Sequence[Line]:
    from smbot.notify.targets import open_targets  # noqa: PLC0415 - Apprise takes long to import

    secret = foundation.secrets(PAGERS, (name,)).get(name, "")
    first = foundation.settings.organisation.first_language
    found = open_targets(secret, (first, *(language for language in LANGUAGES if language != first)))
    if not found:
        raise ConfigurationError(
            msg("This secret is missing: it holds the targets of a member on call."), where=f"{PAGERS}.{name}"
        )
    return found
