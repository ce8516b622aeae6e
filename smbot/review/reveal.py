"""Let an officer see what one mask hides: an act with a reason, written to the audit log before anything is opened.

The event is committed in a transaction of its own. Only then is the original opened; whatever fails on the way, no
value exists without its event before it.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Generic, Protocol, TypeVar

from smbot.core.clock import Clock
from smbot.core.errors import Conflict, InputError, NotAllowed, SealError
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission, demand
from smbot.review.ports import QueueItem

SHORTEST_NOTE: Final = 10
LONGEST_NOTE: Final = 500
MOST_AN_HOUR: Final = 20
"""Values that one officer can see in an hour: more is a search through the vault, and a matter for two persons."""
HOUR: Final = timedelta(hours=1)

Value = TypeVar("Value")


class RevealReason(StrEnum):
    """Why an officer needs to see a value."""

    ACCESS_REQUEST = "access-request"
    PRIVACY_REQUEST = "privacy-request"
    SAFETY = "safety"
    INVESTIGATION = "investigation"
    LEGAL = "legal"
    MASK_CHECK = "mask-check"


class RevealTransaction(Protocol):
    """What revealing needs of a transaction."""

    def item(self, mention: MentionId) -> QueueItem | None: ...  # noqa: D102
    def is_waiting(self, mention: MentionId) -> bool: ...  # noqa: D102
    def count_acts(self, act: Act, actor: str, since: datetime | None = None) -> int: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class RevealStore(Protocol):
    """Opens transactions for revealing."""

    def write(self) -> AbstractContextManager[RevealTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[RevealTransaction]: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One mask that an officer asks to see through. `at` is its place among all masks of the post.

    `seen_version` is the post's version that the officer saw, `revealed` how many values they had been shown by then:
    a form that is sent twice shows nothing the second time. `confirmed` says that they have just proved who they are.
    """

    mention: MentionId
    at: int
    reason: RevealReason
    note: str
    seen_version: int
    revealed: int
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class Reveals(Generic[Value]):
    """The act. `open` opens one value of a post and returns None where its place is not certain.

    `mask` masks what an officer typed about a post.
    """

    store: RevealStore
    clock: Clock
    open: Callable[[QueueItem, int], Value | None]
    mask: Callable[[QueueItem, str], str]

    def revealed(self, member: Member) -> int:
        """Return how many values a member has been shown ever: the form carries it."""
        with self.store.read() as tx:
            return tx.count_acts(Act.MASK_REVEALED, member.name)

    def left(self, member: Member) -> int:
        """Return how many values a member can be shown now."""
        with self.store.read() as tx:
            return max(0, MOST_AN_HOUR - self._lately(tx, member))

    def reveal(self, member: Member, asked: Asked) -> Value:
        """Return what one mask hides; the audit log tells of it before it is opened.

        Raises:
            NotAllowed: No right, not confirmed, too many in an hour, no such mask, or its place is not certain.
            InputError: The note is too short or too long.
            Conflict: The post changed, or this was shown already.
            SealError: The original does not open: shredded, or another installation's key.
        """
        demand(member, Permission.REVEAL)
        if not asked.confirmed:
            raise NotAllowed(msg("Prove first that it is you: with your password, or a code of your second factor."))
        item = self._record(member, asked)
        # From here on the log tells of it, committed: the only line that can open anything comes after.
        try:
            value = self.open(item, asked.at)
        except Exception as error:
            self._failed(member, asked, type(error).__name__)
            if isinstance(error, SealError | NotAllowed):
                raise
            # A library's own words might hold what it choked on.
            raise SealError(msg("The original could not be opened ({error}).", error=type(error).__name__)) from None
        if value is None:
            self._failed(member, asked, "place")
            raise NotAllowed(
                msg("smbot cannot tell for certain which words this mask hides, so it shows none."),
                where=asked.mention,
                mend=msg("Open the post on its platform, if you may and it is still there."),
            )
        return value

    def _record(self, member: Member, asked: Asked) -> QueueItem:
        note = " ".join(asked.note.split())
        if not SHORTEST_NOTE <= len(note) <= LONGEST_NOTE:
            raise InputError(
                msg(
                    "Write why, in {shortest} to {longest} characters: the audit log keeps it.",
                    shortest=SHORTEST_NOTE,
                    longest=LONGEST_NOTE,
                )
            )
        with self.store.read() as tx:
            known = tx.item(asked.mention)
        said = self.mask(known, note) if known is not None else ""
        with self.store.write() as tx:
            item = tx.item(asked.mention)
            if item is None or item.text is None:
                raise NotAllowed(msg("This post has no text here, so no masks."), where=asked.mention)
            if item.version != asked.seen_version or tx.is_waiting(asked.mention):
                raise Conflict(msg("The post changed. Look at it again."), where=asked.mention)
            masks = item.all_masks()
            if not 0 <= asked.at < len(masks):
                raise NotAllowed(msg("There is no such mask in this post."), where=asked.mention)
            if tx.count_acts(Act.MASK_REVEALED, member.name) != asked.revealed:
                raise Conflict(
                    msg("This form was used already: a value is shown once."),
                    where=asked.mention,
                    mend=msg("Ask anew, with a reason, if you need to see it again."),
                )
            if self._lately(tx, member) >= MOST_AN_HOUR:
                raise NotAllowed(
                    msg("You have opened {count} values within an hour, which is the most.", count=MOST_AN_HOUR),
                    mend=msg("Wait, or ask another officer."),
                )
            mask = masks[asked.at]
            detail: dict[str, Detail] = {
                "entity": mask.entity,
                "number": mask.number,
                "at": asked.at,
                "why": asked.reason.value,
                "note": said,  # for officers: the team's timeline shows the reason of the list alone
            }
            tx.record(Event(act=Act.MASK_REVEALED, actor=member.name, subject=asked.mention, detail=detail))
        return item

    def _lately(self, tx: RevealTransaction, member: Member) -> int:
        return tx.count_acts(Act.MASK_REVEALED, member.name, self.clock.now() - HOUR)

    def _failed(self, member: Member, asked: Asked, code: str) -> None:
        with self.store.write() as tx:
            detail: dict[str, Detail] = {"at": asked.at, "failed": code}
            tx.record(Event(act=Act.MASK_NOT_REVEALED, actor=member.name, subject=asked.mention, detail=detail))
