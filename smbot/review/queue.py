"""What members see of the review queue, and how an act reads, changes and records one mention of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from smbot.core.clock import Clock
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.events import Act, Event
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg
from smbot.core.roles import Member, Permission, demand
from smbot.core.states import MentionState
from smbot.review.hindrances import DeskPolicy, hindrance
from smbot.review.ports import (
    Change,
    Due,
    Filter,
    GuardProblems,
    Problem,
    QueueItem,
    ReviewStore,
    ReviewTransaction,
    Tally,
)
from smbot.review.transitions import Action, allowed, may_act

AWAITED = frozenset({MentionState.DRAFTED, MentionState.CLAIMED, MentionState.ESCALATED, MentionState.QUARANTINED})
"""States in which somebody waits for an answer of ours."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of the queue, and how many mentions match in all."""

    items: tuple[QueueItem, ...]
    total: int


class Queue:
    """What members see of the queue."""

    def __init__(
        self,
        store: ReviewStore,
        clock: Clock,
        *,
        guard: GuardProblems,
        mask: Callable[[QueueItem, str], str],
        policy: DeskPolicy,
    ) -> None:
        self._store = store
        self._clock = clock
        self._guard = guard
        self._mask = mask
        self.policy = policy

    def listing(self, member: Member, wanted: Filter, *, limit: int = 50, offset: int = 0) -> Listing:
        """Return one page of matching mentions, the most urgent and oldest first."""
        demand(member, Permission.READ_QUEUE)
        with self._store.read() as tx:
            return Listing(items=tuple(tx.items(wanted, limit=limit, offset=offset)), total=tx.count(wanted))

    def page(self, member: Member, wanted: Filter, *, limit: int, offset: int) -> tuple[QueueItem, ...]:
        """Return one page of matching mentions, uncounted."""
        demand(member, Permission.READ_QUEUE)
        with self._store.read() as tx:
            return tuple(tx.items(wanted, limit=limit, offset=offset))

    def tallies(self, member: Member, wanted: Filter, label: str, due: Due) -> list[Tally]:
        """Return how many matching mentions stand alike, with `label` or without, the member's or not, due or not."""
        demand(member, Permission.READ_QUEUE)
        with self._store.read() as tx:
            return tx.tallies(wanted, label, member.name, due)

    def are_common(self, member: Member, words: str) -> bool:
        """Say whether so many posts hold these words that only the newest are looked through."""
        demand(member, Permission.READ_QUEUE)
        with self._store.read() as tx:
            return tx.are_common(words)

    def item(self, member: Member, mention: MentionId) -> QueueItem:
        """Return one mention.

        Raises:
            NotAllowed: There is none of this id, or the member may not see it.
        """
        demand(member, Permission.READ_QUEUE)
        with self._store.read() as tx:
            return found(tx, mention)

    def actions(self, member: Member, item: QueueItem) -> dict[Action, Message | None]:
        """Return what this member could do with it now; a message says why an action is not possible."""
        return {
            action: hindrance(self.policy, member, item, action, self._clock.now())
            for action in Action
            if action in allowed(item.state)
            and may_act(member, action, item.escalated_to)
            and _makes_sense(action, item)
        }

    def due_at(self, item: QueueItem) -> datetime | None:
        """Return the last moment until which we mean to let its author wait; None where no answer is awaited."""
        return item.posted_at + self.policy.answer_within if item.state in AWAITED else None

    def problems(self, item: QueueItem, text: str) -> list[Problem]:
        """Return what the guard says of `text` as a reply, refusals first."""
        return sorted(self._guard(item, text, item.reply_purpose), key=lambda problem: not problem.refuses)


def _makes_sense(action: Action, item: QueueItem) -> bool:
    """Say whether there is what the action takes back, or what it ends."""
    return bool(item.escalated_to) if action == Action.RECALL else action != Action.CLOSE or not item.outcome


def found(tx: ReviewTransaction, mention: MentionId) -> QueueItem:
    """Return a mention.

    Raises:
        NotAllowed: There is none of this id.
    """
    item = tx.item(mention)
    if item is None:
        raise NotAllowed(msg("There is no mention of this id."), where=mention)
    return item


def alter(tx: ReviewTransaction, item: QueueItem, change: Change) -> None:
    """Change the row that was read.

    Raises:
        Conflict: Somebody changed it first.
    """
    if not tx.change_item(item, change):
        raise Conflict(msg("Somebody changed this first. Look at it again."), where=item.id)


def record(tx: ReviewTransaction, act: Act, member: Member, item: QueueItem, **detail: str | int) -> None:
    """Write what a member did with a mention into the audit log."""
    tx.record(Event(act=act, actor=member.name, subject=item.id, detail=detail))
