"""A check of budgets: does this month's last at the pace at which a platform is read?"""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from smbot.bootstrap import Application
from smbot.core.messages import decimal, msg
from smbot.core.money import in_micros, in_usd
from smbot.core.words import platform_name
from smbot.platforms.ports import Finding

PACE = timedelta(days=7)
"""Whole days before today by which the pace is measured: each day of the week once."""


def budgets(application: Application) -> Iterator[Finding]:
    """Will reading go on until the month ends?"""
    if not application.ready():
        return  # the check of the database tells
    today = application.clock.now().date()
    for name, connected in application.platforms.items():
        limit = getattr(connected.settings, "monthly_budget_usd", None)
        if not limit:
            continue  # reading is free, or the platform's own check says that a budget of 0 reads nothing
        with application.store.read() as tx:
            spent = tx.spent_since(today.replace(day=1), name)
            pace = tx.spent_since(today - PACE, name) - tx.spent_since(today, name)
        title = platform_name(name)
        last = last_day(spent, pace, in_micros(limit), today)
        if last is None:
            yield Finding(check="budgets", what=msg("This month’s budget of {platform} lasts.", platform=title))
            continue
        a_month = max(in_usd(spent), in_usd(pace) / PACE.days * _days(today))
        yield Finding(
            check="budgets",
            what=msg("This month’s budget of {platform} will be spent on {day}.", platform=title, day=last.isoformat()),
            why=msg(
                "At the pace of the last seven days a month costs {cost} US dollars; the budget is {limit}. Once it is "
                "spent nothing is read, and what a platform keeps only for days is lost.",
                cost=decimal(a_month, 2),
                limit=decimal(limit, 2),
            ),
            fix=msg(
                "Raise monthly_budget_usd of {platform}, switch a monitor off, or read less (read_beside).",
                platform=title,
            ),
            advice=True,
        )


def last_day(spent: int, pace: int, limit: int, today: date) -> date | None:
    """Return the day of this month on which `limit` is spent, or None where it lasts; all in micro-dollars.

    `spent` is this month's so far, `pace` what the `PACE` before today cost.
    """
    left = limit - spent
    if left <= 0:
        return today
    if pace <= 0:
        return None
    days = -(-left * PACE.days // pace)  # begun days count
    day = today + timedelta(days=min(days, _days(today)))
    return day if day.month == today.month else None


def _days(today: date) -> int:
    return calendar.monthrange(today.year, today.month)[1]
