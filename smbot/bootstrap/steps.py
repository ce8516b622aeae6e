"""What carrying out the steps of playbooks works with: our office, its business time, and whoever holds a role."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from itertools import chain

from smbot.bootstrap.cases import cases_counting, on_call_of
from smbot.bootstrap.foundation import Foundation
from smbot.core.roles import Role
from smbot.notify.ports import Channel
from smbot.notify.recipients import recipients
from smbot.offices.model import Directory, Office
from smbot.offices.opening import after_days, after_hours
from smbot.playbooks.lint import Places
from smbot.playbooks.standards import Wait
from smbot.steps.course import Until
from smbot.steps.situation import Situations
from smbot.steps.telling import RoleTelling


def our_office(foundation: Foundation) -> Callable[[str], Office | None]:
    """Return what says for which office an account speaks on a platform: else the first of the directory."""

    def office(platform: str) -> Office | None:
        directory = foundation.directory
        named = directory.office(foundation.settings.offices.account_office.get(platform, ""))
        return named or next(iter(directory.offices), None)

    return office


def situations_of(foundation: Foundation) -> Situations:
    """Return what puts the situation of a mention together."""
    return Situations(clock=foundation.clock, directory=lambda: foundation.directory, our_office=our_office(foundation))


def waiting_until(foundation: Foundation) -> Until:
    """Return what says when a wait is over: in the hours of the directory's first office, else in those of cases."""
    office = our_office(foundation)

    def until(start: datetime, wait: Wait) -> datetime:
        place = office("")
        ends = None
        if place is not None and wait.business_days is not None:
            ends = after_days(place, start, wait.business_days)
        elif place is not None:
            ends = after_hours(place, start, wait.business_hours or 0)
        if ends is not None:
            return ends
        table = foundation.settings.cases
        opens, closes = time.fromisoformat(table.opens), time.fromisoformat(table.closes)
        day = timedelta(hours=closes.hour - opens.hour, minutes=closes.minute - opens.minute)
        span = day * wait.business_days if wait.business_days else timedelta(hours=wait.business_hours or 0)
        return cases_counting(foundation.settings).after(start, span)

    return until


def role_telling_of(foundation: Foundation) -> RoleTelling:
    """Return what tells whoever holds a role.

    Members are reached as readers who name them and as members on call; where nobody of a role can be reached so,
    the targets that many read are told.

    Raises:
        ConfigurationError: A secret is missing, or there are addresses and no mail server.
    """
    told = recipients(
        foundation.settings,
        targets=foundation.secrets("notifications", ("targets",)).get("targets", ""),
        password=foundation.secrets("mail", ("password",)).get("password", ""),
        clock=foundation.clock,
    )
    rooms = [each.channel for each in told if not each.personal]
    on_call = on_call_of(foundation)

    def lines(role: Role) -> Sequence[Channel]:
        with foundation.store.read() as tx:
            names = {member.name.casefold() for member in tx.members() if role in member.roles}
        readers = {each.member.casefold(): each.channel for each in told if each.member.casefold() in names}
        called = [each.lines for each in on_call() if each.name.casefold() in names - readers.keys()]
        return [*readers.values(), *chain.from_iterable(called)] or rooms

    return RoleTelling(
        store=foundation.store, clock=foundation.clock, lines=lines, desk=foundation.settings.web.public_url
    )


def places_of(directory: Directory) -> Places:
    """Return what playbooks may name of a directory."""
    programs = [one.id for one in directory.programs]
    offices, bodies = [one.id for one in directory.offices], [one.id for one in directory.other_bodies]
    return Places(programs=programs, doors=[*programs, *offices, *bodies])
