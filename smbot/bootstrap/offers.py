"""The report on the active offer, from what an installation holds."""

from datetime import date, datetime, time, timedelta
from typing import Final

from smbot.bootstrap.access import zone_of
from smbot.bootstrap.foundation import Foundation
from smbot.core.errors import InputError, NotAllowed
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission
from smbot.offices.report import OfferReport, deflected, led_to_a_door, offers_made

DEFAULT_DAYS: Final = 30
FIRST_DAY: Final = date(2000, 1, 1)
READERS: Final = (Permission.APPROVE, Permission.CORRECT_MASKS)
"""Who sees what each employee offered: approvers and compliance officers."""


def period_of(foundation: Foundation, first: str = "", last: str = "") -> tuple[date, date]:
    """Return the first and the last day of a report, of thirty days up to today where nobody names them.

    Raises:
        InputError: They are no days, or not in order, or one lies ahead.
    """
    today = foundation.clock.now().astimezone(zone_of(foundation)).date()
    try:
        until = date.fromisoformat(last) if last else today
        since = date.fromisoformat(first) if first else max(FIRST_DAY, until - timedelta(days=DEFAULT_DAYS - 1))
    except ValueError:
        since, until = today, date.min
    if not FIRST_DAY <= since <= until <= today:
        raise InputError(
            msg("Name two days in order, up to today."),
            mend=msg("Write year, month and day: {today}.", today=today.isoformat()),
        )
    return since, until


def offer_report(foundation: Foundation, member: Member, first: date, last: date) -> OfferReport:
    """Return the report on the days from `first` up to and including `last`.

    Raises:
        NotAllowed: The member is neither an approver nor a compliance officer.
    """
    if not any(member.may(permission) for permission in READERS):
        raise NotAllowed(msg("Your role does not permit this."), where=member.name)
    zone = zone_of(foundation)
    since = datetime.combine(first, time.min, zone)
    until = datetime.combine(last + timedelta(days=1), time.min, zone)
    with foundation.store.read() as tx:
        answered = tx.offers_made(since, until)
        wrong = tx.wrong_offices(since, until)
        led = led_to_a_door(wrong, foundation.directory)
        posts = tx.posts_by({one.author for one in led}, since)
    return OfferReport(
        first_day=first,
        last_day=last,
        offers=offers_made(answered),
        wrong=len(wrong),
        led=len(led),
        deflection=deflected(led, posts, now=foundation.clock.now()),
    )
