"""Collect: read pages, seal each post twice, and keep posts and cursor in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from smbot.collect.decide import after_failure, after_success, may_read, within_budget
from smbot.collect.keep import Collected, Collecting, keep_page
from smbot.collect.ports import Collector, CollectTransaction, Page
from smbot.core.accounts import OVER_BUDGET, AccountHealth, platform_of
from smbot.core.clock import Clock
from smbot.core.errors import PlatformError
from smbot.core.events import Act, Event
from smbot.core.failpoints import failpoint

PAGES_AT_ONCE = 20
"""After so many pages an account yields to the others; its cursor remembers where it was."""


def collect(
    collector: Collector,
    work: Collecting,
    *,
    budget_usd: float | None = None,
    page_limit: int | None = PAGES_AT_ONCE,
    progress: Callable[[Page], None] = lambda _page: None,
) -> Collected:
    """Read what is new from one account. A platform's failure is noted in its health, not raised."""
    done = Collected()
    with work.store.write() as tx:
        health, sealed = _fresh_health(tx, collector.name, work.clock, budget_usd), tx.cursor(collector.name)
    if not may_read(health, work.clock.now()):
        return done
    cursor = None if sealed is None else work.sealing.open_cursor(sealed)
    try:
        for page in islice(collector.pages(cursor), page_limit):
            failpoint("collect.page-read")
            _keep(page, collector.name, work, done)
            progress(page)
            with work.store.write() as tx:
                if _fresh_health(tx, collector.name, work.clock, budget_usd).paused:
                    return done
    except PlatformError as error:
        done.error = error
    failpoint("collect.read-to-its-end")
    _note_end(collector.name, work, done.error)
    return done


def _keep(page: Page, account: str, work: Collecting, done: Collected) -> None:
    def keep_cursor(tx: CollectTransaction) -> bool:
        tx.keep_cursor(account, work.sealing.seal_cursor(page.cursor))
        return True

    keep_page(page, account, work, done, keep_cursor)


def _fresh_health(tx: CollectTransaction, account: str, clock: Clock, budget_usd: float | None) -> AccountHealth:
    """Return the account's health with this month's budget applied: it pauses, and lifts its own pause."""
    health = tx.health(account)
    month = clock.now().date().replace(day=1)
    within = within_budget(tx.spent_since(month, platform_of(account)), budget_usd)
    if within == (health.paused != OVER_BUDGET):
        return health
    if within:
        health = replace(health, paused="")
        tx.record(Event(act=Act.ACCOUNT_RESUMED, subject=account))
    elif not health.paused:
        health = replace(health, paused=OVER_BUDGET)
        tx.record(Event(act=Act.ACCOUNT_PAUSED, subject=account, detail={"reason": OVER_BUDGET}))
    tx.keep_health(health)
    return health


def _note_end(account: str, work: Collecting, error: PlatformError | None) -> None:
    now = work.clock.now()
    with work.store.write() as tx:
        before = tx.health(account)
        after = after_failure(before, error, now) if error else after_success(before, now)
        tx.keep_health(after)
        if after.paused and not before.paused:
            tx.record(Event(act=Act.ACCOUNT_PAUSED, subject=account, detail={"reason": after.paused}))
