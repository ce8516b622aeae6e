"""When an account may be read, and what a failure changes. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from smbot.core.accounts import AccountHealth
from smbot.core.errors import AccountProblem, PlatformError, Throttled
from smbot.core.money import in_usd

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


def may_read(health: AccountHealth, now: datetime) -> bool:
    """Say whether nothing speaks against reading now."""
    return not health.paused and (health.retry_at is None or health.retry_at <= now)


def within_budget(spent_micros: int, budget_usd: float | None) -> bool:
    """Say whether this month's spending (millionths of a dollar) leaves room for another page."""
    return budget_usd is None or in_usd(spent_micros) < budget_usd


def after_success(health: AccountHealth, now: datetime) -> AccountHealth:
    """Return the health after all pages were stored."""
    return replace(health, collected_at=now, failures=0, retry_at=None, paused="")


def after_failure(health: AccountHealth, error: PlatformError, now: datetime) -> AccountHealth:
    """Return the health after a failure: a pause where a person must act, else a growing wait.

    A throttle that names its end is taken at its word; one that does not (a spending cap) waits as long
    as a failure does.
    """
    if isinstance(error, AccountProblem):
        return replace(health, failures=health.failures + 1, paused=error.code or type(error).__name__)
    if isinstance(error, Throttled) and error.retry_at is not None:
        return replace(health, retry_at=max(error.retry_at, now + FIRST_WAIT))  # its clock may be behind ours
    wait = min(FIRST_WAIT * 2 ** min(health.failures, 10), LONGEST_WAIT)
    return replace(health, failures=health.failures + 1, retry_at=now + wait)
