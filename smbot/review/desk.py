"""The acts of the review queue, for the command line and the pages alike.

Each act reads, checks permission and table, changes the row that it read (or reports the conflict) and
writes its audit event, all in one transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from smbot.core.errors import Conflict, NotAllowed
from smbot.core.events import SYSTEM, Act, Event
from smbot.core.failpoints import failpoint
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg
from smbot.core.roles import TAKERS, Member, Permission, Role, demand
from smbot.core.states import MentionState
from smbot.core.words import STATES
from smbot.review.hindrances import hindrance, is_out, stands
from smbot.review.ports import Approved, Change, QueueItem, ReviewTransaction
from smbot.review.queue import alter, found, record
from smbot.review.sending import Sending
from smbot.review.transitions import NEEDS, Action, may_act, needed, target
from smbot.review.words import ACTIONS

OUTCOMES = ("answered", "handed-off", "no-reply", "misdirected")
"""How a mention can end; a playbook's step `close` has the same words."""

NEVER_KEPT = frozenset({"echo", "personal", "private", "unread"})
"""The guard's rules on what is personal or was said in private: what they refuse is not even stored as a draft."""

ONCE_OUT = msg("Once a reply is out, it is corrected or deleted “On the platform”, where the platform allows it.")
"""How to mend what the undo came too late for."""


