"""Keep one page: its posts sealed twice, our own posts and notices joined to what is there, all in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from smbot.collect.ports import (
    CollectStore,
    CollectTransaction,
    KeyKeeper,
    Notice,
    Noticed,
    OwnPost,
    Page,
    RefusedItem,
    Sealed,
    Sealing,
)
from smbot.core.accounts import SealedPost, SeenPost, platform_of
from smbot.core.clock import Clock
from smbot.core.codes import Code
from smbot.core.errors import PlatformError
from smbot.core.events import Act, Detail, Event
from smbot.core.failpoints import failpoint
from smbot.core.ids import MentionId, new_mention_id
from smbot.raw.post import RawPost

MOST_PLACES = 20
"""Places of refused items kept with a page's event; an import's report has them all."""


@dataclass(kw_only=True)
class Collected:
    """What one run brought: counts, the items refused, and the error that ended it, if one did."""

    read: int = 0
    new: int = 0
    edited: int = 0
    deleted: int = 0
    refused: list[RefusedItem] = field(default_factory=list)
    error: PlatformError | None = None


@dataclass(frozen=True, kw_only=True)
class Collecting:
    """What collecting works with."""

    store: CollectStore
    keys: KeyKeeper
    sealing: Sealing
    clock: Clock


class _Outcome(Enum):
    NEW = auto()
    SEEN = auto()
    EDITED = auto()


_Seals = dict[int, tuple[MentionId, Sealed]]


def keep_page(
    page: Page, account: str, work: Collecting, done: Collected, settle: Callable[[CollectTransaction], bool]
) -> None:
    """Store one page; `settle` keeps its cursor, or ends its delivery, in the same transaction.

    A crash before the end repeats the page; digests drop what is there. `settle` returns False where another
    process was faster: then nothing is stored.
    """
    seals = _seal(page, work)
    failpoint("collect.sealed")
    platform = platform_of(account)
    now = Collected()
    with work.store.write() as tx:
        if not settle(tx):
            return
        failpoint("collect.cursor-kept")
        outcomes = [_keep_post(tx, post, seals.get(id(post)), work) for post in page.posts]
        # In the transaction: another process that read the same edit must not replace the key of what is kept here.
        work.keys.put(_keys(page, seals, outcomes))
        failpoint("collect.keys-kept")
        now.new, now.edited = outcomes.count(_Outcome.NEW), outcomes.count(_Outcome.EDITED)
        for own in page.own:
            _keep_own(tx, platform, own, work.sealing)
        shredded = [mention for notice in page.notices for mention in _keep_notice(tx, platform, notice, work.sealing)]
        failpoint("collect.posts-kept")
        if page.cost_micros:
            tx.spend(account, page.cost_micros, len(page.posts))
        if now.new or page.refused:
            detail: dict[str, Detail] = {"posts": len(page.posts), "new": now.new, "refused": len(page.refused)}
            if page.refused:
                detail["refused_at"] = [item.where for item in page.refused[:MOST_PLACES]]
            tx.record(Event(act=Act.PAGE_COLLECTED, subject=account, detail=detail))
        work.keys.shred(shredded)  # before the end: whoever dies after it never comes back to these
        failpoint("collect.before-commit")
    failpoint("collect.committed")
    done.read += len(page.posts)
    done.new += now.new
    done.edited += now.edited
    done.deleted += len(shredded)
    done.refused.extend(page.refused)


def _seal(page: Page, work: Collecting) -> _Seals:
    """Seal each post that is new or has changed, before the transaction: sealing takes its time."""
    seals: _Seals = {}
    with work.store.read() as tx:
        for post in page.posts:
            digest, version = work.sealing.digests(post)
            seen = tx.seen(digest)
            if seen is None:
                mention = new_mention_id()
            elif not _is_newer(post, version, seen):
                continue
            else:
                mention = seen.mention
            seals[id(post)] = mention, work.sealing.seal(post, mention)
    return seals


def _keys(page: Page, seals: _Seals, outcomes: Sequence[_Outcome]) -> dict[MentionId, bytes]:
    """Return the keys of what is kept; of two versions in one page, the later one's."""
    kept = [seals[id(post)] for post, outcome in zip(page.posts, outcomes, strict=True) if outcome != _Outcome.SEEN]
    return {mention: sealed.vault_key for mention, sealed in kept}


