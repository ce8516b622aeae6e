"""The acts of the review queue, for the command line and the pages alike.

Each act reads, checks permission and table, changes the row that it read (or reports the conflict) and
writes its audit event, all in one transaction.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from smbot.core.clock import Clock
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.events import SYSTEM, Act, Event
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg
from smbot.core.purposes import Seen
from smbot.core.roles import Member, Permission, Role
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.core.switches import OFF, ON, SENDING_PAUSED
from smbot.review.ports import (
    RESOLUTIONS,
    Approved,
    Change,
    Filter,
    GuardProblems,
    Problem,
    QueueItem,
    ReviewStore,
    ReviewTransaction,
)
from smbot.review.transitions import NEEDS, Action, allowed, target

NEVER_KEPT = frozenset({"echo", "personal", "unread"})
"""The guard's rules on personal information: what they refuse is not even stored as a draft."""
AWAITED = frozenset({MentionState.DRAFTED, MentionState.CLAIMED, MentionState.ESCALATED, MentionState.QUARANTINED})
"""States in which somebody waits for an answer of ours."""


@dataclass(frozen=True, kw_only=True)
class DeskPolicy:
    """`why_not_by_api` says why a mention cannot be answered through its platform's API, or None.

    `needs_two` says whether a mention's playbook asks for two approvers; `approvers` returns the names of all who
    may approve now.
    """

    mode: Mode
    undo: timedelta
    claim_for: timedelta
    answer_within: timedelta
    why_not_by_api: Callable[[QueueItem], Message | None]
    needs_two: Callable[[QueueItem], bool]
    approvers: Callable[[], frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of the queue, and how many mentions match in all."""

    items: tuple[QueueItem, ...]
    total: int


class Desk:
    """The review queue."""

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
        _demand(member, Permission.READ_QUEUE)
        with self._store.read() as tx:
            return Listing(items=tuple(tx.items(wanted, limit=limit, offset=offset)), total=tx.count(wanted))

    def item(self, member: Member, mention: MentionId) -> QueueItem:
        """Return one mention.

        Raises:
            NotAllowed: There is none of this id, or the member may not see it.
        """
        _demand(member, Permission.READ_QUEUE)
        with self._store.read() as tx:
            return _found(tx, mention)

    def actions(self, member: Member, item: QueueItem) -> dict[Action, Message | None]:
        """Return what this member could do with it now; a message says why an action is not possible."""
        return {
            action: self._hindrance(member, item, action)
            for action in Action
            if action in allowed(item.state) and member.may(NEEDS[action])
        }

    def overdue(self, item: QueueItem) -> bool:
        """Say whether its author has waited for longer than we mean to let anybody wait."""
        return item.state in AWAITED and self._clock.now() - item.posted_at > self.policy.answer_within

    def problems(self, item: QueueItem, text: str) -> list[Problem]:
        """Return what the guard says of `text` as a reply, refusals first."""
        return sorted(self._guard(item, text, item.reply_purpose), key=lambda problem: not problem.refuses)

    def claim(self, member: Member, mention: MentionId) -> QueueItem:
        """Take a mention, or take over a claim that has expired."""
        with self._act(member, mention, Action.CLAIM) as (tx, item, state):
            self._change(tx, item, self._held(member, state))
            _record(tx, Act.MENTION_CLAIMED, member, item)
        return self.item(member, mention)

    def release(self, member: Member, mention: MentionId) -> QueueItem:
        """Put a mention back."""
        with self._act(member, mention, Action.RELEASE) as (tx, item, state):
            self._change(tx, item, Change(state=state, claimed_by=""))
            _record(tx, Act.MENTION_RELEASED, member, item)
        return self.item(member, mention)

    def edit(self, member: Member, mention: MentionId, text: str, *, seen_version: int | None = None) -> QueueItem:
        """Replace the draft. A first approval falls with it.

        Raises:
            Conflict: Somebody changed the mention since `seen_version`.
            NotAllowed: The text holds personal information: a table must not, not even in a draft.
        """
        for problem in self.problems(self.item(member, mention), text.strip()):
            if problem.refuses and problem.rule in NEVER_KEPT:
                raise NotAllowed(msg("This text is not kept: {why}", why=problem.message), where=mention)
        with self._act(member, mention, Action.EDIT, seen_version=seen_version) as (tx, item, state):
            author = item.drafted_by if text.strip() == item.draft else member.name
            change = replace(self._held(member, state), draft=text.strip(), drafted_by=author, first_approver="")
            self._change(tx, item, change)
            _record(tx, Act.DRAFT_EDITED, member, item, length=len(text.strip()))
        return self.item(member, mention)

    def approve(self, member: Member, mention: MentionId, *, seen_version: int | None = None) -> QueueItem:
        """Approve the draft: it leaves when the undo window closes, unless the guard refuses it now.

        Raises:
            NotAllowed: The mode, the guard, or the platform's rules forbid it; the message says which.
        """
        with self._act(member, mention, Action.APPROVE, seen_version=seen_version) as (tx, item, state):
            refusals = [p for p in self._guard(item, item.draft, item.reply_purpose) if p.refuses]
            if refusals:
                raise NotAllowed(msg("The guard refuses this reply: {why}", why=refusals[0].message), where=mention)
            if self.policy.needs_two(item) and not item.first_approver:
                resting = target(item.state, Action.RELEASE, has_text=True, has_draft=True) or item.state
                self._change(tx, item, Change(state=resting, first_approver=member.name, claimed_by=""))
                _record(tx, Act.REPLY_APPROVED_FIRST, member, item, **_own_draft(member, item))
            else:
                self._put_reply(tx, member, item, state)
        return self.item(member, mention)

    def undo(self, member: Member, mention: MentionId) -> QueueItem:
        """Take an approved reply back while it has not begun to leave, or after it was refused or dropped."""
        with self._act(member, mention, Action.UNDO) as (tx, item, state):
            if not tx.retract_reply(mention, item.reply_purpose):
                raise Conflict(msg("The reply has left, or may have: it cannot be undone."), where=mention)
            self._change(tx, item, replace(self._held(member, state), first_approver=""))
            _record(tx, Act.REPLY_RETRACTED, member, item)
        return self.item(member, mention)

    def reject(self, member: Member, mention: MentionId, reason: str) -> QueueItem:
        """Set the draft aside as unfit, with the reason."""
        return self._close(member, mention, Action.REJECT, Act.MENTION_REJECTED, reason=_told(reason))

    def no_reply(self, member: Member, mention: MentionId) -> QueueItem:
        """Decide that no reply is due."""
        return self._close(member, mention, Action.NO_REPLY, Act.MENTION_NO_REPLY)

    def answered_by_hand(self, member: Member, mention: MentionId) -> QueueItem:
        """Note that the post was answered on the platform itself."""
        return self._close(member, mention, Action.ANSWERED, Act.MENTION_ANSWERED_BY_HAND)

    def escalate(self, member: Member, mention: MentionId, to: str, reason: str) -> QueueItem:
        """Pass a mention to a named higher role, with the reason."""
        if to not in set(Role):
            raise NotAllowed(msg("There is no role of this name."), mend=_roles())
        return self._close(
            member,
            mention,
            Action.ESCALATE,
            Act.MENTION_ESCALATED,
            escalated_to=to,
            reason=_told(reason),
        )

    def reopen(self, member: Member, mention: MentionId) -> QueueItem:
        """Undo an escalation, a rejection, a decision not to reply, or an answer by hand."""
        with self._act(member, mention, Action.REOPEN) as (tx, item, state):
            self._change(tx, item, Change(state=state, claimed_by="", escalated_to="", first_approver=""))
            tx.pass_over_own_posts(mention)
            if _stands(item):
                tx.remove_own(mention)  # a look found that it is gone
            _record(tx, Act.MENTION_REOPENED, member, item)
        return self.item(member, mention)

    def opened(self, member: Member, mention: MentionId) -> bytes:
        """Log that a member goes to the post on its platform, and return its sealed handle."""
        with self._act(member, mention, Action.OPEN) as (tx, item, _state):
            handle = tx.sealed_handle(mention)
            if not handle:
                raise NotAllowed(msg("This post's address on its platform is no longer kept."), where=mention)
            _record(tx, Act.MENTION_OPENED, member, item)
        return handle

    def resolve(self, member: Member, mention: MentionId, state: ReplyState) -> QueueItem:
        """Say what became of a reply in doubt: it is there (`SENT`), send again (`PENDING`), drop it (`RETRACTED`)."""
        _demand(member, Permission.APPROVE)
        if state not in RESOLUTIONS:
            raise NotAllowed(msg("A person cannot put a reply into the state “{state}”.", state=state), where=mention)
        with self._store.write() as tx:
            item = _found(tx, mention)
            if item.reply is None or item.reply.state != ReplyState.NEEDS_PERSON:
                raise NotAllowed(msg("This reply does not wait for a person."), where=mention)
            if not tx.resolve_reply(mention, item.reply_purpose, state):
                raise Conflict(msg("Somebody changed this first. Look at it again."), where=mention)
            if state == ReplyState.SENT:
                self._change(tx, item, Change(state=MentionState.ANSWERED))
            _record(tx, Act.REPLY_RESOLVED, member, item, state=state.value)
        return self.item(member, mention)

    def pause(self, member: Member, *, paused: bool) -> None:
        """Stop or resume all sending at once."""
        if not (member.may(Permission.APPROVE) or member.may(Permission.CONFIGURE)):
            raise NotAllowed(msg("Your role does not permit this."))
        with self._store.write() as tx:
            if (tx.switch(SENDING_PAUSED) == ON) == paused:
                return
            tx.throw_switch(SENDING_PAUSED, ON if paused else OFF, member.name)
            tx.record(Event(act=Act.SENDING_PAUSED if paused else Act.SENDING_RESUMED, actor=member.name))

    def paused(self) -> bool:
        """Say whether sending is paused."""
        with self._store.read() as tx:
            return tx.switch(SENDING_PAUSED) == ON

    def release_expired_claims(self) -> int:
        """Put back what was claimed and left; return how many mentions."""
        released = 0
        with self._store.write() as tx:
            for item in tx.expired_claims(self._clock.now()):
                state = target(item.state, Action.RELEASE, has_text=item.text is not None, has_draft=bool(item.draft))
                if state is not None and tx.change_item(item, Change(state=state, claimed_by="")):
                    tx.record(
                        Event(
                            act=Act.MENTION_RELEASED,
                            actor=SYSTEM,
                            subject=item.id,
                            detail={"why": "claim expired"},
                        )
                    )
                    released += 1
        return released

    @contextmanager
    def _act(
        self, member: Member, mention: MentionId, action: Action, *, seen_version: int | None = None
    ) -> Iterator[tuple[ReviewTransaction, QueueItem, MentionState]]:
        _demand(member, NEEDS[action])
        with self._store.write() as tx:
            item = _found(tx, mention)
            if seen_version is not None and item.version != seen_version:
                raise Conflict(msg("Somebody changed this first. Look at it again."), where=mention)
            state = target(item.state, action, has_text=item.text is not None, has_draft=bool(item.draft))
            if state is None:
                raise NotAllowed(
                    msg(
                        "“{action}” is not possible while the mention is “{state}”.",
                        action=action,
                        state=item.state,
                    ),
                    where=mention,
                )
            hindrance = self._hindrance(member, item, action)
            if hindrance is not None:
                raise NotAllowed(hindrance, where=mention)
            yield tx, item, state

    def _hindrance(self, member: Member, item: QueueItem, action: Action) -> Message | None:
        if target(item.state, action, has_text=item.text is not None, has_draft=bool(item.draft)) is None:
            if item.gone_at is not None:
                return msg("The post is no longer on its platform.")
            return msg("The text of this post is withheld: open it on its platform.")
        if action == Action.REOPEN and item.gone_at is not None:
            return msg("The post is no longer on its platform.")
        if item.state == MentionState.ANSWERED and action == Action.REOPEN and _is_out(item):
            return msg("Our reply stands on the platform: remove it there first.")
        held = item.state == MentionState.CLAIMED and item.claimed_by != member.name
        if held and action != Action.OPEN and not self._expired(item):
            return msg("{name} holds this mention.", name=item.claimed_by)
        return self._why_not_approve(member, item) if action == Action.APPROVE else None

    def _why_not_approve(self, member: Member, item: QueueItem) -> Message | None:
        if not item.draft:
            return msg("There is no draft to approve.")
        if self.policy.mode == Mode.LISTEN:
            return msg("smbot only listens here: copy the text and answer on the platform.")
        if item.first_approver == member.name:
            return msg("You approved this already: a second person must.")
        if item.drafted_by == member.name and self.policy.approvers() - {member.name, item.first_approver}:
            return msg("You wrote this draft: another approver must approve it.")
        return self.policy.why_not_by_api(item)

    def _expired(self, item: QueueItem) -> bool:
        return item.claimed_until is None or item.claimed_until <= self._clock.now()

    def _held(self, member: Member, state: MentionState) -> Change:
        until = self._clock.now() + self.policy.claim_for
        return Change(state=state, claimed_by=member.name, claimed_until=until)

    def _put_reply(self, tx: ReviewTransaction, member: Member, item: QueueItem, state: MentionState) -> None:
        reply = Approved(
            mention=item.id,
            platform=item.platform,
            account=item.platform,
            text=item.draft,
            language=item.draft_language or item.language,
            mode=self.policy.mode,
            approved_by=member.name,
            leave_at=self._clock.now() + self.policy.undo,
            purpose=item.reply_purpose,
        )
        if not tx.put_reply(reply):
            raise Conflict(msg("A reply to this post is already on its way."), where=item.id)
        self._change(tx, item, Change(state=state, claimed_by=""))
        _record(
            tx,
            Act.REPLY_APPROVED,
            member,
            item,
            mode=self.policy.mode.value,
            playbook=item.playbook,
            playbook_version=item.playbook_version,
            **_own_draft(member, item),
        )

    def _close(
        self,
        member: Member,
        mention: MentionId,
        action: Action,
        act: Act,
        *,
        escalated_to: str = "",
        reason: str = "",
    ) -> QueueItem:
        # A colleague may quote the post when giving a reason: what is kept is masked.
        told = {"to": escalated_to, "reason": reason}
        seen = self.item(member, mention)
        masked = {name: self._mask(seen, text) for name, text in told.items() if text}
        with self._act(member, mention, action) as (tx, item, state):
            closed = Change(state=state, claimed_by="", escalated_to=masked.get("to", ""), first_approver="")
            self._change(tx, item, closed)
            _record(tx, act, member, item, **masked)
        return self.item(member, mention)

    def _change(self, tx: ReviewTransaction, item: QueueItem, change: Change) -> None:
        if not tx.change_item(item, change):
            raise Conflict(msg("Somebody changed this first. Look at it again."), where=item.id)


def _is_out(item: QueueItem) -> bool:
    return _stands(item) and item.reply is not None and item.reply.seen != Seen.GONE


def _stands(item: QueueItem) -> bool:
    return item.reply is not None and item.reply.state not in {ReplyState.REFUSED, ReplyState.RETRACTED}


def _demand(member: Member, permission: Permission) -> None:
    if not member.may(permission):
        raise NotAllowed(msg("Your role does not permit this."))


def _found(tx: ReviewTransaction, mention: MentionId) -> QueueItem:
    item = tx.item(mention)
    if item is None:
        raise NotAllowed(msg("There is no mention of this id."), where=mention)
    return item


def _own_draft(member: Member, item: QueueItem) -> dict[str, bool]:
    """Return the detail that marks an approval by the draft's own author, where nobody else may approve."""
    return {"own_draft": True} if item.drafted_by == member.name else {}


def _roles() -> Message:
    return msg("Use one of: {names}.", names=", ".join(Role))


def _told(value: str) -> str:
    if not value.strip():
        raise NotAllowed(msg("Say why, in a few words."))
    return value.strip()


def _record(tx: ReviewTransaction, act: Act, member: Member, item: QueueItem, **detail: str | int) -> None:
    tx.record(Event(act=act, actor=member.name, subject=item.id, detail=detail))
