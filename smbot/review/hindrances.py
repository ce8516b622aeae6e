"""What keeps a member from an act of the queue now, decided from the mention, the policy and the time alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from smbot.core.messages import Message, msg
from smbot.core.purposes import Seen
from smbot.core.roles import GRANTS, Member, Permission, Role
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.core.words import ROLES
from smbot.review.ports import AskRole, Filled, QueueItem, as_it_is, ask_nobody
from smbot.review.transitions import Action, target


@dataclass(frozen=True, kw_only=True)
class DeskPolicy:
    """`why_not_by_api` says why a mention cannot be answered through its platform's API, or None.

    `needs_two` says whether a mention's playbook asks for two approvers; `approvers` returns the names of all who
    may approve now. `greeted` returns a mention's draft as the home office of who holds it greets; `filled` puts the
    code of its case into a text. `ask_role` orders, in an act's transaction, that a role be told of a mention.
    """

    mode: Mode
    undo: timedelta
    claim_for: timedelta
    answer_within: timedelta
    why_not_by_api: Callable[[QueueItem], Message | None]
    needs_two: Callable[[QueueItem], bool]
    approvers: Callable[[], frozenset[str]]
    greeted: Callable[[QueueItem], str] = lambda item: item.draft
    filled: Filled = as_it_is
    ask_role: AskRole = ask_nobody


def hindrance(policy: DeskPolicy, member: Member, item: QueueItem, action: Action, now: datetime) -> Message | None:
    """Return why this member cannot do this with the mention now, or None; the role is checked elsewhere."""
    if target(item.state, action, has_text=item.text is not None, has_draft=bool(item.draft)) is None:
        if item.gone_at is not None:
            return msg("The post is no longer on its platform.")
        return msg("The text of this post is withheld: open it on its platform.")
    if (why := _why_not_in_course(item, action)) is not None:
        return why
    if action == Action.REOPEN and item.gone_at is not None:
        return msg("The post is no longer on its platform.")
    if item.state == MentionState.ANSWERED and action == Action.REOPEN and not item.outcome and is_out(item):
        return msg("Our reply stands on the platform: remove it there first.")
    held = item.state == MentionState.CLAIMED and item.claimed_by != member.name
    if held and action != Action.OPEN and not _expired(item, now):
        return msg("{name} holds this mention.", name=item.claimed_by)
    return _why_not_approve(policy, member, item) if action == Action.APPROVE else None


def _why_not_in_course(item: QueueItem, action: Action) -> Message | None:
    """Return why what a playbook's steps began cannot be ended, or taken back."""
    if action == Action.RECALL and not item.escalated_to:
        return msg("It is passed to nobody.")
    if action == Action.CLOSE and item.outcome:
        return msg("It is closed already.")
    return None


def _why_not_approve(policy: DeskPolicy, member: Member, item: QueueItem) -> Message | None:
    if not item.draft:
        return msg("There is no draft to approve.")
    if policy.mode == Mode.LISTEN:
        return msg("smbot only listens here: copy the text and answer on the platform.")
    if item.escalated_to in set(Role) and not member.holds(role := Role(item.escalated_to)):
        if Permission.APPROVE in GRANTS[role]:
            return msg("It was passed to: {role}. Somebody of that role must approve it.", role=ROLES[role])
        return msg("It was passed to: {role}. Somebody of that role must give it back first.", role=ROLES[role])
    if item.first_approver == member.name:
        return msg("You approved this already: a second person must.")
    if item.drafted_by == member.name and policy.approvers() - {member.name, item.first_approver}:
        return msg("You wrote this draft: another approver must approve it.")
    return policy.why_not_by_api(item)


def _expired(item: QueueItem, now: datetime) -> bool:
    return item.claimed_until is None or item.claimed_until <= now


def is_out(item: QueueItem) -> bool:
    """Say whether a reply of ours is there or on its way, and nobody has found it gone."""
    return stands(item) and item.reply is not None and item.reply.seen != Seen.GONE


def stands(item: QueueItem) -> bool:
    """Say whether a reply of ours is there, or on its way."""
    return item.reply is not None and item.reply.state not in {ReplyState.REFUSED, ReplyState.RETRACTED}
