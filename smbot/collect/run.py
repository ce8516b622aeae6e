"""Collect: read pages, seal each post twice, and keep posts and cursor in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice

from smbot.collect.decide import OVER_BUDGET, after_failure, after_success, may_read, within_budget
from smbot.collect.ports import (
    Collector,
    CollectStore,
    CollectTransaction,
    KeyKeeper,
    Page,
    RefusedItem,
    Sealed,
    Sealing,
)
from smbot.core.accounts import AccountHealth
from smbot.core.clock import Clock
from smbot.core.errors import PlatformError
from smbot.core.events import Act, Detail, Event
from smbot.core.failpoints import failpoint
from smbot.core.ids import MentionId, new_mention_id
from smbot.raw.post import RawPost

PAGES_AT_ONCE = 20
"""After so many pages an account yields to the others; its cursor remembers where it was."""


@dataclass(kw_only=True)
class Collected:
    """What one run brought: counts, the items refused, and the error that ended it, if one did."""

    read: int = 0
    new: int = 0
    edited: int = 0
    refused: list[RefusedItem] = field(default_factory=list)
    error: PlatformError | None = None


@dataclass(frozen=True, kw_only=True)
class Collecting:
    """What collecting works with."""

    store: CollectStore
    keys: KeyKeeper
    sealing: Sealing
    clock: Clock


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
    _note_end(collector.name, work, done.error)
    return done


def _keep(page: Page, account: str, work: Collecting, done: Collected) -> None:
    """Store one page with its cursor. A crash before the end repeats the page; digests drop what is there."""
    with work.store.read() as tx:
        fresh = {id(post) for post in page.posts if tx.seen(work.sealing.digests(post)[0]) is None}
    seals: dict[int, tuple[MentionId, Sealed]] = {}
    for post in page.posts:
        if id(post) in fresh:
            mention = new_mention_id()
            seals[id(post)] = mention, work.sealing.seal(post, mention)
    work.keys.put({mention: sealed.vault_key for mention, sealed in seals.values()})
    failpoint("collect.keys-kept")
    new = 0
    with work.store.write() as tx:
        for post in page.posts:
            outcome = _keep_post(tx, post, seals.get(id(post)), work.sealing)
            new += outcome == NEW
            done.edited += outcome == EDITED
        failpoint("collect.posts-kept")
        tx.keep_cursor(account, work.sealing.seal_cursor(page.cursor))
        if page.cost_micros:
            tx.spend(account, page.cost_micros, len(page.posts))
        if new or page.refused:
            detail: dict[str, Detail] = {"posts": len(page.posts), "new": new, "refused": len(page.refused)}
            if page.refused:
                detail["refused_at"] = [item.where for item in page.refused[:MOST_PLACES]]
            tx.record(Event(act=Act.PAGE_COLLECTED, subject=account, detail=detail))
        failpoint("collect.before-commit")
    failpoint("collect.committed")
    done.read += len(page.posts)
    done.new += new
    done.refused.extend(page.refused)


MOST_PLACES = 20
"""Places of refused items kept with a page's event; an import's report has them all."""

NEW, SEEN, EDITED = "new", "seen", "edited"


def _keep_post(tx: CollectTransaction, post: RawPost, seals: tuple[MentionId, Sealed] | None, sealing: Sealing) -> str:
    digest, version = sealing.digests(post)
    seen = tx.seen(digest)
    if seen is None and seals is not None:
        mention, sealed = seals
        tx.add_waiting(
            mention, account=post.account, digest=digest, version=version, inbox=sealed.inbox, vault=sealed.vault
        )
        return NEW
    if seen is None:
        return SEEN
    if post.summoned:
        tx.mark_summoned(digest)  # a search may have found it before the mentions did
    if seen.version == version:
        return SEEN
    tx.mark_edited(digest, version)
    tx.record(Event(act=Act.MENTION_EDITED, subject=seen.mention))
    if tx.stop_reply(seen.mention, "edited"):
        tx.record(Event(act=Act.REPLY_STOPPED, subject=seen.mention, detail={"code": "edited"}))
    return EDITED


def _fresh_health(tx: CollectTransaction, account: str, clock: Clock, budget_usd: float | None) -> AccountHealth:
    """Return the account's health with this month's budget applied: it pauses, and lifts its own pause."""
    health = tx.health(account)
    month = clock.now().date().replace(day=1)
    within = within_budget(tx.spent_since(month, account.split(":", maxsplit=1)[0]), budget_usd)
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
