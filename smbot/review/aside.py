"""Acts beside the answer: put a mention off, give it to somebody, note something about it, keep a view of the queue."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from smbot.core.clock import Clock
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.events import SYSTEM, Act, Event
from smbot.core.ids import MentionId
from smbot.core.messages import LANGUAGES, Message, msg
from smbot.core.roles import Member, Permission, demand
from smbot.core.states import MentionState
from smbot.review.aside_ports import AsideStore, AsideTransaction, KeptView, Note, Present
from smbot.review.ports import Filter, QueueItem
from smbot.review.queue import found, record
from smbot.review.transitions import OPEN, resting_state

AT_ONCE = 200
LONGEST_NOTE = 2000
LONGEST_NAME = 60
MOST_VIEWS = 50
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=90)
"""For how long a mention can be put off."""
PRESENT_FOR = timedelta(seconds=30)
SERVED = frozenset(LANGUAGES)
"""Languages in which members serve; posts in another are anybody's."""
CHANGED = msg("Somebody changed this first. Look at it again.")


@dataclass(frozen=True, kw_only=True)
class Aside:
    """The acts. `mask` hides what is personal in a colleague's words about a mention.

    `is_personal` says whether words hold such, as far as rules tell: names of people they do not know.

    `assignment` is "off", "suggest" or "auto": whether a member is proposed for a mention, or given it.
    """

    store: AsideStore
    clock: Clock
    mask: Callable[[QueueItem, str], str]
    is_personal: Callable[[str], bool]
    claim_for: timedelta
    assignment: str = "suggest"

    def why_not(self, member: Member, item: QueueItem) -> Message | None:
        """Return what keeps a member from putting a mention off or giving it to somebody, or None."""
        if item.state not in OPEN:
            return msg("Nothing waits to be done with it.")
        until, held = item.claimed_until, item.state == MentionState.CLAIMED and item.claimed_by != member.name
        if held and until is not None and until > self.clock.now():
            return msg("{name} holds this mention.", name=item.claimed_by)
        return None

    def snooze(
        self, member: Member, mention: MentionId, until: datetime, *, seen_version: int | None = None
    ) -> QueueItem:
        """Put a mention off until a time, or until its conversation goes on; it comes back to who put it off.

        Raises:
            NotAllowed: Nothing is to be done with it, a colleague holds it, or the time is too near or too far.
            Conflict: It changed since `seen_version`.
        """
        demand(member, Permission.WORK_QUEUE)
        now = self.clock.now()
        if not SHORTEST <= until - now <= LONGEST:
            raise NotAllowed(msg("Choose a time between five minutes and ninety days from now."), where=mention)
        with self.store.write() as tx:
            item = self._open(tx, member, mention, seen_version)
            state = item.state
            if state == MentionState.CLAIMED:
                state = resting_state(has_text=item.text is not None, has_draft=bool(item.draft))
            if not tx.snooze(item, until, state, item.assigned_to or member.name):
                raise Conflict(CHANGED, where=mention)
            record(tx, Act.MENTION_SNOOZED, member, item, until=until.isoformat())
            return found(tx, mention)

    def wake(self, member: Member, mention: MentionId) -> QueueItem:
        """Take back that a mention is put off.

        Raises:
            NotAllowed: It is not put off.
        """
        demand(member, Permission.WORK_QUEUE)
        with self.store.write() as tx:
            item = found(tx, mention)
            if item.snoozed_until is None:
                raise NotAllowed(msg("It is not put off."), where=mention)
            if not tx.snooze(item, None, item.state, item.assigned_to):
                raise Conflict(CHANGED, where=mention)
            record(tx, Act.MENTION_WOKEN, member, item)
            return found(tx, mention)

    def wake_due(self) -> int:
        """Bring back what was put off until now, and whose conversation went on; return how many."""
        now, woken = self.clock.now(), 0
        with self.store.write() as tx:
            for item, heard in tx.snoozed_to_wake(now):
                if tx.snooze(item, None, item.state, item.assigned_to):
                    why = "its conversation went on" if heard else "its time has come"
                    tx.record(Event(act=Act.MENTION_WOKEN, actor=SYSTEM, subject=item.id, detail={"why": why}))
                    woken += 1
            tx.drop_together(now - timedelta(days=1))
        return woken

    def assign(self, member: Member, mention: MentionId, to: str, *, seen_version: int | None = None) -> QueueItem:
        """Give a mention to a member who works on the queue, "" to nobody.

        Raises:
            NotAllowed: There is no such member, nothing is to be done with it, or a colleague holds it.
            Conflict: It changed since `seen_version`.
        """
        demand(member, Permission.WORK_QUEUE)
        with self.store.write() as tx:
            item = self._open(tx, member, mention, seen_version)
            if to and to not in {each.name for each in _workers(tx)}:
                raise NotAllowed(msg("Nobody of this name works on the queue."), where=mention)
            if to == item.assigned_to:
                raise NotAllowed(msg("It is so already."), where=mention)
            if not tx.assign(item, to):
                raise Conflict(CHANGED, where=mention)
            record(tx, Act.MENTION_ASSIGNED, member, item, who=to, before=item.assigned_to)
            return found(tx, mention)

    def colleagues(self, item: QueueItem | None = None) -> list[tuple[Member, int]]:
        """Return who works on the queue with how much each has; who serves in the mention's language, least first."""
        with self.store.read() as tx:
            loads, workers = tx.loads(), _workers(tx)

        def order(member: Member) -> tuple[bool, int, str]:
            return not _speaks(member, item), loads.get(member.name, 0), member.name

        return [(member, loads.get(member.name, 0)) for member in sorted(workers, key=order)]

    def suggestion(self, item: QueueItem) -> tuple[str, Message] | None:
        """Return to whom a mention would best be given, and why; None where nobody stands out or it is somebody's."""
        if self.assignment == "off" or not _is_free(item):
            return None
        fitting = [(member, load) for member, load in self.colleagues(item) if _speaks(member, item)]
        if len(fitting) < 2:
            return None
        member, load = fitting[0]
        return member.name, msg("serves in this language, and has least: {count}", count=load)

    def assign_free(self) -> int:
        """Give what waits and is nobody's to who serves in its language and has least; return how many mentions."""
        given = 0
        with self.store.write() as tx:
            loads = tx.loads()
            workers = _workers(tx)
            for item in tx.items(_free_for(workers), limit=AT_ONCE, offset=0):
                fitting = [member.name for member in workers if _speaks(member, item)]
                if not fitting:
                    continue
                name = min(fitting, key=lambda each: (loads.get(each, 0), each))
                if tx.assign(item, name):
                    loads[name] = loads.get(name, 0) + 1
                    detail = {"who": name, "why": "serves in its language and had least"}
                    tx.record(Event(act=Act.MENTION_ASSIGNED, actor=SYSTEM, subject=item.id, detail=detail))
                    given += 1
        return given

    def later_posts(self, item: QueueItem) -> tuple[list[MentionId], int]:
        """Return the first newer posts of a mention's conversation, and how many there are in all."""
        with self.store.read() as tx:
            return tx.later_posts(item), tx.count_later_posts(item)

    def note(self, member: Member, mention: MentionId, words: str) -> Note:
        """Note something about a mention, masked.

        Raises:
            NotAllowed: It says nothing, or too much.
        """
        said = words.strip()
        if not said or len(said) > LONGEST_NOTE:
            raise NotAllowed(msg("Write a note of at most {count} characters.", count=LONGEST_NOTE), where=mention)
        with self.store.read() as tx:
            item = found(tx, mention)
        if not may_note(member, item):
            demand(member, Permission.WORK_QUEUE)
        masked = self.mask(item, said)
        with self.store.write() as tx:
            number = tx.add_mention_note(mention, member.name, masked)
            record(tx, Act.MENTION_NOTED, member, item, note=number, length=len(masked))
            return tx.mention_notes(mention)[-1]

    def notes(self, member: Member, mention: MentionId) -> list[Note]:
        """Return what was noted about a mention, the oldest first."""
        demand(member, Permission.READ_QUEUE)
        with self.store.read() as tx:
            return tx.mention_notes(mention)

    def views(self, member: Member) -> list[KeptView]:
        """Return a member's views of the queue and everybody's."""
        demand(member, Permission.READ_QUEUE)
        with self.store.read() as tx:
            return tx.kept_views(member.name)

    def keep_view(self, member: Member, name: str, query: str, *, shared: bool = False) -> None:
        """Keep a view by name; who approves may keep it for everybody.

        Raises:
            NotAllowed: It has no name, or a long one, a person is given away, or the member may not keep it so.
        """
        demand(member, Permission.APPROVE if shared else Permission.READ_QUEUE)
        called = " ".join(name.split())
        if not called or len(called) > LONGEST_NAME:
            raise NotAllowed(msg("Give it a name of at most {count} characters.", count=LONGEST_NAME))
        if any(map(self.is_personal, (called, *(value for _, value in parse_qsl(query))))):
            raise NotAllowed(msg("A view whose name or words would give a person away is not kept: choose others."))
        with self.store.write() as tx:
            if len(tx.kept_views(member.name)) >= MOST_VIEWS:
                raise NotAllowed(msg("These are enough views: delete one first."))
            tx.keep_view(member.name, KeptView(name=called, query=query, shared=shared))

    def drop_view(self, member: Member, name: str, *, shared: bool = False) -> None:
        """Forget a view.

        Raises:
            NotAllowed: There is none of this name.
        """
        demand(member, Permission.APPROVE if shared else Permission.READ_QUEUE)
        with self.store.write() as tx:
            if not tx.drop_view(member.name, name, shared=shared):
                raise NotAllowed(msg("There is no view of this name."))

    def here(self, member: Member, mention: MentionId, *, writes: bool) -> Sequence[Present]:
        """Note that a member has a mention open; return which colleagues have too. Who writes keeps their claim."""
        demand(member, Permission.READ_QUEUE)
        with self.store.write() as tx:
            tx.be_present(mention, member.name, writes=writes, lasts=PRESENT_FOR)
            if writes:
                tx.hold_on(mention, member.name, self.clock.now() + self.claim_for)
        return self.others(member, mention)

    def others(self, member: Member, mention: MentionId) -> Sequence[Present]:
        """Return which colleagues have a mention open."""
        demand(member, Permission.READ_QUEUE)
        with self.store.read() as tx:
            return [each for each in tx.present(mention, PRESENT_FOR) if each.member != member.name]

    def _open(self, tx: AsideTransaction, member: Member, mention: MentionId, seen_version: int | None) -> QueueItem:
        item = found(tx, mention)
        if seen_version is not None and item.version != seen_version:
            raise Conflict(CHANGED, where=mention)
        if (why := self.why_not(member, item)) is not None:
            raise NotAllowed(why, where=mention)
        return item


def may_note(member: Member, item: QueueItem) -> bool:
    """Say whether a member may note something about a mention: who works on it, and whose role it was passed to."""
    passed = member.may(Permission.TAKE_PASSED) and item.escalated_to in member.roles
    return member.may(Permission.WORK_QUEUE) or passed


def _is_free(item: QueueItem) -> bool:
    return item.state in OPEN and item.state != MentionState.CLAIMED and not item.assigned_to


def _free_for(workers: Iterable[Member]) -> Filter:
    """Return what asks for mentions that can be given to one of them: what a role was asked for waits for that role."""
    spoken = frozenset(language for member in workers for language in member.serves)
    states = OPEN - {MentionState.CLAIMED, MentionState.ESCALATED}
    return Filter(states=states, unassigned=True, snoozed=False, unspoken=SERVED - spoken)


def _workers(tx: AsideTransaction) -> list[Member]:
    return [member for member in tx.members() if member.may(Permission.WORK_QUEUE)]


def _speaks(member: Member, item: QueueItem | None) -> bool:
    """Say whether a member serves in the language of a mention."""
    if item is None or item.language not in SERVED:
        return True
    return item.language in member.serves
