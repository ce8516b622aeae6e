"""Legal holds: an officer places one, with its matter and reason, and lifts it; what waited is then disposed of."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Final, Protocol

from smbot.core.clock import Clock
from smbot.core.errors import Conflict, InputError, NotAllowed
from smbot.core.events import Act, Detail, Event
from smbot.core.holds import Hold, HoldKind
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission, demand

LONGEST_MATTER: Final = 120
LONGEST_REASON: Final = 500
LIFTED: Final = "hold-lifted"
"""How a disposal was decided that a hold had kept from happening."""


class HoldTransaction(Protocol):
    """What holds need of a transaction."""

    def subject_of_hold(self, kind: HoldKind, named: str) -> str | None: ...  # noqa: D102
    def add_hold(self, hold: Hold) -> int: ...  # noqa: D102
    def hold(self, number: int) -> Hold | None: ...  # noqa: D102
    def holds(self, *, lifted: bool = False) -> list[Hold]: ...  # noqa: D102
    def lift_hold(self, number: int, by: str, reason: str) -> bool: ...  # noqa: D102
    def is_held(self, mention: MentionId) -> bool: ...  # noqa: D102
    def held_back(self) -> list[tuple[MentionId, str]]: ...  # noqa: D102
    def purge_held_back(self, mention: MentionId) -> None: ...  # noqa: D102
    def drop_quoted_in(self, found: list[MentionId], digest: str) -> list[MentionId]: ...  # noqa: D102
    def end_held_back(self, mention: MentionId, quoted: str = "") -> None: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class HoldStore(Protocol):
    """Opens transactions for holds."""

    def write(self) -> AbstractContextManager[HoldTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[HoldTransaction]: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Holds:
    """The acts. `mask` masks what was typed; `shred` deletes keys of sealed originals.

    `wishes` deletes what persons asked to have deleted in private and no hold keeps any more; it returns how many.
    """

    store: HoldStore
    clock: Clock
    mask: Callable[[str], str]
    shred: Callable[[Sequence[MentionId]], None]
    wishes: Callable[[], int]

    def place(self, member: Member, kind: HoldKind, named: str, matter: str, reason: str) -> int:
        """Keep a post, an author (named by one of their posts), a case or an entry of the docket; return the number.

        A button pressed twice places one hold: where the same person's same hold stands, its number is returned.

        Raises:
            NotAllowed: No right, or there is nothing of this id.
            InputError: No matter or reason, or one too long.
        """
        demand(member, Permission.CORRECT_MASKS)
        said, why = self._words(matter, LONGEST_MATTER), self._words(reason, LONGEST_REASON)
        with self.store.write() as tx:
            subject = tx.subject_of_hold(kind, named.strip())
            if subject is None:
                raise NotAllowed(
                    msg("There is nothing of this id that a hold could keep."),
                    mend=msg("Copy the id from its page. An author is named by one of their posts, and must be known."),
                )
            hold = Hold(
                kind=kind,
                subject=subject,
                named=named.strip(),
                matter=said,
                reason=why,
                placed_at=self.clock.now(),
                placed_by=member.name,
            )
            for standing in tx.holds():
                if replace(hold, number=standing.number, placed_at=standing.placed_at) == standing:
                    return standing.number
            number = tx.add_hold(hold)
            detail: dict[str, Detail] = {"hold": number, "keeps": kind.value, "matter": said, "because": why}
            tx.record(Event(act=Act.HOLD_PLACED, actor=member.name, subject=hold.named, detail=detail))
        return number

    def lift(self, member: Member, number: int, reason: str) -> int:
        """Lift a hold, for good, and only then dispose; return how many disposals had waited and were carried out.

        Raises:
            NotAllowed: No right, or there is no such hold.
            Conflict: It was lifted before.
            InputError: No reason, or one too long.
        """
        demand(member, Permission.CORRECT_MASKS)
        why = self._words(reason, LONGEST_REASON)
        with self.store.write() as tx:
            hold = tx.hold(number)
            if hold is None:
                raise NotAllowed(msg("There is no such hold."))
            if not tx.lift_hold(number, member.name, why):
                raise Conflict(msg("This hold is lifted already."))
            detail: dict[str, Detail] = {"hold": number, "keeps": hold.kind.value, "because": why}
            tx.record(Event(act=Act.HOLD_LIFTED, actor=member.name, subject=hold.named, detail=detail))
        return self.dispose()

    def dispose(self) -> int:
        """Dispose of what no hold keeps any more; return of how much.

        Whoever starts asks for it too: a crash may come between a lifting and its disposals.
        """
        with self.store.read() as tx:
            waits = bool(tx.held_back())
        done = 0
        if waits:
            with self.store.write() as tx:
                done = self._dispose(tx)
        return done + self.wishes()

    def _dispose(self, tx: HoldTransaction) -> int:
        free = [(mention, quoted) for mention, quoted in tx.held_back() if not tx.is_held(mention)]
        shredded: list[MentionId] = []
        for mention, quoted in free:
            if quoted:
                tx.drop_quoted_in([mention], quoted)
                tx.end_held_back(mention, quoted)
                act = Act.MENTION_QUOTE_DELETED
            else:
                tx.purge_held_back(mention)
                shredded.append(mention)
                act = Act.MENTION_DELETED
            tx.record(Event(act=act, subject=mention, detail={"found": LIFTED}))
        self.shred(shredded)  # before the end: whoever dies after it never comes back to these
        return len(free)

    def _words(self, typed: str, longest: int) -> str:
        said = " ".join(typed.split())
        if not 0 < len(said) <= longest:
            raise InputError(
                msg("Fill in the matter and the reason, in at most {longest} characters.", longest=longest)
            )
        return self.mask(said)