class Desk(Sending):
    """The review queue."""

    def claim(self, member: Member, mention: MentionId, *, seen_version: int | None = None) -> QueueItem:
        """Take a mention, or take over a claim that has expired."""
        with self._act(member, mention, Action.CLAIM, seen_version=seen_version) as (tx, item, state):
            draft = self.policy.greeted(replace(item, claimed_by=member.name))
            alter(tx, item, replace(self._held(member, state), draft=draft if draft != item.draft else None))
            record(tx, Act.MENTION_CLAIMED, member, item)
            return found(tx, mention)

    def release(self, member: Member, mention: MentionId) -> QueueItem:
        """Put a mention back."""
        with self._act(member, mention, Action.RELEASE) as (tx, item, state):
            alter(tx, item, Change(state=state, claimed_by=""))
            record(tx, Act.MENTION_RELEASED, member, item)
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
            alter(tx, item, change)
            record(tx, Act.DRAFT_EDITED, member, item, length=len(text.strip()))
        return self.item(member, mention)

    def approve(self, member: Member, mention: MentionId, *, seen_version: int | None = None) -> QueueItem:
        """Approve the draft: it leaves when the undo window closes, unless the guard refuses it now.

        Raises:
            NotAllowed: The mode, the guard, or the platform's rules forbid it; the message says which.
        """
        demand(member, NEEDS[Action.APPROVE])
        seen = self.item(member, mention)
        text = self._worded(member, seen)
        version = seen.version if seen_version is None else seen_version
        with self._act(member, mention, Action.APPROVE, seen_version=version) as (tx, item, state):
            theirs = replace(item, claimed_by=member.name)
            refusals = [p for p in self._guard(theirs, text, item.reply_purpose) if p.refuses]
            if refusals:
                raise NotAllowed(msg("The guard refuses this reply: {why}", why=refusals[0].message), where=mention)
            if self.policy.needs_two(item) and not item.first_approver:
                resting = target(item.state, Action.RELEASE, has_text=True, has_draft=True) or item.state
                alter(tx, item, Change(state=resting, first_approver=member.name, claimed_by=""))
                record(tx, Act.REPLY_APPROVED_FIRST, member, item, **_own_draft(member, item))
            else:
                self._put_reply(tx, member, item, state, text)
            failpoint("approve.before-commit")
        failpoint("approve.committed")
        return self.item(member, mention)

    def undo(self, member: Member, mention: MentionId) -> QueueItem:
        """Take an approved reply back while it has not begun to leave, or after it was refused or dropped."""
        with self._act(member, mention, Action.UNDO) as (tx, item, state):
            if not tx.retract_reply(mention, item.reply_purpose):
                raise Conflict(
                    msg("The reply has left, or may have: it cannot be undone."), where=mention, mend=ONCE_OUT
                )
            alter(tx, item, replace(self._held(member, state), first_approver=""))
            record(tx, Act.REPLY_RETRACTED, member, item)
        return self.item(member, mention)

    def reject(self, member: Member, mention: MentionId, reason: str) -> QueueItem:
        """Set the draft aside as unfit, with the reason."""
        return self._close(member, mention, Action.REJECT, Act.MENTION_REJECTED, reason=_told(reason))

    def no_reply(self, member: Member, mention: MentionId, *, seen_version: int | None = None) -> QueueItem:
        """Decide that no reply is due."""
        return self._close(member, mention, Action.NO_REPLY, Act.MENTION_NO_REPLY, seen_version=seen_version)

    def answered_by_hand(self, member: Member, mention: MentionId) -> QueueItem:
        """Note that the post was answered on the platform itself."""
        return self._close(member, mention, Action.ANSWERED, Act.MENTION_ANSWERED_BY_HAND)

    def escalate(self, member: Member, mention: MentionId, to: str, reason: str) -> QueueItem:
        """Pass a mention to a role that can take it, with the reason.

        Raises:
            NotAllowed: There is no such role, or it sees no mentions.
        """
        if to not in TAKERS:
            raise NotAllowed(msg("Mentions are not passed to such a role."), mend=_takers())
        return self._close(
            member,
            mention,
            Action.ESCALATE,
            Act.MENTION_ESCALATED,
            escalated_to=to,
            reason=_told(reason),
        )

    def recall(self, member: Member, mention: MentionId) -> QueueItem:
        """Pass a mention to no role any more, whoever passed it on.

        Who only took what was passed to their role holds it no longer: others answer it.
        """
        with self._act(member, mention, Action.RECALL) as (tx, item, state):
            back = Change(state=state, escalated_to="")
            if item.state == MentionState.CLAIMED and not member.may(Permission.WORK_QUEUE):
                resting = target(item.state, Action.RELEASE, has_text=True, has_draft=bool(item.draft)) or state
                back = replace(back, state=resting, claimed_by="")
            alter(tx, item, back)
            record(tx, Act.MENTION_RECALLED, member, item)
        return self.item(member, mention)

    def close(self, member: Member, mention: MentionId, outcome: str) -> QueueItem:
        """Say how a mention that was answered ended; what its playbook had planned still is over with that."""
        if outcome not in OUTCOMES:
            raise NotAllowed(
                msg("A mention cannot end so."), mend=msg("Use one of: {names}.", names=", ".join(OUTCOMES))
            )
        with self._act(member, mention, Action.CLOSE) as (tx, item, state):
            alter(tx, item, Change(state=state, outcome=outcome))
            _end_plan(tx, mention, msg("A person closed the mention."))
            record(tx, Act.MENTION_CLOSED, member, item, outcome=outcome)
        return self.item(member, mention)

    def reopen(self, member: Member, mention: MentionId) -> QueueItem:
        """Undo an escalation, a rejection, a decision not to reply, an answer by hand, or the end of a mention.

        One whose answer of ours stands on the platform stays answered, and is before people again.
        """
        with self._act(member, mention, Action.REOPEN) as (tx, item, resting):
            out = item.outcome != "" and is_out(item)
            state = item.state if out else resting
            alter(tx, item, Change(state=state, claimed_by="", escalated_to="", first_approver="", outcome=""))
            tx.keep_rest(mention, None, back=out)
            if not out:
                tx.pass_over_own_posts(mention)
                if stands(item):
                    tx.remove_own(mention)  # a look found that it is gone
            record(tx, Act.MENTION_REOPENED, member, item)
        return self.item(member, mention)

    def opened(self, member: Member, mention: MentionId) -> bytes:
        """Log that a member goes to the post on its platform, and return its sealed handle."""
        with self._act(member, mention, Action.OPEN) as (tx, item, _state):
            handle = tx.sealed_handle(mention)
            if not handle:
                raise NotAllowed(msg("This post's address on its platform is no longer kept."), where=mention)
            record(tx, Act.MENTION_OPENED, member, item)
        return handle

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
        if not any(member.may(each) for each in needed(action)):
            demand(member, NEEDS[action])
        with self._store.write() as tx:
            item = found(tx, mention)
            if not may_act(member, action, item.escalated_to):
                raise NotAllowed(msg("Your role works only on what was passed to it."), where=mention)
            if seen_version is not None and item.version != seen_version:
                raise Conflict(msg("Somebody changed this first. Look at it again."), where=mention)
            state = target(item.state, action, has_text=item.text is not None, has_draft=bool(item.draft))
            if state is None:
                raise NotAllowed(
                    msg(
                        "“{action}” is not possible while the mention is “{state}”.",
                        action=ACTIONS[action],
                        state=STATES[item.state],
                    ),
                    where=mention,
                    mend=ONCE_OUT if action == Action.UNDO and is_out(item) else None,
                )
            why_not = hindrance(self.policy, member, item, action, self._clock.now())
            if why_not is not None:
                raise NotAllowed(why_not, where=mention)
            if action != Action.OPEN:
                tx.leave_to_person(mention)  # what a person touched, only a person sends
            yield tx, item, state

    def _worded(self, member: Member, item: QueueItem) -> str:
        """Return the draft as it would leave; a case code that it names is made in a transaction of its own."""
        text = self.policy.greeted(replace(item, claimed_by=member.name))
        possible = hindrance(self.policy, member, item, Action.APPROVE, self._clock.now()) is None
        return self.policy.filled(member, item, text, item.reply_purpose) if possible else text

    def _held(self, member: Member, state: MentionState) -> Change:
        until = self._clock.now() + self.policy.claim_for
        return Change(state=state, claimed_by=member.name, claimed_until=until)

    def _put_reply(
        self, tx: ReviewTransaction, member: Member, item: QueueItem, state: MentionState, text: str
    ) -> None:
        reply = Approved(
            mention=item.id,
            platform=item.platform,
            account=item.platform,
            text=text,
            language=item.draft_language or item.language,
            mode=self.policy.mode,
            approved_by=member.name,
            leave_at=self._clock.now() + self.policy.undo,
            purpose=item.reply_purpose,
        )
        if not tx.put_reply(reply):
            raise Conflict(msg("A reply to this post is already on its way."), where=item.id)
        alter(tx, item, Change(state=state, claimed_by=""))
        record(
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
        seen_version: int | None = None,
    ) -> QueueItem:
        # A colleague may quote the post when giving a reason: what is kept is masked.
        told = {"to": escalated_to, "reason": reason}
        seen = self.item(member, mention)
        masked = {name: self._mask(seen, text) for name, text in told.items() if text}
        with self._act(member, mention, action, seen_version=seen_version) as (tx, item, state):
            closed = Change(state=state, claimed_by="", escalated_to=masked.get("to", ""), first_approver="")
            alter(tx, item, closed)
            _end_plan(tx, mention, msg("A person decided: what the playbook had planned ends with that."))
            record(tx, act, member, item, **masked)
            if escalated_to:
                self.policy.ask_role(tx, item, Role(escalated_to), member.name)
            return found(tx, mention)


def _end_plan(tx: ReviewTransaction, mention: MentionId, why: Message) -> None:
    """End what the playbook had planned still: a person has decided how it ends."""
    tx.keep_rest(mention, None)
    tx.end_plan(mention, why)


def _own_draft(member: Member, item: QueueItem) -> dict[str, bool]:
    """Return the detail that marks an approval by the draft's own author, where nobody else may approve."""
    return {"own_draft": True} if item.drafted_by == member.name else {}


def _takers() -> Message:
    return msg("Use one of: {names}.", names=", ".join(TAKERS))


def _told(value: str) -> str:
    if not value.strip():
        raise NotAllowed(msg("Say why, in a few words."))
    return value.strip()
