"""What a person orders on the platform itself: hide and show, write in private, correct, remove, look.

Each order is a row of the outbox, and leaves through the dispatcher like a reply; each is checked, and logged, in
the transaction that gives it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from smbot.core.clock import Clock
from smbot.core.errors import Conflict, NotAllowed, SmbotError
from smbot.core.events import Act, Event
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg
from smbot.core.platform_rules import PlatformRules
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import REPEATABLE, Purpose, Seen, Visibility
from smbot.core.roles import Member, Permission
from smbot.core.sending_rules import Limits, Verdict, Wish, refusal, verdicts
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.ports import RESOLUTIONS, Approved, Filled, GuardProblems, QueueItem, ReviewStore, as_it_is

CLOSED = frozenset({MentionState.APPROVED, MentionState.ANSWERED})
"""States that a mention reaches only with its approvals."""


class Order(StrEnum):
    """Something that a person can order about a mention."""

    HIDE = "hide"
    SHOW = "show"
    WRITE = "write"
    CORRECT = "correct"
    REMOVE = "remove"
    LOOK = "look"


PURPOSES: Mapping[Order, Purpose] = {
    Order.HIDE: Purpose.VISIBILITY,
    Order.SHOW: Purpose.VISIBILITY,
    Order.WRITE: Purpose.PRIVATE,
    Order.CORRECT: Purpose.CORRECTION,
    Order.REMOVE: Purpose.REMOVAL,
    Order.LOOK: Purpose.LOOK,
}
NEEDS: Mapping[Order, Permission] = {
    Order.HIDE: Permission.WORK_QUEUE,
    Order.SHOW: Permission.WORK_QUEUE,
    Order.WRITE: Permission.APPROVE,
    Order.CORRECT: Permission.APPROVE,
    Order.REMOVE: Permission.APPROVE,
    Order.LOOK: Permission.WORK_QUEUE,
}
"""The permission each order asks for: whoever works the queue may hide at once what exposes somebody."""
WORDS = frozenset({Order.WRITE, Order.CORRECT})
AT_ONCE = frozenset({Order.HIDE, Order.SHOW, Order.LOOK})
"""Orders without an undo window: each can be reversed, or changes nothing."""
EXPLAINED = frozenset({Order.HIDE, Order.SHOW, Order.REMOVE})
"""Orders that touch what citizens can read: they are given with a reason."""


@dataclass(frozen=True, kw_only=True)
class OrderPolicy:
    """`rules` says what each platform allows, or None where it is not connected.

    `limits` is what the organisation sets for sending there. `approvers` names the active members who may approve:
    where there are others, nobody sends own words alone. `prepared` returns what a mention's playbook says in private:
    those words are nobody's own. `filled` puts the code of its case into a text.
    """

    mode: Mode
    undo: timedelta
    rules: Callable[[str], PlatformRules | None]
    needs_two: Callable[[QueueItem], bool]
    approvers: Callable[[], frozenset[str]]
    limits: Callable[[str], Limits] = lambda _platform: Limits()
    prepared: Callable[[QueueItem], str] = lambda _item: ""
    filled: Filled = as_it_is


class AtPlatform:
    """Orders about mentions on their platforms."""

    def __init__(
        self,
        store: ReviewStore,
        clock: Clock,
        *,
        guard: GuardProblems,
        mask: Callable[[QueueItem, str], str],
        policy: OrderPolicy,
    ) -> None:
        self._store = store
        self._clock = clock
        self._guard = guard
        self._mask = mask
        self.policy = policy

    def orders(self, member: Member, item: QueueItem) -> dict[Order, Message | None]:
        """Return what the member could order now; a message says why an order is not possible.

        What can have no sense for the mention is not among them: correcting where no reply of ours is out.
        """
        return {
            order: self._hindrance(item, order)
            for order in Order
            if member.may(NEEDS[order]) and self._has_sense(item, order)
        }

    def verdicts(self, item: QueueItem, purpose: Purpose, text: str = "") -> Sequence[Verdict]:
        """Return what each rule says of sending `text` for `purpose` now; the dispatcher asks the same ones.

        Of a platform that is not connected nothing is known.
        """
        rules, now = self.policy.rules(item.platform), self._clock.now()
        if rules is None:
            return ()
        with self._store.read() as tx:
            history = tx.sending_history(item.id, item.platform, now.date().replace(day=1))
        wish, limits = Wish(purpose=purpose, text=text), self.policy.limits(item.platform)
        return verdicts(rules, item.facts(), history, limits=limits, wish=wish, now=now)

    def own_posts(self, item: QueueItem) -> list[tuple[datetime, bool]]:
        """Return when our account wrote in the conversation, and whether smbot did.

        Our post under which somebody comments answers nobody, and is left out; private messages name no parent.
        """
        with self._store.read() as tx:
            return tx.own_posts(item.conversation, openings=item.kind == PostKind.MESSAGE)

    def give(
        self,
        member: Member,
        mention: MentionId,
        order: Order,
        *,
        text: str = "",
        reason: str = "",
        seen_version: int | None = None,
    ) -> QueueItem:
        """Give an order. Words of one's own are kept as a proposal, where another approver could order them.

        Raises:
            Conflict: Somebody changed the mention since `seen_version`, or the same order is on its way.
            NotAllowed: Role, mode, window, guard or platform forbid it; the message says which.
        """
        if not member.may(NEEDS[order]):
            raise NotAllowed(msg("Your role does not permit this."))
        if order in EXPLAINED and not reason.strip():
            raise NotAllowed(msg("Say why, in a few words."))
        seen = self._item(mention)
        masked = self._mask(seen, reason.strip()) if reason.strip() else ""
        words = text.strip()
        if order in WORDS and self._has_sense(seen, order) and self._hindrance(seen, order) is None:
            # A case code is made in a transaction of its own.
            words = self.policy.filled(member, seen, words, PURPOSES[order])
        with self._store.write() as tx:
            item = tx.item(mention) or seen
            if seen_version is not None and item.version != seen_version:
                raise Conflict(msg("Somebody changed this first. Look at it again."), where=mention)
            hindrance = self._hindrance(item, order) if self._has_sense(item, order) else _senseless()
            if hindrance is not None:
                raise NotAllowed(hindrance, where=mention)
            wanted = self._wanted(item, order, words)
            prepared = order == Order.WRITE and bool(words) and text.strip() == self.policy.prepared(item)
            proposes = order in WORDS and not prepared and self._needs_another(member, item, order, wanted)
            put = tx.propose_reply if proposes else tx.put_reply
            if not put(self._approved(member, item, order, wanted)):
                raise Conflict(msg("The same is on its way already, or was done."), where=mention)
            detail = {"order": order.value, "mode": self.policy.mode.value, "reason": masked}
            act = Act.ORDER_PROPOSED if proposes else Act.ORDER_GIVEN
            tx.record(Event(act=act, actor=member.name, subject=mention, detail=detail))
        return self._item(mention)

    def take_back(self, member: Member, mention: MentionId, order: Order) -> QueueItem:
        """Take an order back that has not begun to be carried out."""
        if not member.may(NEEDS[order]):
            raise NotAllowed(msg("Your role does not permit this."))
        self._must_be_an_order(mention, order)
        with self._store.write() as tx:
            if not tx.retract_reply(mention, PURPOSES[order]):
                raise Conflict(msg("It is done already, or may be: it cannot be taken back."), where=mention)
            detail = {"order": order.value}
            tx.record(Event(act=Act.ORDER_TAKEN_BACK, actor=member.name, subject=mention, detail=detail))
        return self._item(mention)

    def resolve(self, member: Member, mention: MentionId, state: ReplyState) -> QueueItem:
        """Say what became of a private message in doubt: see `RESOLUTIONS`."""
        if not member.may(Permission.APPROVE):
            raise NotAllowed(msg("Your role does not permit this."))
        if state not in RESOLUTIONS:
            raise NotAllowed(msg("A person cannot put a reply into the state “{state}”.", state=state), where=mention)
        self._must_be_an_order(mention, Order.WRITE)
        with self._store.write() as tx:
            if not tx.resolve_reply(mention, Purpose.PRIVATE, state):
                raise NotAllowed(msg("This reply does not wait for a person."), where=mention)
            detail = {"state": state.value, "purpose": Purpose.PRIVATE.value}
            tx.record(Event(act=Act.REPLY_RESOLVED, actor=member.name, subject=mention, detail=detail))
        return self._item(mention)

    def _must_be_an_order(self, mention: MentionId, order: Order) -> None:
        """Refuse to touch the answer to a private message, which is the desk's own matter."""
        if PURPOSES[order] == self._item(mention).reply_purpose:
            raise NotAllowed(_senseless(), where=mention)

    def _needs_another(self, member: Member, item: QueueItem, order: Order, text: str) -> bool:
        """Say whether these words are the member's own, and another approver is there to order them."""
        proposal = item.orders.get(PURPOSES[order])
        if proposal is not None and proposal.proposed and proposal.text == text:
            theirs = proposal.approved_by != member.name
        else:
            theirs = order == Order.WRITE and text == item.draft and item.drafted_by != member.name
        return not theirs and bool(self.policy.approvers() - {member.name})

    def _wanted(self, item: QueueItem, order: Order, text: str) -> str:
        """Return what stands in the outbox: checked words, or the wanted state."""
        if order == Order.HIDE:
            return Visibility.HIDDEN
        if order == Order.SHOW:
            return Visibility.SHOWN
        if order not in WORDS:
            return ""
        if not text:
            raise NotAllowed(msg("There is no text."), where=item.id)
        purpose = Purpose.PRIVATE if order == Order.WRITE else Purpose.PUBLIC
        refusal = next((p for p in self._guard(item, text, purpose) if p.refuses), None)
        if refusal is not None:
            raise NotAllowed(msg("The guard refuses this reply: {why}", why=refusal.message), where=item.id)
        return text

    def _approved(self, member: Member, item: QueueItem, order: Order, wanted: str) -> Approved:
        wait = timedelta() if order in AT_ONCE else self.policy.undo
        return Approved(
            mention=item.id,
            platform=item.platform,
            account=item.platform,
            text=wanted,
            language=item.draft_language or item.language,
            mode=self.policy.mode,
            approved_by=member.name,
            leave_at=self._clock.now() + wait,
            purpose=PURPOSES[order],
        )

    def _has_sense(self, item: QueueItem, order: Order) -> bool:
        rules = self.policy.rules(item.platform)
        if rules is None or PURPOSES[order] not in rules.purposes:
            return False
        match order:
            case Order.HIDE | Order.SHOW:
                return item.kind in rules.hides and item.hidden == (order == Order.SHOW)
            case Order.WRITE:
                # A private message is answered as such: by approving its draft.
                return item.kind in rules.private_windows and item.reply_purpose != Purpose.PRIVATE
            case _:
                public = item.reply if item.reply_purpose == Purpose.PUBLIC else None
                out = public is not None and public.state == ReplyState.SENT and public.mode == Mode.LIVE
                return out and (order == Order.LOOK or (public is not None and public.seen != Seen.GONE))

    def _hindrance(self, item: QueueItem, order: Order) -> Message | None:
        if self.policy.mode == Mode.LISTEN:
            return msg("smbot only listens here: do it on the platform.")
        if order == Order.LOOK and self.policy.mode == Mode.SHADOW:
            return msg("In shadow mode nothing goes to the platform: look there yourself.")
        under_way = item.orders.get(PURPOSES[order])
        if under_way is not None and under_way.state not in {ReplyState.REFUSED, ReplyState.RETRACTED}:
            if PURPOSES[order] not in REPEATABLE:
                return msg("Its author was written to in private already, or will be.")
            if under_way.state != ReplyState.SENT:
                return msg("The same is on its way already.")
        refused = refusal(self.verdicts(item, PURPOSES[order]))
        if refused is not None:
            return refused.sentence
        return self._private_hindrance(item) if order == Order.WRITE else None

    def _private_hindrance(self, item: QueueItem) -> Message | None:
        try:
            two = self.policy.needs_two(item)
        except SmbotError as damaged:
            return damaged.what
        if two and item.state not in CLOSED:
            return msg("This playbook asks for two persons: have its reply approved first.")
        return None

    def _item(self, mention: MentionId) -> QueueItem:
        with self._store.read() as tx:
            item = tx.item(mention)
        if item is None:
            raise NotAllowed(msg("There is no mention of this id."), where=mention)
        return item


def _senseless() -> Message:
    return msg("This is not possible for this mention on its platform.")
