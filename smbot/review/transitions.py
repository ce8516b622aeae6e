"""The table of what may be done with a mention in which state. Pure, and complete.

Every pair of state and action is here or refused; pages show exactly the actions that `allowed` returns.
"""

from enum import StrEnum

from smbot.core.roles import Member, Permission
from smbot.core.states import MentionState as S


class Action(StrEnum):
    """What a person can do with a mention. `RECALL` takes it from the role that it is passed to."""

    CLAIM = "claim"
    RELEASE = "release"
    EDIT = "edit"
    APPROVE = "approve"
    UNDO = "undo"
    REJECT = "reject"
    NO_REPLY = "no-reply"
    ESCALATE = "escalate"
    ANSWERED = "answered-by-hand"
    REOPEN = "reopen"
    RECALL = "recall"
    CLOSE = "close"
    OPEN = "open"


NEEDS: dict[Action, Permission] = {
    **dict.fromkeys(Action, Permission.WORK_QUEUE),
    Action.APPROVE: Permission.APPROVE,
}
"""The permission each action asks for."""

WITH_PASSED = frozenset(
    {
        Action.CLAIM,
        Action.RELEASE,
        Action.NO_REPLY,
        Action.ESCALATE,
        Action.REOPEN,
        Action.RECALL,
        Action.OPEN,
    }
)
"""What a role that does not work on the queue does with what was passed to it: it decides, and answers nobody."""

UNCLAIMED = "unclaimed"
"""Marker of a target state that depends on the mention: see `resting_state`."""

TABLE: dict[S, dict[Action, S | str]] = {
    S.TRIAGED: {
        Action.CLAIM: S.CLAIMED,
        Action.NO_REPLY: S.NO_REPLY,
        Action.ESCALATE: S.ESCALATED,
        Action.ANSWERED: S.ANSWERED,
        Action.RECALL: S.TRIAGED,
    },
    S.DRAFTED: {
        Action.CLAIM: S.CLAIMED,
        Action.EDIT: S.CLAIMED,
        Action.APPROVE: S.APPROVED,
        Action.REJECT: S.REJECTED,
        Action.NO_REPLY: S.NO_REPLY,
        Action.ESCALATE: S.ESCALATED,
        Action.ANSWERED: S.ANSWERED,
        Action.RECALL: S.DRAFTED,
    },
    S.CLAIMED: {
        Action.CLAIM: S.CLAIMED,
        Action.RELEASE: UNCLAIMED,
        Action.EDIT: S.CLAIMED,
        Action.APPROVE: S.APPROVED,
        Action.REJECT: S.REJECTED,
        Action.NO_REPLY: S.NO_REPLY,
        Action.ESCALATE: S.ESCALATED,
        Action.ANSWERED: S.ANSWERED,
        Action.RECALL: S.CLAIMED,
    },
    S.APPROVED: {Action.UNDO: S.CLAIMED},
    S.QUARANTINED: {
        Action.NO_REPLY: S.NO_REPLY,
        Action.ESCALATE: S.ESCALATED,
        Action.ANSWERED: S.ANSWERED,
    },
    S.ESCALATED: {
        Action.CLAIM: S.CLAIMED,
        Action.NO_REPLY: S.NO_REPLY,
        Action.ANSWERED: S.ANSWERED,
        Action.REOPEN: UNCLAIMED,
        Action.ESCALATE: S.ESCALATED,
    },
    S.REJECTED: {Action.CLAIM: S.CLAIMED, Action.NO_REPLY: S.NO_REPLY, Action.REOPEN: UNCLAIMED},
    S.NO_REPLY: {Action.REOPEN: UNCLAIMED},
    S.ANSWERED: {Action.REOPEN: UNCLAIMED, Action.CLOSE: S.ANSWERED},
    S.REDACTED: {},
    S.DISPOSED: {},
}

for _state, _row in TABLE.items():
    if _state not in {S.REDACTED, S.DISPOSED}:
        _row[Action.OPEN] = _state  # looking at the post on its platform changes nothing


OPEN = frozenset({S.TRIAGED, S.DRAFTED, S.CLAIMED, S.ESCALATED})
"""States in which a person has something to do: such a mention can be put off, and be given to a member."""


def needed(action: Action) -> tuple[Permission, ...]:
    """Return the permissions of which an action asks for one."""
    return (NEEDS[action], Permission.TAKE_PASSED) if action in WITH_PASSED else (NEEDS[action],)


def may_act(member: Member, action: Action, passed_to: str) -> bool:
    """Say whether the member's roles permit this with a mention that is passed to a role, "" to none."""
    taken = member.may(Permission.TAKE_PASSED) and passed_to in member.roles
    return member.may(NEEDS[action]) or (taken and action in WITH_PASSED)


def allowed(state: S) -> frozenset[Action]:
    """Return the actions that this state permits."""
    return frozenset(TABLE[state])


def resting_state(*, has_text: bool, has_draft: bool) -> S:
    """Return the state of a mention that nobody holds."""
    if not has_text:
        return S.QUARANTINED
    return S.DRAFTED if has_draft else S.TRIAGED


def target(state: S, action: Action, *, has_text: bool, has_draft: bool) -> S | None:
    """Return the state after `action`, or None where it is refused."""
    found = TABLE[state].get(action)
    if found is None or (not has_text and action in {Action.CLAIM, Action.EDIT, Action.APPROVE, Action.REJECT}):
        return None
    return resting_state(has_text=has_text, has_draft=has_draft) if found == UNCLAIMED else S(found)