def _keep_post(
    tx: CollectTransaction, post: RawPost, seals: tuple[MentionId, Sealed] | None, work: Collecting
) -> _Outcome:
    digest, version = work.sealing.digests(post)
    seen = tx.seen(digest)
    if seen is not None and post.summoned:
        tx.mark_summoned(digest)  # a search may have found it before the mentions did
    if seals is None or (seen is not None and not _is_newer(post, version, seen)):
        return _Outcome.SEEN
    mention, sealed = seals
    if seen is not None and seen.mention != mention:
        return _Outcome.SEEN  # stored by another process in between; its next reading tells whether it changed
    keep = tx.add_waiting if seen is None else tx.read_again
    keep(
        SealedPost(
            mention=mention,
            account=post.account,
            digest=digest,
            version=version,
            as_of=post.as_of or work.clock.now(),
            inbox=sealed.inbox,
            vault=sealed.vault,
            author=work.sealing.author(post),
        )
    )
    if seen is None:
        return _Outcome.NEW
    tx.record(Event(act=Act.MENTION_EDITED, subject=mention))
    _stop_reply(tx, mention, Code.EDITED)
    return _Outcome.EDITED


def _is_newer(post: RawPost, version: str, seen: SeenPost) -> bool:
    """Say whether a post that is known is to be read again: it has changed, and not before what was read."""
    if seen.gone or seen.version == version:
        return False
    return post.as_of is None or post.as_of > seen.as_of


def _keep_own(tx: CollectTransaction, platform: str, own: OwnPost, sealing: Sealing) -> None:
    """Remember a post of our own; a mention that a colleague answered with it waits no longer."""
    digest, parent, conversation = sealing.digests_of_own(platform, own)
    seen = tx.seen(digest)
    if seen is not None and seen.gone:
        return  # we were told first that it was deleted: it answers nobody
    tx.keep_own_post(digest=digest, parent=parent, conversation=conversation, posted_at=own.posted_at)
    for mention in tx.answered_by(parent, conversation, own.posted_at):
        if tx.settle_by_hand(mention):
            tx.record(Event(act=Act.MENTION_ANSWERED_BY_HAND, subject=mention, detail={"found": "platform"}))


def _keep_notice(tx: CollectTransaction, platform: str, notice: Notice, sealing: Sealing) -> list[MentionId]:
    """Apply a notice; return the mention whose original's key is to be shredded, if one is."""
    digest = sealing.digest(platform, notice.handle)
    seen = tx.seen(digest)
    if notice.what != Noticed.DELETED:
        hidden = notice.what == Noticed.HIDDEN
        if seen is not None and tx.mark_hidden(seen.mention, hidden=hidden):
            act = Act.MENTION_HIDDEN if hidden else Act.MENTION_SHOWN
            tx.record(Event(act=act, subject=seen.mention, detail={"found": "platform"}))
        return []
    ours = tx.mark_reply_gone(digest)
    if ours is not None:
        tx.record(Event(act=Act.REPLY_GONE, subject=ours))
    for quoting in tx.drop_quoted(digest):
        tx.record(Event(act=Act.MENTION_QUOTE_DELETED, subject=quoting))
    if seen is None:
        tx.bury(digest)  # told before the post itself: it must not be stored when it comes
        return []
    if seen.gone:
        return []
    return [seen.mention] if forget(tx, seen.mention) else []


def forget(tx: CollectTransaction, mention: MentionId) -> bool:
    """Purge what the platform no longer has, and keep our own record: digests, decisions, time line.

    Return whether the original's key is to be shredded: what a legal hold keeps waits until it is lifted.
    """
    if tx.is_held(mention):
        if tx.hold_back_purge(mention):
            tx.record(Event(act=Act.DISPOSAL_HELD, subject=mention))
            _stop_reply(tx, mention, Code.DELETED)
        return False
    if tx.purge(mention):
        tx.record(Event(act=Act.MENTION_DELETED, subject=mention))
        _stop_reply(tx, mention, Code.DELETED)
    failpoint("collect.purged")
    return True


def _stop_reply(tx: CollectTransaction, mention: MentionId, why: str) -> None:
    if tx.stop_reply(mention, why):
        tx.record(Event(act=Act.REPLY_STOPPED, subject=mention, detail={"code": why}))
