"""Ask a platform, in one job, which of the posts that we hold are gone, and purge those. Never a look-up each."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from smbot.core.clock import Clock
from smbot.core.codes import Code
from smbot.core.errors import PlatformError, Refused, SealError
from smbot.core.events import Act, Event
from smbot.core.failpoints import failpoint
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId
from smbot.core.notes import Note
from smbot.send.ports import Compliance, Handles

AT_ONCE = 5_000
"""Posts in one job; each is a line of a file that is uploaded."""
EVERY = timedelta(hours=12)
"""X asks that what was deleted there is deleted here within 24 hours (platforms.md, section 1)."""


class SweepTransaction(Protocol):
    """What a sweep needs of a transaction."""

    def note(self, name: str) -> Note | None: ...  # noqa: D102
    def keep_note(self, name: str, value: str = "") -> None: ...  # noqa: D102
    def drop_note(self, name: str) -> None: ...  # noqa: D102
    def posts_held(self, platform: str, limit: int, after: str) -> list[tuple[MentionId, bytes]]: ...  # noqa: D102
    def purge(self, mention: MentionId) -> bool: ...  # noqa: D102
    def is_held(self, mention: MentionId) -> bool: ...  # noqa: D102
    def hold_back_purge(self, mention: MentionId) -> bool: ...  # noqa: D102
    def drop_quoted(self, digest: str) -> list[MentionId]: ...  # noqa: D102
    def stop_reply(self, mention: MentionId, code: str) -> bool: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class SweepStore(Protocol):
    """Opens transactions for a sweep."""

    def write(self) -> AbstractContextManager[SweepTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[SweepTransaction]: ...  # noqa: D102


class Shredder(Protocol):
    """Deletes the keys of sealed originals."""

    def shred(self, mentions: Sequence[MentionId]) -> None: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Sweeping:
    """What a sweep works with."""

    store: SweepStore
    keys: Shredder
    handles: Handles
    clock: Clock


def sweep(platform: str, compliance: Compliance, work: Sweeping) -> int:
    """Take one step: ask about the next posts, or take the answer to the last question. Return how many were purged.

    A platform's failure changes nothing: the next step asks again.
    """
    job, reached, rested = f"sweep-job:{platform}", f"sweep-reached:{platform}", f"sweep-rested:{platform}"
    with work.store.read() as tx:
        asked, after, rest = tx.note(job), tx.note(reached), tx.note(rested)
        held = tx.posts_held(platform, AT_ONCE, after.value if after else "")
    try:
        if asked is None:
            if rest is not None and work.clock.now() - rest.at < EVERY:
                return 0
            handles = _open(held, work)
            name = compliance.ask([*handles.values(), *_quoted(handles.values())]) if handles else ""
            failpoint("sweep.asked")
            with work.store.write() as tx:
                if name:
                    tx.keep_note(job, name)
                else:
                    tx.drop_note(reached)
                    tx.keep_note(rested)
            return 0
        gone = compliance.gone(asked.value)
    except Refused:
        with work.store.write() as tx:
            tx.drop_note(job)
        return 0
    except PlatformError:
        return 0
    if gone is None:
        return 0
    # The same posts as were asked about, less those that a notice has purged since; a few newer ones do no harm.
    handles = _open(held, work)
    purged = [mention for mention, to in handles.items() if gone & {to.post_id, to.first_id}]
    quoted = [to for to in _quoted(handles.values()) if to.post_id in gone]
    with work.store.write() as tx:
        shredded = [mention for mention in purged if _forget(tx, mention)]
        for to in (*quoted, *(handles[mention] for mention in purged)):
            for quoting in tx.drop_quoted(work.handles.name(platform, to)):
                tx.record(Event(act=Act.MENTION_QUOTE_DELETED, subject=quoting, detail={"found": "compliance"}))
        tx.drop_note(job)
        if len(held) < AT_ONCE:
            tx.drop_note(reached)
            tx.keep_note(rested)
        else:
            tx.keep_note(reached, held[-1][0])
        failpoint("sweep.purged")
        work.keys.shred(shredded)  # before the end: whoever dies after it never comes back to these
    return len(shredded)


def _open(held: Sequence[tuple[MentionId, bytes]], work: Sweeping) -> Mapping[MentionId, PlatformHandle]:
    """Open the handles; a damaged one is passed over, since nothing can be asked about it."""
    opened = {}
    for mention, sealed in held:
        try:
            opened[mention] = work.handles.open(sealed, mention)
        except SealError:
            continue
    return opened


def _quoted(handles: Iterable[PlatformHandle]) -> list[PlatformHandle]:
    """Return the posts whose words are carried by others, each once."""
    ids = dict.fromkeys(handle.quoted_id for handle in handles if handle.quoted_id)
    return [PlatformHandle(post_id=post_id, first_id=post_id, author_id="") for post_id in ids]


def _forget(tx: SweepTransaction, mention: MentionId) -> bool:
    """Purge a mention; return whether its key is to be shredded: what a legal hold keeps stays."""
    held = tx.is_held(mention)
    if tx.hold_back_purge(mention) if held else tx.purge(mention):
        act = Act.DISPOSAL_HELD if held else Act.MENTION_DELETED
        tx.record(Event(act=act, subject=mention, detail={"found": "compliance"}))
        if tx.stop_reply(mention, Code.DELETED):
            tx.record(Event(act=Act.REPLY_STOPPED, subject=mention, detail={"code": Code.DELETED}))
    return not held
