"""The table of what may be done with a case in which state. Pure, and complete.

Every pair of state and action is here or refused; pages show exactly the actions that `allowed` returns.
"""

from collections.abc import Mapping
from enum import StrEnum

from smbot.cases.clock import Beat
from smbot.cases.model import CaseState as S


class Action(StrEnum):
    """What can be done with a case. `ADD` is a mention, `DESCRIBE` its priority, language, program or office."""

    ADD = "add"
    NOTE = "note"
    TASK = "task"
    DONE = "done"
    DESCRIBE = "describe"
    KNOW = "join-person"
    PAGE = "page"
    ASSIGN = "assign"
    HAND_OVER = "hand-over"
    ESCALATE = "escalate"
    WAIT = "wait"
    RESUME = "resume"
    RESOLVE = "resolve"
    CLOSE = "close"
    REOPEN = "reopen"
    JOIN = "join"
    SEPARATE = "separate"
    SURVEY = "survey"
    RESOLVE_WITH_PROBLEM = "resolve-with-problem"
    CLOSE_WITH_PROBLEM = "close-with-problem"
    REOPEN_WITH_PROBLEM = "reopen-with-problem"


BY_PROBLEM = frozenset({Action.RESOLVE_WITH_PROBLEM, Action.CLOSE_WITH_PROBLEM, Action.REOPEN_WITH_PROBLEM})
"""What happens to an incident when its problem ends or is reopened; nobody does it to the incident alone."""

_ALWAYS = (Action.NOTE, Action.DONE, Action.KNOW, Action.DESCRIBE)
_WHILE_OPEN = (*_ALWAYS, Action.ADD, Action.TASK, Action.PAGE, Action.ESCALATE)
_ENDS = {Action.RESOLVE: S.RESOLVED, Action.CLOSE: S.CLOSED}
_TAKEN = dict.fromkeys((Action.ASSIGN, Action.HAND_OVER), S.IN_PROGRESS)

TABLE: Mapping[S, Mapping[Action, S]] = {
    S.OPEN: {**dict.fromkeys(_WHILE_OPEN, S.OPEN), **_TAKEN, **_ENDS, Action.WAIT: S.WAITING, Action.JOIN: S.MERGED},
    S.IN_PROGRESS: {
        **dict.fromkeys(_WHILE_OPEN, S.IN_PROGRESS),
        **_TAKEN,
        **_ENDS,
        Action.WAIT: S.WAITING,
        Action.JOIN: S.MERGED,
    },
    S.WAITING: {
        **dict.fromkeys((*_WHILE_OPEN, Action.ASSIGN, Action.HAND_OVER), S.WAITING),
        **_ENDS,
        Action.RESUME: S.IN_PROGRESS,
        Action.JOIN: S.MERGED,
    },
    S.REOPENED: {
        **dict.fromkeys(_WHILE_OPEN, S.REOPENED),
        **_TAKEN,
        **_ENDS,
        Action.WAIT: S.WAITING,
        Action.JOIN: S.MERGED,
    },
    S.RESOLVED: {
        **dict.fromkeys((*_ALWAYS, Action.ADD), S.RESOLVED),
        Action.CLOSE: S.CLOSED,
        Action.REOPEN: S.REOPENED,
        Action.SEPARATE: S.REOPENED,
        Action.CLOSE_WITH_PROBLEM: S.CLOSED,
        Action.REOPEN_WITH_PROBLEM: S.MERGED,
    },
    S.CLOSED: {
        **dict.fromkeys((*_ALWAYS, Action.SURVEY), S.CLOSED),
        Action.REOPEN: S.REOPENED,
        Action.SEPARATE: S.REOPENED,
        Action.REOPEN_WITH_PROBLEM: S.MERGED,
    },
    S.MERGED: {
        **dict.fromkeys((*_ALWAYS, Action.ADD, Action.TASK, Action.PAGE), S.MERGED),
        Action.SEPARATE: S.OPEN,
        Action.RESOLVE_WITH_PROBLEM: S.RESOLVED,
        Action.CLOSE_WITH_PROBLEM: S.CLOSED,
    },
}
"""Adding a mention to a case that is resolved or waits for the citizen does not move it: a person reads first."""


def allowed(state: S) -> frozenset[Action]:
    """Return what a person can do in this state."""
    return frozenset(TABLE[state]) - BY_PROBLEM


def target(state: S, action: Action) -> S | None:
    """Return the state after `action`, or None where it is refused."""
    return TABLE[state].get(action)


TICKING = frozenset({S.OPEN, S.IN_PROGRESS, S.REOPENED, S.MERGED})
"""States in which the service clock runs; the person of a merged incident waits like any other."""


def beat_of(before: S, after: S) -> Beat | None:
    """Return what a change of state does to the service clock, or None where it goes on as it was."""
    if (before in TICKING) == (after in TICKING):
        stops = before == S.WAITING and after in {S.RESOLVED, S.CLOSED}
        return Beat.STOPPED if stops else None
    if after in TICKING:
        return Beat.RESUMED
    return Beat.PAUSED if after == S.WAITING else Beat.STOPPED
